import Participation
import Testing

@Suite("出前講座の申込")
struct RequestLectureTests {
    private func outcome(_ request: RequestLecture) -> Scenario<Lecture>.Outcome {
        Scenario<Lecture>.given().when(.request(request))
    }

    @Test("申込は公開部分と封印部分に分けて記録する")
    func records() throws {
        outcome(.byGroup()).then(
            .requested(
                LectureRequested(
                    plain: .init(
                        origin: .citizen, requestedOn: .on("2026-06-01"),
                        fiscalYear: FiscalYear(.on("2026-04-01")), menuCode: "12",
                        title: "根室市の財政", department: "財政課", minutes: 60,
                        choices: [
                            .on("2026-07-01"), .on("2026-07-08"), .on("2026-07-15", "18:30"),
                        ],
                        expectedHeadcount: 20, district: "花咲", warnings: [],
                        attributes: ["団体の種類": "町会"]),
                    personal: .readable(
                        .init(
                            group: "花咲町会", representative: .taro, venue: "花咲会館",
                            considerations: "車いすの方が1人")))))
    }

    @Test("メニュー外の希望も申し込める。希望の文は封印する")
    func offMenu() throws {
        let request = RequestLecture.byGroup { $0.subject = .offMenu(wish: "灯台の歴史を聞きたい") }
        guard case .requested(let event) = try outcome(request).event() else {
            Issue.record("not requested")
            return
        }
        #expect(event.plain.menuCode == nil)
        #expect(event.plain.title == nil)
        #expect(event.plain.minutes == nil)
        #expect(event.personal.content?.wish == "灯台の歴史を聞きたい")
        outcome(request.with { $0.subject = .offMenu(wish: "　") })
            .thenRefused(.text(.subject, .missing))
    }

    /// Each fails one point of the rules.
    static let failing: [(change: @Sendable (inout RequestLecture) -> Void, LectureObjection)] = [
        ({ $0.expectedHeadcount = 4 }, .groupTooSmall(minimum: 5)),
        (
            { $0.choices = [.on("2026-06-14")] },
            .tooSoon(earliest: .on("2026-06-15"))
        ),
        (
            { $0.choices = [.on("2026-07-01", "8:59")] },
            .outsideHours(opens: .at("9:00"), closes: .at("21:00"))
        ),
        (
            { $0.choices = [.on("2026-07-01", "20:01")] },
            .outsideHours(opens: .at("9:00"), closes: .at("21:00"))
        ),
        ({ $0.minutes = 121 }, .tooLong(longestMinutes: 120)),
        ({ $0.choices = [.on("2026-12-28")] }, .closed(.on("2026-12-28"))),
        ({ $0.choices = [.on("2027-01-04")] }, .closed(.on("2027-01-04"))),
        (
            { $0.choices = [.on("2027-04-01")] },
            .otherYear(.on("2027-04-01"), menu: FiscalYear(.on("2026-04-01")))
        ),
        (
            {
                var item = LectureMenuItem.finance
                item.weekdays = [.monday, .friday]
                $0.subject = .menu(item)
                $0.choices = [.on("2026-07-01")]
            }, .notOnWeekday(.on("2026-07-01"))
        ),
        ({ $0.isVenueInCity = false }, .venueOutsideCity),
        ({ $0.hasExcludedPurpose = true }, .excludedPurpose),
    ]

    @Test("実施要綱に合わない申込は、市民には断り、職員には警告して記録する", arguments: failing.indices)
    func rules(index: Int) throws {
        let (change, objection) = Self.failing[index]
        outcome(.byGroup(.citizen, change)).thenRefused(.against(objection))
        let byStaff = RequestLecture.byGroup(.staff, change)
        #expect(byStaff.objections == [objection])
        guard case .requested(let event) = try outcome(byStaff).event() else {
            Issue.record("not requested")
            return
        }
        #expect(event.plain.warnings == [objection.rule])
    }

    /// Each just meets the rules.
    static let meeting: [@Sendable (inout RequestLecture) -> Void] = [
        { $0.expectedHeadcount = 5 }, { $0.choices = [.on("2026-06-15")] },
        { $0.choices = [.on("2026-07-01", "9:00")] },
        { $0.choices = [.on("2026-07-01", "20:00")] },
        { $0.minutes = 120 }, { $0.choices = [.on("2026-12-27")] },
        { $0.choices = [.on("2027-01-05")] }, { $0.choices = [.on("2027-03-31")] },
        { $0.isVenueInCity = nil },
    ]

    @Test("要綱の境目はちょうど受け付ける", arguments: meeting.indices)
    func edges(index: Int) {
        let request = RequestLecture.byGroup(.citizen, Self.meeting[index])
        #expect(request.objections.isEmpty)
        outcome(request).thenAccepted()
    }

