import FoundationEssentials
import Postgres

/// Writes events as JSON for others to read and to check (書出し).
///
/// Integers and texts only; payload and sealed part stay the bytes they are: the payload as the
/// JSON value it holds, the sealed part as base64.
public struct EventWriter: Sendable {
    private let source: String

    /// A writer; the source names the city's log in CloudEvents.
    public init(source: String) { self.source = source }

    /// One line of `log export --format ndjson`, without the line break.
    public func ndjson(_ event: RecordedEvent, into output: inout [UInt8]) {
        var leaf = CanonicalLeaf(capacity: event.payload.count * 2 + 512)
        _ = Self.fields(event) { leaf.write($0) }
        let canonical = leaf.bytes
        output.append(contentsOf: "{\"position\":\(event.position),\"stream\":".utf8)
        Self.write(event.stream.text, into: &output)
        output.append(contentsOf: ",\"version\":\(event.version),\"type\":".utf8)
        Self.write(event.type, into: &output)
        output.append(contentsOf: ",\"schemaVersion\":\(event.schemaVersion)".utf8)
        output.append(
            contentsOf: ",\"recordedAt\":\"\(RFC3339.string(event.recordedAt.microseconds))\"".utf8)
        output.append(contentsOf: ",\"actor\":".utf8)
        if let actor = event.actor {
            Self.write(actor, into: &output)
        } else {
            output.append(contentsOf: "null".utf8)
        }
        output.append(contentsOf: ",\"cause\":\(event.cause.map(String.init) ?? "null")".utf8)
        let correlation = event.correlation.map { "\"\($0.uuidString.lowercased())\"" }
        output.append(contentsOf: ",\"correlation\":\(correlation ?? "null")".utf8)
        output.append(contentsOf: ",\"payload\":".utf8)
        output.append(contentsOf: event.payload)
        let sealed = event.sealed.map { "\"\(Base64.string($0))\"" }
        output.append(contentsOf: ",\"sealed\":\(sealed ?? "null")".utf8)
        output.append(contentsOf: ",\"leaf\":\"\(Base64.string(canonical))\"".utf8)
        output.append(contentsOf: ",\"leafHash\":\"\(event.leafHash.hex)\"}".utf8)
    }

    /// One CloudEvents 1.0 JSON event, without the line break. The sealed part is left out:
    /// it is of no use without the keyring.
    public func cloudEvent(_ event: RecordedEvent, into output: inout [UInt8]) {
        output.append(contentsOf: "{\"specversion\":\"1.0\",\"id\":\"".utf8)
        output.append(contentsOf: event.id.uuidString.lowercased().utf8)
        output.append(contentsOf: "\",\"source\":".utf8)
        Self.write(source, into: &output)
        output.append(contentsOf: ",\"type\":".utf8)
        Self.write("jp.koe.\(event.type).v\(event.schemaVersion)", into: &output)
        output.append(contentsOf: ",\"subject\":".utf8)
        Self.write(event.stream.text, into: &output)
        output.append(
            contentsOf: ",\"time\":\"\(RFC3339.string(event.recordedAt.microseconds))\"".utf8)
        output.append(contentsOf: ",\"datacontenttype\":\"application/json\"".utf8)
        // CloudEvents extension attributes are strings, and names have no capitals.
        output.append(contentsOf: ",\"sequence\":\"\(event.position)\"".utf8)
        output.append(contentsOf: ",\"streamversion\":\"\(event.version)\"".utf8)
        output.append(contentsOf: ",\"data\":".utf8)
        output.append(contentsOf: event.payload)
        output.append(UInt8(ascii: "}"))
    }

    private static func fields<R>(
        _ event: RecordedEvent, _ body: (LeafFields) -> R
    ) -> R {
        LeafFields.lending(
            position: event.position, stream: event.stream.text, version: Int64(event.version),
            type: event.type, schemaVersion: Int64(event.schemaVersion),
            recordedAt: event.recordedAt.microseconds, actor: event.actor, cause: event.cause,
            correlation: event.correlation?.uuid, payload: event.payload, sealed: event.sealed,
            to: body)
    }

    /// A JSON string (RFC 8785 escaping).
    private static func write(_ text: String, into output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): output.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): output.append(contentsOf: "\\\\".utf8)
            case 0..<0x20:
                let hex = String(byte, radix: 16)
                output.append(
                    contentsOf: "\\u\(String(repeating: "0", count: 4 - hex.count))\(hex)".utf8)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
