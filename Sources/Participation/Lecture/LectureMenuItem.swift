/// A lecture a section offers in one fiscal year (出前講座のメニュー).
///
/// The section in charge registers it anew every year (鹿嶋市: by the end of February; PRODUCT §1.3).
public struct LectureMenuItem: Sendable, Equatable {
    /// The code of the item in the year's menu (講座番号).
    public var code: Wording
    /// The title (講座名).
    public var title: Wording
    /// What it wants to bring about (ねらい).
    public var aim: Wording?
    /// How long it takes, in minutes (時間).
    public var minutes: Int
    /// The fewest people it is given for; nil: as the rules say (最少人数).
    public var minimumPeople: Int?
    /// The section in charge (担当課).
    public var department: Wording
    /// What it is about (話題).
    public var topics: [Wording]
    /// On which days of the week it can be had; empty: on any (実施曜日).
    public var weekdays: Set<Weekday>
    /// What the group must have ready, or gets (準備物・配布資料).
    public var materials: Wording?

    /// A lecture of a menu (出前講座のメニュー).
    public init(
        code: Wording, title: Wording, aim: Wording? = nil, minutes: Int,
        minimumPeople: Int? = nil, department: Wording, topics: [Wording] = [],
        weekdays: Set<Weekday> = [], materials: Wording? = nil
    ) {
        self.code = code
        self.title = title
        self.aim = aim
        self.minutes = minutes
        self.minimumPeople = minimumPeople
        self.department = department
        self.topics = topics
        self.weekdays = weekdays
        self.materials = materials
    }

    /// The days of the week in one word, such as 火木; empty: any (実施曜日の表記).
    public var weekdayLetters: String {
        String(Weekday.allCases.filter(weekdays.contains).map(\.letter))
    }
}
