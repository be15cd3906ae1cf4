import Participation
import Testing

/// The file of holidays against the law it follows, worked out a second time here.
@Suite("国民の祝日のファイル")
struct HolidayFileTests {
    private static let years = 2018...2028

    /// 春分の日 and 秋分の日, as the National Astronomical Observatory announced or, for 2028, predicts.
    private static let equinoxes = [
        2018: (21, 23), 2019: (21, 23), 2020: (20, 22), 2021: (20, 23), 2022: (21, 23),
        2023: (21, 23), 2024: (20, 22), 2025: (20, 23), 2026: (20, 23), 2027: (21, 23),
        2028: (20, 22),
    ]

    @Test("国民の祝日に関する法律のとおり", arguments: years)
    func followsTheLaw(year: Int) throws {
        let file = try CalendarFiles.rows("holidays.csv").filter { $0.date.hasPrefix("\(year)-") }
        var holidays = try holidays(of: year)
        holidays.merge(try restDays(among: holidays)) { holiday, _ in holiday }
        let law = holidays.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        #expect(file.map { "\($0.date) \($0.name)" } == law)
    }

    @Test("日付の順に並び、重ならない")
    func sorted() throws {
        let dates = try CalendarFiles.rows("holidays.csv").map(\.date)
        #expect(dates == Set(dates).sorted())
        #expect(dates.first == "2018-01-01")
        #expect(dates.last == "2028-11-23")
        for date in dates { #expect(LocalDate(iso: date) != nil, "\(date)") }
    }

    @Test(
        "特別な年",
        arguments: [
            ("2018-12-24", "振替休日"), ("2019-04-30", "国民の休日"), ("2019-05-01", "天皇の即位の日"),
            ("2019-05-02", "国民の休日"), ("2019-05-06", "振替休日"), ("2019-10-14", "体育の日"),
            ("2019-10-22", "即位礼正殿の儀の行われる日"), ("2020-05-06", "振替休日"), ("2020-07-23", "海の日"),
            ("2020-07-24", "スポーツの日"), ("2020-08-10", "山の日"), ("2021-07-22", "海の日"),
            ("2021-07-23", "スポーツの日"), ("2021-08-08", "山の日"), ("2021-08-09", "振替休日"),
            ("2026-05-06", "振替休日"), ("2026-09-22", "国民の休日"), ("2027-03-22", "振替休日"),
        ])
    func specialDays(date: String, name: String) throws {
        #expect(try CalendarFiles.rows("holidays.csv").contains { $0 == (date, name) })
    }

    @Test(
        "なくなった祝日",
        arguments: ["2019-12-23", "2019-02-23", "2020-10-12", "2021-10-11", "2021-08-11"])
    func formerHolidays(date: String) throws {
        #expect(try !CalendarFiles.rows("holidays.csv").contains { $0.date == date })
    }

    /// 第2条, with the laws for the accession (平成30年法律第99号) and the Olympic Games.
    private func holidays(of year: Int) throws -> [LocalDate: String] {
        var names: [LocalDate: String] = [:]
        func add(_ month: Int, _ day: Int, _ name: String) throws {
            names[try #require(LocalDate(year: year, month: month, day: day))] = name
        }
        func addMonday(_ count: Int, of month: Int, _ name: String) throws {
            let first = try #require(LocalDate(year: year, month: month, day: 1))
            try add(month, 1 + (8 - Weekday(first).rawValue) % 7 + (count - 1) * 7, name)
        }
        let (spring, autumn) = try #require(Self.equinoxes[year])
        try add(1, 1, "元日")
        try addMonday(2, of: 1, "成人の日")
        try add(2, 11, "建国記念の日")
        if year >= 2020 { try add(2, 23, "天皇誕生日") }
        if year <= 2018 { try add(12, 23, "天皇誕生日") }
        try add(3, spring, "春分の日")
        try add(4, 29, "昭和の日")
        try add(5, 3, "憲法記念日")
        try add(5, 4, "みどりの日")
        try add(5, 5, "こどもの日")
        try addMonday(3, of: 9, "敬老の日")
        try add(9, autumn, "秋分の日")
        try add(11, 3, "文化の日")
        try add(11, 23, "勤労感謝の日")
        switch year {
        case 2020:
            try add(7, 23, "海の日")
            try add(7, 24, "スポーツの日")
            try add(8, 10, "山の日")
        case 2021:
            try add(7, 22, "海の日")
            try add(7, 23, "スポーツの日")
            try add(8, 8, "山の日")
        default:
            try addMonday(3, of: 7, "海の日")
            try add(8, 11, "山の日")
            try addMonday(2, of: 10, year < 2020 ? "体育の日" : "スポーツの日")
        }
        if year == 2019 {
            try add(5, 1, "天皇の即位の日")
            try add(10, 22, "即位礼正殿の儀の行われる日")
        }
        return names
    }

    /// 第3条第2項 (the next day that is no holiday after one on a Sunday) and 第3項 (between two).
    private func restDays(among holidays: [LocalDate: String]) throws -> [LocalDate: String] {
        var names: [LocalDate: String] = [:]
        for day in holidays.keys {
            if Weekday(day) == .sunday {
                var next = day
                while holidays[next] != nil {
                    next = try #require(LocalDate(dayNumber: next.dayNumber + 1))
                }
                names[next] = "振替休日"
            }
        }
        for day in holidays.keys {
            let next = try #require(LocalDate(dayNumber: day.dayNumber + 1))
            let overnext = try #require(LocalDate(dayNumber: day.dayNumber + 2))
            if holidays[next] == nil, holidays[overnext] != nil, names[next] == nil {
                names[next] = "国民の休日"
            }
        }
        return names
    }
}
