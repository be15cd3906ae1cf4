import Crypto
import EventLog
import FoundationEssentials
import Participation
import Postgres

/// Where a request came from (接続元).
public struct ClientPlace: Sendable, Equatable {
    /// The address, as far as it is known (接続元アドレス).
    public let address: String
    /// What the browser calls itself (ブラウザー).
    public let browser: String

    /// Where a request came from (接続元).
    public init(address: String, browser: String) {
        self.address = address
        self.browser = String(browser.prefix(LogInLimits.browser))
    }
}

extension Desk {
    /// Logs somebody in by name and password (ログイン).
    ///
    /// An unknown name, a disabled account and a wrong password have the same answer after the same
    /// work. The session is always a new one; that of the browser, if any, ends.
    public func logIn(
        _ name: String, password: String, from place: ClientPlace, replacing old: String? = nil
    ) async throws(DeskError) -> LogInOutcome {
        do {
            let now = clock()
            let login = LoginName(name)
            let attempt = Throttle.Attempt(
                what: "password", login: login?.text ?? name, address: place.address)
            if let wait = try await throttle.begin(attempt, at: now) { return .wait(wait) }
            let known = try await login.asyncMap { try await credentials(of: $0.text) } ?? nil
            let isRight = try await passwords.isRight(password, for: known?.hash)
            guard isRight, let known, let hash = known.hash, !known.isDisabled,
                !known.isOneTimeOver(at: now)
            else { return .refused }
            try await throttle.succeed(attempt, at: now)
            if Argon2id.isOutdated(hash) { try await renewHash(of: known, password, hash) }
            let stage: LogInStage =
                known.asksForCode ? .code : known.isOneTime ? .password : .open
            let token = try await beginSession(
                of: known.account, stage, from: place, replacing: old, at: now)
            return .entered(token, stage)
        } catch {
            throw DeskError(error)
        }
    }

    /// The second step: the one-time code, or a recovery code (確認コードの照合).
    public func confirmCode(
        _ code: String, of person: SignedIn, cookie: String, from place: ClientPlace
    ) async throws(DeskError) -> LogInOutcome {
        do {
            let now = clock()
            guard person.stage == .code else { return .expired }
            let attempt = Throttle.Attempt(
                what: "code", login: person.login, address: place.address)
            if let wait = try await throttle.begin(attempt, at: now) { return .wait(wait) }
            guard try await isCode(code, of: person.account, at: now) else { return .refused }
            try await throttle.succeed(attempt, at: now)
            let known = try await credentials(of: person.login)
            let stage: LogInStage = known?.isOneTime == true ? .password : .open
            // A new cookie for more rights: the one from before the code is good for nothing.
            let token = try await beginSession(
                of: person.account, stage, from: place, replacing: cookie, at: now)
            return .entered(token, stage)
        } catch {
            throw DeskError(error)
        }
    }

    /// What an account logs in with.
    struct Credentials: Sendable {
        let account: UUID
        let hash: String?
        let isOneTime: Bool
        let setAt: Instant?
        let asksForCode: Bool
        let isDisabled: Bool

        /// Whether the password was handed out, and so long ago that it is good no more.
        func isOneTimeOver(at now: Instant) -> Bool {
            guard isOneTime, let setAt else { return false }
            return setAt.advanced(by: LogInLimits.oneTimePassword) < now
        }
    }

    func credentials(of login: String) async throws -> Credentials? {
        let rows = try await pool.execute(
            """
            SELECT id, password_hash, is_one_time, password_set_at, totp_since IS NOT NULL,
                   disabled_at IS NOT NULL
              FROM staff.account WHERE login = \(login)
            """)
        return try rows.first.map { row in
            Credentials(
                account: try row.get(0), hash: try row.getOptional(1), isOneTime: try row.get(2),
                setAt: try row.getOptional(3), asksForCode: try row.get(4),
                isDisabled: try row.get(5))
        }
    }

    /// The same password under today's parameters, unless it was changed meanwhile.
    private func renewHash(
        of known: Credentials, _ password: String, _ old: String
    ) async throws {
        let hash = try await passwords.hash(password)
        _ = try await pool.execute(
            """
            UPDATE staff.account SET password_hash = \(hash)
             WHERE id = \(known.account) AND password_hash = \(old)
            """)
    }

    var throttle: Throttle { Throttle(pool: pool, key: keyring.derivedKey("staff/throttle")) }
}

extension Optional {
    /// The value worked upon, when there is one.
    fileprivate func asyncMap<R>(_ body: (Wrapped) async throws -> R) async rethrows -> R? {
        guard let self else { return nil }
        return try await body(self)
    }
}
