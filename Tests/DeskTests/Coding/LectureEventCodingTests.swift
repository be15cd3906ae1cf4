import EventLog
import Participation
import Testing

@testable import Desk

@Suite("出前講座の出来事の書式 第1版")
struct LectureEventCodingTests {
    /// Everything filled in; 﨑 is a compatibility character that normalisation would change.
    private static func goldens() throws -> [Golden<LectureEvent>] {
        let day = try #require(LocalDate(iso: "2026-07-01"))
        let asked = try #require(LocalDate(iso: "2026-06-01"))
        let start = try #require(TimeOfDay(parsing: "13:30"))
        let end = try #require(TimeOfDay(parsing: "14:30"))
        let person = SenderDetails(
            name: "根室 太郎 \u{FA11}", kana: "ねむろ たろう", postalCode: "087-8711",
            address: "根室市常盤町2丁目27番地", phone: "０１５３（２３）６１１１", email: "taro@example.jp")
        let slots = [LectureSlot(date: day, start: start), LectureSlot(date: day)]
        return [
            Golden(
                "LectureRequested.v1",
                .requested(
                    LectureRequested(
                        plain: .init(
                            origin: .staff, requestedOn: asked, fiscalYear: FiscalYear(day),
                            menuCode: "12", title: "根室市の財政", department: "財政課", minutes: 60,
                            choices: slots, expectedHeadcount: 4, district: "花咲",
                            warnings: [.groupSize, .leadTime], attributes: ["団体の種類": "町会"]),
                        personal: .readable(
                            .init(
                                group: "花咲町会", representative: person, wish: "やさしく",
                                venue: "花咲会館", considerations: "車いすの方が\"1人\"")))),
                hasPersonal: true),
            Golden(
                "LectureRequested.v1.least",
                .requested(
                    LectureRequested(
                        plain: .init(
                            origin: .citizen, requestedOn: asked, fiscalYear: FiscalYear(asked),
                            menuCode: nil, title: nil, department: nil, minutes: nil, choices: [],
                            expectedHeadcount: nil, district: nil, warnings: [], attributes: [:]),
                        personal: .readable(.init())))),
            Golden(
                "LectureScheduled.v1",
                .scheduled(
                    LectureScheduled(
                        plain: .init(
                            decidedOn: asked, choice: 1, slot: slots[0], minutes: 60,
                            menuCode: "12", title: "根室市の財政", department: "財政課", district: "花咲",
                            warnings: [.openingHours]),
                        personal: .readable(.init(venue: "花咲会館", note: "電話で確認")))),
                hasPersonal: true),
            Golden(
                "LectureScheduled.v1.least",
                .scheduled(
                    LectureScheduled(
                        plain: .init(
                            decidedOn: asked, choice: nil, slot: slots[1], minutes: nil,
                            menuCode: nil, title: "灯台の歴史", department: "社会教育課", district: nil,
                            warnings: []),
                        personal: .readable(.init())))),
            Golden(
                "LectureRefused.v1",
                .refused(LectureRefused(decidedOn: asked, reason: .readable("議会のため"))),
                hasPersonal: true),
            Golden(
                "LectureHeld.v1",
                .held(
                    LectureHeld(
                        plain: .init(
                            menuCode: "12", title: "根室市の財政", department: "財政課", heldOn: day,
                            start: start, end: end, headcount: 18,
                            ages: ["65歳以上": 12, "40代": 6], district: "花咲",
                            attributes: ["団体の種類": "町会", "天候": "雨"]),
                        personal: .readable(
                            .init(
                                group: "花咲町会", venue: "花咲会館", speakers: "財政課長",
                                questions: "起債の残高は?\n減っているか")))),
                hasPersonal: true),
            Golden(
                "LectureHeld.v1.least",
                .held(
                    LectureHeld(
                        plain: .init(
                            menuCode: nil, title: "ごみの分別", department: nil, heldOn: day,
                            start: nil, end: nil, headcount: nil, ages: [:], district: nil,
                            attributes: [:]),
                        personal: .readable(.init())))),
            Golden(
                "HeadcountCorrected.v1",
                .headcountCorrected(
                    HeadcountCorrected(
                        plain: .init(from: 33, to: 31, ages: ["40代": 6]),
                        reason: .readable("職員2人を数えていた"))),
                hasPersonal: true),
            Golden(
                "LectureCancelled.v1",
                .cancelled(
                    Cancelled(cancelledOn: day, cause: .weather, reason: .readable("暴風雪"))),
                hasPersonal: true),
        ]
    }

