public import FoundationEssentials
public import Participation

/// What is still asked of somebody who has given their password (ログインの段階).
public enum LogInStage: String, Sendable, Equatable {
    /// The one-time code (確認コード待ち).
    case code
    /// A password of their own (パスワード変更待ち).
    case password
    /// Nothing (ログイン済み).
    case open
}

/// Who asks, as far as they have shown it (ログイン中の職員).
public struct SignedIn: Sendable, Equatable {
    /// By what it was shown (確認の方法).
    public enum Proof: Sendable, Equatable {
        /// A cookie, by its digest (ログイン).
        case session([UInt8])
        /// A token of the API, by its number (APIトークン).
        case token(UUID)
    }

    /// The account (利用者番号).
    public let account: UUID
    /// What events name them by (利用者名).
    public let login: String
    /// Their name (氏名).
    public let name: String
    /// What they may do today; of a token, its one role (本日の役割).
    public let roles: [RoleTerm]
    /// What is still asked (段階).
    public let stage: LogInStage
    /// By what it was shown (確認の方法).
    public let proof: Proof
    /// What every form they send must carry; blank for a token, which no page can send (送信の印).
    public let formToken: String

    /// Whether they have one of these roles today (役割の確認).
    public func has(oneOf roles: Set<StaffRole>) -> Bool {
        self.roles.contains { roles.contains($0.role) }
    }
}

/// What came of trying to log in (ログインの結果).
public enum LogInOutcome: Sendable, Equatable {
    /// In, or in as far as the stage says; the cookie is a new one (成功).
    case entered(SecretText, LogInStage)
    /// Name, password or code are not right; which, is not said (不一致).
    case refused
    /// Too many attempts; how long to wait (試行過多).
    case wait(Duration)
    /// The time for the code is over: begin again (時間切れ).
    case expired
}
