import Foundation
import Testing

@testable import EventLog

@Suite("Canonical leaf (正規化した葉)")
struct CanonicalLeafTests {
    private struct Row {
        var position: Int64 = 1
        var stream = "item-0190a5b8-1234-7abc-8def-0123456789ab"
        var version: Int64 = 1
        var type = "ItemReceived"
        var schemaVersion: Int64 = 1
        var recordedAt: Int64 = 0
        var actor: String?
        var cause: Int64?
        var correlation: UUID?
        var payload: [UInt8] = []
        var sealed: [UInt8]?

        func hash(in leaf: inout CanonicalLeaf) -> Digest {
            LeafFields.lending(
                position: position, stream: stream, version: version, type: type,
                schemaVersion: schemaVersion, recordedAt: recordedAt, actor: actor, cause: cause,
                correlation: correlation?.uuid, payload: payload, sealed: sealed
            ) { leaf.write($0) }
        }

        func text() -> String {
            var leaf = CanonicalLeaf(capacity: 1)
            _ = hash(in: &leaf)
            return String(decoding: leaf.bytes, as: UTF8.self)
        }
    }

    @Test("The least an event can be")
    func least() {
        #expect(
            Row().text() == """
                {"actor":null,"cause":null,"correlation":null,"payload":"","position":1,\
                "recordedAt":"1970-01-01T00:00:00.000000Z","schemaVersion":1,"sealed":null,\
                "stream":"item-0190a5b8-1234-7abc-8def-0123456789ab","type":"ItemReceived",\
                "version":1}
                """)
    }

    @Test("Every field, written by hand")
    func everyField() {
        let row = Row(
            position: 9_007_199_254_740_991, stream: "s", version: 1234, type: "t",
            schemaVersion: 10, recordedAt: 1_782_831_600_000_001, actor: "a", cause: 99,
            correlation: UUID(uuidString: "0190A5B8-1234-7ABC-8DEF-0123456789AB"),
            payload: Array("{\"語\":1}".utf8), sealed: [0xfb, 0xff])
        #expect(
            row.text() == """
                {"actor":"a","cause":99,"correlation":"0190a5b8-1234-7abc-8def-0123456789ab",\
                "payload":"eyLoqp4iOjF9","position":9007199254740991,\
                "recordedAt":"2026-06-30T15:00:00.000001Z","schemaVersion":10,"sealed":"+/8=",\
                "stream":"s","type":"t","version":1234}
                """)
    }

    @Test(
        "Strings are escaped as JSON.stringify does, and no further",
        arguments: [
            ("", ""), ("\u{8}\t\n\u{c}\r\"\\", #"\b\t\n\f\r\"\\"#),
            ("\0\u{1}\u{b}\u{e}\u{1f}", #"\u0000\u0001\u000b\u000e\u001f"#),
            ("\u{7f}\u{80}\u{2028}\u{2029}\u{feff}", "\u{7f}\u{80}\u{2028}\u{2029}\u{feff}"),
            ("𠮷野家", "𠮷野家"), ("葛\u{e0100}城", "葛\u{e0100}城"), ("が\u{3099}", "が\u{3099}"),
            ("/<>&'", "/<>&'"), ("12345678\"", #"12345678\""#), ("1234567\\8", #"1234567\\8"#),
            ("\"1234567890123456", #"\"1234567890123456"#),
            ("1234567890123456\n", #"1234567890123456\n"#),
        ])
    func escapes(text: String, escaped: String) {
        let wanted = Array("{\"actor\":\"\(escaped)\",\"cause\"".utf8)
        #expect(Array(Row(actor: text).text().utf8).starts(with: wanted))
        let end = Array("\"stream\":\"\(escaped)\",\"type\":\"\(escaped)\",\"version\":1}".utf8)
        #expect(Row(stream: text, type: text).text().utf8.suffix(end.count).elementsEqual(end))
    }

    @Test("Any byte below 0x80, at any place in a word, survives a JSON parser")
    func everyASCII() throws {
        for byte in UInt8(0)..<0x80 {
            for place in 0..<9 {
                var bytes = Array("abcdefghijklmnopq".utf8)
                bytes[place] = byte
                let text = String(decoding: bytes, as: UTF8.self)
                let object = try parsed(Row(stream: text))
                #expect(object["stream"] as? String == text)
            }
        }
    }

    @Test("Random events are read back by Foundation with sorted keys, and hash as bytes do")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 4)
        var leaf = CanonicalLeaf(capacity: 16)
        for _ in 0..<300 {
            let row = randomRow(&random)
            let hash = row.hash(in: &leaf)
            #expect(hash == leaf.withUnsafeBytes { TreeHash.leaf($0) })
            #expect(hash == Digest.sha256([0] + leaf.bytes))
            #expect(leaf.bytes == Array(row.text().utf8))
            let object = try parsed(row)
            #expect(object.count == 11)
            #expect(object["position"] as? Int64 == row.position)
            #expect(object["version"] as? Int64 == row.version)
            #expect(object["schemaVersion"] as? Int64 == row.schemaVersion)
            #expect(object["cause"] as? Int64 == row.cause)
            #expect(object["stream"] as? String == row.stream)
            #expect(object["type"] as? String == row.type)
            #expect(object["actor"] as? String == row.actor)
            #expect(
                object["correlation"] as? String == row.correlation?.uuidString.lowercased())
            #expect(object["payload"] as? String == Data(row.payload).base64EncodedString())
            let sealed = row.sealed.map { Data($0).base64EncodedString() }
            #expect(object["sealed"] as? String == sealed)
            #expect((object["recordedAt"] as? String).flatMap(RFC3339.parse) == row.recordedAt)
            let sorted = try JSONSerialization.data(
                withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
            #expect(Array(sorted) == leaf.bytes)
        }
    }

    @Test("A buffer grown for a scanned letter is given back and what follows is unharmed")
    func largeLeaf() {
        var leaf = CanonicalLeaf()
        let before = Row(payload: [1, 2, 3]).hash(in: &leaf)
        let large = [UInt8](repeating: 0xa5, count: 3 << 20)
        _ = Row(payload: large, sealed: large).hash(in: &leaf)
        #expect(leaf.bytes.count > 8 << 20)
        #expect(Row(payload: [1, 2, 3]).hash(in: &leaf) == before)
    }

    @Test("Integers of every length, and rows nobody honest wrote, are written whole")
    func integers() throws {
        var values: [Int64] = [0, -1, .max, .min]
        var power: Int64 = 1
        for _ in 0..<18 {
            power *= 10
            values += [power - 1, power, -power]
        }
        for value in values {
            let row = Row(
                position: value, version: value, schemaVersion: value, recordedAt: value,
                cause: value)
            let text = row.text()
            #expect(text.contains("\"cause\":\(value),"))
            #expect(text.hasSuffix("\"version\":\(value)}"))
            _ = try parsed(row)
        }
    }

    private func parsed(_ row: Row) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(row.text().utf8))
        return try #require(object as? [String: Any])
    }

    private func randomRow(_ random: inout SeededGenerator) -> Row {
        func text() -> String {
            // No slash-free alphabet: quotes, controls, kana, a surrogate pair, a selector.
            let scalars: [Unicode.Scalar] = [
                "a", "/", "\"", "\\", "\n", "\t", "\u{1}", "\u{1f}", "あ", "𠮷", "\u{e0100}", "é",
            ]
            var text = ""
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "a")
            }
            return text
        }
        func bytes() -> [UInt8] {
            (0..<Int.random(in: 0..<700, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
        }
        let hasExtras = Bool.random(using: &random)
        let limit: Int64 = 9_007_199_254_740_991
        var id = UUID().uuid
        withUnsafeMutableBytes(of: &id) { id in
            for index in id.indices { id[index] = UInt8.random(in: 0...255, using: &random) }
        }
        return Row(
            position: Int64.random(in: 1...limit, using: &random), stream: text(),
            version: Int64.random(in: 1...1000, using: &random), type: text(),
            schemaVersion: Int64.random(in: 1...9, using: &random),
            recordedAt: Int64.random(in: 0...4_000_000_000_000_000, using: &random),
            actor: hasExtras ? text() : nil,
            cause: hasExtras ? Int64.random(in: 1...limit, using: &random) : nil,
            correlation: hasExtras ? UUID(uuid: id) : nil, payload: bytes(),
            sealed: hasExtras ? bytes() : nil)
    }
}
