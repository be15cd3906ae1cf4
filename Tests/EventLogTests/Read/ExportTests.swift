import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("Export (書出し)")
    struct ExportTests {
        private static func recorded(_ city: TestCity) async throws -> [RecordedEvent] {
            _ = try await city.log.append(.letter(1))
            let event = NewEvent(
                type: "ItemRouted", schemaVersion: 2, payload: Array("{\"係\":\"除雪\"}".utf8),
                sealed: [1, 2, 3, 0xFF])
            _ = try await city.log.append(
                Append(
                    [.init(item(1), expecting: .any, [event])], command: .number(5),
                    actor: "課長\t\"見本\"\\\u{1}", cause: 1))
            return try await city.log.everything()
        }

        @Test("A line of NDJSON holds the leaf; whoever hashes it gets the leaf hash")
        func ndjson() async throws {
            try await TestCity.with { city in
                for event in try await Self.recorded(city) {
                    var line: [UInt8] = []
                    EventWriter(source: "koe/012238").ndjson(event, into: &line)
                    #expect(!line.contains(UInt8(ascii: "\n")))
                    let object = try #require(
                        try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
                    let leaf = try #require(
                        Data(base64Encoded: object["leaf"] as? String ?? "-"))
                    #expect(Digest.sha256([0] + Array(leaf)) == event.leafHash)
                    #expect(object["leafHash"] as? String == event.leafHash.hex)
                    #expect(object["position"] as? Int == Int(event.position))
                    #expect(object["actor"] as? String == event.actor)
                    #expect(object["type"] as? String == event.type)
                    #expect(object["payload"] is [String: Any])
                    let fields = try #require(
                        try JSONSerialization.jsonObject(with: leaf) as? [String: Any])
                    #expect(fields.count == 11)
                    #expect(fields["stream"] as? String == event.stream.text)
                    #expect(fields["recordedAt"] as? String == object["recordedAt"] as? String)
                }
            }
        }

        @Test("A CloudEvent names city, type and subject, and leaves the sealed part out")
        func cloudEvents() async throws {
            try await TestCity.with { city in
                let event = try #require(try await Self.recorded(city).last)
                var line: [UInt8] = []
                EventWriter(source: "koe/012238").cloudEvent(event, into: &line)
                let object = try #require(
                    try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
                #expect(object["specversion"] as? String == "1.0")
                #expect(object["type"] as? String == "jp.koe.ItemRouted.v2")
                #expect(object["source"] as? String == "koe/012238")
                #expect(object["subject"] as? String == item(1).text)
                #expect(object["id"] as? String == event.id.uuidString.lowercased())
                #expect(object["sequence"] as? String == "2")
                #expect((object["data"] as? [String: Any])?["係"] as? String == "除雪")
                #expect(object["sealed"] == nil)
                #expect(object.keys.allSatisfy { $0 == $0.lowercased() })
            }
        }
    }
}
