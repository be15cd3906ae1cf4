import FoundationEssentials
import Participation
import Testing

@Suite("催しの登録・変更・中止")
struct GatheringPlanTests {
    @Test("催しの種類は外から見える符号")
    func kinds() {
        #expect(
            GatheringKind.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "workshop ワークショップ", "city-watching 市政ウォッチング", "regional-talk 地域懇談会",
                "mayor-dialogue まちづくりふれあいトーク", "event 催し",
            ])
    }

    @Test("催しを登録する")
    func plans() {
        Scenario<Gathering>.given().when(.tour()).then(
            .planned(GatheringPlanned(plan: .tour())))
        Scenario<Gathering>.given().when(.tour { $0.place = " " }).then(
            .planned(GatheringPlanned(plan: .tour { $0.place = nil })))
    }

    @Test("過去の催しは参加人数とともに登録できる。開催前の人数は断る")
    func past() throws {
        let past: GatheringCommand = .tour(headcount: 33, today: "2026-07-10")
        let recorded = try Scenario<Gathering>.after(past)
        #expect(try recorded.gathering().attendance.headcount == 33)
        Scenario<Gathering>.given().when(.tour(headcount: 33, today: "2026-07-09"))
            .thenRefused(.notYetHeld(.on("2026-07-10")))
        Scenario<Gathering>.given().when(.tour(headcount: -1, today: "2026-07-10"))
            .thenRefused(.headcount(.outOfRange(0...99_999)))
    }

    /// What is wrong with a plan.
    static let wrong: [(change: @Sendable (inout GatheringPlan) -> Void, GatheringRefusal)] = [
        ({ $0.name = " " }, .text(.name, .missing)),
        (
            { $0.name = Wording(String(repeating: "字", count: 201)) },
            .text(.name, .tooLong(limit: 200))
        ),
        ({ $0.place = "\u{0}" }, .text(.place, .controlCharacter)),
        (
            { $0.heldOn = .on("1949-12-31") },
            .tooEarly(.heldOn, earliest: .on("1950-01-01"))
        ),
        ({ $0.endsOn = .on("2026-07-09") }, .lastDayOutOfRange(days: 366)),
        ({ $0.endsOn = .on("2027-07-11") }, .lastDayOutOfRange(days: 366)),
        ({ $0.end = .at("9:00") }, .timesReversed),
        ({ $0.capacity = 0 }, .capacityOutOfRange(1...99_999)),
        (
            { $0.attributes = ["対象": String(repeating: "字", count: 501)] },
            .attributes(.text(.tooLong(limit: 500)))
        ),
    ]

    @Test("内容の誤りは、登録でも変更でも断る", arguments: wrong.indices)
    func refusals(index: Int) throws {
        let (change, refusal) = Self.wrong[index]
        Scenario<Gathering>.given().when(.tour(change)).thenRefused(refusal)
        try Scenario<Gathering>.after(.tour()).when(.change(change)).thenRefused(refusal)
    }

    @Test("最終日は開催日の翌年の前日まで")
    func longest() {
        Scenario<Gathering>.given().when(.tour { $0.endsOn = .on("2027-07-10") }).thenAccepted()
    }

    @Test("同じ登録の再送は何も起こさない。変更の後でも")
    func sameAgain() throws {
        let changed = try Scenario<Gathering>.after(.tour(), .change { $0.capacity = 12 })
        changed.when(.tour()).thenNothing()
        changed.when(.tour { $0.capacity = 12 }).thenRefused(.alreadyPlanned)
        changed.when(.change { $0.capacity = 12 }).thenNothing()
        changed.when(.change { $0.name = "市政ウォッチング\u{E0100}" }).thenAccepted()
    }

    @Test("登録のない催しには何もできない")
    func nothingThere() {
        let commands: [GatheringCommand] = [
            .change { _ in }, .register(1), .takeBack(1), .draw(1), .attend(),
            .correctHeadcount(CorrectHeadcount(to: 1, reason: "誤記")),
            .raiseOpinion(RaiseOpinion(item: .test(1))), .cancel(.on("2026-06-06")),
        ]
        for command in commands {
            Scenario<Gathering>.given().when(command).thenRefused(.notPlanned)
        }
    }

    @Test("中止は区分と理由を残し、変更すれば開催に戻せる")
    func cancels() throws {
        let planned = try Scenario<Gathering>.after(.tour(), .register(1))
        planned.when(.cancel(.on("2026-07-09", .weather, "大雨"))).then(
            .cancelled(
                Cancelled(
                    cancelledOn: .on("2026-07-09"), cause: .weather, reason: .readable("大雨"))))
        planned.when(.cancel(.on("2026-07-09", .weather, " ")))
            .thenRefused(.text(.reason, .missing))
        let off = try Scenario<Gathering>.after(
            .tour(), .register(1), .cancel(.on("2026-07-09", .weather, "大雨")))
        off.when(.cancel(.on("2026-07-09", .weather, "大雨"))).thenNothing()
        off.when(.cancel(.on("2026-07-09", .city, "大雨"))).thenRefused(.alreadyCancelled)
        off.when(.register(1)).thenNothing()
        off.when(.register(2)).thenRefused(.alreadyCancelled)
        off.when(.attend(.entry(100, .walkIns(1)))).thenRefused(.alreadyCancelled)
        off.when(.raiseOpinion(RaiseOpinion(item: .test(1)))).thenRefused(.alreadyCancelled)
        off.when(.tour()).thenNothing()
        let back = off.when(.change { $0.heldOn = .on("2026-07-17") })
        let again = Gathering.evolve(off.state, try back.event())
        #expect(try Scenario(state: again).standings(.accepted) == [.test(1)])
        off.when(.change { _ in }).thenAccepted()
    }

    @Test("人数を記録した催しは、誤登録としてだけ取り消せる")
    func entryError() throws {
        let held = try Scenario<Gathering>.after(.tour(headcount: 33, today: "2026-07-10"))
        held.when(.cancel(.on("2026-07-11", .city))).thenRefused(.alreadyAttended)
        held.when(.cancel(.on("2026-07-11", .entryError))).thenAccepted()
        held.when(.change { $0.heldOn = .on("2026-07-11") })
            .thenRefused(.notYetHeld(.on("2026-07-11")))
    }

    @Test("出た意見は受付案件につなぐ。同じ案件は一度")
    func opinions() throws {
        let raised = try Scenario<Gathering>.after(
            .tour(), .raiseOpinion(RaiseOpinion(item: .test(9))))
        raised.when(.raiseOpinion(RaiseOpinion(item: .test(9)))).thenNothing()
        raised.when(.raiseOpinion(RaiseOpinion(item: .test(8)))).then(
            .opinionRaised(GatheringOpinionRaised(item: .test(8))))
        #expect(try raised.gathering().opinions == [.test(9)])
    }
}
