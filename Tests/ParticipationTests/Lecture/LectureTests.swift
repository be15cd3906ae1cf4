import Participation
import Testing

@Suite("出前講座の決定・実施・中止")
struct LectureTests {
    private static let requested: LectureCommand = .request(.byGroup())
    private static let scheduled: LectureCommand = .schedule(.first())

    // MARK: 決定

    @Test("希望の一つに決める。講座名・担当課・地区はメニューと申込から")
    func schedules() throws {
        let decided = try Scenario<Lecture>.after(Self.requested)
            .when(.schedule(.first { $0.date = .choice(3) }))
        decided.then(
            .scheduled(
                LectureScheduled(
                    plain: .init(
                        decidedOn: .on("2026-06-05"), choice: 3, slot: .on("2026-07-15", "18:30"),
                        minutes: 60, menuCode: "12", title: "根室市の財政", department: "財政課",
                        district: "花咲", warnings: []),
                    personal: .readable(.init()))))
    }

    @Test("希望以外の日に決めることも、担当課・会場を変えることもできる")
    func anotherDate() throws {
        let decision = ScheduleLecture.first {
            $0.date = .other(.on("2026-12-29", "20:30"))
            $0.department = "税務課"
            $0.venue = "市役所"
            $0.note = "電話で確認"
        }
        guard
            case .scheduled(let event) = try Scenario<Lecture>.after(Self.requested)
                .when(.schedule(decision)).event()
        else {
            Issue.record("not scheduled")
            return
        }
        #expect(event.plain.choice == nil)
        #expect(event.plain.department == "税務課")
        #expect(event.plain.warnings == [.openingHours, .closedPeriod])
        #expect(event.personal.content == .init(venue: "市役所", note: "電話で確認"))
    }

    @Test("申し込まれていない希望には決められない", arguments: [-1, 0, 4])
    func noSuchChoice(number: Int) throws {
        try Scenario<Lecture>.after(Self.requested)
            .when(.schedule(.first { $0.date = .choice(number) }))
            .thenRefused(.noSuchChoice(number))
        let noChoice = RequestLecture.byGroup(.staff) { $0.choices = [] }
        try Scenario<Lecture>.after(.request(noChoice)).when(Self.scheduled)
            .thenRefused(.noSuchChoice(1))
    }

    @Test("メニュー外の講座には、講座名と担当課が要る")
    func offMenuNeedsTitle() throws {
        let wished = try Scenario<Lecture>.after(
            .request(.byGroup { $0.subject = .offMenu(wish: "灯台の歴史") }))
        wished.when(Self.scheduled).thenRefused(.text(.title, .missing))
        wished.when(.schedule(.first { $0.title = "灯台の歴史" }))
            .thenRefused(.text(.department, .missing))
        wished.when(
            .schedule(
                .first {
                    $0.title = "灯台の歴史"
                    $0.department = "社会教育課"
                })
        ).thenAccepted()
    }

    @Test("決定の誤りを断る")
    func wrongDecision() throws {
        let requested = try Scenario<Lecture>.after(Self.requested)
        requested.when(.schedule(.first { $0.decidedOn = .on("2026-06-06") }))
            .thenRefused(.inFuture(.decidedOn, today: .on("2026-06-05")))
        requested.when(.schedule(.first { $0.minutes = 0 }))
            .thenRefused(.minutesOutOfRange(1...1_440))
        requested.when(.schedule(.first { $0.title = "\u{0}" }))
            .thenRefused(.text(.title, .controlCharacter))
    }

    @Test("同じ決定は何も起こさず、違う決定は変更になる")
    func reschedules() throws {
        let decided = try Scenario<Lecture>.after(Self.requested, Self.scheduled)
        decided.when(Self.scheduled).thenNothing()
        decided.when(.schedule(.first { $0.date = .choice(2) })).thenAccepted()
    }

