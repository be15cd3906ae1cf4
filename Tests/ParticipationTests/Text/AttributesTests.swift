import Testing

@testable import Participation

@Suite("書かれた文言と属性")
struct AttributesTests {
    @Test("字形が違えば違う文言")
    func wording() {
        #expect(Wording("\u{FA19}山") != Wording("\u{795E}山"))
        #expect(Wording("か\u{3099}") != Wording("が"))
        #expect(Set([Wording("が"), Wording("が"), Wording("か\u{3099}")]).count == 2)
        #expect(Attributes(["対象": "\u{FA19}"]) != Attributes(["対象": "\u{795E}"]))
    }

    @Test("空欄の属性は書かれていない")
    func blanks() {
        #expect(Attributes(["対象": "一般", "料金": "　"]) == ["対象": "一般"])
        #expect(Attributes(["対象": "一般"]) != ["料金": "一般"])
    }

    @Test("属性には数と字数の上限がある")
    func limits() {
        let fifty = (1...50).reduce(into: [String: String]()) { $0["属性\($1)"] = "値" }
        #expect(Attributes(fifty).fault == nil)
        #expect(
            Attributes(fifty.merging(["もう一つ": "値"]) { $1 }).fault == .tooMany(limit: 50))
        let long = String(repeating: "字", count: 501)
        #expect(Attributes(["説明": long]).fault == .text(.tooLong(limit: 500)))
        #expect(Attributes([" ": "値"]).fault == .text(.missing))
        #expect(Attributes(["説明": "\u{0}"]).fault == .text(.controlCharacter))
        #expect(AttributesFault.tooMany(limit: 50).japanese == "属性は50個までにしてください。")
        #expect(
            AttributesFault.text(.tooLong(limit: 500)).japanese == "属性は500字以内で入力してください。")
    }
}
