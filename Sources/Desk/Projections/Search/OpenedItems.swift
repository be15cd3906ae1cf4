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
///
/// Restricted ones stay sealed (DECISIONS C3).
enum ItemOpening {
    /// The items after their histories, in the order of their receipt; the keyring is asked only
    /// for keys that will be used.
    static func items(
        after histories: some Collection<[RecordedEvent]>, keyring: Keyring
    ) async throws -> [OpenedItem] {
        let sealed = try histories.filter { history in
            try history.contains { $0.sealed != nil }
                && fold(history, with: nil)?.item.plain.handling != .restricted
        }
        let keys = try await keyring.keys(of: sealed.compactMap(\.first?.stream))
        return try items(after: histories, with: keys)
    }

    /// The same with keys that are there already.
    static func items(
        after histories: some Collection<[RecordedEvent]>, with keys: [StreamName: SymmetricKey]
    ) throws -> [OpenedItem] {
        try histories.compactMap { history in
            guard let stream = history.first?.stream, let closed = try fold(history, with: nil)
            else { return nil }
            guard let key = keys[stream], closed.item.plain.handling != .restricted else {
                return closed
            }
            return try fold(history, with: key)
        }.sorted { $0.receivedAt < $1.receivedAt }
    }

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
