import Crypto
import EventLog
import Participation

/// A sealed part that lies in a stream of its own, opened (別に封印した部分).
struct OpenedApart {
    let stream: StreamName
    let key: SymmetricKey
    let bytes: [UInt8]
}

// What one of several people gave lies in a stream of its own, and so under a key of its own: it can be
// erased without the others.
extension Desk {
    /// The sealed parts of events that do not lie beside them; those erased are missing.
    func openApart<Coding: EventCoding>(
        _ history: [RecordedEvent], by _: Coding.Type
    ) async throws -> [OpenedApart] {
        let streams = try history.compactMap { try Coding.apart(of: $0) }
        guard !streams.isEmpty else { return [] }
        let readable = try await log.read(streams).filter { $0.value.hasReadableParts }
        let keys = try await keyring.keys(of: Array(readable.keys))
        return try readable.compactMap { stream, events in
            guard let key = keys[stream], let first = events.first, let sealed = first.sealed
            else { return nil }
            return OpenedApart(
                stream: stream, key: key,
                bytes: try Seal.open(sealed, with: key, stream: stream, type: first.type))
        }
    }

    /// What goes into streams of their own with these events.
    func apart(_ events: [CodedEvent], from stream: StreamName) async throws -> [Append.Write] {
        let parts = events.compactMap { event in
            event.apart.flatMap { apart in event.personal.map { (apart, $0) } }
        }
        guard !parts.isEmpty, let id = stream.id else { return [] }
        let keys = try await keyring.keys(creating: parts.map(\.0.stream))
        let payload = CanonicalJSON.bytes(.object(["\(stream.category)": .id(id)]))
        return try parts.map { apart, personal in
            guard let key = keys[apart.stream] else { throw KeyringError.destroyed(apart.stream) }
            return Append.Write(
                apart.stream, expecting: .none,
                [
                    NewEvent(
                        type: apart.type, payload: payload,
                        sealed: try Seal.seal(
                            personal, with: key, stream: apart.stream, type: apart.type))
                ])
        }
    }
}

extension CodedEvent {
    /// The personal part that is sealed beside the event.
    var beside: [UInt8]? { apart == nil ? personal : nil }
}
