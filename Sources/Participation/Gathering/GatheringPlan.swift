/// What a gathering is, as announced (催しの内容).
///
/// Open for ever: it is what notices and lists of the city say, and what figures are asked by.
public struct GatheringPlan: Sendable, Equatable {
    /// The kind (種類).
    public var kind: GatheringKind
    /// The name (名称).
    public var name: Wording
    /// The day, or the first of several: the effective date (開催日).
    public var heldOn: LocalDate
    /// The last day, where there are several (最終日).
    public var endsOn: LocalDate?
    /// When it begins (開始時刻).
    public var start: TimeOfDay?
    /// When it ends (終了時刻).
    public var end: TimeOfDay?
    /// The place (場所).
    public var place: Wording?
    /// How many can come; nil: as many as like (定員).
    public var capacity: Int?
    /// How places are given out (参加者の決め方).
    public var admission: Admission
    /// The district (地区).
    public var district: Wording?
    /// The section in charge (担当課).
    public var department: Wording?
    /// Further properties, such as 対象 and 料金 (属性).
    public var attributes: Attributes

    /// A gathering as announced (催しの内容).
    public init(
        kind: GatheringKind, name: Wording, heldOn: LocalDate, endsOn: LocalDate? = nil,
        start: TimeOfDay? = nil, end: TimeOfDay? = nil, place: Wording? = nil,
        capacity: Int? = nil, admission: Admission = .firstCome, district: Wording? = nil,
        department: Wording? = nil, attributes: Attributes = [:]
    ) {
        self.kind = kind
        self.name = name
        self.heldOn = heldOn
        self.endsOn = endsOn
        self.start = start
        self.end = end
        self.place = place
        self.capacity = capacity
        self.admission = admission
        self.district = district
        self.department = department
        self.attributes = attributes
    }

    /// The day on which it is over (最終日).
    public var lastDay: LocalDate { endsOn ?? heldOn }

    /// The same with blank fields taken as not given (未記入の整理).
    var withoutBlanks: GatheringPlan {
        var plan = self
        plan.place = Wording(unlessBlank: place?.text)
        plan.district = Wording(unlessBlank: district?.text)
        plan.department = Wording(unlessBlank: department?.text)
        return plan
    }
}

/// How much a gathering may hold (催しの上限).
public enum GatheringLimits {
    /// The name of a gathering, in characters (名称の字数).
    public static let name = 200
    /// A place, in characters (場所の字数).
    public static let place = 300
    /// The code of a district or a section, in characters (符号の字数).
    public static let code = 100
    /// A remark or a reason, in characters (自由記述の字数).
    public static let remark = 10_000
    /// How long a gathering can last, in days (開催日数).
    public static let days = 366
    /// Places (定員).
    public static let capacity = 1...99_999
    /// People of one registration (一件の参加人数).
    public static let party = 1...100
    /// Registrations of one gathering, cancelled ones included (参加申込みの数).
    ///
    /// All of them are folded for every further command: 2,000 take a tenth of a second, 10,000
    /// would take four.
    public static let registrations = 2_000
    /// Entries of the attendance handed in at once (出欠記録の数).
    public static let entries = 2_000
    /// People added or taken away by one entry (当日参加の増減).
    public static let walkIns = -9_999...9_999
    /// Opinions raised at one gathering (意見の数).
    public static let opinions = 5_000
    /// The key by which a person is known again, in characters (個人識別の字数).
    public static let personKey = 200
    /// The first day on which a gathering can have been held, 1950-01-01 (開催日の下限).
    public static let earliest = LocalDate(uncheckedYear: 1950, month: 1, day: 1)
}
