import Testing

@testable import Participation

@Suite("書かれたままの文字")
struct WrittenTextTests {
    @Test(
        "正準等価でも字が違えば別",
        arguments: [
            ("\u{FA19}", "\u{795E}"),  // 神 compatibility, 神
            ("が", "か\u{3099}"), ("é", "e\u{301}"), ("Å", "\u{212B}"),
        ])
    func canonicalEquivalentsDiffer(one: String, other: String) {
        #expect(one == other, "Swiftの == では等しい")
        #expect(!one.isWritten(like: other))
        #expect(one.isWritten(like: one))
    }

    @Test("異体字セレクタの有無は別", arguments: [("葛\u{E0100}城", "葛城"), ("辻\u{E0101}", "辻\u{E0100}")])
    func variantsDiffer(one: String, other: String) {
        #expect(!one.isWritten(like: other))
    }

    @Test("空欄とみなすもの", arguments: ["", " ", "　", "\n\t", "\u{200B}", "\u{3164}", "\u{FEFF} "])
    func blank(text: String) {
        #expect(text.isBlank)
        #expect(text.unlessBlank == nil)
    }

    @Test("空欄でないもの", arguments: ["0", "ー", "。", "𠮷", "\u{E000}", "〓"])
    func notBlank(text: String) {
        #expect(!text.isBlank)
    }

    @Test(
        "制御文字",
        arguments: [
            "\u{0}", "a\u{7}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{9F}", "\u{B}", "\u{C}",
        ])
    func controls(text: String) {
        #expect(text.hasControlCharacter)
    }

    @Test(
        "改行とタブと結合文字は制御文字でない",
        arguments: [
            "一行\n二行", "一行\r\n二行", "\r", "\t", "か\u{3099}", "葛\u{E0100}", "👨‍👩‍👧", "\u{200B}",
            "\u{E000}",
        ])
    func notControls(text: String) {
        #expect(!text.hasControlCharacter)
    }

    @Test(
        "字数は見た目で数える",
        arguments: [
            "𠮷", "葛\u{E0100}", "か\u{3099}", "ｶﾞ", "👨‍👩‍👧", "🇯🇵", "一", "\r\n",
        ])
    func lengthCountsCharacters(text: String) {
        let sixty = String(repeating: text, count: 60)
        #expect(!sixty.isLonger(than: 60 * text.count))
        #expect((sixty + "字").isLonger(than: 60 * text.count))
    }

    @Test("一字に結合文字を積み上げて上限を逃れられない")
    func stackedMarks() {
        let tower = "あ" + String(repeating: "\u{301}", count: 100_000)
        #expect(tower.count == 1)
        #expect(tower.isLonger(than: 60))
    }

    @Test(
        "桁区切り",
        arguments: [(0, "0"), (60, "60"), (999, "999"), (1_000, "1,000"), (100_000, "100,000")])
    func grouping(number: Int, text: String) {
        #expect(number.grouped == text)
    }
}
