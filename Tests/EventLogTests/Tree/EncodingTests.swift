import Foundation
import Testing

@testable import EventLog

@Suite("Base64 and RFC 3339 (符号化)")
struct EncodingTests {
    @Test("Base64 of 0 to 100 bytes is Foundation's, and comes back")
    func base64() {
        var random = SeededGenerator(seed: 5)
        for length in 0...100 {
            for _ in 0..<10 {
                let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
                let text = Base64.string(bytes)
                #expect(text == Data(bytes).base64EncodedString())
                #expect(text.utf8.count == Base64.encodedLength(length))
                #expect(Base64.decode(text) == bytes)
            }
        }
    }

    @Test(
        "Base64 that is not the canonical form is refused",
        arguments: [
            "A", "AA", "AAA", "A===", "====", "=", "AA=A", "AA==AAAA", "AB==", "AAB=", "AA=",
            "AAAA=", "AAAA====", "AA A", "AA\n=", "AA-_", "あ",
        ])
    func notBase64(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(
        "Moments and their texts",
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
            (1_709_251_199_999_999, "2024-02-29T23:59:59.999999Z"),
            (1_782_831_600_000_000, "2026-06-30T15:00:00.000000Z"),
            (-2_203_891_200_000_000, "1900-03-01T00:00:00.000000Z"),
            (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
        ] as [(Int64, String)])
    func moments(microseconds: Int64, text: String) {
        #expect(RFC3339.string(microseconds) == text)
        #expect(RFC3339.parse(text) == microseconds)
        var buffer = Array("x".utf8)
        RFC3339.write(microseconds, into: &buffer)
        #expect(buffer == Array("x\(text)".utf8))
    }

    @Test("The ends of months in the years 1 to 9999, against a calendar that just counts")
    func endsOfMonths() {
        var day: Int64 = -719_162
        for year in 1...9999 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
                .enumerated()
            {
                // Where a month ends is where such arithmetic goes wrong; elsewhere, samples.
                guard month < 2 || month == 11 || year % 100 == 0 else {
                    day += Int64(length)
                    continue
                }
                for date in [1, length] {
                    let microseconds = (day + Int64(date) - 1) * 86_400_000_000 + 45_296_000_789
                    let text =
                        "\(padded(year, 4))-\(padded(month + 1, 2))-\(padded(date, 2))"
                        + "T12:34:56.000789Z"
                    guard RFC3339.string(microseconds) == text,
                        RFC3339.parse(text) == microseconds
                    else {
                        Issue.record("\(text) is not \(microseconds)")
                        return
                    }
                }
                day += Int64(length)
            }
        }
        #expect(day == 2_932_897)
    }

    @Test("Random moments come back")
    func randomMoments() {
        var random = SeededGenerator(seed: 6)
        let range = Int64(-62_135_596_800_000_000)...253_402_300_799_999_999
        for _ in 0..<10_000 {
            let moment = Int64.random(in: range, using: &random)
            #expect(RFC3339.parse(RFC3339.string(moment)) == moment)
        }
    }

    @Test(
        "Offsets and fractions",
        arguments: [
            ("2026-07-01T00:00:00+09:00", "2026-06-30T15:00:00.000000Z"),
            ("2026-06-30T10:30:00-04:30", "2026-06-30T15:00:00.000000Z"),
            ("2026-07-01T00:00:00-00:00", "2026-07-01T00:00:00.000000Z"),
            ("2026-07-01T00:00:00.5Z", "2026-07-01T00:00:00.500000Z"),
            ("2026-07-01T00:00:00.123456789Z", "2026-07-01T00:00:00.123456Z"),
            ("1969-12-31T23:59:59.9999999Z", "1969-12-31T23:59:59.999999Z"),
        ])
    func offsets(text: String, utc: String) {
        #expect(RFC3339.parse(text).map(RFC3339.string) == utc)
    }

    @Test(
        "What is not such a moment",
        arguments: [
            "", "2026-07-01", "2026-07-01T00:00:00", "2026-07-01 00:00:00Z",
            "2026-07-01t00:00:00Z", "2026-07-01T00:00:00z", "2026-7-01T00:00:00Z",
            "2026-07-01T00:00Z", "2026-07-01T00:00:00.Z", "2026-07-01T24:00:00Z",
            "2026-07-01T00:60:00Z", "2026-06-30T23:59:60Z", "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-04-31T00:00:00Z", "2026-04-00T00:00:00Z", "2026-07-01T00:00:00+9:00",
            "2026-07-01T00:00:00+0900", "2026-07-01T00:00:00+24:00", "2026-07-01T00:00:00Z ",
            " 2026-07-01T00:00:00Z", "+2026-07-01T00:00:00Z", "２０２６-07-01T00:00:00Z",
            "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
            "2026-07-01T00:00:00.\(String(repeating: "0", count: 64))Z",
        ])
    func notMoments(text: String) {
        #expect(RFC3339.parse(text) == nil)
    }

    @Test("Moments outside the four-digit years are written in the expanded form")
    func expandedYears() {
        #expect(RFC3339.string(.max) == "+294247-01-10T04:00:54.775807Z")
        #expect(RFC3339.string(.min) == "-290308-12-21T19:59:05.224192Z")
        #expect(RFC3339.string(253_402_300_800_000_000) == "+010000-01-01T00:00:00.000000Z")
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}
