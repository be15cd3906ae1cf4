import Participation
import Testing

@Suite("年度")
struct FiscalYearTests {
    @Test(
        "3月31日までは前の年度",
        arguments: [
            ("2026-03-31", 2025), ("2026-04-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026),
            ("2027-03-31", 2026), ("2024-02-29", 2023), ("2019-04-01", 2019), ("2019-05-01", 2019),
            ("0001-01-01", 0), ("9999-12-31", 9999),
        ])
    func yearOfADay(text: String, year: Int) throws {
        let date = try #require(LocalDate(iso: text))
        let fiscalYear = FiscalYear(date)
        #expect(fiscalYear.year == year)
        #expect(fiscalYear.contains(date))
        #expect((fiscalYear.firstDay...fiscalYear.lastDay).contains(date))
    }

    @Test(
        "計画の年度表",
        arguments: [
            ("R6", "2024-04-01", "2025-03-31"), ("R7", "2025-04-01", "2026-03-31"),
            ("R8", "2026-04-01", "2027-03-31"), ("R11", "2029-04-01", "2030-03-31"),
            ("R16", "2034-04-01", "2035-03-31"),
        ])
    func planTable(text: String, first: String, last: String) throws {
        let year = try #require(FiscalYear(parsing: text))
        #expect(year.firstDay.description == first)
        #expect(year.lastDay.description == last)
        #expect(year.label == text)
    }

    @Test(
        "略称と年度名",
        arguments: [
            (2026, "R8", "令和8年度"), (2020, "R2", "令和2年度"), (2019, "H31", "平成31年度"),
            (1989, "H1", "平成元年度"), (1988, "S63", "昭和63年度"), (1926, "T15", "大正15年度"),
            (1912, "M45", "明治45年度"), (1868, "M1", "明治元年度"), (1867, "1867", "1867年度"),
            (850, "0850", "850年度"), (2217, "R199", "令和199年度"), (2218, "2218", "2218年度"),
        ])
    func names(year: Int, label: String, japanese: String) throws {
        let fiscalYear = try #require(FiscalYear(year))
        #expect(fiscalYear.label == label)
        #expect(fiscalYear.japanese == japanese)
    }

    @Test("略称も年度名も読み戻せる")
    func everyNameReadsBack() {
        for year in FiscalYear.years {
            guard let fiscalYear = FiscalYear(year),
                FiscalYear(parsing: fiscalYear.label) == fiscalYear,
                year < 1000 || FiscalYear(parsing: fiscalYear.japanese) == fiscalYear
            else {
                Issue.record("\(year)")
                return
            }
        }
    }

    @Test(
        "書き方が違っても令和8年度",
        arguments: [
            "R8", "r8", "Ｒ８", "ｒ８", "R08", "R8年度", "令和8", "令和８", "令和8年度", "令和８年度", "㋿8",
            "2026", "２０２６", "2026年度", "H38", "h38", "Ｈ３８", "平成38", "平成38年度", "平成３８年度",
            "S101", "昭和101年度", " R8 ", "　令和8年度　", "T115", "M159",
        ])
    func spellings(text: String) {
        #expect(FiscalYear(parsing: text)?.year == 2026)
    }

    @Test(
        "令和元年度は平成31年度",
        arguments: [
            "R1", "R元", "令和元", "令和元年度", "令和1年度", "㋿元年度", "H31", "平成31年度", "2019",
        ])
    func firstYearOfReiwa(text: String) {
        #expect(FiscalYear(parsing: text)?.label == "H31")
    }

    @Test("昔の元年", arguments: [("平成元年度", 1989), ("昭和元", 1926), ("大正元", 1912), ("M1", 1868)])
    func firstYears(text: String, year: Int) {
        #expect(FiscalYear(parsing: text)?.year == year)
    }

    @Test("平成32から38までは令和2から8", arguments: 32...38)
    func yearsThatNeverWere(count: Int) throws {
        #expect(try #require(FiscalYear(parsing: "平成\(count)")).label == "R\(count - 30)")
    }

    @Test(
        "年度でないもの",
        arguments: [
            "", " ", "R", "R0", "令和", "令和0", "令和年度", "年度", "8", "26", "02026", "20260", "R-8",
            "R8年",
            "令和8年", "R8.6", "R 8", "R+8", "RR8", "X8", "元", "元年度", "令和元元", "R200", "R8年度年度",
            "2026-27", "二〇二六", "令和八", "R٨",
        ])
    func notAYear(text: String) {
        #expect(FiscalYear(parsing: text) == nil)
    }

    @Test("範囲の外の年度はない", arguments: [-1, 10_000, Int.min, Int.max])
    func outOfRange(year: Int) {
        #expect(FiscalYear(year) == nil)
    }

    @Test("端の年度にも初日と末日がある")
    func edges() throws {
        #expect(try #require(FiscalYear(0)).firstDay == .earliest)
        #expect(try #require(FiscalYear(9999)).lastDay == .latest)
    }

    @Test(
        "四半期",
        arguments: [
            ("2026-04-01", 1), ("2026-06-30", 1), ("2026-07-01", 2), ("2026-09-30", 2),
            ("2026-10-01", 3), ("2026-12-31", 3), ("2027-01-01", 4), ("2027-03-31", 4),
            ("2024-02-29", 4),
        ])
    func quarters(text: String, number: Int) throws {
        let quarter = Quarter(try #require(LocalDate(iso: text)))
        #expect(quarter.rawValue == number)
        #expect(quarter.japanese == "第\(number)四半期")
    }
}
