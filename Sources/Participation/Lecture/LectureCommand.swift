/// What may be asked of a lecture (出前講座への命令).
public enum LectureCommand: Sendable, Equatable {
    /// Ask for a lecture (申込).
    case request(RequestLecture)
    /// Settle the day and the section, or change them (決定・変更).
    case schedule(ScheduleLecture)
    /// Say no to the request (却下).
    case refuse(RefuseLecture)
    /// Call it off (中止).
    case cancel(Cancel)
    /// Report that it was held (実施報告).
    case report(ReportLecture)
    /// Record a lecture of the past that was never asked for here (実績の登録).
    case record(RecordLecture)
    /// Correct the number of participants (参加人数の訂正).
    case correctHeadcount(CorrectHeadcount)
}

/// A date for the lecture, and the section that gives it (決定の内容).
public struct ScheduleLecture: Sendable, Equatable {
    /// Which date (日時の選び方).
    public enum Date: Sendable, Equatable {
        /// One of the wished dates, from 1 (第1〜第3希望).
        case choice(Int)
        /// Another one, agreed with the group (希望以外の日時).
        case other(LectureSlot)
    }

    /// The rules in force; what fails them is a warning (実施要綱).
    public var rules: LectureRules
    /// The day it is at the city hall, from the caller's clock (本日).
    public var today: LocalDate
    /// The day of the decision (決定日).
    public var decidedOn: LocalDate
    /// Which date (日時).
    public var date: Date
    /// How long it takes, in minutes; nil: as asked for (時間).
    public var minutes: Int?
    /// The section that gives it; nil: the one of the menu item (担当課).
    public var department: String?
    /// The title; nil: the one of the menu item (講座名).
    public var title: String?
    /// The place, where it is another than asked for (会場).
    public var venue: String?
    /// The district of the place; nil: as asked for (地区).
    public var district: String?
    /// What the section and the group agreed (備考).
    public var note: String?

    /// A date for the lecture (決定の内容).
    public init(
        rules: LectureRules = LectureRules(), today: LocalDate, decidedOn: LocalDate, date: Date,
        minutes: Int? = nil, department: String? = nil, title: String? = nil,
        venue: String? = nil, district: String? = nil, note: String? = nil
    ) {
        self.rules = rules
        self.today = today
        self.decidedOn = decidedOn
        self.date = date
        self.minutes = minutes
        self.department = department
        self.title = title
        self.venue = venue
        self.district = district
        self.note = note
    }
}

/// The city's no to a request (却下の内容).
public struct RefuseLecture: Sendable, Equatable {
    /// The day it is at the city hall (本日).
    public var today: LocalDate
    /// The day of the decision (決定日).
    public var decidedOn: LocalDate
    /// Why, in words the group can read (理由).
    public var reason: String

    /// The city's no to a request (却下の内容).
    public init(today: LocalDate, decidedOn: LocalDate, reason: String) {
        self.today = today
        self.decidedOn = decidedOn
        self.reason = reason
    }
}

/// The section's report that the lecture was held (実施報告の内容).
public struct ReportLecture: Sendable, Equatable {
    /// The day it is at the city hall (本日).
    public var today: LocalDate
    /// What was held (実施の内容).
    public var session: LectureSession
    /// Further properties, beside those of the request (属性).
    public var attributes: Attributes

    /// The section's report (実施報告の内容).
    public init(today: LocalDate, session: LectureSession, attributes: Attributes = [:]) {
        self.today = today
        self.session = session
        self.attributes = attributes
    }
}

/// A lecture of the past, from a list (実績の内容).
public struct RecordLecture: Sendable, Equatable {
    /// The day it is at the city hall (本日).
    public var today: LocalDate
    /// The code in the year's menu, if it had one (講座番号).
    public var menuCode: String?
    /// The title (講座名).
    public var title: String
    /// The section that gave it; lists do not always say (担当課).
    public var department: String?
    /// The district of the place (地区).
    public var district: String?
    /// The group that heard it (団体名).
    public var group: String?
    /// What was held (実施の内容).
    public var session: LectureSession
    /// Further properties (属性).
    public var attributes: Attributes

    /// A lecture of the past (実績の内容).
    public init(
        today: LocalDate, menuCode: String? = nil, title: String, department: String? = nil,
        district: String? = nil, group: String? = nil, session: LectureSession,
        attributes: Attributes = [:]
    ) {
        self.today = today
        self.menuCode = menuCode
        self.title = title
        self.department = department
        self.district = district
        self.group = group
        self.session = session
        self.attributes = attributes
    }
}

/// When a lecture was held, and who was there (実施の内容).
public struct LectureSession: Sendable, Equatable {
    /// The day (実施日).
    public var heldOn: LocalDate
    /// When it began (開始時刻).
    public var start: TimeOfDay?
    /// When it ended (終了時刻).
    public var end: TimeOfDay?
    /// How many took part, without staff; nil: not known (参加人数).
    public var headcount: Int?
    /// How many of each age (年代別人数).
    public var ages: [String: Int]
    /// The place (会場).
    public var venue: String?
    /// Who spoke (講師).
    public var speakers: String?
    /// What was asked and said (主な質問・意見).
    public var questions: String?

    /// When a lecture was held, and who was there (実施の内容).
    public init(
        heldOn: LocalDate, start: TimeOfDay? = nil, end: TimeOfDay? = nil, headcount: Int? = nil,
        ages: [String: Int] = [:], venue: String? = nil, speakers: String? = nil,
        questions: String? = nil
    ) {
        self.heldOn = heldOn
        self.start = start
        self.end = end
        self.headcount = headcount
        self.ages = ages
        self.venue = venue
        self.speakers = speakers
        self.questions = questions
    }
}
