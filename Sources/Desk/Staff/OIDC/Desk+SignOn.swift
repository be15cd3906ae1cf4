import Crypto
import EventLog
import FoundationEssentials
import Participation
import Postgres

/// A browser on its way to the identity provider (認証サーバーへの案内).
public struct OIDCDeparture: Sendable {
    /// Where it is sent (行き先).
    public let address: String
    /// What it must come back with, in a cookie (控え).
    public let cookie: String
}

/// What a browser brings back from the provider, RFC 6749 §4.1.2 (認証サーバーからの戻り).
public struct OIDCReturn: Sendable {
    let code: String?
    let state: String?
    let error: String?
    /// RFC 9207: who answers, where it is said.
    let issuer: String?

    /// What the address says (戻りの内容).
    public init(code: String?, state: String?, error: String?, issuer: String?) {
        self.code = code
        self.state = state
        self.error = error
        self.issuer = issuer
    }
}

/// What came of logging in at the provider (庁内の認証の結果).
public enum OIDCOutcome: Sendable {
    /// In; the cookie is a new one, and what was carried comes back (成功).
    case entered(SecretText, carried: String)
    /// The provider knows them by this, and no account is bound to it (結び付きなし).
    case unbound(subject: String)
    /// The account is disabled (停止中).
    case disabled
    /// It took too long, was begun in another browser, or was used before (時間切れ).
    case stale
    /// They did not go through with it, or were not let (取消し).
    case declined
    /// The provider or Koe is not set up for it (設定の誤り).
    case misconfigured
    /// The provider's word was not had, or not taken (失敗).
    case failed(OIDCFault)
}

extension Desk {
    /// Where the city's own people show who they are; nil: by name and password alone
    /// (庁内の認証の設定).
    public var oidcSettings: OIDCSettings? { oidc?.settings }

    /// Sends a browser to the identity provider (庁内の認証の開始).
    /// - Parameters:
    ///   - address: where it comes back to, as the provider has it registered.
    ///   - carried: what comes back with it.
    public func beginSignOn(
        returningTo address: String, carrying carried: String
    ) async throws(OIDCFault) -> OIDCDeparture {
        guard let oidc else { throw .clientRefused }
        let now = clock()
        let document = try await oidc.description(at: now)
        let request = OIDCRequest(at: now, carrying: carried)
        let cookie: String
        do {
            cookie = try request.sealed(with: requestKey)
        } catch {
            throw .unreadable(.description)
        }
        let place = document.authorization.with([
            ("response_type", "code"), ("client_id", oidc.settings.clientID),
            ("redirect_uri", address), ("scope", "openid"), ("state", request.state),
            ("nonce", request.nonce), ("code_challenge", request.challenge),
            ("code_challenge_method", "S256"),
        ])
        return OIDCDeparture(address: place, cookie: cookie)
    }

    /// Logs somebody in whom the identity provider knows (庁内の認証によるログイン).
    ///
    /// No account is ever made here: an administrator has bound one to the person before. A one-time
    /// code is not asked for, and no password: the provider did what the city wants.
    /// - Parameters:
    ///   - cookie: what the browser left with.
    ///   - old: the session of the browser, if any; it ends.
    public func endSignOn(
        _ answer: OIDCReturn, cookie: String?, returningTo address: String,
        from place: ClientPlace, replacing old: String?
    ) async throws(DeskError) -> OIDCOutcome {
        guard let oidc else { return .misconfigured }
        if let error = answer.error { return Self.outcome(of: error) }
        let now = clock()
        guard let cookie, let request = OIDCRequest(opening: cookie, with: requestKey),
            let state = answer.state, request.isState(state), !request.isOver(at: now)
        else { return .stale }
        do {
            guard try await spend(request, at: now) else { return .stale }
            guard let code = answer.code, code.utf8.count <= OIDCLimits.returned else {
                return .failed(.unreadable(.token))
            }
            guard answer.issuer.map({ $0 == oidc.settings.issuer }) ?? true else {
                return .failed(.otherIssuer)
            }
            let subject = try await subject(code, request, oidc, address, now)
            guard let known = try await account(subject, oidc.settings.issuer) else {
                return .unbound(subject: subject)
            }
            guard !known.isDisabled else { return .disabled }
            let token = try await beginSession(
                of: known.id, .open, from: place, replacing: old, at: now, by: .oidc)
            return .entered(token, carried: request.carried)
        } catch let fault as OIDCFault {
            return .failed(fault)
        } catch {
            throw DeskError(error)
        }
    }

    private func subject(
        _ code: String, _ request: OIDCRequest, _ oidc: OIDCProvider, _ address: String,
        _ now: Instant
    ) async throws -> String {
        let text = try await oidc.token(
            for: code, verifier: request.verifier, returningTo: address, at: now)
        do {
            let token = try IDToken(text)
            let key = try await oidc.key(of: token, at: now)
            return try await token.subject(
                by: key,
                IDToken.Expectation(
                    issuer: oidc.settings.issuer, clientID: oidc.settings.clientID,
                    nonce: request.nonce, beganAt: request.beganAt, now: now))
        } catch let fault as IDTokenFault {
            throw OIDCFault.token(fault)
        }
    }

    private func account(
        _ subject: String, _ issuer: String
    ) async throws -> (id: UUID, isDisabled: Bool)? {
        let rows = try await pool.execute(
            """
            SELECT id, disabled_at IS NOT NULL FROM staff.account
             WHERE oidc_issuer = \(issuer) AND oidc_subject = \(subject)
            """)
        return try rows.first.map { (try $0.get(0), try $0.get(1)) }
    }

    /// Takes a request that has come back, once in the whole installation.
    private func spend(_ request: OIDCRequest, at now: Instant) async throws -> Bool {
        let old = now.advanced(by: .zero - OIDCLimits.request)
        _ = try await pool.execute("DELETE FROM staff.sign_on WHERE returned_at < \(old)")
        return try await pool.execute(
            """
            INSERT INTO staff.sign_on (digest, returned_at) VALUES (\(request.digest), \(now))
            ON CONFLICT DO NOTHING
            """
        ).affected == 1
    }

    /// RFC 6749 §4.1.2.1 and OpenID Connect Core 1.0 §3.1.2.6, as far as a person can do something.
    private static func outcome(of error: String) -> OIDCOutcome {
        switch error {
        case "access_denied", "login_required", "interaction_required", "consent_required",
            "account_selection_required":
            .declined
        case "temporarily_unavailable", "server_error": .failed(.failing(code: 503))
        default: .misconfigured
        }
    }

    private var requestKey: SymmetricKey { keyring.derivedKey("staff/oidc") }
}
