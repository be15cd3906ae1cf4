import Foundation
import TestSupport
import Testing

@testable import Participation

@Suite("検索用の表記")
struct FoldedTextTests {
    @Test(
        "同じものとして見つかる書き方",
        arguments: [
            // Width and case.
            ("ＡＢＣ１２３", "abc123"), ("Koe", "KOE"), ("ＰＤＦ", "pdf"), ("①", "1"), ("㈱根室", "(株)根室"),
            ("㋿8年", "令和8年"), ("５㎞", "5km"), ("Ⅲ期", "iii期"), ("…", "..."), ("É", "é"), ("Я", "я"),
            // Kana.
            ("カラス", "からす"), ("ｶﾗｽ", "カラス"), ("ｶﾞｷﾞｸﾞﾊﾟﾋﾟ", "がぎぐぱぴ"), ("ヴ", "ゔ"), ("ヽヾ", "ゝゞ"),
            ("キャッチ", "キヤツチ"), ("ｷｬｯﾁ", "ｷﾔﾂﾁ"), ("ぁぃぅぇぉ", "アイウエオ"), ("ヶヵ", "けか"), ("茅ヶ崎", "茅ケ崎"),
            ("か\u{3099}", "が"), ("ハ\u{309A}", "ぱ"), ("か゛", "が"), ("は゜", "ぱ"), ("ｶ゛", "が"),
            ("カﾞ", "が"),
            // Ainu.
            ("ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", "クシスト\u{30CC}ハヒフヘホムラリルレロ"), ("ㇷ\u{309A}", "プ"),
            // Dashes, long vowels, waves.
            ("サーバー", "サ－バ‐"), ("サーバー", "サ−バ–"), ("ｻｰﾊﾞｰ", "サ—バ―"), ("1-2-3", "１ー２ｰ３"),
            ("1‑2", "1─2"),
            ("10時〜17時", "１０時～１７時"), ("10∼17", "10~17"),
            // Blanks and characters without a shape.
            ("根 室　市", "根室市"), ("除雪\nの件", "除雪の件"), ("根\u{200B}室\u{FEFF}", "根室"), ("\u{3164}市", "市"),
            ("葛\u{E0100}城", "葛城"), ("辻\u{E0101}", "辻"), ("☂\u{FE0F}", "☂"),
            ("か\u{200B}\u{3099}", "が"),
            // Kanji.
            ("髙橋", "高橋"), ("山﨑", "山崎"), ("山嵜", "山崎"), ("渡邊", "渡辺"), ("渡邉", "渡辺"), ("濵田", "浜田"),
            ("濱田", "浜田"), ("齋藤", "斎藤"), ("齊藤", "斉藤"), ("斎藤", "斉藤"), ("三槗", "三橋"), ("栁田", "柳田"),
            ("德川", "徳川"), ("瀨戸", "瀬戸"), ("廣島", "広島"), ("國分", "国分"), ("澤", "沢"), ("櫻井", "桜井"),
            ("惠", "恵"), ("眞", "真"), ("龍", "竜"), ("嶋", "島"), ("嶌", "島"), ("𠮷野", "吉野"), ("函舘", "函館"),
            ("神\u{FA19}", "神神"), ("隆\u{F9DC}", "隆隆"), ("⻑野", "長野"), ("⼭⽥", "山田"), ("冨士", "富士"),
        ])
    func alike(one: String, other: String) {
        #expect(FoldedText(one).text == FoldedText(other).text)
    }

    @Test(
        "別のもの",
        arguments: [
            ("か", "が"), ("は", "ぱ"), ("渡辺", "渡部"), ("阪", "坂"), ("薗", "園"), ("一", "ー"), ("ロ", "口"),
            ("サーバー", "サーバ"), ("e", "é"), ("お", "を"), ("い", "ゐ"), ("ず", "づ"), ("。", "、"),
        ])
    func different(one: String, other: String) {
        #expect(FoldedText(one) != FoldedText(other))
    }

    @Test("書かれたとおりの文は変わらない")
    func originalStays() {
        let name = "渡邉\u{E0100} ﾀﾛｳ"
        let copy = name
        #expect(FoldedText(name).text == "渡辺たろう")
        #expect(name.isWritten(like: copy))
    }

