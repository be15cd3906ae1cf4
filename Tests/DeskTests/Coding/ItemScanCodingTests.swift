import EventLog
import Participation
import Testing

@testable import Desk

@Suite("添付の書式 第1版")
struct ItemScanCodingTests {
    private static let digest = String(repeating: "0123456789abcdef", count: 4)

    private static let golden: [Golden<ItemEvent>] = [
        Golden(
            "ItemScanAttached.v1",
            .scanAttached(
                ItemScan(
                    number: 2, type: .tiff, bytes: 20_971_520, pages: 200, digest: digest,
                    name: .readable("𠮷野\r\n葛\u{E0100}飾.tif"))), hasPersonal: true),
        Golden(
            "ItemScanDetached.v1",
            .scanDetached(ScanDetachment(number: 2, reason: .readable("別の手紙のスキャンだったため"))),
            hasPersonal: true),
    ]

    @Test("一字一句、決めた形で書く")
    func written() throws { try Self.golden.expectWritten(by: ItemEventCoding.self) }

    @Test("書いたとおりに読む")
    func read() throws { try Self.golden.expectRead(by: ItemEventCoding.self) }

    @Test("知らない版や項目は読まない")
    func unknown() throws { try Self.golden.expectUnknownRefused(by: ItemEventCoding.self) }

    @Test("読めない値は断る")
    func malformed() throws {
        try Self.golden.expectMalformedRefused(
            by: ItemEventCoding.self,
            [
                ("ItemScanAttached.v1", "image/tiff", "image/gif", "type"),
                ("ItemScanAttached.v1", Self.digest, "0123", "digest"),
                ("ItemScanAttached.v1", "\"pages\":200", "\"pages\":\"200\"", "pages"),
                ("ItemScanDetached.v1", "\"number\":2", "\"number\":\"2\"", "number"),
            ])
    }

    @Test("消去後は名前と理由が読めず、残りは読める")
    func erased() throws {
        let scan = try Self.golden.golden("ItemScanAttached.v1").erased(by: ItemEventCoding.self)
        guard case .scanAttached(let attached) = scan else { throw Unexpected() }
        #expect(attached.name == .erased && attached.pages == 200 && attached.number == 2)
        #expect(
            try Self.golden.golden("ItemScanDetached.v1").erased(by: ItemEventCoding.self)
                == .scanDetached(ScanDetachment(number: 2, reason: .erased)))
    }

    @Test("台帳の検証は、要約をそのまま見つける")
    func naming() throws {
        let payload = try Fixture.bytes("ItemScanAttached.v1.json")
        #expect(ItemScanCoding.naming.type == "ItemScanAttached")
        #expect(ItemScanCoding.naming.digest(payload)?.hex == Self.digest)
        #expect(ItemScanCoding.naming.digest(Array("{}".utf8)) == nil)
    }

    private struct Unexpected: Error {}
}
