import EventLog
import Foundation
import Synchronization

/// Events for benchmarks: about 600 bytes with Japanese text, like a received letter.
enum SampleEvents {
    static let payload: [UInt8] = {
        let text = String(repeating: "公園の街灯が消えたままで、夜に子どもが通るのが心配です。", count: 5)
        return Array(
            """
            {"category":"07","channel":"paper","hasBody":true,"mayPublish":"yes",\
            "receiptNumber":"R8-0123","receivedOn":"2026-06-28","scheme":"letter-to-mayor",\
            "summary":"\(text)","topics":["park","light"],"wantsReply":"yes"}
            """.utf8)
    }()

    /// A random id. Foundation's `UUID()` opens /dev/urandom each time, which would be measured.
    static func id() -> UUID {
        var numbers = (state.wrappingAdd(1, ordering: .relaxed).newValue, seed)
        numbers.0 = numbers.0 &* 0x9E37_79B9_7F4A_7C15
        return withUnsafeBytes(of: &numbers) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    /// An id that comes after those before it, as the desk makes them: rows lie side by side.
    static func nextID() -> UUID {
        var numbers = (state.wrappingAdd(1, ordering: .relaxed).newValue.bigEndian, seed)
        return withUnsafeBytes(of: &numbers) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    private static let seed = UInt64.random(in: 0...UInt64.max)
    private static let state = Atomic<UInt64>(0)

    static func append(
        to stream: StreamName, expecting expected: ExpectedVersion, sealed: [UInt8]? = nil
    ) -> Append {
        Append(
            [
                Append.Write(
                    stream, expecting: expected,
                    [NewEvent(type: "ItemReceived", payload: payload, sealed: sealed)])
            ],
            command: Command(id: id(), digest: [UInt8](repeating: 7, count: 16)),
            actor: "bench")
    }
}