    @Test("決定から7日以内が報告期限")
    func reportDue() throws {
        let rules = LectureRules()
        let decided = try Scenario<Lecture>.after(Self.requested, Self.scheduled)
        #expect(decided.state.reportDue(under: rules) == .on("2026-07-08"))
        #expect(
            try Scenario<Lecture>.after(Self.requested).state.reportDue(under: rules) == nil)
        #expect(
            try Scenario<Lecture>.after(Self.requested, Self.scheduled, .report(.held())).state
                .reportDue(under: rules) == nil)
    }

    // MARK: 却下・中止

    private func refusal(
        _ reason: String = "その時期は議会のため"
    ) -> LectureCommand {
        .refuse(
            RefuseLecture(
                today: .on("2026-06-05"), decidedOn: .on("2026-06-05"), reason: reason))
    }

    @Test("却下には理由が要り、理由は封印する")
    func refuses() throws {
        let requested = try Scenario<Lecture>.after(Self.requested)
        requested.when(refusal()).then(
            .refused(
                LectureRefused(decidedOn: .on("2026-06-05"), reason: .readable("その時期は議会のため"))))
        requested.when(refusal(" ")).thenRefused(.text(.reason, .missing))
        let refused = try Scenario<Lecture>.after(Self.requested, refusal())
        refused.when(refusal()).thenNothing()
        refused.when(refusal("別の理由")).thenRefused(.alreadyRefused)
        refused.when(.report(.held())).thenRefused(.alreadyRefused)
        refused.when(.cancel(.on("2026-06-06"))).thenRefused(.alreadyRefused)
        refused.when(Self.scheduled).thenAccepted()
        try Scenario<Lecture>.after(Self.requested, Self.scheduled).when(refusal())
            .thenRefused(.alreadyScheduled)
    }

    @Test("中止は誰の都合かと理由を残し、決定し直せば戻せる")
    func cancels() throws {
        let cancelled = try Scenario<Lecture>.after(
            Self.requested, Self.scheduled, .cancel(.on("2026-06-30", .weather, "暴風雪")))
        cancelled.when(.cancel(.on("2026-06-30", .weather, "暴風雪"))).thenNothing()
        cancelled.when(.cancel(.on("2026-06-30", .city, "暴風雪"))).thenRefused(.alreadyCancelled)
        cancelled.when(.report(.held())).thenRefused(.alreadyCancelled)
        cancelled.when(refusal()).thenRefused(.alreadyCancelled)
        cancelled.when(Self.scheduled).thenAccepted()
        let requested = try Scenario<Lecture>.after(Self.requested)
        requested.when(.cancel(.on("2026-06-30"))).then(
            .cancelled(
                Cancelled(
                    cancelledOn: .on("2026-06-30"), cause: .applicant,
                    reason: .readable("人が集まらないため"))))
        requested.when(.cancel(.on("2026-06-30", .city, ""))).thenRefused(.text(.reason, .missing))
        requested.when(.cancel(.on("2027-01-01")))
            .thenRefused(.inFuture(.cancelledOn, today: .on("2026-12-31")))
    }

    // MARK: 実施

    @Test("実施報告だけが件数になる。数える項目はすべて公開部分にある")
    func reports() throws {
        let report = ReportLecture.held {
            $0.ages = ["65歳以上": 12, "40代": 6]
            $0.speakers = "財政課長"
            $0.questions = "起債の残高は?"
        }
        try Scenario<Lecture>.after(Self.requested, Self.scheduled).when(.report(report)).then(
            .held(
                LectureHeld(
                    plain: .init(
                        menuCode: "12", title: "根室市の財政", department: "財政課",
                        heldOn: .on("2026-07-01"), start: .at("13:30"), end: .at("14:30"),
                        headcount: 18, ages: ["65歳以上": 12, "40代": 6], district: "花咲",
                        attributes: ["団体の種類": "町会"]),
                    personal: .readable(.init(speakers: "財政課長", questions: "起債の残高は?")))))
    }

    @Test("報告の属性は申込の属性に加わり、同じ名なら報告が勝つ")
    func attributes() throws {
        var report = ReportLecture.held()
        report.attributes = ["団体の種類": "連合町会", "天候": "雪"]
        guard
            case .held(let event) = try Scenario<Lecture>.after(Self.requested, Self.scheduled)
                .when(.report(report)).event()
        else {
            Issue.record("not held")
            return
        }
        #expect(event.plain.attributes == ["団体の種類": "連合町会", "天候": "雪"])
    }

    /// What is wrong with a report.
    static let wrong: [(report: ReportLecture, refusal: LectureRefusal)] = [
        (.held(on: "2026-07-03"), .inFuture(.heldOn, today: .on("2026-07-02"))),
        (.held(on: "1949-12-31"), .tooEarly(.heldOn, earliest: .on("1950-01-01"))),
        (.held(-1), .headcount(.outOfRange(0...99_999))),
        (.held(100_000), .headcount(.outOfRange(0...99_999))),
        (.held(5) { $0.ages = ["40代": 6] }, .headcount(.agesExceed(total: 5))),
        (.held(nil) { $0.ages = ["40代": 6] }, .headcount(.agesWithoutTotal)),
        (.held { $0.ages = ["40代": -1] }, .headcount(.outOfRange(0...99_999))),
        (.held { $0.ages = [" ": 1] }, .headcount(.ageText(.missing))),
        (.held { $0.end = .at("13:30") }, .timesReversed),
        (.held { $0.questions = "\u{1B}" }, .text(.questions, .controlCharacter)),
    ]

    @Test("報告の誤りを断る", arguments: wrong.indices)
    func wrongReports(index: Int) throws {
        try Scenario<Lecture>.after(Self.requested, Self.scheduled)
            .when(.report(Self.wrong[index].report)).thenRefused(Self.wrong[index].refusal)
    }

    @Test("決定の前には報告できず、二度目の違う報告も断る")
    func reportOnce() throws {
        Scenario<Lecture>.given().when(.report(.held())).thenRefused(.notRequested)
        try Scenario<Lecture>.after(Self.requested).when(.report(.held()))
            .thenRefused(.notScheduled)
        let held = try Scenario<Lecture>.after(Self.requested, Self.scheduled, .report(.held()))
        held.when(.report(.held())).thenNothing()
        held.when(.report(.held(19))).thenRefused(.alreadyHeld)
        held.when(Self.scheduled).thenRefused(.alreadyHeld)
        held.when(refusal()).thenRefused(.alreadyHeld)
        held.when(.cancel(.on("2026-07-02"))).thenRefused(.alreadyHeld)
    }

    @Test("誤って登録した報告は取り消せ、報告し直せる")
    func strikes() throws {
        let held = try Scenario<Lecture>.after(Self.requested, Self.scheduled, .report(.held()))
        let struck = try Scenario<Lecture>.after(
            Self.requested, Self.scheduled, .report(.held()),
            .cancel(.on("2026-07-02", .entryError, "別の講座の報告だった")))
        held.when(.cancel(.on("2026-07-02", .entryError, "別の講座の報告だった"))).thenAccepted()
        struck.when(.cancel(.on("2026-07-02", .entryError, "別の講座の報告だった"))).thenNothing()
        struck.when(.correctHeadcount(CorrectHeadcount(to: 3, reason: "誤記"))).thenRefused(.notHeld)
        struck.when(.report(.held(9))).thenAccepted()
        struck.when(Self.scheduled).thenAccepted()
    }

    // MARK: 実績の登録

    @Test("過去の講座は申込なしで登録できる。人数は不明でもよい")
    func recordsPast() throws {
        Scenario<Lecture>.given().when(.record(.past(headcount: nil))).then(
            .held(
                LectureHeld(
                    plain: .init(
                        menuCode: nil, title: "ごみの分別", department: "環境衛生課",
                        heldOn: .on("2025-09-10"), start: nil, end: nil, headcount: nil, ages: [:],
                        district: "落石", attributes: ["団体の種類": "学校"]),
                    personal: .readable(.init(group: "落石小学校")))))
        let recorded = try Scenario<Lecture>.after(.record(.past()))
        recorded.when(.record(.past())).thenNothing()
        recorded.when(.record(.past(headcount: 32))).thenRefused(.alreadyHeld)
        recorded.when(.request(.byGroup())).thenRefused(.alreadyRequested)
        try Scenario<Lecture>.after(Self.requested).when(.record(.past()))
            .thenRefused(.alreadyRequested)
    }

    @Test("実績の誤りを断る")
    func wrongRecords() {
        let nothing = Scenario<Lecture>.given()
        nothing.when(.record(.past { $0.title = " " })).thenRefused(.text(.title, .missing))
        nothing.when(.record(.past(on: "2026-06-02")))
            .thenRefused(.inFuture(.heldOn, today: .on("2026-06-01")))
        nothing.when(.record(.past { $0.department = nil })).thenAccepted()
    }

    // MARK: 訂正

    @Test("参加人数の訂正は、訂正前と訂正後と理由を残す")
    func corrects() throws {
        let recorded = try Scenario<Lecture>.after(.record(.past(headcount: 33)))
        let correction = CorrectHeadcount(to: 31, reason: "職員2人を数えていた")
        recorded.when(.correctHeadcount(correction)).then(
            .headcountCorrected(
                HeadcountCorrected(
                    plain: .init(from: 33, to: 31), reason: .readable("職員2人を数えていた"))))
        let corrected = try Scenario<Lecture>.after(
            .record(.past(headcount: 33)), .correctHeadcount(correction))
        corrected.when(.correctHeadcount(correction)).thenNothing()
        guard case .held(let lecture) = corrected.state else {
            Issue.record("not held")
            return
        }
        #expect(lecture.headcount == 31)
        #expect(lecture.report.plain.headcount == 33)
    }

    @Test("不明だった人数も訂正で埋められる。理由のない訂正や合わない年代は断る")
    func correctsUnknown() throws {
        let recorded = try Scenario<Lecture>.after(.record(.past(headcount: nil)))
        recorded.when(.correctHeadcount(CorrectHeadcount(to: 31, reason: "名簿で確認"))).then(
            .headcountCorrected(
                HeadcountCorrected(plain: .init(from: nil, to: 31), reason: .readable("名簿で確認"))))
        recorded.when(.correctHeadcount(CorrectHeadcount(to: 31, reason: "")))
            .thenRefused(.text(.reason, .missing))
        recorded.when(
            .correctHeadcount(CorrectHeadcount(to: 1, ages: ["10代": 2], reason: "名簿で確認"))
        ).thenRefused(.headcount(.agesExceed(total: 1)))
        try Scenario<Lecture>.after(Self.requested, Self.scheduled)
            .when(.correctHeadcount(CorrectHeadcount(to: 1, reason: "誤記"))).thenRefused(.notHeld)
    }

    @Test("申込のない講座には何もできない")
    func nothingThere() {
        let nothing = Scenario<Lecture>.given()
        nothing.when(Self.scheduled).thenRefused(.notRequested)
        nothing.when(refusal()).thenRefused(.notRequested)
        nothing.when(.cancel(.on("2026-06-06"))).thenRefused(.notRequested)
        nothing.when(.correctHeadcount(CorrectHeadcount(to: 1, reason: "誤記")))
            .thenRefused(.notHeld)
    }
}
