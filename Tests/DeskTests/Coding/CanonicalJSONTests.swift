import Testing

@testable import Desk

@Suite("正規形のJSON (RFC 8785)")
struct CanonicalJSONTests {
    private func text(_ value: JSONValue) -> String {
        String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)
    }

    private func read(_ text: String) throws -> String {
        self.text(try JSONValue(parsing: Array(text.utf8)))
    }

    private func reason(_ text: String) -> JSONError.Reason? {
        do throws(JSONError) {
            _ = try JSONValue(parsing: Array(text.utf8))
            return nil
        } catch {
            return error.reason
        }
    }

    @Test("鍵はUTF-16の順に並ぶ")
    func sortsKeysByUTF16() {
        // RFC 8785 §3.2.3: the example of the standard, in which 😀 comes before דּ.
        let keys = ["\u{20AC}", "\r", "\u{FB33}", "1", "\u{1F600}", "\u{80}", "\u{F6}"]
        let value = JSONValue.object(
            Dictionary(uniqueKeysWithValues: keys.map { ($0, JSONValue.null) }))
        #expect(
            text(value)
                == #"{"\r":null,"1":null,"\#u{80}":null,"ö":null,"€":null,"😀":null,"\#u{FB33}":null}"#
        )
    }

    @Test("必要な文字だけをエスケープする")
    func escapesWhatItMust() {
        let value = JSONValue.string("\u{20AC}$\u{0F}\nA'B\"\\\\\"/\u{8}\u{9}\u{C}\u{D}\u{7F}")
        #expect(text(value) == "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\u{7F}\"")
    }

    @Test("異体字セレクタや結合文字は符号位置のまま残る")
    func keepsCodePoints() throws {
        let name = "葛\u{E0100}か\u{3099}\u{FA19}"
        #expect(text(.string(name)).utf8.elementsEqual("\"\(name)\"".utf8))
        #expect(try read("\"\(name)\"").utf8.elementsEqual("\"\(name)\"".utf8))
    }

    @Test("読んで書くと同じ形に戻る")
    func roundTrips() throws {
        #expect(
            try read(" { \"b\" : [ 1 , -20 , true , false , null ] , \"a\" : \"\\u58f0\\/\" } ")
                == #"{"a":"声/","b":[1,-20,true,false,null]}"#)
        #expect(try read(#""\ud83d\ude00""#) == "\"😀\"")
        #expect(try read("9007199254740991") == "9007199254740991")
        #expect(try read("0") == "0")
        #expect(try read("{}") == "{}")
        #expect(try read("[]") == "[]")
    }

    @Test(
        "正しくないものは読まない",
        arguments: [
            ("", JSONError.Reason.unexpectedEnd), ("{", .unexpectedEnd), ("[1", .unexpectedEnd),
            ("nul", .unexpectedEnd), ("nulL", .unexpectedCharacter), ("[1,]", .unexpectedCharacter),
            ("{\"a\":1,}", .unexpectedCharacter), ("{a:1}", .unexpectedCharacter),
            ("{} {}", .trailingContent), ("{\"a\":1,\"a\":2}", .duplicateKey),
            ("1.5", .notAWholeNumber), ("1e3", .notAWholeNumber), ("1.0", .notAWholeNumber),
            ("9007199254740992", .notAWholeNumber), ("99999999999999999999", .notAWholeNumber),
            ("01", .unexpectedCharacter), ("-", .unexpectedCharacter), ("-0", .unexpectedCharacter),
            ("+1", .unexpectedCharacter), ("NaN", .unexpectedCharacter),
            (#""\ud83d""#, .notUnicode), (#""\ude00""#, .notUnicode),
            (#""\ud83dA""#, .notUnicode), (#""\ud83d\u0041""#, .notUnicode),
            ("\"a\nb\"", .controlCharacter), (#""\x""#, .unexpectedCharacter),
            (#""\u12g4""#, .unexpectedCharacter), ("'a'", .unexpectedCharacter),
        ])
    func refuses(_ text: String, _ expected: JSONError.Reason) {
        #expect(reason(text) == expected)
    }

    @Test("UTF-8でない文字列は読まない")
    func refusesOtherEncodings() {
        #expect(throws: JSONError(reason: .notUnicode, offset: 0)) {
            try JSONValue(parsing: [0x22, 0x82, 0xA0, 0x22])
        }
    }

    @Test("深い入れ子は読まない")
    func refusesDeepNesting() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(reason(deep) == .tooDeep)
        let nested = JSONValue.deepest - 1
        #expect(
            reason(String(repeating: "[", count: nested) + String(repeating: "]", count: nested))
                == nil)
    }
}
