import Crypto
import EventLog
import FoundationEssentials
import Participation

/// An item as it stands, and where it was received (開封した案件).
struct OpenedItem {
    let id: UUID
    /// The position of its receipt.
    let receivedAt: Int64
    let item: ReceivedItem

    /// Its gist, text and sender, if they may be searched; `nil` when it is restricted or erased.
    var searchable: ItemReceived.Personal? {
        item.plain.handling == .restricted ? nil : item.personal.content
    }
}

/// Opens many items at once for searching (案件の一括開封).
struct ItemOpening: Sendable {
    let keyring: Keyring

    /// The items after their histories, in the order of their receipt.
    ///
    /// Restricted ones stay sealed, and their keys are not even asked for (DECISIONS C3).
    func items(
        after histories: some Collection<[RecordedEvent]>
    ) async throws -> [OpenedItem] {
        var items: [OpenedItem] = []
        var closed: [(history: [RecordedEvent], item: OpenedItem)] = []
        for history in histories {
            guard let item = try Self.fold(history, with: nil) else { continue }
            let isSealed = history.contains { $0.sealed != nil }
            if isSealed, item.item.plain.handling != .restricted {
                closed.append((history, item))
            } else {
                items.append(item)
            }
        }
        let keys = try await keyring.keys(of: closed.compactMap(\.history.first?.stream))
        for (history, item) in closed {
            let key = history.first.flatMap { keys[$0.stream] }
            items.append(try key.flatMap { try Self.fold(history, with: $0) } ?? item)
        }
        return items.sorted { $0.receivedAt < $1.receivedAt }
    }
}

extension ItemOpening {
    /// An item after what happened to it; without its key, sealed parts read as erased.
    private static func fold(
        _ history: [RecordedEvent], with key: SymmetricKey?
    ) throws -> OpenedItem? {
        var state = Item.initial
        for recorded in history {
            let opened: Opened? = try recorded.sealed.map { sealed in
                guard let key else { return .erased }
                return .bytes(
                    try Seal.open(sealed, with: key, stream: recorded.stream, type: recorded.type))
            }
            state = Item.evolve(state, try Item.Coding.decode(recorded, opened: opened))
        }
        guard case .received(let item) = state, let first = history.first,
            let id = first.stream.id
        else { return nil }
        return OpenedItem(id: id, receivedAt: first.position, item: item)
    }
}
