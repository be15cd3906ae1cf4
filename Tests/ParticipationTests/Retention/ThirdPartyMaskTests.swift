import Participation
import Testing

@Suite("第三者情報の伏せ字")
struct ThirdPartyMaskTests {
    private let mask = ThirdPartyMask(for: .taro, names: ["花咲商店"])

    private func expect(
        _ text: String, _ masked: String, _ places: Int,
        at location: SourceLocation = #_sourceLocation
    ) {
        let result = mask.applied(to: text)
        #expect(result.text == masked, sourceLocation: location)
        #expect(result.places == places, sourceLocation: location)
    }

    @Test("隣人の名は伏せ、本人と特定の人でない呼び方は残す")
    func names() {
        expect("隣の佐藤さんの犬がうるさい。", "隣の●●●さんの犬がうるさい。", 1)
        expect("髙橋議員とスズキ様から聞いた。", "●●●議員と●●●様から聞いた。", 2)
        expect("根室さん(太郎さん)と皆さん、奥様へ", "根室さん(太郎さん)と皆さん、奥様へ", 0)
        expect("花咲商店の前。花咲商店の裏。", "●●●の前。●●●の裏。", 2)
        expect("さん", "さん", 0)
        expect("", "", 0)
    }

    @Test("他人の電話番号とメールアドレスは伏せ、本人のものは残す")
    func contacts() {
        expect("0153-24-1234へ電話を", "●●●へ電話を", 1)
        expect("０９０(１２３４)５６７８です", "●●●です", 1)
        expect("私は0153-23-6111です", "私は0153-23-6111です", 0)
        expect("2026-06-28に3回", "2026-06-28に3回", 0)
        expect("hanako@example.jpとtaro@example.jp", "●●●とtaro@example.jp", 1)
    }

    @Test("他人の住所、だれのものか分からない個人番号も伏せる")
    func places() {
        expect("隣は根室市花咲港5丁目6番地です", "隣は●●●です", 1)
        expect("番号は123456789018です", "番号は●●●です", 1)
    }
}
