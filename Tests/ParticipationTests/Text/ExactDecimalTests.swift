import Participation
import TestSupport
import Testing

@Suite("把握値の数")
struct ExactDecimalTests {
    @Test(
        "表に印刷された数を読む",
        arguments: [
            ("24.9", "24.9"), ("1,035,635", "1035635"), ("２４．９", "24.9"), ("-3", "-3"),
            ("－３", "-3"), ("△1.2", "-1.2"), ("▲1.2", "-1.2"), ("＋5", "5"), ("0", "0"),
            ("-0.0", "0"), ("25.0", "25"), ("24.90", "24.9"), ("007", "7"), ("0.05", "0.05"),
            (" 15.1 ", "15.1"), ("１，８０３", "1803"), ("0.000000001", "0.000000001"),
            ("999999999999999999", "999999999999999999"), ("100", "100"), ("1,000.50", "1000.5"),
        ])
    func reads(text: String, canonical: String) throws {
        let number = try #require(ExactDecimal(parsing: text))
        #expect(number.description == canonical)
        #expect(ExactDecimal(parsing: canonical) == number)
    }

    @Test(
        "数でないものは読まない",
        arguments: [
            "", " ", "-", "―", "—", ".", "5.", ".5", "1,00", "1,0000", ",100", "1,000,", "1.2.3",
            "24.9%", "73回", "1e3", "0x10", "--1", "+-1", "一", "1 2", "1.2,3",
            "1000000000000000000", "0.0000000001", "全道平均",
        ])
    func refuses(text: String) {
        #expect(ExactDecimal(parsing: text) == nil)
    }

    @Test("大小は桁の数によらない")
    func compares() throws {
        let ordered = try ["-1.5", "-1.45", "0", "0.000000001", "9.9", "10", "10.01", "87.8", "88"]
            .map { try #require(ExactDecimal(parsing: $0)) }
        for (index, number) in ordered.enumerated() {
            for (otherIndex, other) in ordered.enumerated() {
                #expect((number < other) == (index < otherIndex))
                #expect((number == other) == (index == otherIndex))
            }
        }
        let largest = try #require(ExactDecimal(coefficient: 999_999_999_999_999_999))
        #expect(largest > ordered[8])
    }

    @Test("係数と桁数から作る。末尾の0は意味がない")
    func fromParts() {
        #expect(ExactDecimal(coefficient: 2490, scale: 2)?.description == "24.9")
        #expect(ExactDecimal(coefficient: 0, scale: 5) == .zero)
        #expect(ExactDecimal(coefficient: 1, scale: 10) == nil)
        #expect(ExactDecimal(coefficient: 1, scale: -1) == nil)
        #expect(ExactDecimal(coefficient: 1_000_000_000_000_000_000) == nil)
        #expect(ExactDecimal(coefficient: .min) == nil)
    }

    @Test("書いて読めば元の数(種を決めた2,000件)")
    func roundTrip() throws {
        var numbers = SeededNumbers(seed: 24_9)
        for _ in 0..<2_000 {
            let coefficient = Int64.random(in: -99_999_999_999...99_999_999_999, using: &numbers)
            let number = try #require(
                ExactDecimal(coefficient: coefficient, scale: .random(in: 0...9, using: &numbers)))
            #expect(ExactDecimal(parsing: number.description) == number)
        }
    }
}
