import EventLog
import FoundationEssentials
import Participation
import Testing

@testable import Desk

@Suite("催しの出来事の書式")
struct GatheringEventCodingTests {
    private static func id(_ number: UInt8) -> UUID {
        UUID(uuid: (0x01, 0x9A, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0xAB, number))
    }

    private static func fullest() throws -> GatheringPlan {
        GatheringPlan(
            kind: .cityWatching, name: "市政ウォッチング \u{FA11}",
            heldOn: try #require(LocalDate(iso: "2026-07-10")),
            endsOn: LocalDate(iso: "2026-07-11"),
            start: TimeOfDay(parsing: "9:00"),
            end: TimeOfDay(parsing: "12:00"), place: "市役所前集合", capacity: 40,
            admission: .lottery, district: "中央", department: "総合政策室",
            attributes: ["対象": "市内在住", "料金": "無料"])
    }

    private static func least() throws -> GatheringPlan {
        GatheringPlan(
            kind: .workshop, name: "多世代交流ワークショップ",
            heldOn: try #require(LocalDate(iso: "2026-07-10")))
    }

    private static func goldens() throws -> [Golden<GatheringEvent>] {
        try planGoldens() + registrationGoldens() + attendanceGoldens()
    }

    private static func planGoldens() throws -> [Golden<GatheringEvent>] {
        let day = try #require(LocalDate(iso: "2026-07-09"))
        return [
            Golden(
                "GatheringPlanned.v1",
                .planned(
                    GatheringPlanned(plan: try fullest(), headcount: 33, ages: ["10代": 3]))),
            Golden("GatheringPlanned.v1.least", .planned(GatheringPlanned(plan: try least()))),
            Golden(
                "GatheringChanged.v1",
                .changed(GatheringChanged(plan: try fullest(), promoted: [id(2), id(1)]))),
            Golden(
                "GatheringChanged.v1.reason",
                .changed(
                    GatheringChanged(plan: try least(), reason: .readable("会場の都合により変更"))),
                hasPersonal: true),
            Golden("GatheringChanged.v1.least", .changed(GatheringChanged(plan: try least()))),
            Golden(
                "GatheringCancelled.v1",
                .cancelled(Cancelled(cancelledOn: day, cause: .tooFew, reason: .readable("申込み2名"))),
                hasPersonal: true),
            Golden(
                "GatheringOpinionRaised.v1", .opinionRaised(GatheringOpinionRaised(item: id(9)))),
        ]
    }

    private static func registrationGoldens() throws -> [Golden<GatheringEvent>] {
        let day = try #require(LocalDate(iso: "2026-06-20"))
        return [
            Golden("GatheringRegistered.v2", .registered(registered(on: day)), hasPersonal: true),
            Golden(
                "GatheringRegistrationCancelled.v1",
                .registrationCancelled(
                    GatheringRegistrationCancelled(
                        id: id(1), cancelledOn: day, promoted: [id(3), id(2)]))),
            Golden(
                "GatheringLotteryDrawn.v1",
                .lotteryDrawn(
                    GatheringLotteryDrawn(
                        seed: .max, drawnOn: day, accepted: [id(2), id(1)], waiting: [id(3)]))),
            Golden(
                "GatheringLotteryDrawn.v1.least",
                .lotteryDrawn(
                    GatheringLotteryDrawn(seed: 0, drawnOn: day, accepted: [], waiting: []))),
        ]
    }

    private static func registered(on day: LocalDate) -> GatheringRegistered {
        GatheringRegistered(
            plain: .init(
                id: id(1), registeredOn: day, partySize: 3, isFirstTimer: true, standing: .applied),
            personal: .readable(
                .init(
                    person: SenderDetails(name: "根室 花子 \u{FA11}", phone: "0153"),
                    personKey: "k1", note: "卵アレルギー")))
    }

    /// Of the first version, which is still written for a registration that names nobody.
    private static func firstGoldens() throws -> [Golden<GatheringEvent>] {
        let day = try #require(LocalDate(iso: "2026-06-20"))
        return [
            Golden("GatheringRegistered.v1", .registered(registered(on: day)), hasPersonal: true),
            Golden(
                "GatheringRegistered.v1.least",
                .registered(
                    GatheringRegistered(
                        plain: .init(
                            id: id(2), registeredOn: day, partySize: 1, isFirstTimer: false,
                            standing: .waiting),
                        personal: .readable(.init())))),
        ]
    }

    private static func attendanceGoldens() throws -> [Golden<GatheringEvent>] {
        [
            Golden(
                "GatheringAttended.v1",
                .attended(
                    GatheringAttended(
                        headcount: 33, ages: ["10代": 3],
                        entries: [
                            AttendanceEntry(id: id(1), change: .total(33, ages: ["10代": 3])),
                            AttendanceEntry(id: id(2), change: .total(0, ages: [:])),
                            AttendanceEntry(id: id(3), change: .ticked(id(10))),
                            AttendanceEntry(id: id(4), change: .unticked(id(10))),
                            AttendanceEntry(id: id(5), change: .walkIns(-2)),
                        ]))),
            Golden(
                "HeadcountCorrected.v1.least",
                .headcountCorrected(
                    HeadcountCorrected(
                        plain: .init(from: nil, to: 0), reason: .readable("中止だった"))),
                hasPersonal: true),
        ]
    }

    @Test("書いたものは金型と一字一句同じ")
    func writes() throws {
        try Self.goldens().expectWritten(by: GatheringEventCoding.self)
    }

    @Test("金型を読むと元の出来事に戻る")
    func reads() throws {
        try Self.goldens().expectRead(by: GatheringEventCoding.self)
        try Self.firstGoldens().expectRead(by: GatheringEventCoding.self)
        try Array(Self.firstGoldens().suffix(1)).expectWritten(by: GatheringEventCoding.self)
    }

    @Test("消去された申込者は「消去済み」と読み、人数は残る")
    func erased() throws {
        for golden in try Self.firstGoldens().prefix(1) + Self.goldens().filter({ $0.version == 2 })
        {
            guard
                case .registered(let event) = try golden.erased(by: GatheringEventCoding.self)
            else {
                Issue.record("not registered")
                return
            }
            #expect(event.personal == .erased)
            #expect(event.plain.partySize == 3)
        }
    }

    @Test("第2版の申込者は、申込みごとの対象に、催しの番号とともに別に封印する")
    func apart() throws {
        let golden = try Self.goldens().golden("GatheringRegistered.v2")
        let coded = GatheringEventCoding.encode(golden.event)
        #expect(
            coded.apart
                == CodedEvent.Apart(
                    stream: StreamName(category: "registration", id: Self.id(1)),
                    type: "RegistrantNamed"))
        #expect(coded.beside == nil)
    }

    @Test("知らない種類・版・項目は読まない")
    func refusesTheUnknown() throws {
        try Self.goldens().expectUnknownRefused(by: GatheringEventCoding.self)
    }

    @Test("おかしな値は読まない")
    func refusesTheMalformed() throws {
        try Self.goldens().expectMalformedRefused(
            by: GatheringEventCoding.self,
            [
                ("GatheringPlanned.v1", "\"city-watching\"", "\"bird-watching\"", "kind"),
                ("GatheringPlanned.v1", "\"lottery\"", "\"duel\"", "admission"),
                ("GatheringPlanned.v1", "\"capacity\":40", "\"capacity\":\"40\"", "capacity"),
                ("GatheringPlanned.v1", "\"09:00\"", "\"9\"", "startsAt"),
                ("GatheringRegistered.v2", "\"applied\"", "\"pending\"", "standing"),
                ("GatheringLotteryDrawn.v1", "\"18446744073709551615\"", "\"-1\"", "seed"),
                ("GatheringAttended.v1", "\"walkIns\":-2", "\"walkIns\":\"-2\"", "walkIns"),
                ("GatheringOpinionRaised.v1", "019a0000", "xxxx0000", "item"),
            ])
    }
}
