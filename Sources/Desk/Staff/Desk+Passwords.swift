import Crypto
public import FoundationEssentials
import Participation
import Postgres

/// A password somebody is handed and must replace at the first login (初回パスワード).
enum OneTimePassword {
    /// No capitals and nothing that looks like something else: it is read from paper.
    private static let alphabet = Array("23456789abcdefghjkmnpqrstvwxyz")

    /// 73 bits in three groups.
    static func random() -> String { spell { Int.random(in: alphabet.indices) } }

    /// The one of the demo city, which can be printed at every start: it follows from a key.
    static func demo(_ key: SymmetricKey) -> String {
        let bytes = Array(HMAC<SHA256>.authenticationCode(for: Array("demo".utf8), using: key))
        var index = 0
        return spell {
            defer { index += 1 }
            return Int(bytes[index]) % alphabet.count
        }
    }

    private static func spell(_ next: () -> Int) -> String {
        (0..<3).map { _ in String((0..<5).map { _ in alphabet[next()] }) }.joined(separator: "-")
    }
}

extension Desk {
    /// Gives an account a password to log in with once, and ends its sessions (初回パスワードの発行).
    public func issuePassword(
        for login: String, by actor: UUID?
    ) async throws(DeskError) -> String {
        do {
            let member = try await self.member(login)
            let password = OneTimePassword.random()
            try await setPassword(password, isOneTime: true, of: member.id, by: actor)
            return password
        } catch {
            throw DeskError(error)
        }
    }

    /// Replaces somebody's own password; every session but this one ends (パスワードの変更).
    /// - Parameter place: where a new session begins; the old one, too, is worth nothing then.
    /// - Returns: the new cookie.
    public func changePassword(
        of person: SignedIn, from present: String, to new: String, repeated: String,
        at place: ClientPlace
    ) async throws(DeskError) -> LogInOutcome {
        do {
            let now = clock()
            let attempt = Throttle.Attempt(
                what: "password", login: person.login, address: place.address)
            if let wait = try await throttle.begin(attempt, at: now) { return .wait(wait) }
            let known = try await credentials(of: person.login)
            guard try await passwords.isRight(present, for: known?.hash) else {
                throw StaffRefusal.wrongPassword
            }
            try await throttle.succeed(attempt, at: now)
            // Compared as they are hashed: half width and full width are the same.
            let password = PasswordHashing.normalised(new)
            guard password == PasswordHashing.normalised(repeated) else {
                throw StaffRefusal.notRepeated
            }
            guard password != PasswordHashing.normalised(present) else {
                throw StaffRefusal.samePassword
            }
            let city = try await self.city()
            let expected = [person.login, person.name, city?.name].compactMap(\.self)
            if let fault = PasswordRule.fault(in: password, expecting: expected) {
                throw StaffRefusal.password(fault)
            }
            try await setPassword(
                password, isOneTime: false, of: person.account, by: person.account)
            let cookie = try await beginSession(
                of: person.account, .open, from: place, replacing: nil, at: now)
            return .entered(cookie, .open)
        } catch {
            throw DeskError(error)
        }
    }

    private func setPassword(
        _ password: String, isOneTime: Bool, of account: UUID, by actor: UUID?
    ) async throws {
        let hash = try await passwords.hash(password)
        let now = clock()
        let what: StaffNote.What = isOneTime ? .passwordIssued : .passwordChosen
        _ = try await pool.run([
            """
            UPDATE staff.account
               SET password_hash = \(hash), is_one_time = \(isOneTime), password_set_at = \(now)
             WHERE id = \(account)
            """,
            "DELETE FROM staff.session WHERE account = \(account)",
            StaffNote(what, account: account).insertion(at: now, by: actor),
        ])
    }

    /// The first account of a city: whoever sets it up (最初のシステム管理者).
    public static let firstAdministrator = "admin"

    /// Makes the first administrator with a password for once; nil when there is an account already.
    public func makeFirstAdministrator() async throws(DeskError) -> String? {
        do {
            let rows = try await pool.execute("SELECT FROM staff.account LIMIT 1")
            guard rows.isEmpty else { return nil }
            _ = try await addStaff(
                Self.firstAdministrator, name: StaffRole.admin.japanese,
                roles: [RoleTerm(.admin, from: today)], by: nil)
            return try await issuePassword(for: Self.firstAdministrator, by: nil)
        } catch {
            throw DeskError(error)
        }
    }
}
