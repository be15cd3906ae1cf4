/// Why the identity provider's word was not had, or not taken (庁内の認証の失敗).
///
/// Holds nothing the provider said, so it may be shown and logged.
public enum OIDCFault: Error, Sendable, Equatable {
    /// It cannot be reached (接続不可).
    case unreachable(SendingError)
    /// It answers with an error of its own (認証サーバーのエラー).
    case failing(code: Int)
    /// Its answer is longer than anybody reads (応答が大きすぎる).
    case tooLong
    /// Its answer is not what it should be (応答の誤り).
    case unreadable(Part)
    /// It names itself otherwise than the settings do (発行者の不一致).
    case otherIssuer
    /// It does not take the code (認可コードの拒否).
    case codeRefused
    /// It does not know Koe, or not by this secret (クライアントの拒否).
    case clientRefused
    /// What it signed is not what was asked for (IDトークンの誤り).
    case token(IDTokenFault)
    /// Too many wait for it (混雑).
    case overloaded

    /// What it was asked for (応答の種類).
    public enum Part: Sendable, Equatable {
        /// What it says of itself (構成情報).
        case description
        /// Its keys (署名鍵).
        case keys
        /// The answer to a code (トークン).
        case token
    }

    /// Whether nobody can log in by it now, and the password is the way (利用不可).
    public var isAbsence: Bool {
        switch self {
        case .unreachable, .failing, .overloaded: true
        case .tooLong, .unreadable, .otherIssuer, .codeRefused, .clientRefused, .token: false
        }
    }

    /// What is wrong, for whoever keeps the settings (失敗の説明).
    public var japanese: String {
        switch self {
        case .unreachable(let error): Self.words(error)
        case .failing(let code): "認証サーバーがエラーを返しました（\(code)）。"
        case .tooLong: "認証サーバーの応答が大きすぎます。"
        case .unreadable(.description): "認証サーバーの構成情報を読めません。"
        case .unreadable(.keys): "認証サーバーの署名鍵を読めません。"
        case .unreadable(.token): "認証サーバーの応答を読めません。"
        case .otherIssuer: "認証サーバーの名乗る発行者が、設定と違います。"
        case .codeRefused: "認証サーバーが、この認証を受け付けませんでした。"
        case .clientRefused: "認証サーバーが、Koeを登録済みのものと認めませんでした。"
        case .token(let fault): fault.japanese
        case .overloaded: "認証を待つ人が多すぎます。"
        }
    }

    private static func words(_ error: SendingError) -> String {
        switch error {
        case .insecure: "認証サーバーと安全に通信できません（証明書を確かめてください）。"
        case .timedOut: "認証サーバーが時間内に応答しません。"
        case .refused, .redirected, .tooLarge, .busy, .unreachable, .cancelled, .failed:
            "認証サーバーにつながりません。"
        }
    }
}

/// Why an ID token is not taken (IDトークンの誤り).
public enum IDTokenFault: Error, Sendable, Equatable, CaseIterable {
    /// It is no signed token (形式の誤り).
    case malformed
    /// Signed in a way that is not allowed, or not at all (署名方式の誤り).
    case algorithm
    /// Signed with a key the provider does not publish (不明な署名鍵).
    case unknownKey
    /// The signature is not right (署名の誤り).
    case signature
    /// Somebody else's (発行者の不一致).
    case issuer
    /// Meant for somebody else (宛先の不一致).
    case audience
    /// Its time is over (期限切れ).
    case expired
    /// Not made in these minutes (発行時刻の誤り).
    case moment
    /// Not the answer to this login (別のログイン).
    case nonce
    /// It names nobody (本人の識別子の誤り).
    case subject

    /// What is wrong, for whoever keeps the settings (失敗の説明).
    public var japanese: String {
        switch self {
        case .malformed: "認証の結果を読めません。"
        case .algorithm: "認証の結果の署名方式が、使えるものではありません。"
        case .unknownKey: "認証の結果が、公開されていない鍵で署名されています。"
        case .signature: "認証の結果の署名が正しくありません。"
        case .issuer: "認証の結果の発行者が、設定と違います。"
        case .audience: "認証の結果が、Koeに宛てたものではありません。"
        case .expired: "認証の結果の有効期限が過ぎています。"
        case .moment: "認証の結果の発行時刻が、時計と合いません。"
        case .nonce: "認証の結果が、このログインのものではありません。"
        case .subject: "認証の結果に、本人の識別子がありません。"
        }
    }
}
