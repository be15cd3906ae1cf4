import Participation

/// A lecture of a year's menu, as handed in (出前講座の登録書).
///
/// When one that is there is changed, nil leaves a field as it is and a blank empties it.
public struct LectureOffer: Sendable {
    /// The fiscal year; the present one if not given (年度).
    public var year: String?
    /// The code in the menu (講座番号).
    public var code: String
    /// The title (講座名).
    public var title: String?
    /// What it wants to bring about (ねらい).
    public var aim: String?
    /// How long it takes, in minutes (時間).
    public var minutes: String?
    /// The fewest people it is given for (最少人数).
    public var minimumPeople: String?
    /// The section in charge (担当課).
    public var department: String?
    /// What it is about (話題).
    public var topics: [String]?
    /// On which days of the week it can be had, such as 火・木 (実施曜日).
    public var weekdays: String?
    /// What the group must have ready, or gets (準備物・配布資料).
    public var materials: String?

    /// A lecture of which only the code is known.
    public init(code: String) { self.code = code }

    /// The lecture as offered: that of the menu with what was handed in put over it.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read.
    func item(
        over before: LectureMenuItem?, today: LocalDate
    ) throws(DeskError) -> LectureMenuItem {
        var reader = RequestReader(today: today, labels: \LectureMenuField.japanese)
        let minutes = reader.whole(minutes?.unlessBlank, "minutes") ?? before?.minutes
        if minutes == nil, self.minutes?.unlessBlank == nil { reader.note("minutes", .required) }
        let people = reader.whole(minimumPeople?.unlessBlank, "minimumPeople")
        let days = weekdays.map { text -> Set<Weekday> in
            guard let days = Self.weekdays(text) else {
                reader.note("weekdays", .notACode(Weekday.allCases.map { String($0.letter) }))
                return []
            }
            return days
        }
        guard reader.isClean, let minutes else { throw reader.failure }
        return LectureMenuItem(
            code: Wording(before?.code.text ?? code.halfWidth),
            title: Wording(title ?? before?.title.text ?? ""),
            aim: Self.text(aim, over: before?.aim), minutes: minutes,
            minimumPeople: minimumPeople == nil ? before?.minimumPeople : people,
            department: Wording(department ?? before?.department.text ?? ""),
            topics: topics?.compactMap { Wording(unlessBlank: $0) } ?? before?.topics ?? [],
            weekdays: days ?? before?.weekdays ?? [],
            materials: Self.text(materials, over: before?.materials))
    }

    private static func text(_ given: String?, over before: Wording?) -> Wording? {
        given.map { Wording(unlessBlank: $0) } ?? before
    }

    /// `火・木`, `火曜 木曜`, `火木`; nothing is any day. Nil when a part is no day.
    static func weekdays(_ text: String) -> Set<Weekday>? {
        let parts = text.split { $0.isWhitespace || "、，,・".contains($0) }
        var days: Set<Weekday> = []
        for part in parts {
            if let day = Weekday(written: part) {
                days.insert(day)
            } else {
                let letters = part.compactMap { Weekday(written: String($0)) }
                guard letters.count == part.count else { return nil }
                days.formUnion(letters)
            }
        }
        return days
    }
}
