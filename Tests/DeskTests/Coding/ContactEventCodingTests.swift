import EventLog
import FoundationEssentials
import Participation
import Testing

@testable import Desk

@Suite("通知先の書式 第1版")
struct ContactEventCodingTests {
    private static let id = UUID(uuid: (7, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))

    private static func golden() throws -> [Golden<ContactEvent>] {
        let mails = try ["doboku@city.example.jp", "kakari@city.example.jp"].map {
            try #require(EmailAddress(parsing: $0))
        }
        func webhook(_ url: String, _ types: [Wording]) throws -> Webhook {
            Webhook(id: id, url: try #require(WebhookURL(parsing: url)), types: types)
        }
        return [
            Golden("SectionMailsSet.v1", .mailsSet(section: "1010200000", mails)),
            Golden("SectionMailsSet.v1.none", .mailsSet(section: "triage", [])),
            Golden(
                "WebhookRegistered.v1",
                .registered(
                    try webhook(
                        "https://hook.example.jp:8443/koe?city=012238",
                        ["ItemRouted", "ItemClosed"]))),
            Golden(
                "WebhookRegistered.v1.least",
                .registered(try webhook("http://127.0.0.1:8000/", []))),
            Golden("WebhookWithdrawn.v1", .withdrawn(id)),
        ]
    }

    @Test("すべての種類に金型があり、一字一句同じに書いて読み、他の版や知らない項目は読まない")
    func goldenFiles() throws {
        let golden = try Self.golden()
        #expect(
            Set(golden.map(\.type))
                == Set(ContactEventCoding.EventType.allCases.map(\.rawValue)))
        try golden.expectWritten(by: ContactEventCoding.self)
        try golden.expectRead(by: ContactEventCoding.self)
        try golden.expectUnknownRefused(by: ContactEventCoding.self)
    }

    @Test("おかしな値は読まない")
    func malformed() throws {
        try Self.golden().expectMalformedRefused(
            by: ContactEventCoding.self,
            [
                ("SectionMailsSet.v1", "kakari@", "kakari", "addresses"),
                ("WebhookRegistered.v1", "https://", "http://", "url"),
                ("WebhookWithdrawn.v1", "07000000", "07", "webhook"),
            ])
    }

    @Test("対象名はどの市でも同じ")
    func stream() {
        #expect(
            ContactEventCoding.stream.text == "contacts-00000000-0000-8000-8000-000000000001")
    }

    @Test("通知を望める種類は、案件の出来事のすべてである")
    func types() throws {
        let names = try Fixture.names(beginningWith: "Item")
        #expect(ItemEventCoding.types == Set(names.map { String($0.prefix { $0 != "." }) }))
    }
}
