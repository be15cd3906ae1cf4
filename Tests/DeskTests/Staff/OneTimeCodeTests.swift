import Testing

@testable import Desk

@Suite("確認コード")
struct OneTimeCodeTests {
    private static let code = OneTimeCode(secret: Array("12345678901234567890".utf8))

    @Test(
        "RFC 6238 の試験値（下6桁）",
        arguments: [
            (Int64(59), "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
            (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ])
    func vectors(_ seconds: Int64, _ expected: String) {
        #expect(Self.code.code(at: OneTimeCode.step(at: seconds * 1_000_000)) == expected)
    }

    @Test("前後30秒のずれは許し、使ったコードとその前のコードは二度と通さない")
    func drifts() {
        let now: Int64 = 1_000_000
        for step in now - 1...now + 1 {
            #expect(Self.code.step(of: Self.code.code(at: step), near: now, after: 0) == step)
        }
        for step in [now - 2, now + 2] {
            #expect(Self.code.step(of: Self.code.code(at: step), near: now, after: 0) == nil)
        }
        #expect(Self.code.step(of: Self.code.code(at: now), near: now, after: now) == nil)
        #expect(Self.code.step(of: Self.code.code(at: now - 1), near: now, after: now) == nil)
        for wrong in ["", "12345", "1234567", "28708２"] {
            #expect(Self.code.step(of: wrong, near: now, after: 0) == nil)
        }
    }

    @Test("一桁でも違えば通さない")
    func nearMisses() {
        let now: Int64 = 1_000_000
        let right = (now - 1...now + 1).map { Self.code.code(at: $0) }
        for position in 0..<OneTimeCode.digits {
            for digit in "0123456789" {
                var wrong = Array(right[1])
                wrong[position] = digit
                let isRight = right.contains(String(wrong))
                let found = Self.code.step(of: String(wrong), near: now, after: 0)
                #expect((found != nil) == isRight, "\(String(wrong))")
            }
        }
    }

    @Test("鍵は base32 で、4字ずつ読める")
    func spells() {
        #expect(Self.code.spelled == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
    }
}
