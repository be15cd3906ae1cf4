import Crypto
import EventLog
public import Foundation
import Participation
import Postgres

/// Somewhere somebody is logged in, as their account page lists it (ログイン中の場所).
public struct SessionEntry: Sendable, Equatable {
    /// What it is ended by; not the cookie (番号).
    public let digest: [UInt8]
    /// When they logged in (ログイン日時).
    public let beganAt: OfficeMoment
    /// When they were last seen (最終操作日時).
    public let seenAt: OfficeMoment
    /// What the browser calls itself (ブラウザー).
    public let browser: String
    /// Where from (接続元).
    public let address: String
}

extension Desk {
    /// Who a cookie belongs to; nil when it is none, or its time is over (ログインの確認).
    public func signedIn(by cookie: String) async throws(DeskError) -> SignedIn? {
        do {
            let now = clock()
            let secret = SecretText(cookie)
            let rows = try await pool.execute(
                """
                SELECT a.id, a.login, a.name, s.stage, s.seen_at, r.role, r.section,
                       r.valid_from - date '1970-01-01', r.valid_through - date '1970-01-01',
                       s.began_at
                  FROM staff.session AS s
                  JOIN staff.account AS a ON a.id = s.account AND a.disabled_at IS NULL
                  LEFT JOIN staff.role_term AS r ON r.account = a.id
                 WHERE s.digest = \(secret.digest)
                   AND s.began_at > \(now.advanced(by: .zero - LogInLimits.longest))
                   AND s.seen_at > \(now.advanced(by: .zero - LogInLimits.idle))
                 ORDER BY r.number
                """)
            guard let row = rows.first, let stage = LogInStage(rawValue: try row.get(3)) else {
                return nil
            }
            if stage == .code {
                let beganAt: Instant = try row.get(9)
                guard beganAt.advanced(by: LogInLimits.codeWait) > now else { return nil }
            }
            let seenAt: Instant = try row.get(4)
            if seenAt.advanced(by: LogInLimits.seenEvery) < now {
                _ = try await pool.execute(
                    "UPDATE staff.session SET seen_at = \(now) WHERE digest = \(secret.digest)")
            }
            return SignedIn(
                account: try row.get(0), login: try row.get(1), name: try row.get(2),
                roles: try rows.compactMap { try RoleTerm($0, from: 5) }
                    .filter { $0.holds(on: today) },
                stage: stage, proof: .session(secret.digest),
                formToken: formToken(of: secret.digest))
        } catch {
            throw DeskError(error)
        }
    }

    /// Ends the session of a cookie (ログアウト).
    public func logOut(_ person: SignedIn) async throws(DeskError) {
        guard case .session(let digest) = person.proof else { return }
        try await endSession(digest, of: person)
    }

    /// Ends one of somebody's own sessions (ログインの終了).
    public func endSession(_ digest: [UInt8], of person: SignedIn) async throws(DeskError) {
        do {
            _ = try await pool.execute(
                """
                DELETE FROM staff.session
                 WHERE digest = \(digest) AND account = \(person.account)
                """)
        } catch {
            throw DeskError(error)
        }
    }

    /// Where somebody is logged in, the latest first (ログイン中の場所の一覧).
    public func sessions(of account: UUID) async throws(DeskError) -> [SessionEntry] {
        do {
            let now = clock()
            return try await pool.execute(
                """
                SELECT digest, began_at, seen_at, browser, address FROM staff.session
                 WHERE account = \(account)
                   AND began_at > \(now.advanced(by: .zero - LogInLimits.longest))
                   AND seen_at > \(now.advanced(by: .zero - LogInLimits.idle))
                 ORDER BY began_at DESC
                """
            ).map { row in
                SessionEntry(
                    digest: try row.get(0), beganAt: OfficeMoment(try row.get(1)),
                    seenAt: OfficeMoment(try row.get(2)), browser: try row.get(3),
                    address: try row.get(4))
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Begins a session with a new secret, and ends the one the browser had: a cookie that somebody
    /// planted there is worth nothing afterwards.
    /// - Parameter way: how they showed who they are, for the history.
    func beginSession(
        of account: UUID, _ stage: LogInStage, from place: ClientPlace, replacing old: String?,
        at now: Instant, by way: LogInWay = .password
    ) async throws -> SecretText {
        let secret = SecretText.random()
        let gone = now.advanced(by: .zero - LogInLimits.longest)
        _ = try await pool.run([
            """
            DELETE FROM staff.session
             WHERE digest = \(old.map { SecretText($0).digest } ?? []) OR began_at < \(gone)
            """,
            """
            DELETE FROM staff.session
             WHERE digest IN (SELECT digest FROM staff.session WHERE account = \(account)
                               ORDER BY began_at DESC OFFSET \(Int64(LogInLimits.sessions - 1)))
            """,
            """
            INSERT INTO staff.session (digest, account, stage, began_at, seen_at, browser, address)
            VALUES (\(secret.digest), \(account), \(stage.rawValue), \(now), \(now),
                    \(place.browser), \(place.address))
            """,
        ])
        if stage == .open { try await note(way.note, of: account, by: account, at: now) }
        try await throttle.sweep(at: now)
        return secret
    }

    /// What the forms of a session carry: follows from its digest and a key only Koe has, so it
    /// needs no column, and nobody who sees it learns the cookie.
    func formToken(of digest: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: digest, using: keyring.derivedKey("staff/form"))
        return Data(code).base64URL
    }
}

/// How somebody shows who they are (ログインの方法).
enum LogInWay: Sendable {
    /// By name and password, and a code where one is asked for.
    case password
    /// At the city's identity provider.
    case oidc

    var note: StaffNote.What {
        switch self {
        case .password: .loggedIn
        case .oidc: .loggedInByOIDC
        }
    }
}

extension RoleTerm {
    /// The role of a row: its name, section, first and last day from a column on; nil when there is
    /// none.
    init?(_ row: Row, from column: Int) throws {
        guard let code: String = try row.getOptional(column) else { return nil }
        let first: Int32 = try row.get(column + 2)
        let last: Int32? = try row.getOptional(column + 3)
        guard let role = StaffRole(rawValue: code), let from = LocalDate(dayNumber: Int(first))
        else { throw DeskError.internalFault("a role in staff.history") }
        self.init(
            role, section: try row.getOptional(column + 1), from: from,
            through: last.flatMap { LocalDate(dayNumber: Int($0)) })
    }
}
