import Participation
import Testing

@Suite("メールアドレス")
struct EmailAddressTests {
    @Test(
        "使われている形は受け入れる",
        arguments: [
            "a@b.jp", "taro.yamada+koe@city.nemuro.hokkaido.jp", "taro..yamada.@docomo.ne.jp",
            "_-!#@example.com", "声@例え.jp",
        ])
    func accepted(text: String) {
        #expect(EmailAddress(parsing: text)?.text == text)
    }

    @Test("全角と前後の空白は半角に直して読む")
    func fullWidth() {
        #expect(EmailAddress(parsing: "　ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ ")?.text == "taro@example.jp")
    }

    @Test(
        "メールアドレスでないもの",
        arguments: [
            "", "@", "taro", "taro@", "@example.jp", "taro@example", "taro@.jp", "taro@example.",
            "taro@example..jp", "ta ro@example.jp", "taro@exam ple.jp", "taro@@example.jp",
            "a@b.jp,c@d.jp@e.jp", "taro@example.jp\nBcc: x@y.jp", "taro@example.jp\u{0}",
        ])
    func notAnAddress(text: String) {
        #expect(EmailAddress(parsing: text) == nil)
    }

    @Test("254文字まで")
    func longest() {
        let domain = "@example.jp"
        let local = String(repeating: "a", count: EmailAddress.longest - domain.count)
        #expect(EmailAddress(parsing: local + domain) != nil)
        #expect(EmailAddress(parsing: "a" + local + domain) == nil)
    }
}
