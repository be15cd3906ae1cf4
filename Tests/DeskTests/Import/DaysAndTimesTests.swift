import Participation
import Testing

@testable import Desk

@Suite("取込みの日付の書式")
struct DatePatternTests {
    private func day(_ text: String, _ pattern: String, around: String = "2024-07-11") throws
        -> String?
    {
        let pattern = try #require(DatePattern(pattern))
        let year = try #require(LocalDate(iso: around))
        return try pattern.dayParts(of: text.halfWidth)?.resolved(year: .around(year)).description
    }

    @Test(
        "書式どおりの日付を読む",
        arguments: [
            ("2023-04-28 21:25:52", "yyyy-MM-dd HH:mm:ss", "2023-04-28"),
            ("2005-10-22T00:00:00", "yyyy-MM-dd'T'HH:mm:ss", "2005-10-22"),
            ("2005-10-22T00:00:00", "yyyy-MM-ddTHH:mm:ss", "2005-10-22"),
            ("10/22/2005 03:04:05 PM", "MM/dd/yyyy hh:mm:ss a", "2005-10-22"),
            ("2024/7/1", "yyyy/M/d", "2024-07-01"),
            ("２０２４／７／１", "yyyy/M/d", "2024-07-01"),
            ("20240701", "yyyyMMdd", "2024-07-01"),
            ("7月11日（木）", "M月d日（E）", "2024-07-11"),
            ("11月23日(木・祝)", "M月d日（E）", "2024-11-23"),
            ("2月22日(aaa)", "M月d日（E）", "2025-02-22"),
            ("7月11日 木曜日", "M月d日E", "2024-07-11"),
            ("令和6年1月5日", "Gy年M月d日", "2024-01-05"),
            ("令和元年5月1日", "Gy年M月d日", "2019-05-01"),
            ("R5.4.1", "Gy.M.d", "2023-04-01"),
            ("㋿5.4.1", "Gy.M.d", "2023-04-01"),
            ("平成31.4.30", "Gy.M.d", "2019-04-30"),
            ("24/7/1", "yy/M/d", "2024-07-01"),
        ])
    func reads(text: String, pattern: String, expected: String) throws {
        #expect(try day(text, pattern) == expected)
    }

    @Test(
        "書式の違う日付は読まない",
        arguments: [
            ("2023-04-28", "yyyy-MM-dd HH:mm:ss"), ("2023-04-28 21:25", "yyyy-MM-dd"),
            ("7月11日", "M月d日（E）"), ("2024/13/1", "yyyy/M/d"),
            ("2024-07-01 25:00", "yyyy-MM-dd HH:mm"),
            ("2024-07-01x", "yyyy-MM-dd"), ("", "yyyy-MM-dd"), ("令和0年1月1日", "Gy年M月d日"),
        ])
    func refuses(text: String, pattern: String) throws {
        #expect(try day(text, pattern) == nil)
    }

    @Test("実在しない日は書式が合っても読まない")
    func refusesDaysThatAreNot() throws {
        #expect(throws: DayMistake.noSuchDay) { try day("2023-02-29", "yyyy-MM-dd") }
        #expect(throws: DayMistake.noSuchDay) { try day("6月31日（月）", "M月d日（E）") }
    }

    @Test(
        "意味のない書式は書式と認めない",
        arguments: [
            "", "yyyy", "HH:mm", "yyyy-MM-dd QQ", "yyyy-MM-ddTHH:mm:ssZ", "年月日", "y年M月d日",
            "yyyy-MM-dd 'T",
        ])
    func refusesPatterns(text: String) {
        #expect(DatePattern(text) == nil)
    }

    @Test("年のない日は基準日の120日前から244日後までに、年度ならその年度に入る")
    func supplementsYears() throws {
        #expect(try day("3月10日", "M月d日", around: "2024-07-10") == "2025-03-10")
        #expect(try day("3月12日", "M月d日", around: "2024-07-10") == "2024-03-12")
        #expect(try day("10月11日", "M月d日", around: "2023-11-01") == "2023-10-11")
        #expect(try day("4月13日", "M月d日", around: "2025-03-11") == "2025-04-13")
        #expect(try day("1月4日", "M月d日", around: "2025-03-11") == "2025-01-04")
        let year = try #require(FiscalYear(2024))
        #expect(YearRule.within(year).day(month: 3, day: 31)?.description == "2025-03-31")
        #expect(YearRule.within(year).day(month: 4, day: 1)?.description == "2024-04-01")
        #expect(YearRule.within(year).day(month: 2, day: 29) == nil)
    }
}

