import Participation

/// Where the city's own people show who they are, by OpenID Connect (庁内の認証の設定).
public struct OIDCSettings: Sendable {
    /// The provider as it names itself; its documents must give the same, to the letter (発行者).
    public let issuer: String
    /// What Koe is called there (クライアントID).
    public let clientID: String
    /// What the button says; nil: as the language of the page has it (ボタンの文言).
    public let label: String?
    /// What Koe shows there beside PKCE; nil: a public client.
    let secret: String?
    /// Where the provider describes itself.
    let description: ProviderURL

    /// What is wrong with the settings.
    public enum Fault: Error, Sendable {
        /// The issuer is no `https` address, or not one without query (発行者の誤り).
        case notAnIssuer
        /// The client's name is blank or too long (クライアントIDの誤り).
        case notAClient
        /// The button's words are too long (文言の誤り).
        case notALabel
    }

    /// The settings of a provider (庁内の認証の設定).
    /// - Parameters:
    ///   - issuer: `https`; plain `http` only on this machine.
    ///   - secret: nil for a public client, which has PKCE alone.
    public init(
        issuer: String, clientID: String, secret: String? = nil, label: String? = nil
    ) throws(Fault) {
        // OpenID Connect Discovery 1.0 §4.1: what ends in a slash loses it before the path is added.
        let base = issuer.hasSuffix("/") ? issuer.dropLast() : issuer[...]
        guard !issuer.contains("?"),
            let description = ProviderURL(parsing: base + "/.well-known/openid-configuration")
        else { throw .notAnIssuer }
        let isName = clientID.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard !clientID.isEmpty, isName, clientID.utf8.count <= OIDCLimits.name else {
            throw .notAClient
        }
        guard label.map({ (1...OIDCLimits.label).contains($0.count) }) ?? true else {
            throw .notALabel
        }
        self.issuer = issuer
        self.clientID = clientID
        self.secret = secret
        self.label = label
        self.description = description
    }
}

/// Limits of logging in at the identity provider, each with its name (庁内の認証の上限).
public enum OIDCLimits {
    /// How long somebody may take at the provider (認証の制限時間).
    public static let request: Duration = .seconds(600)
    /// How far the provider's clock may be from this one (時計のずれ).
    public static let leeway: Duration = .seconds(60)
    /// How long what the provider says of itself, and its keys, are believed (保持時間).
    public static let kept: Duration = .seconds(3_600)
    /// A key nobody knows makes Koe ask for the keys again, no more often than this
    /// (鍵の再取得の間隔).
    public static let keysAgain: Duration = .seconds(60)
    /// After this time a provider that did not answer is asked again (再試行の間隔).
    public static let rest: Duration = .seconds(5)
    /// How long connecting to it may take (接続の制限時間).
    public static let connecting: Duration = .seconds(5)
    /// How long an answer may take (応答の制限時間).
    public static let answering: Duration = .seconds(10)
    /// Bytes of an answer (応答の大きさ).
    public static let answer = 256 << 10
    /// Questions under way at once (同時の問合せ).
    public static let atOnce = 8
    /// Logins that wait for the provider; whoever comes next is told to try again (待ち行列).
    public static let waiting = 64
    /// Keys of a set that are looked at (鍵の数).
    public static let keys = 64
    /// A code or state that comes back, in bytes (戻り値の長さ).
    public static let returned = 4_096
    /// The name of a client or a person, in characters; OpenID Connect Core 1.0 §2 has it for `sub`
    /// (識別子の長さ).
    public static let name = 255
    /// The words of the button, in characters (文言の長さ).
    public static let label = 40
}

/// An address of the provider's (認証サーバーのアドレス).
///
/// Read by the rule of webhooks: `https`, or this machine.
struct ProviderURL: Sendable {
    let text: String
    let isLocal: Bool

    init?(parsing text: String) {
        guard let url = WebhookURL(parsing: text) else { return nil }
        self.text = text
        isLocal = url.isLocal
    }

    var scheme: String { text.hasPrefix("https:") ? "https" : "http" }

    /// The address with a form behind it, RFC 6749 §3.1: what it asks already stays.
    func with(_ fields: [(name: String, value: String)]) -> String {
        "\(text)\(text.contains("?") ? "&" : "?")\(FormText.of(fields))"
    }
}

/// Fields as a form sends them (フォームの符号化).
enum FormText {
    static func of(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\($0.name)=\(encoded($0.value))" }.joined(separator: "&")
    }

    /// RFC 3986 §2.1, of all that is not unreserved.
    static func encoded(_ text: String) -> String {
        var encoded: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
