import Participation
import TestSupport
import Testing

@Suite("日付の読取り")
struct DateReadingTests {
    /// A Tuesday in the first quarter of 令和8年度.
    let today: LocalDate

    init() throws {
        today = try #require(LocalDate(iso: "2026-06-30"))
    }

    private func day(_ text: String) throws -> LocalDate {
        try #require(LocalDate(iso: text))
    }

    @Test(
        "書き方が違っても令和8年6月30日",
        arguments: [
            "2026-06-30", "2026-6-30", "2026/06/30", "2026/6/30", "2026.6.30", "20260630",
            "2026年6月30日", "2026年06月30日", "２０２６年６月３０日", "２０２６／６／３０", "２０２６－０６－３０",
            "２０２６０６３０", "2026－6－30", "2026ー6ー30", "2026−6−30", "2026–6–30", "2026ｰ6ｰ30",
            "令和8年6月30日", "令和８年６月３０日", "令和 8年 6月30日", "令和　８年　６月３０日", "令和08年06月30日",
            "R8.6.30", "r8.6.30", "R8/6/30", "R8-6-30", "R08.06.30", "R8年6月30日", "Ｒ８．６．３０",
            "ｒ８／６／３０",
            "R8・6・30", "R8･6･30", "R8. 6.30", "R080630", "令和080630", "㋿8年6月30日", "㋿8.6.30",
            "平成38年6月30日", "H38.6.30", "Ｈ３８．６．３０", "昭和101年6月30日", "S101.6.30", "\u{337B}38年6月30日",
            " 2026-06-30 ", "　令和8年6月30日\n", "令和8年6⽉30⽇", "2026\u{2044}6\u{2044}30",
        ])
    func spellings(text: String) throws {
        #expect(DateReading(text, today: today) == .date(try day("2026-06-30")))
        // A date written in full is never bent into the year of the register.
        let register = FiscalYear(2020)
        #expect(DateReading(text, today: today, within: register).date == today)
    }

    @Test(
        "正しい曜日は付けてよい",
        arguments: [
            "2026年6月30日(火)", "2026年6月30日（火）", "令和8年6月30日(火)", "令和8年6月30日 (火)",
            "令和8年6月30日（火曜日）",
            "令和8年6月30日(火曜)", "令和8年6月30日火曜日", "令和8年6月30日 火曜", "R8.6.30(火)", "R8.6.30㈫", "6/30(火)",
            "6月30日（火）", "30日(火)", "2026-06-30[火]", "2026-06-30【火】", "2026/6/30(火・祝)",
            "2026/6/30(火祝)", "2026/6/30（火／祝日）", "2026/6/30(祝)", "2026/6/30(火、振替休日)", "20260630(火)",
            "8/6/30(火)", "080630㈫",
        ])
    func withWeekday(text: String) {
        #expect(DateReading(text, today: today) == .date(today))
    }

