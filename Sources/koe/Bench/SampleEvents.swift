import EventLog
import Foundation

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

    static func append(
        to stream: StreamName, expecting expected: ExpectedVersion, sealed: [UInt8]? = nil
    ) -> Append {
        Append(
            [
                Append.Write(
                    stream, expecting: expected,
                    [NewEvent(type: "ItemReceived", payload: payload, sealed: sealed)])
            ],
            command: Command(id: UUID(), digest: [UInt8](repeating: 7, count: 16)),
            actor: "bench")
    }
}