    @Test("書いたものは金型と一字一句同じ")
    func writes() throws {
        try Self.goldens().expectWritten(by: LectureEventCoding.self)
    }

    @Test("金型を読むと元の出来事に戻る")
    func reads() throws {
        try Self.goldens().expectRead(by: LectureEventCoding.self)
    }

    @Test("消去された個人情報は「消去済み」と読み、数える項目は残る")
    func erased() throws {
        for golden in try Self.goldens() where golden.hasPersonal {
            switch try golden.erased(by: LectureEventCoding.self) {
            case .requested(let event): #expect(event.personal == .erased)
            case .scheduled(let event): #expect(event.personal == .erased)
            case .refused(let event): #expect(event.reason == .erased)
            case .held(let event):
                #expect(event.personal == .erased)
                #expect(event.plain.headcount == 18)
            case .headcountCorrected(let event):
                #expect(event.reason == .erased)
                #expect(event.plain.to == 31)
            case .cancelled(let event): #expect(event.reason == .erased)
            }
        }
    }

    @Test("講座の出来事の種類は、もれなく一覧が追う種類に入っている")
    func typesAreAll() throws {
        #expect(Set(try Self.goldens().map(\.type)) == Set(LectureEventCoding.types))
    }

    @Test("消去された出来事を書くと、封印部分はない")
    func writesErased() throws {
        let golden = try Self.goldens().golden("LectureHeld.v1")
        let event = try golden.erased(by: LectureEventCoding.self)
        #expect(LectureEventCoding.encode(event).personal == nil)
    }

    @Test("知らない種類・版・項目は読まない")
    func refusesTheUnknown() throws {
        try Self.goldens().expectUnknownRefused(by: LectureEventCoding.self)
        #expect(throws: EventCodingError.unknown(type: "GatheringPlanned", schemaVersion: 1)) {
            try LectureEventCoding.decode(
                type: "GatheringPlanned", schemaVersion: 1, payload: Array("{}".utf8), opened: nil)
        }
    }

    @Test("理由の要る出来事に封印部分がなければ読まない")
    func reasonIsNeeded() throws {
        for name in ["LectureRefused.v1", "HeadcountCorrected.v1", "LectureCancelled.v1"] {
            let golden = try Self.goldens().golden(name)
            #expect(throws: EventCodingError.missing(type: golden.type, key: "reason")) {
                try LectureEventCoding.decode(
                    type: golden.type, schemaVersion: 1, payload: golden.payload(), opened: nil)
            }
        }
    }

    @Test("おかしな値は読まない")
    func refusesTheMalformed() throws {
        try Self.goldens().expectMalformedRefused(
            by: LectureEventCoding.self,
            [
                ("LectureHeld.v1", "\"2026-07-01\"", "\"2026-07-32\"", "heldOn"),
                ("LectureHeld.v1", "\"13:30\"", "\"25:30\"", "startsAt"),
                ("LectureHeld.v1", "\"headcount\":18", "\"headcount\":\"18\"", "headcount"),
                ("LectureHeld.v1", "\"40代\":6", "\"40代\":\"6\"", "ages"),
                ("LectureHeld.v1", "\"天候\":\"雨\"", "\"天候\":1", "attributes"),
                ("LectureRequested.v1", "\"staff\"", "\"robot\"", "origin"),
                ("LectureRequested.v1", "\"lead-time\"", "\"mood\"", "warnings"),
                ("LectureRequested.v1", "\"fiscalYear\":2026", "\"fiscalYear\":-1", "fiscalYear"),
                ("LectureCancelled.v1", "\"weather\"", "\"whim\"", "cause"),
            ])
    }
}
