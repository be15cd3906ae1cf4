/// What a password must be (パスワードの規則).
///
/// NIST SP 800-63B-4 §3.1.1.2: at least 15 characters where it may be the only factor, no rules of
/// composition, no change without cause, and a list of what everybody tries first. The length is
/// asked of everybody: whether a one-time code is asked for may change any day, and a password that
/// was long enough must not become too short by that.
public enum PasswordRule {
    /// The shortest, in characters (最小文字数).
    public static let shortest = 15
    /// The longest, in characters: a sentence fits (最大文字数).
    public static let longest = 200
    /// How many different characters there must be (文字の種類).
    static let fewestDifferent = 5
    /// How much must be left when what everybody tries is taken out (残る文字数).
    static let fewestOwn = 8

    /// What is wrong with a password (不適切な理由).
    public enum Fault: Sendable, Equatable {
        /// Shorter than ``PasswordRule/shortest`` (短すぎる).
        case tooShort
        /// Longer than ``PasswordRule/longest`` (長すぎる).
        case tooLong
        /// The same few characters again and again (同じ文字の繰返し).
        case tooUniform
        /// Made of what everybody tries first, or of the person's own name (推測しやすい).
        case tooCommon

        /// What to do (理由の説明).
        public var japanese: String {
            switch self {
            case .tooShort: "パスワードは\(PasswordRule.shortest)字以上にしてください。文の形でもかまいません。"
            case .tooLong: "パスワードは\(PasswordRule.longest)字以内にしてください。"
            case .tooUniform: "パスワードは、同じ文字の繰返しを避けてください。"
            case .tooCommon: "パスワードは、よく使われる語や利用者名だけで作らないでください。"
            }
        }
    }

    /// What is wrong with a password; nil when nothing is (パスワードの確認).
    /// - Parameters:
    ///   - password: as it is compared, NFKC.
    ///   - expected: what a stranger who knows the person tries: login, name, city.
    public static func fault(in password: String, expecting expected: [String]) -> Fault? {
        if password.count < shortest { return .tooShort }
        if password.isLonger(than: longest) { return .tooLong }
        let folded = password.lowercased().filter { !$0.isWhitespace }
        if Set(folded).count < fewestDifferent { return .tooUniform }
        let words = (commonest + expected.map { $0.lowercased() }.filter { $0.count > 2 })
            .sorted { $0.count > $1.count }
        let own = words.reduce(folded) { $0.replacing($1, with: "") }
        return own.count < fewestOwn ? .tooCommon : nil
    }

    /// What lists of broken passwords begin with, and rows of keys; parts of longer passwords.
    private static let commonest = [
        "password", "passw0rd", "p@ssw0rd", "p@ssword", "パスワード", "letmein", "welcome", "iloveyou",
        "monkey", "dragon", "sunshine", "princess", "football", "baseball", "superman", "batman",
        "trustno1", "master", "shadow", "michael", "admin", "root", "user", "guest", "test",
        "login",
        "secret", "changeme", "default", "abc", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty",
        "asdf", "zxcv", "1qaz2wsx3edc4rfv", "1qaz2wsx", "qazwsx", "1q2w3e4r5t", "1q2w3e4r",
        "abcdefghijklmnopqrstuvwxyz", "abcdef", "1234567890", "0123456789", "123456789", "12345678",
        "1234567", "123456", "12345", "1234", "123", "0987654321", "987654321", "654321", "4321",
        "000000", "111111", "sakura", "nippon", "japan", "tokyo", "shiyakusho", "yakuba", "koe",
        "市役所", "市長", "さくら",
    ]
}
