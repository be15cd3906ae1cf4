import EventLog
import FoundationEssentials
import Participation

/// What happened to an item that may wait for a section, and why the rules are asked about it now
/// (担当を待つ案件).
struct AwaitingItem: Sendable {
    let stream: StreamName
    var history: [RecordedEvent]
    /// The position of what led to asking.
    var cause: Int64

    /// Whether something happened to it before what is known here.
    var isBegunBefore: Bool { history.first?.version != 1 }

    fileprivate var receivedAt: Int64 { history.first?.position ?? 0 }
}

/// What the rules make of several items, and what is recorded of it (一括の振分け判断).
struct RoutingBatch: Sendable {
    /// An item that finds its sections.
    struct Routed: Sendable {
        let id: UUID
        let receiptNumber: ReceiptNumber
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
    init(_ items: [AwaitingItem], _ router: Router, on desk: Desk) async throws {
        let open = items.filter { Self.isUntouched($0.history) }
            .sorted { $0.receivedAt < $1.receivedAt }
        let keys =
            router.readsText
            ? try await ItemOpening.keys(to: open.lazy.map(\.history), of: desk.keyring) : [:]
        for waiting in open {
            guard let opened = try ItemOpening.item(after: waiting.history, with: keys),
                opened.item.routing == nil
            else { continue }
            let sections: RoutedSections
            switch router.decide(RoutingSubject(opened.item)) {
            case .routed(let found): sections = found
            case .triage(let triage):
                self.waiting.append(triage)
                continue
            }
            let events = try Item.decide(.route(sections.routing), .received(opened.item))
            guard !events.isEmpty, let version = waiting.history.last?.version else { continue }
            let coded = events.map(Item.Coding.encode)
            writes.append(
                Append.Write(
                    waiting.stream, expecting: .seen(version),
                    try desk.sealed(coded, for: waiting.stream, with: nil), cause: waiting.cause))
            routed.append(
                Routed(
                    id: opened.id, receiptNumber: opened.item.plain.receiptNumber,
                    sections: sections))
        }
    }

    private static func isUntouched(_ history: [RecordedEvent]) -> Bool {
        !history.contains { $0.type == ItemRoutedCoding.type }
    }
}
