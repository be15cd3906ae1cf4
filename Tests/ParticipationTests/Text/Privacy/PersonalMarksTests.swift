import Participation
import Testing

@Suite("個人を示す記載の検出")
struct PersonalMarksTests {
    typealias Kind = PersonalMark.Kind

    private static func found(_ text: String) -> [(Kind, String)] {
        let scalars = Array(text.unicodeScalars)
        return PersonalMarks(in: text).marks.map { mark in
            var part = String.UnicodeScalarView()
            part.append(contentsOf: scalars[mark.range])
            return (mark.kind, String(part))
        }
    }

    private static func expect(_ text: String, _ kind: Kind?, _ part: String = "") {
        let found = found(text)
        guard let kind else {
            return #expect(found.isEmpty, "\(found.map(\.0))")
        }
        #expect(found.contains { $0.0 == kind && $0.1 == part }, "\(found)")
    }

    @Test(
        "電話番号: 全角・半角、さまざまなハイフン、括弧",
        arguments: [
            "0153-23-6111", "０１５３－２３－６１１１", "0153ー23ー6111", "0153−23−6111", "(0153)23-6111",
            "0153(23)6111", "0153 23 6111", "090-1234-5678", "09012345678", "+81-153-23-6111",
            "0120-000-000", "０９０―１２３４―５６７８", "0800-123-4567",
        ])
    func phones(text: String) {
        Self.expect("こちらまで\(text)お願いします", .phone, text)
    }

    @Test("市外局番のない番号は、電話と書いてあるときだけ")
    func localPhones() {
        Self.expect("電話は23-6111です", .phone, "23-6111")
        Self.expect("TEL 6111-0000", .phone, "6111-0000")
        Self.expect("得点は23-6111です", nil)
    }

    @Test(
        "番号に見えて番号でないもの",
        arguments: [
            "2026-06-28に行きました", "令和8年6月28日", "10:30から12:00", "1,000円", "3泊4日", "平成30年", "1-2-3",
            "00000000000", "123456789012", "R8-0123", "2023年04月01日10時", "第2章3節", "8-10人",
            "100-200円",
        ])
    func notNumbers(text: String) {
        #expect(PersonalMarks(in: text).kinds(from: .likely).isEmpty, "\(Self.found(text))")
    }

    @Test("メールアドレス: 全角も、続く読点や日本語を含めない")
    func mails() {
        Self.expect("連絡はtaro.mihon+1@example.jpまで。", .email, "taro.mihon+1@example.jp")
        Self.expect("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ、お願いします", .email, "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ")
        Self.expect("@mihon さん", nil)
        Self.expect("3@100円", nil)
    }

    @Test("個人番号は検査用数字の合う12桁だけ(平成26年総務省令第85号第5条)")
    func individualNumbers() {
        // 123456789018: 11 − (Σ Pn × Qn mod 11) = 8.
        Self.expect("番号は123456789018です", .individualNumber, "123456789018")
        Self.expect("１２３４ー５６７８ー９０１８", .individualNumber, "１２３４ー５６７８ー９０１８")
        for check in 0...9 where check != 8 {
            #expect(
                !PersonalMarks(in: "12345678901\(check)").kinds(from: .proposed).contains(
                    .individualNumber))
        }
        // Remainders 0 and 1 both give 0.
        #expect(PersonalMarks(in: "000000000000").kinds(from: .likely) == [.individualNumber])
        #expect(
            PersonalMarks(in: "マイナンバー 123456789018").kinds(from: .certain) == [.individualNumber])
        #expect(PersonalMarks(in: "1234567890180").marks.isEmpty)
    }

    @Test("個人番号を黒塗りにすると、数字だけが■になり、ほかは一字も変わらない")
    func blackening() {
        let text = "私の番号は１２３４-5678 9018、電話は090-1234-5678。\r\n葛󠄀城"
        #expect(
            PersonalMarks.withoutIndividualNumbers(text)
                == "私の番号は■■■■-■■■■ ■■■■、電話は090-1234-5678。\r\n葛󠄀城")
        #expect(PersonalMarks.withoutIndividualNumbers("番号はありません。090-1234-5678") == nil)
        let marks = PersonalMarks(in: text).marks
        let black = PersonalMarks.blackened(text, marks)
        #expect(black.unicodeScalars.count == text.unicodeScalars.count)
        #expect(!black.contains("090") && black.hasSuffix("。\r\n葛󠄀城"))
        #expect(PersonalMarks(in: black).marks.isEmpty)
    }

    @Test("郵便番号と住所")
    func places() {
        Self.expect("〒087-8711 北海道見本市常盤町2丁目27番地に住んでいます", .postalCode, "087-8711")
        Self.expect("〒087-8711 北海道見本市常盤町2丁目27番地に住んでいます", .address, "北海道見本市常盤町2丁目27番地")
        Self.expect("私は見本市本町１－２－３です", .address, "見本市本町１－２－３")
        Self.expect("住所:見本市本町一丁目二番三号", .address, "見本市本町一丁目二番三号")
        Self.expect("根室市に3回行きました", nil)
        Self.expect("市が2023年に決めた", nil)
    }

    @Test("カード番号は桁の並びと検査数字が合うものだけ")
    func cards() {
        Self.expect("4111 1111 1111 1111", .card, "4111 1111 1111 1111")
        #expect(PersonalMarks(in: "4111 1111 1111 1112").marks.isEmpty)
    }

    @Test("敬称の前の氏名と、氏名:の後")
    func names() {
        Self.expect("係の佐藤様に助けられました", .name, "佐藤")
        Self.expect("中村和人さんのおかげです", .name, "中村和人")
        Self.expect("氏名：見本 太郎", .name, "見本 太郎")
        Self.expect("見本太郎と申します", .name, "見本太郎")
        for text in [
            "お客様", "店員さん", "皆様へ", "中村屋さんの餅", "同様に", "多様な意見", "運転手さん", "朝倉氏遺跡",
            "宝物殿", "職員の方々", "お母さん", "土産物屋さん", "市長さん", "神様",
        ] { Self.expect(text, nil) }
    }

    @Test("重なる候補は確かな方を一つだけ、位置の順に")
    func order() {
        let text = "佐藤様 電話090-1234-5678 mail a@example.jp"
        let marks = PersonalMarks(in: text).marks
        #expect(marks.map(\.kind) == [.name, .phone, .email])
        #expect(
            zip(marks, marks.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
        #expect(PersonalMarks(in: "").marks.isEmpty)
    }

    @Test("長い本文でも、字数に応じた手間で終わる")
    func long() {
        for part in ["1-", "0", "山", "@a.", "市1", "(0", "様"] {
            let text = String(repeating: part, count: 20_000 / part.count)
            _ = PersonalMarks(in: text)
        }
    }
}
