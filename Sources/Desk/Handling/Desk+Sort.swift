import EventLog
public import FoundationEssentials
public import Participation

extension Desk {
    /// Has a person say which sections deal with an item (担当の振分け).
    /// - Parameters:
    ///   - proposed: what the page had proposed; kept, so that it can be told how often it is right.
    ///   - version: the version of the item the caller has seen; `nil`: whatever it is now.
    ///   - command: identifies the request. Asked again under the same id it is recorded once.
    /// - Throws: ``DeskError``; ``DeskError/changed(version:)`` when the item has another version by
    ///   now.
    public func sort(
        _ item: UUID, to lead: String, with others: [String] = [],
        proposed: RoutingProposal? = nil, expecting version: Int32? = nil, actor: String?,
        command: UUID?
    ) async throws(DeskError) -> Handled {
        let routing = ItemRouting(lead: lead, others: others, by: .clerk, proposed: proposed)
        do {
            return try await settle(
                Item.self, on: StreamName(category: Item.streamCategory, id: item), actor: actor,
                as: command.map(Identity.outcome), expecting: version, opening: false
            ) { try Item.decide(.route(routing), $0) }.handled
        } catch {
            throw DeskError(error)
        }
    }
}