    @Test("メニューに最少人数がなければ要綱の人数、要綱は市ごとのデータ")
    func rulesAreData() {
        var item = LectureMenuItem.finance
        item.minimumPeople = nil
        let nine = RequestLecture.byGroup { [item] in
            $0.subject = .menu(item)
            $0.expectedHeadcount = 9
        }
        outcome(nine).thenRefused(.against(.groupTooSmall(minimum: 10)))
        outcome(nine.with { $0.rules.minimumGroup = 5 }).thenAccepted()
        outcome(.byGroup { $0.rules.leadDays = 31 })
            .thenRefused(.against(.tooSoon(earliest: .on("2026-07-02"))))
        outcome(.byGroup { $0.rules.closedPeriods = [] }).thenAccepted()
    }

    @Test("開始時刻を言わない電話の申込にも、時間外の警告は出さない")
    func unknownTime() {
        let request = RequestLecture.byGroup(.staff) { $0.choices = [.on("2026-07-01", nil)] }
        #expect(request.objections.isEmpty)
        outcome(request).thenAccepted()
    }

    /// What a citizen must say, and the field it is missing from.
    static let needed: [(change: @Sendable (inout RequestLecture) -> Void, LectureRefusal)] = [
        ({ $0.choices = [] }, .choiceRequired),
        ({ $0.choices = [.on("2026-07-01", nil)] }, .startRequired),
        ({ $0.venue = " " }, .text(.venue, .missing)),
        ({ $0.expectedHeadcount = nil }, .text(.expectedHeadcount, .missing)),
        ({ $0.group = nil }, .text(.group, .missing)),
        ({ $0.representative = nil }, .text(.representative, .missing)),
        ({ $0.representative = SenderDetails(name: "根室 太郎") }, .contactRequired),
    ]

    @Test("市民に要る項目も、職員の入力では「不明」でよい", arguments: needed.indices)
    func unknownIsAValue(index: Int) {
        let (change, refusal) = Self.needed[index]
        outcome(.byGroup(.citizen, change)).thenRefused(refusal)
        outcome(.byGroup(.staff, change)).thenAccepted()
    }

    /// What is wrong whoever enters it.
    static let wrong: [(change: @Sendable (inout RequestLecture) -> Void, LectureRefusal)] = [
        (
            { $0.requestedOn = .on("2026-06-02") },
            .inFuture(.requestedOn, today: .on("2026-06-01"))
        ),
        (
            { $0.requestedOn = .on("1949-12-31") },
            .tooEarly(.requestedOn, earliest: .on("1950-01-01"))
        ),
        ({ $0.choices.append(.on("2026-07-22")) }, .tooManyChoices(limit: 3)),
        ({ $0.choices = [.on("2026-07-01"), .on("2026-07-01")] }, .choiceTwice),
        ({ $0.minutes = 0 }, .minutesOutOfRange(1...1_440)),
        ({ $0.expectedHeadcount = -1 }, .expectedOutOfRange(0...99_999)),
        (
            { $0.group = String(repeating: "町", count: 201) },
            .text(.group, .tooLong(limit: 200))
        ),
        ({ $0.venue = "会館\u{0}" }, .text(.venue, .controlCharacter)),
        (
            { $0.representative = SenderDetails(name: " ", phone: "1") },
            .person(.text(.name, .missing))
        ),
        (
            { $0.representative = .taro.with { $0.email = "taro" } },
            .person(.emailMalformed)
        ),
        (
            { $0.representative = .taro.with { $0.postalCode = "1" } },
            .person(.postalCodeMalformed)
        ),
        (
            { $0.attributes = ["団体": String(repeating: "字", count: 501)] },
            .attributes(.text(.tooLong(limit: 500)))
        ),
    ]

    @Test("誤りは誰の入力でも断る", arguments: wrong.indices)
    func refused(index: Int) {
        let (change, refusal) = Self.wrong[index]
        for origin in RequestOrigin.allCases {
            outcome(.byGroup(origin, change)).thenRefused(refusal)
        }
    }

    @Test("用紙には誤りをすべて示す")
    func allAtOnce() {
        let request = RequestLecture.byGroup {
            $0.group = nil
            $0.expectedHeadcount = 3
            $0.isVenueInCity = false
        }
        #expect(
            request.refusals == [
                .text(.group, .missing), .against(.venueOutsideCity),
                .against(.groupTooSmall(minimum: 5)),
            ])
    }

    @Test("同じ申込の再送は何も起こさず、違えば断る")
    func sameAgain() throws {
        let requested = try Scenario<Lecture>.after(.request(.byGroup()))
        requested.when(.request(.byGroup())).thenNothing()
        requested.when(.request(.byGroup { $0.group = "花咲\u{E0100}町会" }))
            .thenRefused(.alreadyRequested)
        try Scenario<Lecture>.after(
            .request(.byGroup()), .schedule(.first()), .report(.held())
        ).when(.request(.byGroup())).thenNothing()
    }
}