    @Test(
        "曜日の違う日付は黙って読まない",
        arguments: [
            ("2026年6月30日(月)", "2026-06-30", Weekday.monday), ("R8.6.30㈰", "2026-06-30", .sunday),
            ("6/30(金)", "2026-06-30", .friday), ("6/30日曜日", "2026-06-30", .sunday),
            ("平成31年4月30日（水）", "2019-04-30", .wednesday),
            // Neither 令和8 nor 2008 has a Wednesday there.
            ("8/6/30(水)", "2026-06-30", .wednesday),
        ])
    func wrongWeekday(text: String, date: String, written: Weekday) throws {
        #expect(
            DateReading(text, today: today)
                == .unreadable(.weekdayDiffers(try day(date), written: written)))
    }

    @Test(
        "元号の変わり目は暦の年で読む",
        arguments: [
            ("平成31年4月30日", "2019-04-30"), ("令和元年5月1日", "2019-05-01"),
            ("令和1年5月1日", "2019-05-01"), ("R元.5.1", "2019-05-01"), ("R1.5.1", "2019-05-01"),
            ("㋿元年5月1日", "2019-05-01"), ("平成31年5月1日", "2019-05-01"),
            ("平成31年12月31日", "2019-12-31"), ("令和元年4月30日", "2019-04-30"),
            ("令和元年1月1日", "2019-01-01"), ("H31.4.30", "2019-04-30"), ("H31/5/7", "2019-05-07"),
            ("昭和64年1月7日", "1989-01-07"), ("平成元年1月8日", "1989-01-08"),
            ("昭和64年1月8日", "1989-01-08"), ("平成元年1月7日", "1989-01-07"), ("H1.1.8", "1989-01-08"),
            ("昭和元年12月25日", "1926-12-25"), ("大正15年12月25日", "1926-12-25"),
            ("大正元年7月30日", "1912-07-30"), ("明治45年7月30日", "1912-07-30"), ("T1.7.30", "1912-07-30"),
            ("M1.1.25", "1868-01-25"), ("S50.4.1", "1975-04-01"), ("昭和61年3月31日", "1986-03-31"),
        ])
    func aroundTheEras(text: String, expected: String) throws {
        #expect(DateReading(text, today: today) == .date(try day(expected)))
    }

    @Test("平成32年から38年までは令和2年から8年", arguments: 32...38)
    func yearsThatNeverWere(count: Int) throws {
        let expected = try #require(LocalDate(year: count + 1988, month: 6, day: 1))
        #expect(DateReading("平成\(count)年6月1日", today: today) == .date(expected))
        #expect(DateReading("H\(count).6.1", today: today) == .date(expected))
    }

    @Test(
        "月日だけなら直近一年のうちの日",
        arguments: [
            ("6/30", "2026-06-30"), ("6月30日", "2026-06-30"), ("6.30", "2026-06-30"),
            ("6-30", "2026-06-30"), ("６／３０", "2026-06-30"), ("06/30", "2026-06-30"),
            ("6/29", "2026-06-29"), ("1/1", "2026-01-01"), ("7/1", "2025-07-01"),
            ("12/31", "2025-12-31"), ("7月1日", "2025-07-01"),
        ])
    func monthAndDay(text: String, expected: String) throws {
        #expect(DateReading(text, today: today) == .date(try day(expected)))
    }

    @Test(
        "年度が分かれば月日はその年度の日",
        arguments: [
            ("6/30", "2025-06-30"), ("4/1", "2025-04-01"), ("3/31", "2026-03-31"),
            ("12/31", "2025-12-31"), ("1月1日", "2026-01-01"),
        ])
    func monthAndDayInFiscalYear(text: String, expected: String) throws {
        let register = try #require(FiscalYear(2025))
        let date = try #require(DateReading(text, today: today, within: register).date)
        #expect(date == (try day(expected)))
        #expect(register.contains(date))
    }

    @Test(
        "日だけなら今月か先月の日",
        arguments: [
            ("2026-06-30", "30", "2026-06-30"), ("2026-06-30", "30日", "2026-06-30"),
            ("2026-06-30", "３０", "2026-06-30"), ("2026-06-30", "1", "2026-06-01"),
            ("2026-06-30", "01", "2026-06-01"), ("2026-06-30", "31", "2026-05-31"),
            ("2026-07-03", "28", "2026-06-28"), ("2026-01-05", "28", "2025-12-28"),
            ("2026-01-05", "5", "2026-01-05"), ("2024-03-01", "29", "2024-02-29"),
        ])
    func dayAlone(today: String, text: String, expected: String) throws {
        #expect(DateReading(text, today: try day(today)) == .date(try day(expected)))
    }

    @Test("ほかの年度の帳簿では日だけは読まない")
    func dayAloneInOtherYear() throws {
        let last = try #require(FiscalYear(2025))
        #expect(DateReading("30", today: today, within: last) == .unreadable(.monthMissing(last)))
        // Early in April the register of last year is still being written.
        let april = try day("2026-04-02")
        #expect(DateReading("30", today: april, within: last) == .date(try day("2026-03-30")))
        #expect(DateReading("1", today: april, within: last) == .unreadable(.monthMissing(last)))
        let current = try #require(FiscalYear(2026))
        #expect(DateReading("30", today: today, within: current) == .date(today))
    }

    @Test(
        "元号のない短い年は聞き返す",
        arguments: ["8/6/30", "08/06/30", "8.6.30", "8-6-30", "８／６／３０", "8年6月30日", "080630"])
    func shortYear(text: String) throws {
        let candidates = [try day("2026-06-30"), try day("2008-06-30")]
        #expect(DateReading(text, today: today) == .ambiguous(candidates))
        #expect(DateReading(text, today: today).date == nil)
    }

    @Test("短い年は年度か曜日で一つに決まれば読む")
    func shortYearDecided() throws {
        let current = try #require(FiscalYear(2026))
        #expect(DateReading("8/6/30", today: today, within: current) == .date(today))
        #expect(
            DateReading("8/6/30", today: today, within: FiscalYear(2008))
                == .date(try day("2008-06-30")))
        #expect(DateReading("8/6/30(火)", today: today) == .date(today))
        #expect(DateReading("8/6/30(月)", today: today) == .date(try day("2008-06-30")))
        // The year decides, but a weekday that does not fit it is still reported.
        #expect(
            DateReading("8/6/30(月)", today: today, within: current)
                == .unreadable(.weekdayDiffers(today, written: .monday)))
        let other = [today, try day("2008-06-30")]
        #expect(DateReading("8/6/30", today: today, within: FiscalYear(2020)) == .ambiguous(other))
    }

    @Test("短い年は暦にある日だけを候補にする")
    func shortYearLeapDay() throws {
        #expect(DateReading("8/2/29", today: today) == .ambiguous([try day("2008-02-29")]))
        #expect(DateReading("7/2/29", today: today) == .unreadable(.noSuchDay))
        #expect(DateReading("00/6/30", today: today) == .ambiguous([try day("2000-06-30")]))
    }

    @Test("短い年の元号は今日の元号")
    func shortYearInHeisei() throws {
        #expect(
            DateReading("20/6/30", today: try day("2008-07-01"))
                == .ambiguous([try day("2008-06-30"), try day("2020-06-30")]))
        #expect(
            DateReading("8/6/30", today: try day("1850-01-01"))
                == .ambiguous([try day("2008-06-30")]))
    }

    @Test(
        "存在しない日",
        arguments: [
            "2026-02-29", "2026/6/31", "20260631", "令和8年2月29日", "R8.13.1", "R8.0.1", "R8.1.0",
            "平成38年2月29日", "2/29", "2/30", "13/1", "6/31", "0/1", "6/0", "0", "202606", "0000-01-01",
            "32",
            "7/2/30",
        ])
    func noSuchDay(text: String) {
        #expect(DateReading(text, today: today) == .unreadable(.noSuchDay))
    }

    @Test("先月にない日")
    func noSuchDayLastMonth() throws {
        #expect(DateReading("30", today: try day("2026-03-15")) == .unreadable(.noSuchDay))
        #expect(DateReading("31", today: try day("2026-05-30")) == .unreadable(.noSuchDay))
    }

    @Test("閏日は直近一年にあるときだけ")
    func leapDay() throws {
        let expected = DateReading.date(try day("2024-02-29"))
        #expect(DateReading("2/29", today: try day("2024-02-29")) == expected)
        #expect(DateReading("2/29", today: try day("2025-02-28")) == expected)
        #expect(DateReading("2/29", today: try day("2025-03-01")) == .unreadable(.noSuchDay))
        #expect(DateReading("2/29", today: today, within: FiscalYear(2023)) == expected)
        #expect(
            DateReading("2/29", today: today, within: FiscalYear(2025)) == .unreadable(.noSuchDay))
    }

    @Test(
        "日付でないもの",
        arguments: [
            "不明", "令和", "令和8年", "令和8年度", "R8", "R8.6", "2026年", "2026/6", "2026-06", "令和8年6月",
            "令和8年6月30", "2026年6/30", "2026/6-30", "R8.6/30", "2026//30", "/6/30", "6/30/", "-30",
            "2026-06-30T09:00", "2026-06-30 09:00", "9:00", "6/30/2026", "2026-6-300", "026-06-30",
            "108/6/30", "02026-06-30", "2026630", "0630", "100", "R20260630", "R0.6.30",
            "令和0年6月30日", "R200.1.1", "令和元元年5月1日", "元年5月1日", "元.5.1", "令和八年六月三十日", "X8.6.30",
            "R-8.6.30", "R8.-6.30", "+6/30", "6/30(火", "6/30火)", "6/30(火水)", "6/30(雨)", "(火)", "㈫",
            "1 5", "2026 06 30", "6/3 0", "٦/٣٠", "6/30~7/1", "6/30～7/1", "7月1日(月)~8月30日(金)",
            "随時(要調整)", "R8.6.30.", "30日日", "6月30日日",
        ])
    func notADate(text: String) {
        #expect(DateReading(text, today: today) == .unreadable(.notADate))
    }

    @Test("未記入", arguments: ["", " ", "　", "\n", "\t \u{3000}"])
    func blank(text: String) {
        #expect(DateReading(text, today: today) == .unreadable(.blank))
    }

    @Test("長い文は読まない")
    func longText() {
        let book = String(repeating: "令和8年6月30日 ", count: 10_000)
        #expect(DateReading(book, today: today) == .unreadable(.notADate))
        #expect(DateReading(String(repeating: "9", count: 100_000), today: today).date == nil)
        #expect(DateReading(String(repeating: "(", count: 10_000), today: today).date == nil)
    }

    @Test("理由は何を直すかを言う")
    func problemsInJapanese() throws {
        let differs = DateReading.Problem.weekdayDiffers(today, written: .monday)
        #expect(differs.japanese == "令和8年6月30日は火曜日です(入力は月曜日)。日付か曜日を直してください。")
        let missing = DateReading.Problem.monthMissing(try #require(FiscalYear(2025)))
        #expect(missing.japanese.hasPrefix("令和7年度のどの月の日か分かりません。"))
        let problems: [DateReading.Problem] = [.blank, .notADate, .noSuchDay, differs, missing]
        for problem in problems { #expect(problem.japanese.hasSuffix("ください。")) }
    }

    @Test("どの日の和暦も読み戻せる")
    func everyWarekiReadsBack() throws {
        var numbers = SeededNumbers(seed: 8)
        let meiji = try day("1868-01-25").dayNumber
        let end = try day("2217-12-31").dayNumber
        var days = (0..<4_000).map { _ in Int.random(in: meiji...end, using: &numbers) }
        for era in Era.allCases {
            let first = era.firstDay.dayNumber
            days += max(meiji, first - 400)...(first + 400)
        }
        for number in days {
            let date = try #require(LocalDate(dayNumber: number))
            for text in spellings(of: date) where DateReading(text, today: today).date != date {
                Issue.record("\(date): \(text)")
                return
            }
        }
    }

    /// A date in the forms Koe and other systems print.
    private func spellings(of date: LocalDate) -> [String] {
        let iso = date.description
        let fullWidth = String.UnicodeScalarView(
            date.wareki.unicodeScalars.map {
                $0.value < 0x80 ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0
            })
        return [
            iso, iso.filter { $0 != "-" }, "\(date.year)/\(date.month)/\(date.day)", date.wareki,
            date.warekiWithWeekday, String(fullWidth),
        ]
    }

    @Test("月日は、年度の中でも直近一年でも、書いた日に戻る")
    func monthAndDayReadBack() throws {
        for number in today.dayNumber - 364...today.dayNumber {
            let date = try #require(LocalDate(dayNumber: number))
            let text = "\(date.month)/\(date.day)"
            let year = FiscalYear(date)
            guard DateReading(text, today: today).date == date,
                DateReading(text, today: today, within: year).date == date
            else {
                Issue.record("\(date)")
                return
            }
        }
    }

    @Test("でたらめな文字でも止まらず、読めた日は書かれた数字の日")
    func randomTexts() throws {
        let alphabet = Array("0123456789０８元年月日令和平成RHr.-/・ー()火㈫ 　㋿")
        var numbers = SeededNumbers(seed: 2026)
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...12, using: &numbers)
            let text = String(
                (0..<length).compactMap { _ in alphabet.randomElement(using: &numbers) })
            switch DateReading(text, today: today) {
            case .date(let date):
                let digits = text.filter(\.isNumber)
                #expect(digits.last?.wholeNumberValue == date.day % 10, "\(text)")
            case .ambiguous(let candidates):
                #expect(!candidates.isEmpty, "\(text)")
            case .unreadable:
                break
            }
        }
    }
}
