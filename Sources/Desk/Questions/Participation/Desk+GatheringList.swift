import EventLog
public import FoundationEssentials
public import Participation

/// A gathering as lists and its page show it (催しの記録).
public struct ListedGathering: Sendable, Equatable {
    /// The gathering (催しの番号).
    public let id: UUID
    /// What it is, who signed up, who came; sealed parts read as erased unless they were opened
    /// (内容).
    public let gathering: PlannedGathering
    /// Why it was called off; nil when it was not (中止).
    public let cancelled: Cancelled?
    /// The registrations of which nobody can read who it was any more; not asked for in lists
    /// (消去済みの申込み).
    public let erased: Set<UUID>

    init?(id: UUID, state: Gathering, erased: Set<UUID> = []) {
        self.id = id
        self.erased = erased
        switch state {
        case .notPlanned: return nil
        case .planned(let gathering): (self.gathering, cancelled) = (gathering, nil)
        case .cancelled(let gathering, let cancelled):
            (self.gathering, self.cancelled) = (gathering, cancelled)
        }
    }
}

extension Desk {
    /// Gatherings looked back on for the list of a year (さかのぼる催しの数).
    private static let gatheringsLookedAt: Int64 = 2_000

    /// The gatherings of a fiscal year, the last first (年度の催しの一覧).
    ///
    /// Who signed up stays sealed. Of more than 2,000 gatherings the oldest are not looked at.
    /// - Throws: ``DeskError``.
    public func gatherings(in year: FiscalYear) async throws(DeskError) -> [ListedGathering] {
        do {
            let streams = try await log.streams(
                withNewest: GatheringEventCoding.plannedType, limit: Self.gatheringsLookedAt)
            var gatherings: [ListedGathering] = []
            for (stream, history) in try await log.read(streams) {
                let state = try await fold(history, as: Gathering.self, opening: false)
                guard let id = stream.id, let listed = ListedGathering(id: id, state: state),
                    year.contains(listed.gathering.plan.heldOn)
                else { continue }
                gatherings.append(listed)
            }
            return gatherings.sorted {
                ($1.gathering.plan.heldOn, $1.id.uuidString)
                    < ($0.gathering.plan.heldOn, $0.id.uuidString)
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// One gathering.
    /// - Parameter opening: who looks at the list of names and why; nil: it stays sealed.
    /// - Throws: ``DeskError``; `notFound` when there is none.
    public func gathering(
        _ id: UUID, opening: Opening? = nil
    ) async throws(DeskError) -> ListedGathering {
        do {
            let history = try await log.read(
                StreamName(category: Gathering.streamCategory, id: id))
            let events = try await decode(
                history, as: Gathering.self, for: opening, showing: .gathering)
            guard
                let listed = ListedGathering(
                    id: id, state: events.reduce(Gathering.initial, Gathering.evolve),
                    erased: try await erasedRegistrations(history))
            else { throw DeskError.notFound("gathering-\(id.uuidString.lowercased())") }
            return listed
        } catch {
            throw DeskError(error)
        }
    }

    /// The registrations that were erased, each by itself or with their gathering.
    private func erasedRegistrations(_ history: [RecordedEvent]) async throws -> Set<UUID> {
        let apart = try history.compactMap { try GatheringEventCoding.apart(of: $0) }
        var erased = Set(
            try await log.read(apart).filter { $0.value.contains(where: \.isErasure) }
                .compactMap(\.key.id))
        if history.contains(where: \.isErasure) {
            let state = try await fold(history, as: Gathering.self, opening: false)
            erased.formUnion((state.announced?.registrations.keys).map(Array.init) ?? [])
        }
        return erased
    }
}
