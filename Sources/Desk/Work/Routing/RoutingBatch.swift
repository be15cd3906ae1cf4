import EventLog
import FoundationEssentials
import Participation

/// What the rules make of several items, and what is recorded of it (一括の振分け判断).
struct RoutingBatch: Sendable {
    /// An item that finds its sections.
    struct Routed: Sendable {
        let id: UUID
        let item: ReceivedItem
        let sections: RoutedSections
    }

    /// One for each item that is routed, in the order of the receipts.
    private(set) var writes: [Append.Write] = []
    /// The same items, in the same order.
    private(set) var routed: [Routed] = []
    /// Why the others still wait for people.
    private(set) var waiting: [RoutingTriage] = []

    /// Asks the rules about items.
    ///
    /// Only those no section was ever chosen for: what came back to the hearing section is for people
    /// to decide.
    /// - Parameter causes: for each item, the position of what led to asking; an item without one is
    ///   passed over.
    init(
        _ histories: some Collection<[RecordedEvent]>, _ causes: [StreamName: Int64],
        _ router: Router, on desk: Desk
    ) async throws {
        let open = histories.filter(Self.isUntouched)
        let items =
            router.readsText
            ? try await ItemOpening.items(after: open, keyring: desk.keyring)
            : try ItemOpening.items(after: open, with: [:])
        let versions = Dictionary(
            open.compactMap { history in
                history.last.map { ($0.stream, $0.version) }
            }, uniquingKeysWith: { $1 })
        for opened in items {
            let stream = StreamName(category: Item.streamCategory, id: opened.id)
            guard let cause = causes[stream], let version = versions[stream],
                opened.item.routing == nil
            else { continue }
            let sections: RoutedSections
            switch router.decide(RoutingSubject(opened.item)) {
            case .routed(let found): sections = found
            case .triage(let triage):
                waiting.append(triage)
                continue
            }
            let events = try Item.decide(.route(sections.routing), .received(opened.item))
            guard !events.isEmpty else { continue }
            let coded = events.map(Item.Coding.encode)
            writes.append(
                Append.Write(
                    stream, expecting: .exactly(version),
                    try desk.sealed(coded, for: stream, with: nil), cause: cause))
            routed.append(Routed(id: opened.id, item: opened.item, sections: sections))
        }
    }

    private static func isUntouched(_ history: [RecordedEvent]) -> Bool {
        !history.contains { $0.type == ItemRoutedCoding.type }
    }
}
