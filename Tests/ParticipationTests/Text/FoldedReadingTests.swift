import Participation
import TestSupport
import Testing

@Suite("ふりがな検索用の表記")
struct FoldedReadingTests {
    @Test(
        "かなでもローマ字でも同じ人",
        arguments: [
            ("やまだ", ["yamada", "ヤマダ", "ﾔﾏﾀﾞ", "ＹＡＭＡＤＡ", "Yamada", "や ま だ"]),
            ("さとう", ["satou", "sato", "satoh", "Satō", "サトー", "ｻﾄｳ"]),
            ("おおの", ["oono", "ono", "ohno", "Ōno", "オーノ", "おうの"]),
            ("いとう", ["itou", "ito", "itoh", "Itō"]),
            ("おおた", ["ohta", "ota", "oota"]),
            ("しばた", ["shibata", "sibata", "ｼﾊﾞﾀ"]),
            ("つちや", ["tsuchiya", "tutiya"]),
            ("ふじた", ["fujita", "huzita", "fuzita"]),
            ("はっとり", ["hattori", "ﾊﾂﾄﾘ", "ﾊｯﾄﾘ"]),
            ("ほった", ["hotta"]), ("にった", ["nitta"]), ("いっしき", ["isshiki", "issiki"]),
            ("べっぷ", ["beppu"]), ("まっちゃ", ["matcha", "maccha", "mattya"]),
            ("みっつ", ["mittsu", "mittu"]),
            ("きょうこ", ["kyouko", "kyoko", "Kyōko", "ｷﾖｳｺ", "ｷｮｳｺ", "kyohko"]),
            ("しょうじ", ["shoji", "syouzi", "shouji", "ｼﾖｳｼﾞ", "syozi"]),
            ("じゅんいち", ["junichi", "jun'ichi", "zyun'iti", "Jun’ichi", "jyunichi", "じゅん・いち"]),
            ("じゅんや", ["junya", "jun'ya", "zyunya"]), ("ちゃたに", ["chatani", "tyatani", "cyatani"]),
            ("なんば", ["namba", "nanba"]), ("ほんま", ["homma", "honma"]),
            ("しんぺい", ["shimpei", "sinpei"]),
            ("こんの", ["konno", "kon'no"]), ("みつづか", ["mitsuzuka", "mitsuduka", "mituzuka", "みつずか"]),
            ("いづみ", ["izumi", "idumi", "いずみ"]), ("ちぢわ", ["chijiwa", "tiziwa", "tidiwa"]),
            ("ゆうき", ["yuuki", "yuki", "yuhki", "Yūki"]), ("にいがた", ["niigata", "nigata"]),
            ("みすゞ", ["みすず", "ミスヾ", "misuzu"]), ("さゝき", ["ささき", "sasaki"]), ("すゞき", ["suzuki"]),
            ("かほり", ["kahori"]), ("おおはら", ["ohara", "oohara"]),
            ("かつを", ["katsuo", "katuwo", "かつお"]),
            ("じぇーむず", ["jeemuzu", "ジェームズ"]), ("うゐ", ["うい", "ui"]), ("ヴぁん", ["ぶあん", "buan"]),
            ("るり", ["ruri", "luli"]), ("ふぁる", ["faru", "huaru"]), ("あゆむ", ["ayumu"]),
        ])
    func alike(reading: String, spellings: [String]) throws {
        let expected = try #require(FoldedReading(reading))
        for spelling in spellings {
            #expect(FoldedReading(spelling)?.letters == expected.letters, "\(spelling)")
        }
    }

    @Test(
        "つづり",
        arguments: [
            ("やまだ", "yamada"), ("しょうじ", "siyozi"), ("はっとり", "hatutori"), ("おおの", "ono"),
            ("ん", "n"), ("きゃ", "kiya"), ("ぢ", "zi"), ("パーティー", "patei"),
        ])
    func letters(reading: String, expected: String) {
        #expect(FoldedReading(reading)?.letters == expected)
    }

    @Test(
        "別の人",
        arguments: [
            ("やまだ", "やまた"), ("さとう", "さいとう"), ("かとう", "ごとう"), ("はっとり", "はとり"), ("しまだ", "すまだ"),
            ("きのした", "きした"), ("はら", "あら"), ("おはら", "おおら"),
        ])
    func different(one: String, other: String) {
        #expect(FoldedReading(one) != FoldedReading(other))
    }

    @Test(
        "読みでないもの",
        arguments: ["", " ", "・", "-", "山田", "やま田", "やまだ1", "〓", "\u{E000}", "👨‍👩‍👧", "ゝ", "Иван", "@"])
    func notAReading(text: String) {
        #expect(FoldedReading(text) == nil)
    }

