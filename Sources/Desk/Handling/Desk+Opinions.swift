public import FoundationEssentials
public import Participation

/// Where an opinion was raised by word of mouth (意見の出た場).
public enum Occasion: Sendable, Equatable {
    /// At a lecture (出前講座).
    case lecture(UUID)
    /// At a gathering (催し).
    case gathering(UUID)
}

extension Desk {
    /// Receives what somebody said at a lecture or a gathering as an item of its own, which is routed
    /// like a letter (意見の受付, PRODUCT §4.8: channel 9).
    ///
    /// - Parameters:
    ///   - line: what was said; the gist is its beginning where it is longer than a gist may be.
    ///   - day: the day it was said.
    ///   - command: identifies the line; the same one again is recorded once.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func noteOpinion(
        _ line: String, at occasion: Occasion, on day: LocalDate, actor: String?, command: UUID
    ) async throws(DeskError) -> Receipt {
        let isLong = line.count > ItemLimits.summary
        // Nobody asks who speaks up at a meeting.
        let receipt = try await receive(
            ReceiveRequest(
                scheme: Scheme.opinion.rawValue, nature: Nature.opinion.rawValue,
                channel: Channel.meeting.rawValue, receivedOn: day.description,
                sender: ReceiveRequest.Sender(unknown: true),
                summary: isLong ? String(line.prefix(ItemLimits.summary)) : line,
                body: isLong ? line : nil), actor: actor, command: command)
        switch occasion {
        case .lecture: break
        case .gathering(let id):
            _ = try await handle(
                .raiseOpinion(RaiseOpinion(item: receipt.id)), of: Gathering.self, stream: id,
                actor: actor, command: nil)
        }
        return receipt
    }
}
