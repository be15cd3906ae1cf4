public import Participation

/// A group's request for a lecture, as handed in (出前講座の申込書).
public struct LectureApplication: Sendable {
    /// Who enters it (入力者).
    public var origin = RequestOrigin.staff
    /// The fiscal year of the menu; that of the first wished day if not given (年度).
    public var year: String?
    /// The code in the year's menu (講座番号).
    public var menuCode: String?
    /// What is wished for beside the menu (メニュー外の希望).
    public var wish: String?
    /// The day it arrived; today if not given (申込日).
    public var requestedOn: String?
    /// The wished days and times, the dearest first (希望日時).
    public var choices: [String] = []
    /// How long it should take, in minutes (時間).
    public var minutes: String?
    /// How many are expected (予定人数).
    public var expectedHeadcount: String?
    /// The place (会場).
    public var venue: String?
    /// Whether the place lies in the city (会場の所在).
    public var isVenueInCity: Bool?
    /// The district of the place (地区).
    public var district: String?
    /// The name of the group (団体名).
    public var group: String?
    /// Who speaks for the group, and how to reach them (代表者・連絡先).
    public var representative: SenderDetails?
    /// Whether it serves politics, religion or profit (政治・宗教・営利目的).
    public var hasExcludedPurpose = false
    /// What to take care of (配慮事項).
    public var considerations: String?
    /// Further properties (属性).
    public var attributes: [String: String] = [:]

    /// A request with nothing filled in.
    public init() {}

    /// What the lecture is asked, beside the menu; ``Desk/requestLecture(_:actor:command:)`` puts
    /// the menu's lecture in.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read.
    func command(today: LocalDate) throws(DeskError) -> RequestLecture {
        var reader = RequestReader(today: today, labels: \LectureField.japanese)
        let requested = reader.day(requestedOn, "requestedOn")
        let slots = choices.compactMap { reader.slot($0, "choices") }
        let fiscalYear = reader.year(year, "fiscalYear")
        let minutes = reader.whole(minutes, "minutes")
        let expected = reader.whole(expectedHeadcount, "expectedHeadcount")
        if (menuCode == nil) == (wish == nil) {
            reader.note("subject", .notOneOf(["menuCode", "wish"]))
        }
        guard reader.isClean else { throw reader.failure }
        return RequestLecture(
            origin: origin, today: today, requestedOn: requested ?? today,
            fiscalYear: fiscalYear ?? FiscalYear(slots.first?.date ?? today),
            subject: .offMenu(wish: wish ?? ""), minutes: minutes, choices: slots, venue: venue,
            isVenueInCity: isVenueInCity, district: district, expectedHeadcount: expected,
            group: group, representative: representative, hasExcludedPurpose: hasExcludedPurpose,
            considerations: considerations, attributes: Attributes(attributes))
    }
}

/// The date of a lecture and who gives it, as handed in (出前講座の決定書).
public struct LectureAppointment: Sendable {
    /// The day of the decision; today if not given (決定日).
    public var decidedOn: String?
    /// Which of the wished dates, from 1 (第何希望).
    public var choice: String?
    /// Another date, with its time (希望以外の日時).
    public var date: String?
    /// How long it takes, in minutes; as asked for if not given (時間).
    public var minutes: String?
    /// The section that gives it; the menu's if not given (担当課).
    public var department: String?
    /// The title; the menu's if not given (講座名).
    public var title: String?
    /// The place, where it is another than asked for (会場).
    public var venue: String?
    /// The district of the place (地区).
    public var district: String?
    /// What the section and the group agreed (備考).
    public var note: String?

    /// A decision with nothing filled in.
    public init() {}

