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

    var stream: StreamName { StreamName(category: Item.streamCategory, id: id) }

    /// Its gist, text and sender, if they may be searched; `nil` when it is restricted or erased,
    /// annulled, or the city decided that it may not be used any more.
    var searchable: ItemReceived.Personal? {
        item.staysSealed || isAnnulled ? nil : item.personal.content
    }

    private var isAnnulled: Bool {
        switch item.standing {
        case .annulled: true
        case .open, .passedOn, .withdrawn, .returned: false
        }
    }
}

extension ReceivedItem {
    /// Whether it is opened for nobody who looks at many: it is restricted (DECISIONS C3), or the city
    /// decided to use it no more (一覧での開封の除外).
    var staysSealed: Bool { plain.handling == .restricted || retention.useSuspension != nil }
}

/// Opens many items at once, for lists and for searching (案件の一括開封).
///
/// Restricted ones stay sealed, and those under 利用停止.
enum ItemOpening {
    /// The items after their histories, in the order of their receipt; the keyring is asked only
    /// for keys that will be used.
    static func items(
        after histories: some Collection<[RecordedEvent]>, keyring: Keyring
    ) async throws -> [OpenedItem] {
        try items(after: histories, with: try await keys(to: histories, of: keyring))
    }

    /// The same with keys that are there already.
    static func items(
        after histories: some Collection<[RecordedEvent]>, with keys: [StreamName: SymmetricKey]
    ) throws -> [OpenedItem] {
        try histories.sorted { ($0.first?.position ?? 0) < ($1.first?.position ?? 0) }
            .compactMap { try item(after: $0, with: keys) }
    }

    /// The keys to what may be opened and has a sealed part.
    static func keys(
        to histories: some Collection<[RecordedEvent]>, of keyring: Keyring
    ) async throws -> [StreamName: SymmetricKey] {
        let sealed = try histories.filter { history in
            try history.hasReadableParts
                && fold(history, with: nil)?.item.staysSealed == false
        }
        return try await keyring.keys(of: sealed.compactMap(\.first?.stream))
    }

    /// One item after its history; opened if its key is among these.
    static func item(
        after history: [RecordedEvent], with keys: [StreamName: SymmetricKey]
    ) throws -> OpenedItem? {
        guard let stream = history.first?.stream, let closed = try fold(history, with: nil) else {
            return nil
        }
        guard let key = keys.isEmpty ? nil : keys[stream], history.hasReadableParts,
            !closed.item.staysSealed
        else { return closed }
        return try fold(history, with: key)
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