@Suite("開催日・時間・定員のセル（高松市 行事一覧の全20版）")
struct TakamatsuCellsTests {
    private static func table(_ name: String) throws -> [[String]] {
        Array(try ImportFixture.records(name).map(\.cells).dropFirst())
    }

    @Test("開催日512通りのうち494通りを日として読み、残りは日のない文言とする")
    func readsDays() throws {
        let rows = try Self.table("takamatsu-days.tsv")
        #expect(rows.count == 512)
        var read = 0
        for row in rows {
            let edition = try #require(LocalDate(iso: row[0]))
            switch DateRange.reading(row[1], year: .around(edition)) {
            case .days(let days):
                read += 1
                let found = [days.start?.description ?? "", "\(days.end)", "\(days.days.count)"]
                #expect(found == Array(row[2...]), "\(row[1])")
            case .none: #expect(row[2...].joined().isEmpty, "\(row[1])")
            case .mistake(let mistake): Issue.record("\(row[1]): \(mistake)")
            }
        }
        #expect(read == 494)
    }

    @Test("補った年が正しいことは、印刷された曜日で分かる")
    func infersYears() throws {
        let weekdays = Array("木金土日月火水")
        var checked = 0
        for row in try Self.table("takamatsu-days.tsv") {
            let cell = Array(row[1].halfWidth)
            guard let start = LocalDate(iso: row[2]), let bracket = cell.firstIndex(of: "("),
                bracket > 0, bracket + 1 < cell.count, weekdays.contains(cell[bracket + 1]),
                !cell[..<bracket].contains("、")
            else { continue }
            checked += 1
            #expect(weekdays[start.dayNumber % 7] == cell[bracket + 1], "\(row[1])")
        }
        #expect(checked > 250)
    }

    @Test("開始・終了時間を読み、日によって違うものと文だけのものは読まない")
    func readsTimes() throws {
        for row in try Self.table("takamatsu-times.tsv") {
            let found = TimeRange.reading(row[0]).map { session in
                session.end.map { "\(session.start)-\($0)" } ?? "\(session.start)"
            }
            #expect(found.joined(separator: " ") == row[1], "\(row[0])")
        }
    }

    @Test("定員199通りのうち180通りを読み、残りは文言のまま残す")
    func readsCapacities() throws {
        let rows = try Self.table("takamatsu-capacities.tsv")
        #expect(rows.count == 199)
        var words = 0
        for row in rows {
            let capacity = Capacity(reading: row[0])
            if case .words(let text) = capacity {
                words += 1
                #expect(row[1] == "words", "\(row[0])")
                #expect(text == row[0])
            } else {
                #expect(capacity.description == row[1], "\(row[0])")
                #expect(Capacity(reading: capacity.description) == capacity)
            }
        }
        #expect(words == 19)
    }
}

@Suite("開催日と時間の読取り")
struct RangeTests {
    private func days(_ text: String, around: String? = "2024-11-12") throws -> DateRange.Reading {
        let rule = try around.map { YearRule.around(try #require(LocalDate(iso: $0))) }
        return DateRange.reading(text, year: rule)
    }

    @Test("終わりだけの期間は初日がない")
    func readsOpenRanges() throws {
        for text in ["～3月30日(日)", "3月30日(日)まで"] {
            guard case .days(let days) = try days(text) else {
                Issue.record("\(text) is not read")
                continue
            }
            #expect(days.start == nil)
            #expect(days.end.description == "2025-03-30")
        }
    }

    @Test("年のない日付は、年の補い方がなければ誤りとする")
    func needsYears() throws {
        #expect(try days("7月11日", around: nil) == .mistake(.noYear))
        #expect(try days("2月30日") == .mistake(.noSuchDay))
        #expect(try days("2024-07-20～2024-07-10") == .mistake(.endsBeforeItBegins))
        #expect(try days("―") == .none)
        #expect(try days("2024") == .none)
    }

    @Test("一つのセルの「始まり～終わり」を読む")
    func readsSessions() {
        let sessions = TimeRange.reading("午前10時～正午、13:30〜15：00")
        #expect(sessions.map(\.start.description) == ["10:00", "13:30"])
        #expect(sessions.map(\.end?.description) == ["12:00", "15:00"])
        #expect(TimeRange.reading("25:00").isEmpty)
        #expect(TimeRange.reading("午後6時半").first?.start.description == "18:30")
    }
}
