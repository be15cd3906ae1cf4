/// A point of the city's rules that a request is checked for (実施要綱の確認事項).
///
/// Raw values stand in events: what a clerk was warned of can be read later.
public enum LectureRule: String, Sendable, CaseIterable {
    /// The size of the group (人数).
    case groupSize = "group-size"
    /// How early it is asked for (申込期限).
    case leadTime = "lead-time"
    /// The hours at which there are lectures (実施時間帯).
    case openingHours = "opening-hours"
    /// How long it takes (所要時間).
    case duration
    /// The days of the year without lectures (実施しない期間).
    case closedPeriod = "closed-period"
    /// The days of the week of the menu item (実施曜日).
    case weekday
    /// The fiscal year of the menu (メニューの年度).
    case menuYear = "menu-year"
    /// Whether the place lies in the city (会場の所在).
    case venue
    /// No politics, religion or profit (目的).
    case purpose
}

/// A point on which a request or a date fails the city's rules (実施要綱に合わない点).
///
/// To a clerk it is a warning, because the city may make an exception; to a citizen a refusal
/// (PRODUCT §4.7).
public enum LectureObjection: Sendable, Hashable {
    /// Fewer people than the least (人数不足).
    case groupTooSmall(minimum: Int)
    /// Too soon: the first day still possible (申込期限切れ).
    case tooSoon(earliest: LocalDate)
    /// Begins or ends outside the hours (時間外).
    case outsideHours(opens: TimeOfDay, closes: TimeOfDay)
    /// Longer than the longest, in minutes (長すぎる).
    case tooLong(longestMinutes: Int)
    /// A day without lectures (休止期間).
    case closed(LocalDate)
    /// Not on this day of the week (曜日違い).
    case notOnWeekday(LocalDate)
    /// A day of another fiscal year than the menu's (年度違い).
    case otherYear(LocalDate, menu: FiscalYear)
    /// Outside the city (市外).
    case venueOutsideCity
    /// For politics, religion or profit (政治・宗教・営利目的).
    case excludedPurpose

    /// The point of the rules (確認事項).
    public var rule: LectureRule {
        switch self {
        case .groupTooSmall: .groupSize
        case .tooSoon: .leadTime
        case .outsideHours: .openingHours
        case .tooLong: .duration
        case .closed: .closedPeriod
        case .notOnWeekday: .weekday
        case .otherYear: .menuYear
        case .venueOutsideCity: .venue
        case .excludedPurpose: .purpose
        }
    }

    /// The field beside which it is shown (該当項目).
    public var field: LectureField {
        switch self {
        case .groupTooSmall: .expectedHeadcount
        case .tooSoon, .outsideHours, .closed, .notOnWeekday, .otherYear: .choices
        case .tooLong: .minutes
        case .venueOutsideCity: .venue
        case .excludedPurpose: .subject
        }
    }

    /// What is wrong and what to do (説明).
    public var japanese: String {
        switch self {
        case .groupTooSmall(let minimum): "\(minimum.grouped)人以上の団体からお申し込みください。"
        case .tooSoon(let earliest): "希望日は\(earliest.wareki)以降の日を選んでください。"
        case .outsideHours(let opens, let closes):
            "講座は\(opens)から\(closes)までの間に終わるように選んでください。"
        case .tooLong(let longest): "講座の時間は\(longest.grouped)分以内にしてください。"
        case .closed(let date): "\(date.wareki)は講座を行わない期間です。ほかの日を選んでください。"
        case .notOnWeekday(let date):
            "この講座は\(date.wareki)(\(Weekday(date).letter))には行っていません。ほかの曜日を選んでください。"
        case .otherYear(let date, let year):
            "\(date.wareki)は\(year.japanese)の日ではありません。その年度のメニューからお申し込みください。"
        case .venueOutsideCity: "会場は市内でご用意ください。"
        case .excludedPurpose: "政治、宗教または営利を目的とする集まりには講師を派遣できません。"
        }
    }
}

extension LectureRules {
    /// What stands against holding a lecture on a date (日時の確認).
    /// - Parameters:
    ///   - minutes: how long it takes; nil when nobody has said.
    ///   - weekdays: the days of the week it can be had; empty: any.
    func objections(
        to slot: LectureSlot, minutes: Int?, weekdays: Set<Weekday>, menuYear: FiscalYear?
    ) -> [LectureObjection] {
        var objections: [LectureObjection] = []
        if let menuYear, !menuYear.contains(slot.date) {
            objections.append(.otherYear(slot.date, menu: menuYear))
        }
        if closedPeriods.contains(where: { $0.contains(slot.date) }) {
            objections.append(.closed(slot.date))
        }
        if !weekdays.isEmpty, !weekdays.contains(Weekday(slot.date)) {
            objections.append(.notOnWeekday(slot.date))
        }
        if let start = slot.start,
            start < opens || start.minutes + (minutes ?? 1) > closes.minutes
        {
            objections.append(.outsideHours(opens: opens, closes: closes))
        }
        return objections
    }

    /// What stands against a length (所要時間の確認).
    func objections(toMinutes minutes: Int?) -> [LectureObjection] {
        guard let minutes, minutes > longestMinutes else { return [] }
        return [.tooLong(longestMinutes: longestMinutes)]
    }
}
