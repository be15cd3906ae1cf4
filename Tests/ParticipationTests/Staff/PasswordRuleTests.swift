import Participation
import Testing

@Suite("パスワードの規則")
struct PasswordRuleTests {
    @Test(
        "15字以上で、ありふれていなければ、何でもよい",
        arguments: [
            "除雪は朝六時までに済ませてほしい", "correct horse battery staple", "kx7-fm2-9qpw-4vrt",
            "ねむろのさんまはあきがうまいよね",
            "               spaces count, too",
        ])
    func accepts(_ password: String) {
        #expect(PasswordRule.fault(in: password, expecting: ["sato", "佐藤 花子", "根室市"]) == nil)
    }

    @Test(
        "短いもの、繰返し、ありふれた語だけのものは断る",
        arguments: [
            ("短いパスワード", PasswordRule.Fault.tooShort), ("kx7-fm2-9qpw-4", .tooShort),
            ("aaaaaaaaaaaaaaaaaaaa", .tooUniform), ("abababababababab", .tooUniform),
            ("passwordpassword1", .tooCommon), ("Password12345678!", .tooCommon),
            ("1qaz2wsx3edc4rfv", .tooCommon), ("qwertyuiopasdfghjkl", .tooCommon),
            ("hanako-sato-hanako-sato", .tooCommon), ("根室市根室市根室市パスワード2026", .tooCommon),
            (String(repeating: "除雪は朝六時までに", count: 30), .tooLong),
        ])
    func refuses(_ password: String, _ fault: PasswordRule.Fault) {
        let found = PasswordRule.fault(
            in: password, expecting: ["hanako-sato", "佐藤 花子", "根室市"])
        #expect(found == fault)
    }
}