    @Test(
        "打ちかけでも候補に入る",
        arguments: [
            ("やまだ", "yamada"), ("しまだ", "shimada"), ("ちば", "chiba"), ("つちや", "tsuchiya"),
            ("ふくだ", "fukuda"), ("じんない", "jinnai"), ("はっとり", "hattori"), ("ほった", "hotta"),
            ("きょうごく", "kyogoku"), ("しょうじ", "shoji"), ("おおはら", "ohara"), ("おおの", "ohno"),
            ("いのうえ", "inoue"), ("まつうら", "matsuura"), ("こんの", "konno"), ("ちゃたに", "chatani"),
            ("じょうのうち", "jonouchi"), ("りゅうざき", "ryuzaki"), ("わたなべ", "watanabe"),
        ])
    func everyBeginning(reading: String, typed: String) throws {
        let name = try #require(FoldedReading(reading))
        for length in 1...typed.count {
            let beginning = String(typed.prefix(length))
            let folded = try #require(FoldedReading(beginning))
            #expect(name.begins(with: folded), "\(beginning): \(folded.letters)")
        }
        #expect(
            !(try #require(FoldedReading("やま"))).begins(with: try #require(FoldedReading("やまだ"))))
    }

    @Test("かなの打ちかけはどこまででも候補に入る")
    func everyBeginningInKana() throws {
        let kana = Array("あいうえおかがきぎくぐこごさざしじすたちつとなにのはばぱふほまみむもやゆよらりるれろわんゃゅょっー")
        var numbers = SeededNumbers(seed: 46)
        for _ in 0..<2_000 {
            let length = Int.random(in: 1...8, using: &numbers)
            let name = String((0..<length).compactMap { _ in kana.randomElement(using: &numbers) })
            guard let whole = FoldedReading(name) else { continue }
            for end in 1...length {
                guard let typed = FoldedReading(String(name.prefix(end))) else { continue }
                #expect(whole.begins(with: typed), "\(name.prefix(end)) < \(name)")
            }
        }
    }

    @Test("訓令式・ヘボン式のどの音節もかなと同じ")
    func everySyllable() throws {
        let rows: [(String, String, String)] = [
            ("あいうえお", "a i u e o", "a i u e o"), ("かきくけこ", "ka ki ku ke ko", "ka ki ku ke ko"),
            ("さしすせそ", "sa si su se so", "sa shi su se so"),
            ("たちつてと", "ta ti tu te to", "ta chi tsu te to"),
            ("なにぬねの", "na ni nu ne no", "na ni nu ne no"),
            ("はひふへほ", "ha hi hu he ho", "ha hi fu he ho"),
            ("まみむめも", "ma mi mu me mo", "ma mi mu me mo"), ("やゆよ", "ya yu yo", "ya yu yo"),
            ("らりるれろ", "ra ri ru re ro", "ra ri ru re ro"), ("わを", "wa o", "wa wo"),
            ("がぎぐげご", "ga gi gu ge go", "ga gi gu ge go"),
            ("ざじずぜぞ", "za zi zu ze zo", "za ji zu ze zo"),
            ("だぢづでど", "da zi zu de do", "da ji dzu de do"),
            ("ばびぶべぼ", "ba bi bu be bo", "ba bi bu be bo"),
            ("ぱぴぷぺぽ", "pa pi pu pe po", "pa pi pu pe po"), ("ん", "n", "n"),
        ]
        for (kana, kunrei, hepburn) in rows {
            let first = kunrei.split(separator: " ")
            let second = hepburn.split(separator: " ")
            #expect(first.count == kana.count)
            for (index, letter) in kana.enumerated() {
                let expected = try #require(FoldedReading(String(letter)))
                #expect(expected.letters == first[index])
                #expect(FoldedReading(String(first[index])) == expected, "\(first[index])")
                #expect(FoldedReading(String(second[index])) == expected, "\(second[index])")
            }
        }
        let palatals = [
            ("きゃ", "kya"), ("しゃ", "sha"), ("しゅ", "shu"), ("しょ", "sho"), ("ちゃ", "cha"),
            ("ちゅ", "chu"),
            ("ちょ", "cho"), ("にゃ", "nya"), ("ひゃ", "hya"), ("みゃ", "mya"), ("りょ", "ryo"),
            ("ぎょ", "gyo"),
            ("じゃ", "ja"), ("じゅ", "ju"), ("じょ", "jo"), ("びょ", "byo"), ("ぴょ", "pyo"), ("しぇ", "she"),
            ("ちぇ", "che"), ("じぇ", "je"), ("ぢゃ", "dya"), ("しゃ", "sya"), ("じゃ", "zya"), ("ちゃ", "tya"),
        ]
        for (kana, latin) in palatals {
            #expect(FoldedReading(latin) == FoldedReading(kana), "\(latin)")
        }
    }

    @Test("二文字組")
    func bigrams() throws {
        #expect(try #require(FoldedReading("ヤマダ")).bigrams == ["ya", "am", "ma", "ad", "da"])
        #expect(try #require(FoldedReading("ん")).bigrams == ["n"])
    }
}
