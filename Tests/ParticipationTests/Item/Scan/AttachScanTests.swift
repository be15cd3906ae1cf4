import Participation
import Testing

@Suite("添付")
struct AttachScanTests {
    private static func file(_ name: String = "手紙.pdf", pages: Int = 2) -> NewScan {
        NewScan(
            type: .pdf, bytes: 1_000, pages: pages, digest: String(repeating: "0a", count: 32),
            name: name)
    }

    private static func attached(_ number: Int, _ name: String = "手紙.pdf") -> ItemEvent {
        .scanAttached(
            ItemScan(
                number: number, type: .pdf, bytes: 1_000, pages: 2,
                digest: String(repeating: "0a", count: 32), name: .readable(Wording(name))))
    }

    private static func detached(_ number: Int) -> ItemEvent {
        .scanDetached(ScanDetachment(number: number, reason: .readable("別の手紙")))
    }

    @Test("添付には順に番号が付き、取り下げた番号は二度と使わない")
    func numbers() throws {
        try Scenario.givenLetter().when(.attach([Self.file(), Self.file("写真.jpg")]))
            .then(Self.attached(1), Self.attached(2, "写真.jpg"))
        let third = try Scenario.givenLetter(Self.attached(1), Self.attached(2), Self.detached(2))
            .when(.attach([Self.file()]))
        third.then(Self.attached(3))
        #expect(try third.item().presentScans.map(\.number) == [1, 3])
    }

    @Test(
        "名前は書かれたとおりに残る",
        arguments: [
            "𠮷野家.pdf", "葛\u{E0100}飾.pdf", "../../etc/passwd", "一\r\n二.pdf", "",
        ])
    func names(name: String) throws {
        let event = try Scenario.givenLetter().when(.attach([Self.file(name)])).event()
        #expect(event == Self.attached(1, name))
    }

    @Test("取下げには理由が要り、二度の取下げは何も起こさない")
    func detaching() throws {
        let reason = Sealed.readable(Wording("別の手紙"))
        try Scenario.givenLetter(Self.attached(1))
            .when(.detach(ScanDetachment(number: 1, reason: reason))).then(Self.detached(1))
        try Scenario.givenLetter(Self.attached(1), Self.detached(1))
            .when(.detach(ScanDetachment(number: 1, reason: reason))).thenNothing()
        try Scenario.givenLetter(Self.attached(1))
            .when(.detach(ScanDetachment(number: 1, reason: .readable("  "))))
            .thenRefused(.response(.required(.reason)))
        for number in [0, 2] {
            try Scenario.givenLetter(Self.attached(1))
                .when(.detach(ScanDetachment(number: number, reason: reason)))
                .thenRefused(.noSuchScan(number))
        }
    }

    @Test("受け付けていない案件、消去した案件、多すぎる添付、長すぎる名前は断る")
    func refusals() throws {
        Scenario<Item>.given().when(.attach([Self.file()])).thenRefused(.notReceived)
        Scenario<Item>.given().when(.detach(ScanDetachment(number: 1, reason: .erased)))
            .thenRefused(.notReceived)
        let erasure = RecordErasure(ground: .entryError(.trial), on: .on("2026-07-10"))
        try Scenario.givenLetter(.retention(.erased(erasure))).when(.attach([Self.file()]))
            .thenRefused(.personalErased)
        let files = Array(repeating: Self.file(), count: ItemLimits.scans)
        try Scenario.givenLetter().when(.attach(files)).thenAccepted()
        try Scenario.givenLetter(Self.attached(1)).when(.attach(files))
            .thenRefused(.scansOutOfRange(limit: ItemLimits.scans))
        let long = String(repeating: "長", count: ScanLimits.name + 1)
        try Scenario.givenLetter().when(.attach([Self.file(long)]))
            .thenRefused(.tooLong(.scans, limit: ScanLimits.name))
    }

    @Test("消去すると名前は読めなくなり、種類・頁数・要約は残る。件数は変わらない")
    func erasing() throws {
        let erasure = RecordErasure(ground: .entryError(.trial), on: .on("2026-07-10"))
        let before = try Scenario.givenLetter(Self.attached(1)).item
        let after = try Scenario.givenLetter(Self.attached(1), .retention(.erased(erasure))).item
        #expect(after.presentScans.map(\.name) == [.erased])
        #expect(after.presentScans.map(\.pages) == [2])
        #expect(after.plain == before.plain)
    }
}
