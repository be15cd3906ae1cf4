import Participation
import Testing

@Suite("受付番号")
struct ReceiptNumberTests {
    @Test(
        "4桁から始まり、足りなければ伸びる",
        arguments: [
            (2026, 1, "R8-0001"), (2026, 123, "R8-0123"), (2026, 9_999, "R8-9999"),
            (2026, 10_000, "R8-10000"), (2023, 23_258, "R5-23258"), (2019, 7, "H31-0007"),
            (1949, 1, "S24-0001"), (2026, 9_999_999, "R8-9999999"),
        ])
    func printing(year: Int, serial: Int, text: String) throws {
        let fiscalYear = try #require(FiscalYear(year))
        let number = try #require(ReceiptNumber(fiscalYear: fiscalYear, serial: serial))
        #expect(number.description == text)
        #expect(ReceiptNumber(parsing: text) == number)
    }

    @Test(
        "打ち方が違っても同じ番号",
        arguments: [
            "R8-0123", "r8-0123", "R8-123", "R8-00123", "Ｒ８－０１２３", "ｒ８－１２３", "R8ー0123", "R8−0123",
            "R8‐0123", "R8–0123", "R8—0123", "R8―0123", "R8ｰ0123", " R8-0123\n", "令和8-123",
            "㋿8-123",
            "H38-0123",
        ])
    func spellings(text: String) {
        #expect(ReceiptNumber(parsing: text)?.description == "R8-0123")
    }

    @Test(
        "受付番号でないもの",
        arguments: [
            "", "-", "R8", "R8-", "-0123", "R8-0000", "R8-0", "R80123", "R8-01-23", "R8--123",
            "R0-0001",
            "2026-0123", "2026-06-28", "R8-12a", "R8-+12", "R8-10000000", "R8-99999999999999999999",
            "X8-0123", "R8 0123", "R8- 123",
        ])
    func notANumber(text: String) {
        #expect(ReceiptNumber(parsing: text) == nil)
    }

    @Test("番号の範囲", arguments: [0, -1, 10_000_000, Int.max, Int.min])
    func serialOutOfRange(serial: Int) throws {
        let year = try #require(FiscalYear(2026))
        #expect(ReceiptNumber(fiscalYear: year, serial: serial) == nil)
    }

    @Test("元号のない年度には番号がない", arguments: [0, 1867, 2218, 9999])
    func yearWithoutEra(year: Int) throws {
        #expect(ReceiptNumber(fiscalYear: try #require(FiscalYear(year)), serial: 1) == nil)
    }

    @Test("年度の順、その中は連番の順")
    func order() throws {
        let texts = ["S63-0002", "H31-0001", "R2-9999", "R2-10000", "R10-0001"]
        let numbers = try texts.map { try #require(ReceiptNumber(parsing: $0)) }
        #expect(numbers.shuffled().sorted() == numbers)
    }
}
