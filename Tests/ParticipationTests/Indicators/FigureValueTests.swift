import Participation
import TestSupport
import Testing

@Suite("数値")
struct FigureValueTests {
    @Test(
        "計画に印字された数値を正確に読む",
        arguments: [
            ("120", 120, 1), ("24.9", 249, 10), ("0.0", 0, 1), ("1,035,635", 1_035_635, 1),
            ("1,005,533", 1_005_533, 1), ("90", 90, 1), ("90.0", 90, 1), ("２４．９", 249, 10),
            ("　15.1 ", 151, 10), ("-3.5", -7, 2), ("▲3.5", -7, 2), ("△0.25", -1, 4),
            ("−2", -2, 1), ("－３", -3, 1), ("＋5", 5, 1), ("-0.0", 0, 1), ("1,000.50", 2_001, 2),
            ("１，８０３", 1_803, 1), ("0.05", 1, 20), ("007", 7, 1),
            ("9223372036854775807", Int.max, 1),
            ("0.000000000000000001", 1, 1_000_000_000_000_000_000),
        ])
    func reads(text: String, numerator: Int, denominator: Int) throws {
        let value = try #require(FigureValue(parsing: text))
        #expect(value.numerator == numerator)
        #expect(value.denominator == denominator)
    }

    @Test(
        "数値でないもの・桁区切りの誤り・大きすぎる数は読まない",
        arguments: [
            "", " ", ".", ".5", "5.", "1.2.3", "120件", "24.9%", "1e3", "0x10", "--5", "-", "+",
            "+-1", "73回", "一", "1.2,3",
            "1,03", "1,0356", ",123", "12,,345", "1234,567", "—", "―", "増加", "全道平均",
            "9223372036854775808",
            "0.0000000000000000001", "1/2", "1 000",
            "1000000000000000000000000000000000000000000000000000",
        ])
    func refuses(text: String) {
        #expect(FigureValue(parsing: text) == nil)
    }

    @Test(
        "四捨五入は出力のときだけ",
        arguments: [
            ("73.4", 0, "73"), ("73.5", 0, "74"), ("73.4", 1, "73.4"), ("73.45", 1, "73.5"),
            ("73.449", 1, "73.4"), ("7/3", 1, "2.3"), ("8/3", 1, "2.7"), ("20", 1, "20.0"),
            ("0.5", 0, "1"), ("-0.5", 0, "-1"), ("-0.4", 0, "0"), ("-0.04", 1, "0.0"),
            ("999.95", 1, "1000.0"), ("0.125", 2, "0.13"), ("2.675", 2, "2.68"),
            ("1.005", 2, "1.01"),
            ("9223372036854775807", 18, "9223372036854775807.000000000000000000"),
        ])
    func rounds(value: String, decimals: Int, text: String) {
        #expect(FigureValue.of(value).text(decimals: decimals) == text)
    }

    @Test(
        "表示は三桁ごとに区切る",
        arguments: [
            ("1035635", 0, "1,035,635"), ("999.95", 1, "1,000.0"), ("-1234.5", 1, "-1,234.5"),
            ("-123", 0, "-123"), ("120", 0, "120"),
        ])
    func groups(value: String, decimals: Int, text: String) {
        #expect(FigureValue.of(value).grouped(decimals: decimals) == text)
    }

    @Test("平均は分数のまま持つ")
    func keepsFractions() throws {
        let average = try #require(FigureValue(7).divided(by: FigureValue(3)))
        #expect(average.description == "7/3")
        #expect(average.decimalPlaces == nil)
        #expect(average.multiplied(by: FigureValue(3)) == FigureValue(7))
        #expect(FigureValue(exactly: "7/3") == average)
        #expect(FigureValue(exactly: "14/6") == nil)
        #expect(FigureValue(exactly: "24.90") == nil)
        #expect(FigureValue(exactly: "1/0") == nil)
    }

    @Test("零で割る・範囲を超える計算には値がない")
    func hasNoResult() {
        #expect(FigureValue(1).divided(by: .zero) == nil)
        #expect(FigureValue(1, over: 0) == nil)
        #expect(FigureValue(Int.max).adding(.one) == nil)
        #expect(FigureValue(-Int.max).subtracting(.one) == nil)
        #expect(FigureValue(Int.max).multiplied(by: FigureValue(2)) == nil)
        #expect(FigureValue(Int.min) == FigureValue(-Int.max))
    }

    @Test("計算は正確")
    func calculates() {
        #expect(FigureValue.of("0.1").adding(.of("0.2")) == .of("0.3"))
        #expect(FigureValue.of("30.0").subtracting(.of("24.9")) == .of("5.1"))
        #expect(FigureValue.of("24.9").multiplied(by: .of("100")) == .of("2490"))
        #expect(FigureValue.of("1/3") < .of("0.34"))
        #expect(FigureValue.of("-1/3") < .of("-0.33"))
        #expect(FigureValue(Int.max - 1) < FigureValue(Int.max))
    }

    @Test("四捨五入の誤差は最後の桁の半分を超えず、半分は切り上げる")
    func roundingProperty() throws {
        var numbers = SeededNumbers(seed: 20_260_628)
        for _ in 0..<5_000 {
            let numerator = Int.random(in: -1_000_000...1_000_000, using: &numbers)
            let denominator = Int.random(in: 1...1_000, using: &numbers)
            let decimals = Int.random(in: 0...6, using: &numbers)
            let value = try #require(FigureValue(numerator, over: denominator))
            let printed = try #require(FigureValue(parsing: value.text(decimals: decimals)))
            let places = try #require(printed.decimalPlaces)
            #expect(places <= decimals)
            let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
            // In units of 1/(2·denominator) of the last digit: half a digit is `denominator`.
            let exact = 2 * abs(numerator) * scale
            let shown = try #require(printed.multiplied(by: FigureValue(scale)))
            #expect(shown.denominator == 1)
            let error = 2 * abs(shown.numerator) * denominator - exact
            #expect(-denominator < error && error <= denominator)
        }
    }

    @Test("大小は桁の数によらない")
    func compares() {
        let ordered = ["-1.5", "-1.45", "0", "0.000000001", "9.9", "10", "10.01", "87.8", "88"]
            .map { FigureValue.of($0) }
        for (index, number) in ordered.enumerated() {
            for (otherIndex, other) in ordered.enumerated() {
                #expect((number < other) == (index < otherIndex))
                #expect((number == other) == (index == otherIndex))
            }
        }
    }

    @Test("同じ小数には一つの表記しかない")
    func hasOneSpelling() {
        for (text, spelling) in [
            ("24.90", "24.9"), ("25.0", "25"), ("△1,024.90", "-1024.9"), ("-0.0", "0"),
            ("0.000000001", "0.000000001"), ("999,999,999,999,999,999", "999999999999999999"),
        ] {
            #expect(FigureValue.of(text).description == spelling)
        }
    }

    @Test("表記を読むと元の数値に戻る")
    func roundTrip() throws {
        var numbers = SeededNumbers(seed: 7)
        for _ in 0..<5_000 {
            let value = try #require(
                FigureValue(
                    Int.random(in: -Int.max...Int.max, using: &numbers),
                    over: Int.random(in: 1...100_000, using: &numbers)))
            #expect(FigureValue(exactly: value.description) == value)
        }
    }
}
