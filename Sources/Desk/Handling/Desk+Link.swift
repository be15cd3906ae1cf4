import EventLog
public import FoundationEssentials
public import Participation

extension Desk {
    /// Ties an item to another one (関連付け).
    ///
    /// What the other one is at this moment goes into the decision: a duplicate of a duplicate
    /// could close a circle in which no letter is counted.
    /// - Throws: ``DeskError``; `notFound` when there is no such other item.
    public func link(
        _ item: UUID, to other: UUID, as kind: LinkKind, actor: String?, command: UUID?
    ) async throws(DeskError) -> Handled {
        let target = try await receivedItem(other)
        return try await handle(
            .link(
                LinkItem(
                    item: item, to: other, as: kind, isTargetDuplicate: target.isDuplicate)),
            of: Item.self, stream: item, actor: actor, command: command)
    }

    private func receivedItem(_ id: UUID) async throws(DeskError) -> ReceivedItem {
        do {
            let history = try await log.read(StreamName(category: Item.streamCategory, id: id))
            guard
                case .received(let item) = try await fold(history, as: Item.self, opening: false)
            else { throw DeskError.notFound(id.uuidString.lowercased()) }
            return item
        } catch {
            throw DeskError(error)
        }
    }
}
