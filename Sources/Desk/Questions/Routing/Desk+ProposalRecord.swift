import EventLog
import Participation

/// How often what was learned turned out right, as far as the log knows (提案の実績).
public struct ProposalRecord: Sendable, Equatable {
    /// Items for which people were shown a proposal and chose (提案を示した件数).
    public internal(set) var shown = 0
    /// Those for which they took it (採用された件数).
    public internal(set) var taken = 0
    /// Items it routed by itself (自動で振り分けた件数).
    public internal(set) var routed = 0
    /// Those of them that went to another section afterwards (そのうち担当が替わった件数).
    public internal(set) var moved = 0
}

extension Desk {
    /// How often what was learned turned out right, by the newest routed items (提案の実績).
    /// - Throws: ``DeskError``.
    public func proposalRecord() async throws(DeskError) -> ProposalRecord {
        do {
            let position = try await log.headPosition()
            var rest = Array(
                try await log.streams(
                    withNewest: ItemRoutedCoding.type, through: position,
                    limit: LearningLimits.routings
                ).prefix(ClassifierLimits.items))[...]
            var record = ProposalRecord()
            while !rest.isEmpty {
                let batch = Array(rest.prefix(LearningLimits.batch))
                rest = rest.dropFirst(batch.count)
                for history in try await log.read(batch, through: position).values {
                    try record.count(history)
                }
                await Task.yield()
            }
            return record
        } catch {
            throw DeskError(error)
        }
    }
}

extension ProposalRecord {
    /// Counts what happened to one item; nothing sealed has to be opened for it.
    fileprivate mutating func count(_ history: [RecordedEvent]) throws(EventCodingError) {
        var isRouted = false
        for recorded in history {
            switch try ItemEventCoding.decode(recorded, opened: recorded.unopened) {
            case .routed(let routing):
                if let follows = routing.followsProposal {
                    shown += 1
                    taken += follows ? 1 : 0
                }
                if isRouted { moved += 1 }
                if case .classifier = routing.by {
                    routed += 1
                    isRouted = true
                } else {
                    isRouted = false
                }
            case .response(.transferred), .response(.returnedToTriage):
                if isRouted { moved += 1 }
                isRouted = false
            case _: continue
            }
        }
    }
}
