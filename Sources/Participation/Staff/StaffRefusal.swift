/// Why the city does not change what a member of staff may do (職員の登録の拒否).
public enum StaffRefusal: ExplainedRefusal {
    /// The name is in use (使用中の利用者名).
    case loginTaken
    /// It cannot be a name to log in by (利用者名の誤り).
    case loginMalformed
    /// The person's name is missing or too long (氏名の誤り).
    case nameMalformed
    /// There is no such section on that day (所属の誤り).
    case unknownSection
    /// The last day lies before the first (期間の誤り).
    case termReversed
    /// They have this role already (付与済み).
    case alreadyHeld
    /// They have not this role today (役割なし).
    case roleNotHeld
    /// What a token is for is missing or too long (用途の誤り).
    case tokenNameMalformed
    /// Nobody changes their own rights (自分の役割).
    case ownRights
    /// The account is disabled (停止中).
    case disabled
    /// The password is not what it must be (パスワードの規則).
    case password(PasswordRule.Fault)
    /// The password typed as the present one is not (現在のパスワードの誤り).
    case wrongPassword
    /// The two new passwords differ (確認の不一致).
    case notRepeated
    /// It is the one they have (同じパスワード).
    case samePassword
    /// The one-time code does not fit (確認コードの誤り).
    case wrongCode
    /// The token would outlive what is allowed (有効期間の超過).
    case tokenTooLong
    /// The city has no identity provider (庁内の認証なし).
    case noProvider
    /// The provider can know nobody by this (識別子の誤り).
    case subjectMalformed
    /// Another account is bound to the same person (結び付け済みの識別子).
    case subjectTaken

    /// The fields of the forms (入力項目).
    public enum Field: String, Sendable {
        case login, name, section, through, role, password, newPassword, repeated, code, days
        case subject
    }

    /// The field beside which it is shown (該当項目).
    public var field: Field? {
        switch self {
        case .loginTaken, .loginMalformed, .disabled: .login
        case .nameMalformed, .tokenNameMalformed: .name
        case .unknownSection: .section
        case .termReversed: .through
        case .alreadyHeld, .roleNotHeld, .ownRights: .role
        case .password, .samePassword: .newPassword
        case .wrongPassword: .password
        case .notRepeated: .repeated
        case .wrongCode: .code
        case .tokenTooLong: .days
        case .noProvider, .subjectMalformed, .subjectTaken: .subject
        }
    }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .loginTaken: "この利用者名は使われています。別の利用者名にしてください。"
        case .loginMalformed: "利用者名は英小文字・数字・. - _ @ で、\(LoginName.longest)字以内にしてください。"
        case .nameMalformed: "氏名を\(StaffLimits.name)字以内で入力してください。"
        case .unknownSection: "所属は、その日の組織にある課の名称かコードにしてください。空欄は全ての課です。"
        case .termReversed: "終了日は開始日以後の日付にしてください。"
        case .alreadyHeld: "この役割は付与済みです。"
        case .roleNotHeld: "この利用者は、本日この役割を持っていません。"
        case .tokenNameMalformed: "用途を\(StaffLimits.tokenName)字以内で入力してください。"
        case .ownRights: "自分の役割や利用の停止は、ほかのシステム管理者に頼んでください。"
        case .disabled: "この利用者は停止中です。"
        case .password(let fault): fault.japanese
        case .wrongPassword: "現在のパスワードが違います。"
        case .notRepeated: "新しいパスワードと確認用の入力が違います。"
        case .samePassword: "今と違うパスワードにしてください。"
        case .wrongCode: "確認コードが違います。時刻の合った端末の新しいコードを入力してください。"
        case .tokenTooLong: "有効日数は1から\(StaffLimits.tokenDays)までにしてください。"
        case .noProvider: "庁内の認証が設定されていません。先に認証サーバーを設定してください。"
        case .subjectMalformed: "本人の識別子は、認証サーバーの示すとおりに255字以内の英数字・記号で入力してください。"
        case .subjectTaken: "この識別子は、別の利用者に結び付いています。"
        }
    }
}

/// Limits of the list of staff, each with its name (職員の登録の上限).
public enum StaffLimits {
    /// A name, in characters (氏名の字数).
    public static let name = 100
    /// What a token is called, in characters (トークンの名称の字数).
    public static let tokenName = 100
    /// How long a token may be good for, in days (トークンの有効日数).
    public static let tokenDays = 366
}
