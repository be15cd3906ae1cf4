import Crypto
import EventLog
public import FoundationEssentials
import Participation
import Postgres

extension Desk {
    /// A secret to be typed into an authenticator app; no code is asked for before one was given
    /// (確認コードの準備).
    public func prepareCodes(of person: SignedIn) async throws(DeskError) -> String {
        do {
            if let waiting = try await codeSecret(of: person.account), waiting.since == nil {
                return waiting.code.spelled
            }
            let code = OneTimeCode.random()
            let sealed = try AES.GCM.seal(
                code.secret, using: codeKey, authenticating: person.account.bytes)
            _ = try await pool.execute(
                """
                UPDATE staff.account SET totp_secret = \(sealed.combined.map { Array($0) }), totp_step = 0
                 WHERE id = \(person.account) AND totp_since IS NULL
                """)
            return code.spelled
        } catch {
            throw DeskError(error)
        }
    }

    /// Asks for codes from now on; the first one shows that the app has the secret
    /// (確認コードの利用開始).
    /// - Returns: the recovery codes, shown this once.
    public func beginCodes(
        of person: SignedIn, code: String
    ) async throws(DeskError) -> [String] {
        do {
            let now = clock()
            guard let waiting = try await codeSecret(of: person.account), waiting.since == nil,
                try await isCode(code, of: person.account, at: now)
            else { throw StaffRefusal.wrongCode }
            let codes = (0..<LogInLimits.recoveryCodes).map { _ in
                EnquiryCode.spell(UInt64.random(in: .min ... .max))
            }
            _ = try await pool.run([
                "UPDATE staff.account SET totp_since = \(now) WHERE id = \(person.account)",
                "DELETE FROM staff.recovery_code WHERE account = \(person.account)",
                """
                INSERT INTO staff.recovery_code (account, digest)
                SELECT \(person.account), digest
                  FROM unnest(\(array: codes.map { recoveryDigest($0) }, of: .bytea)) AS digest
                """,
                StaffNote(.totpBegun, account: person.account)
                    .insertion(at: now, by: person.account),
            ])
            return codes
        } catch {
            throw DeskError(error)
        }
    }

    /// Asks for no codes any more (確認コードの利用終了).
    /// - Parameter actor: the person, or an administrator when the device is lost.
    public func endCodes(of account: UUID, by actor: UUID?) async throws(DeskError) {
        do {
            _ = try await pool.run([
                """
                UPDATE staff.account SET totp_secret = NULL, totp_since = NULL, totp_step = 0
                 WHERE id = \(account)
                """,
                "DELETE FROM staff.recovery_code WHERE account = \(account)",
                StaffNote(.totpEnded, account: account).insertion(at: clock(), by: actor),
            ])
        } catch {
            throw DeskError(error)
        }
    }

    /// Whether it is the code of the moment, or a recovery code; either is good once.
    func isCode(_ typed: String, of account: UUID, at now: Instant) async throws -> Bool {
        let typed = typed.halfWidth.filter { !$0.isWhitespace }
        guard let known = try await codeSecret(of: account) else { return false }
        let step = known.code.step(
            of: typed, near: OneTimeCode.step(at: now.microseconds), after: known.lastStep)
        if let step {
            // Of two who use the same code at once, one finds it used.
            return try await pool.execute(
                """
                UPDATE staff.account SET totp_step = \(step)
                 WHERE id = \(account) AND totp_step < \(step)
                """
            ).affected == 1
        }
        let used = try await pool.execute(
            """
            UPDATE staff.recovery_code SET used_at = \(now)
             WHERE account = \(account) AND used_at IS NULL
               AND digest = \(recoveryDigest(typed))
            """)
        guard used.affected == 1 else { return false }
        try await note(.recoveryCodeUsed, of: account, by: account, at: now)
        return true
    }

    private struct CodeSecret {
        let code: OneTimeCode
        let since: Instant?
        let lastStep: Int64
    }

    private func codeSecret(of account: UUID) async throws -> CodeSecret? {
        let rows = try await pool.execute(
            "SELECT totp_secret, totp_since, totp_step FROM staff.account WHERE id = \(account)")
        guard let row = rows.first, let sealed: [UInt8] = try row.getOptional(0) else { return nil }
        let secret = try AES.GCM.open(
            AES.GCM.SealedBox(combined: sealed), using: codeKey, authenticating: account.bytes)
        return CodeSecret(
            code: OneTimeCode(secret: Array(secret)), since: try row.getOptional(1),
            lastStep: try row.get(2))
    }

    private var codeKey: SymmetricKey { keyring.derivedKey("staff/code") }

    private func recoveryDigest(_ code: String) -> [UInt8] {
        let plain = code.uppercased().filter { $0.isLetter || $0.isNumber }
        return Array(
            HMAC<SHA256>.authenticationCode(
                for: Array(plain.utf8), using: keyring.derivedKey("staff/recovery")))
    }
}

extension UUID {
    fileprivate var bytes: [UInt8] { withUnsafeBytes(of: uuid) { Array($0) } }
}