    /// What the lecture is asked.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read.
    public func command(today: LocalDate) throws(DeskError) -> LectureCommand {
        var reader = RequestReader(today: today, labels: \LectureField.japanese)
        let decided = reader.day(decidedOn, "decidedOn")
        let wished = reader.whole(choice, "choices").map(ScheduleLecture.Date.choice)
        let other = date.flatMap { reader.slot($0, "date") }.map(ScheduleLecture.Date.other)
        let minutes = reader.whole(minutes, "minutes")
        if (choice == nil) == (date == nil) {
            reader.note("choices", .notOneOf(["choice", "date"]))
        }
        guard reader.isClean, let date = wished ?? other else { throw reader.failure }
        return .schedule(
            ScheduleLecture(
                today: today, decidedOn: decided ?? today, date: date, minutes: minutes,
                department: department, title: title, venue: venue, district: district,
                note: note))
    }
}

/// The city's no to a request, as handed in (却下の届).
public struct LectureRejection: Sendable {
    /// The day of the decision; today if not given (決定日).
    public var decidedOn: String?
    /// Why (理由).
    public var reason: String

    /// The city's no.
    public init(decidedOn: String? = nil, reason: String) {
        self.decidedOn = decidedOn
        self.reason = reason
    }

    /// What the lecture is asked.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read.
    public func command(today: LocalDate) throws(DeskError) -> LectureCommand {
        var reader = RequestReader(today: today, labels: \LectureField.japanese)
        let decided = reader.day(decidedOn, "decidedOn")
        guard reader.isClean else { throw reader.failure }
        return .refuse(
            RefuseLecture(today: today, decidedOn: decided ?? today, reason: reason))
    }
}

/// That a lecture was held, as handed in (出前講座の実施報告書).
public struct LectureReport: Sendable {
    /// The day (実施日).
    public var heldOn: String?
    /// When it began (開始時刻).
    public var startsAt: String?
    /// When it ended (終了時刻).
    public var endsAt: String?
    /// How many took part, without staff (参加人数).
    public var headcount: String?
    /// How many of each age (年代別人数).
    public var ages: [String: String] = [:]
    /// The place (会場).
    public var venue: String?
    /// Who spoke (講師).
    public var speakers: String?
    /// What was asked and said (主な質問・意見).
    public var questions: String?
    /// Further properties (属性).
    public var attributes: [String: String] = [:]

    /// A report with nothing filled in.
    public init() {}

    /// What a lecture whose date was settled is asked.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read.
    public func command(today: LocalDate) throws(DeskError) -> LectureCommand {
        .report(
            ReportLecture(
                today: today, session: try session(today: today),
                attributes: Attributes(attributes)))
    }

    fileprivate func session(today: LocalDate) throws(DeskError) -> LectureSession {
        var reader = RequestReader(today: today, labels: \LectureField.japanese)
        let day = reader.required(reader.day(heldOn, "heldOn"), given: heldOn, "heldOn")
        let start = reader.time(startsAt, "startsAt")
        let end = reader.time(endsAt, "endsAt")
        let number = reader.whole(headcount, "headcount")
        let ages = reader.ages(ages, "ages")
        guard reader.isClean, let day else { throw reader.failure }
        return LectureSession(
            heldOn: day, start: start, end: end, headcount: number, ages: ages, venue: venue,
            speakers: speakers, questions: questions)
    }
}

/// A lecture nobody asked for here, as handed in: of the past, or arranged by telephone
/// (出前講座の実績).
public struct LectureRecord: Sendable {
    /// What was held (実施報告).
    public var report: LectureReport
    /// The code in the year's menu (講座番号).
    public var menuCode: String?
    /// The title (講座名).
    public var title: String
    /// The section that gave it (担当課).
    public var department: String?
    /// The district of the place (地区).
    public var district: String?
    /// The group that heard it (団体名).
    public var group: String?

    /// A lecture that was held.
    public init(
        report: LectureReport, menuCode: String? = nil, title: String, department: String? = nil,
        district: String? = nil, group: String? = nil
    ) {
        self.report = report
        self.menuCode = menuCode
        self.title = title
        self.department = department
        self.district = district
        self.group = group
    }

    /// What the lecture is asked.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read.
    func command(today: LocalDate) throws(DeskError) -> LectureCommand {
        .record(
            RecordLecture(
                today: today, menuCode: menuCode, title: title, department: department,
                district: district, group: group, session: try report.session(today: today),
                attributes: Attributes(report.attributes)))
    }
}
