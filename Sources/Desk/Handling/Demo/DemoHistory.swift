import Participation

/// What the demo city took in before it was set up: invented, and the same for the same day
/// (見本の記録).
///
/// Written as the files an office would import, one of each kind a month, so that the demo city's
/// figures come from its log as every other's do.
struct DemoHistory {
    /// A month of it and the day its files were imported (取り込む月).
    struct Month {
        /// The day the month's files are imported: its last, or the last there is.
        let recordedOn: LocalDate
        /// Letters and opinions, with what is put right of earlier ones.
        let items: String
        /// Outreach lectures.
        let lectures: String
        /// Workshops, tours, talks.
        let gatherings: String
        /// Values measured elsewhere.
        let observations: String
    }

    /// The last day before the city is set up.
    let end: LocalDate

    /// From the first month of the fiscal year two years ago on.
    var months: [Month] {
        let start = FiscalYear(end).year - 2
        var months: [Month] = []
        var (year, month) = (start, 4)
        while let first = LocalDate(year: year, month: month, day: 1), first <= end {
            months.append(self.month(first))
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
        }
        return months
    }

    private func month(_ first: LocalDate) -> Month {
        let month = LocalDate(year: first.year, month: first.month, day: 1) ?? first
        return Month(
            recordedOn: min(month.lastOfMonth, end), items: items(month), lectures: lectures(month),
            gatherings: gatherings(month), observations: observations(month))
    }

    // MARK: Items

    private static let itemHeader = "番号,受付日,制度,経路,分類,地区,所管,氏名,要旨,本文"
    private static let subjects = [
        ("道路・除雪", "土木課", "歩道の除雪を早めてほしい", "登校の時間までに歩道の雪をよけてほしい。"),
        ("ごみ・環境", "環境課", "ごみ収集所のカラス対策", "網を大きなものに替えてほしい。"),
        ("公園", "都市整備課", "公園の遊具を直してほしい", "ブランコの鎖がさびている。"),
        ("公共交通", "企画課", "バスの時刻を見直してほしい", "病院の受付時間に間に合う便がない。"),
        ("福祉・健康", "福祉課", "高齢者の見守りについて", "一人暮らしの方への声かけを増やしてほしい。"),
        ("教育", "学校教育課", "図書館の開館時間", "仕事の帰りに寄れる日がほしい。"),
        ("観光・産業", "商工観光課", "駅前の案内板", "外国の方が道に迷っているのをよく見る。"),
        ("窓口・手続き", "市民課", "窓口の案内がわかりにくい", "用紙の書き方の見本を置いてほしい。"),
    ]
    private static let channels = ["手紙", "フォーム", "電話", "はがき", "メール", "窓口", "フォーム", "FAX"]
    private static let districts = ["北町", "港町", "中央", "西浜", "緑が丘"]
    private static let letters = [9, 10, 11, 8, 7, 9, 10, 11, 13, 14, 11, 8]
    private static let opinions = [22, 20, 24, 19, 18, 23, 25, 24, 28, 30, 27, 21]

    private func items(_ month: LocalDate) -> String {
        var rows: [String] = []
        // What arrived on the last two days of a month is typed in with the next one.
        let range = (month.dayNumber - 2)...(month.lastOfMonth.dayNumber - 2)
        for item in items(of: month.monthBefore) + items(of: month)
        where range.contains(item.day.dayNumber) && item.day <= end {
            rows.append(item.row(isSettled: false))
        }
        // After three months the hearing section has looked at the categories once more.
        for item in items(of: month.monthBefore.monthBefore.monthBefore) where item.isResettled {
            rows.append(item.row(isSettled: true))
        }
        return ([Self.itemHeader] + rows).joined(separator: "\n")
    }

    private struct Item {
        let number: String
        let day: LocalDate
        let scheme: String
        let index: Int
        let isResettled: Bool

        func row(isSettled: Bool) -> String {
            let subject = DemoHistory.subjects[index % DemoHistory.subjects.count]
            let category =
                isSettled
                ? DemoHistory.subjects[(index + 1) % DemoHistory.subjects.count].0 : subject.0
            let name = index.isMultiple(of: 3) ? "見本 \(index % 40 + 1)郎" : ""
            return [
                number, day.description, scheme,
                DemoHistory.channels[index * 5 % DemoHistory.channels.count], category,
                DemoHistory.districts[index * 3 % DemoHistory.districts.count], subject.1, name,
                subject.2, subject.3,
            ].joined(separator: ",")
        }
    }

