import Participation
import Testing

@Suite("電話番号の数字")
struct PhoneNumbersTests {
    @Test(
        "書き方が違っても同じ番号",
        arguments: [
            "0153-23-6111", "0153236111", "(0153)23-6111", "0153（23）6111", "０１５３－２３－６１１１",
            "0153 23 6111", "０１５３　２３　６１１１", "0153.23.6111", "+81-153-23-6111", "+81 153 23 6111",
            "+81153236111", "電話 0153ー23ー6111", "TEL:0153-23-6111 内線123", "0153−23−6111(内線12)",
        ])
    func alike(text: String) {
        #expect(PhoneNumbers(text).digits == ["0153236111"])
    }

    @Test(
        "一つの欄に書かれた複数の番号",
        arguments: [
            ("0153-23-6111、090-1234-5678", ["0153236111", "09012345678"]),
            ("0153-23-6111 090-1234-5678", ["0153236111", "09012345678"]),
            ("090 1234 5678 080 1111 2222", ["09012345678", "08011112222"]),
            ("自宅0153-23-6111/携帯090-1234-5678", ["0153236111", "09012345678"]),
            ("23-6111", ["236111"]), ("6111", ["6111"]), ("123", []), ("", []), ("なし", []),
        ])
    func several(text: String, expected: [String]) {
        #expect(PhoneNumbers(text).digits == expected)
    }

    @Test("市外局番のない番号や下4桁でも末尾が合えば見つかる")
    func endings() {
        let numbers = PhoneNumbers("0153-23-6111")
        for typed in ["0153236111", "153236111", "236111", "36111", "6111"] {
            #expect(numbers.contains(endOf: typed))
            #expect(numbers.endings.contains(typed))
        }
        #expect(!numbers.contains(endOf: "23611"))
        #expect(numbers.endings.count == 7 && !numbers.endings.contains("111"))
        #expect(PhoneNumbers("6111、236111").endings == ["6111", "36111", "236111"])
    }
}