    @Test("何も残らないもの", arguments: ["", " ", "　\n\t", "\u{200B}", "\u{E0100}", "\u{0}\u{7}"])
    func nothing(text: String) {
        #expect(FoldedText(text).text.isEmpty)
        #expect(FoldedText(text).bigrams.isEmpty)
    }

    @Test("NFKCの要る字も要らない字も同じ結果になる")
    func everyScalar() throws {
        var wrong: [String] = []
        // Where Japanese text lies, with all that NFKC changes of it. Ϲ (U+03F9) becomes another Greek s on each way.
        let planes: [ClosedRange<UInt32>] = [
            0...0x3F8, 0x3FA...0xFFFF, 0x1F000...0x1FFFF, 0x2F700...0x2FAFF, 0xE0000...0xE01FF,
        ]
        for value in planes.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(scalar)
            let folded = FoldedText(text)
            if folded != FoldedText(text.nfkc) || folded != FoldedText(folded.text) {
                wrong.append(String(value, radix: 16))
            }
        }
        #expect(wrong == [])
    }

    @Test("どんな並びでも、NFKCのあとと同じで、二度かけても変わらない")
    func randomTexts() {
        let alphabet = Array(
            ("あがぱゃっアガパャッーｱｶﾞﾊﾟｬｯｰ゛゜\u{3099}\u{309A}ゝゞヽヾㇰㇷ髙﨑邊邉齋龍神\u{FA19}葛\u{E0100}\u{FE0F}"
                + "\u{200B}\u{200D} 　\n0０AＡaａé①㈱㋿…〜～‐−–—①⻑⼭𠮷.,。、「」｢｣(（?？").unicodeScalars)
        var numbers = SeededNumbers(seed: 39)
        for _ in 0..<20_000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...10, using: &numbers) {
                scalars.append(alphabet[Int.random(in: alphabet.indices, using: &numbers)])
            }
            let text = String(scalars)
            let folded = FoldedText(text)
            guard folded.text.isWritten(like: FoldedText(text.nfkc).text),
                folded.text.isWritten(like: FoldedText(folded.text).text)
            else {
                Issue.record("\(text.unicodeScalars.map { String($0.value, radix: 16) })")
                return
            }
        }
    }

    @Test(
        "二文字組",
        arguments: [
            ("", []), ("雪", ["雪"]), ("除雪", ["除雪"]), ("除雪車", ["除雪", "雪車"]),
            ("カラス", ["から", "らす"]), ("ああああ", ["ああ"]), ("根 室", ["根室"]), ("ｶﾞ", ["が"]),
            ("除雪除雪", ["除雪", "雪除"]), ("𠮷", ["吉"]), ("☂☂", ["☂☂"]), ("葛\u{E0100}城", ["葛城"]),
        ])
    func bigrams(text: String, expected: [String]) {
        #expect(FoldedText(text).bigrams == expected)
    }

    @Test("見つかる語の組は文の組に含まれる")
    func bigramsOfEveryWord() {
        let letter = "除雪のあと、渡邉さんの家の前に雪山（高さ１メートル）が残っています。サーバー室〜倉庫も同じです。"
        let text = FoldedText(letter)
        let index = Set(text.bigrams)
        let scalars = Array(letter.unicodeScalars)
        for start in scalars.indices {
            for end in start..<scalars.count {
                var word = String.UnicodeScalarView()
                word.append(contentsOf: scalars[start...end])
                let folded = FoldedText(String(word))
                guard folded.text.unicodeScalars.count >= 2 else { continue }
                #expect(index.isSuperset(of: folded.bigrams), "\(String(word))")
                #expect(text.contains(folded), "\(String(word))")
            }
        }
    }

    @Test("語の有無")
    func contains() {
        let text = FoldedText("ﾜﾀﾅﾍﾞさんの除雪ｻｰﾋﾞｽ")
        for word in ["わたなべ", "除雪サービス", "ワタナベさん", "さ", ""] {
            #expect(text.contains(FoldedText(word)), "\(word)")
        }
        for word in ["わたなへ", "雪除", "除雪サービスの", "排雪"] {
            #expect(!text.contains(FoldedText(word)), "\(word)")
        }
        #expect(!FoldedText("").contains(text))
        #expect(FoldedText("").contains(FoldedText(" ")))
    }
}

extension String {
    /// NFKC by its definition: Foundation's own leaves ｶﾞ in two on Linux.
    fileprivate var nfkc: String {
        decomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
    }
}