    private func items(of month: LocalDate) -> [Item] {
        let slot = (month.month + 8) % 12
        let growth = FiscalYear(month).year - (FiscalYear(end).year - 2)
        guard growth >= 0 else { return [] }
        let days = month.lastOfMonth.day
        func items(_ scheme: String, _ prefix: String, _ count: Int, _ step: Int) -> [Item] {
            (0..<count).map { index in
                let day = (index * step + slot) % days + 1
                let mixed = index * 7 + slot * 5 + growth * 3
                return Item(
                    number: "\(prefix)-\(month.description.prefix(7))-\(index)",
                    day: LocalDate(year: month.year, month: month.month, day: day) ?? month,
                    scheme: scheme, index: mixed, isResettled: mixed.isMultiple(of: 23))
            }
        }
        return items("市長への手紙", "手紙", Self.letters[slot] + growth * (slot % 3 == 0 ? 1 : 0), 3)
            + items("市民の声", "声", Self.opinions[slot] + growth, 5)
    }

    // MARK: Lectures, gatherings, values

    private static let menus = [
        ("防災と避難", "総務課"), ("ごみの分け方", "環境課"), ("介護の予防", "福祉課"), ("市の財政", "財政課"),
        ("地域の歴史", "社会教育課"), ("消費者被害の防止", "市民課"), ("健康づくり", "保健課"),
    ]
    private static let lectureCounts = [3, 6, 8, 7, 5, 8, 9, 8, 5, 4, 5, 5]

    private func lectures(_ month: LocalDate) -> String {
        var rows = lectureRows(of: month, isCorrected: false)
        // Of each month's lectures one headcount is put right when the list is checked.
        rows += lectureRows(of: month.monthBefore, isCorrected: true)
        return (["番号,実施日,講座,担当課,地区,参加者数"] + rows).joined(separator: "\n")
    }

    private func lectureRows(of month: LocalDate, isCorrected: Bool) -> [String] {
        let slot = (month.month + 8) % 12
        guard FiscalYear(month).year >= FiscalYear(end).year - 2 else { return [] }
        return (0..<Self.lectureCounts[slot]).compactMap { index in
            guard let day = LocalDate(year: month.year, month: month.month, day: index * 3 + 2),
                day <= end
            else { return nil }
            let menu = Self.menus[(index + slot) % Self.menus.count]
            var headcount = 9 + (index * 13 + slot * 7) % 31
            if isCorrected, index == 1 { headcount -= 2 }
            return [
                "\(month.description.prefix(7))-\(index)", day.description, menu.0, menu.1,
                Self.districts[index % Self.districts.count], "\(headcount)",
            ].joined(separator: ",")
        }
    }

    private static let calendar: [Int: [(kind: String, name: String, day: Int, count: Int)]] = [
        5: [("city-watching", "市政ウォッチング 春", 21, 29)],
        6: [("workshop", "多世代交流ワークショップ", 14, 22)],
        7: [("city-watching", "市政ウォッチング 夏休み親子", 25, 34)],
        9: [
            ("city-watching", "市政ウォッチング 秋", 12, 31), ("workshop", "多世代交流ワークショップ", 20, 19),
        ],
        10: [
            ("regional-talk", "地域懇談会 北町", 4, 24), ("regional-talk", "地域懇談会 港町", 8, 31),
            ("city-watching", "市政ウォッチング 施設めぐり", 16, 27),
        ],
        11: [
            ("regional-talk", "地域懇談会 西浜", 5, 18), ("workshop", "多世代交流ワークショップ", 15, 24),
        ],
        2: [("workshop", "多世代交流ワークショップ", 10, 18)],
    ]

    private func gatherings(_ month: LocalDate) -> String {
        let growth = FiscalYear(month).year - (FiscalYear(end).year - 2)
        let rows = (Self.calendar[month.month] ?? []).compactMap { held -> String? in
            guard
                let day = LocalDate(year: month.year, month: month.month, day: held.day),
                day <= end
            else { return nil }
            return "\(held.kind),\(held.name),\(day),\(held.count + growth)"
        }
        return (["種類,名称,開催日,参加人数"] + rows).joined(separator: "\n")
    }

    /// Yearly values come in May of the year after; those of the settled accounts in October.
    private func observations(_ month: LocalDate) -> String {
        let last = FiscalYear(month).year - 1
        let growth = last - (FiscalYear(end).year - 2)
        let year = "\(last)"
        let rows =
            switch month.month {
            case 5:
                [
                    "association-membership,\(year),\(54 - growth).\(3 + growth),町会連合会調査",
                    "feeling-heard,\(year),2\(5 + growth).4,市民意識調査",
                ]
            case 10: ["current-account-ratio,\(year),95.\(7 - growth),決算統計"]
            default: [String]()
            }
        return (["指標,年度,値,出典"] + rows).joined(separator: "\n")
    }
}

extension LocalDate {
    fileprivate var lastOfMonth: LocalDate {
        let next =
            month == 12
            ? LocalDate(year: year + 1, month: 1, day: 1)
            : LocalDate(year: year, month: month + 1, day: 1)
        return next.flatMap { LocalDate(dayNumber: $0.dayNumber - 1) } ?? self
    }

    fileprivate var monthBefore: LocalDate {
        let before =
            month == 1
            ? LocalDate(year: year - 1, month: 12, day: 1)
            : LocalDate(year: year, month: month - 1, day: 1)
        return before ?? self
    }
}
