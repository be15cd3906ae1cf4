import EventLog
import Participation
import Testing

@testable import Desk

@Suite("「受付」の書式 第1版")
struct ItemEventCodingTests {
    /// Everything filled in; 﨑 is a compatibility character that normalisation would change.
    private func fullest() throws -> ItemReceived {
        let day = try #require(LocalDate(iso: "2026-06-28"))
        return ItemReceived(
            plain: ItemReceived.Plain(
                receiptNumber: try #require(ReceiptNumber(parsing: "R8-0123")),
                scheme: .letterToMayor, nature: .request, channel: .paper, receivedOn: day,
                senderKind: .identified, category: "07", topics: ["除雪", "2-5"], wantsReply: .yes,
                mayPublish: .no, hasBody: true, scans: 2),
            personal: .readable(
                ItemReceived.Personal(
                    sender: SenderDetails(
                        name: "根室 太郎 \u{FA19}", kana: "ねむろ たろう", postalCode: "087-8711",
                        address: "根室市常盤町2丁目27番地", phone: "０１５３（２３）６１１１",
                        email: "taro@example.jp"),
                    summary: "除雪の時間を\"早めて\"ほしい", body: "朝6時までに\r\nお願いします。")))
    }

    private func least() throws -> ItemReceived {
        let day = try #require(LocalDate(iso: "2024-03-31"))
        return ItemReceived(
            plain: ItemReceived.Plain(
                receiptNumber: try #require(ReceiptNumber(parsing: "R5-23258")), scheme: .opinion,
                nature: nil, channel: .phone, receivedOn: day, senderKind: .anonymous,
                category: nil, topics: [], wantsReply: .no, mayPublish: .unstated, hasBody: false,
                scans: 0),
            personal: .readable(ItemReceived.Personal(sender: nil, summary: nil, body: nil)))
    }

    private func decode(
        _ payload: [UInt8], _ opened: Opened?, type: String = "ItemReceived",
        version: Int16 = 1
    ) throws -> ItemEvent {
        try ItemEventCoding.decode(
            type: type, schemaVersion: version, payload: payload, opened: opened)
    }

    @Test("書いたものは金型と一字一句同じ")
    func writesTheGoldenFile() throws {
        let coded = ItemEventCoding.encode(.received(try fullest()))
        #expect(coded.type == "ItemReceived")
        #expect(coded.schemaVersion == 1)
        #expect(
            String(decoding: coded.payload, as: UTF8.self)
                == (try Fixture.text("ItemReceived.v1.json")))
        #expect(coded.payload == (try Fixture.bytes("ItemReceived.v1.json")))
        #expect(coded.personal == (try Fixture.bytes("ItemReceived.v1.personal.json")))
    }

    @Test("何も書かれていない項目は省く")
    func leavesOutWhatIsNotThere() throws {
        let coded = ItemEventCoding.encode(.received(try least()))
        #expect(coded.payload == (try Fixture.bytes("ItemReceived.v1.least.json")))
        #expect(coded.personal.map { String(decoding: $0, as: UTF8.self) } == "{}")
    }

    @Test("金型を読むと元の出来事に戻る")
    func readsTheGoldenFile() throws {
        let opened = Opened.bytes(try Fixture.bytes("ItemReceived.v1.personal.json"))
        #expect(
            try decode(try Fixture.bytes("ItemReceived.v1.json"), opened)
                == .received(try fullest()))
        #expect(
            try decode(try Fixture.bytes("ItemReceived.v1.least.json"), nil)
                == .received(try least()))
    }

    @Test("消去された個人情報は「消去済み」と読む")
    func readsErased() throws {
        let payload = try Fixture.bytes("ItemReceived.v1.json")
        guard case .received(let receipt) = try decode(payload, .erased)
        else { throw Unexpected() }
        #expect(receipt.personal == .erased)
        #expect(receipt.plain == (try fullest().plain))
    }

    @Test("知らない種類・版・項目は読まない")
    func refusesTheUnknown() throws {
        let payload = try Fixture.bytes("ItemReceived.v1.json")
        #expect(throws: EventCodingError.unknown(type: "ItemEaten", schemaVersion: 1)) {
            try decode(payload, nil, type: "ItemEaten")
        }
        #expect(throws: EventCodingError.unknown(type: "ItemReceived", schemaVersion: 2)) {
            try decode(payload, nil, version: 2)
        }
        let text = try Fixture.text("ItemReceived.v1.least.json")
        #expect(throws: EventCodingError.unexpected(type: "ItemReceived", key: "colour")) {
            try decode(Array((#"{"colour":"red","# + text.dropFirst()).utf8), nil)
        }
    }

    @Test("欠けた項目・おかしな値は読まない")
    func refusesTheMalformed() throws {
        let text = try Fixture.text("ItemReceived.v1.least.json")
        let changes = [
            (
                #""channel":"phone","#, "",
                EventCodingError.missing(type: "ItemReceived", key: "channel")
            ),
            ("phone", "pigeon", .malformed(type: "ItemReceived", key: "channel")),
            ("2024-03-31", "2024-02-30", .malformed(type: "ItemReceived", key: "receivedOn")),
            ("\"scans\":0", "\"scans\":\"0\"", .malformed(type: "ItemReceived", key: "scans")),
            (
                "\"hasBody\":false", "\"hasBody\":0",
                .malformed(type: "ItemReceived", key: "hasBody")
            ),
            ("\"topics\":[]", "\"topics\":[1]", .malformed(type: "ItemReceived", key: "topics")),
        ]
        for (old, new, error) in changes {
            #expect(throws: error) { try decode(Array(text.replacing(old, with: new).utf8), nil) }
        }
        #expect(
            throws: EventCodingError.notJSON(
                type: "ItemReceived", JSONError(reason: .unexpectedEnd, offset: 0))
        ) {
            try decode([], nil)
        }
    }

    private struct Unexpected: Error {}
}
