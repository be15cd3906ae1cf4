public import FoundationEssentials
public import Participation
import Postgres

/// A token of the API, without the token itself (APIトークンの記載).
public struct TokenEntry: Sendable, Equatable {
    /// What it is revoked by (番号).
    public let id: UUID
    /// Whose (利用者名).
    public let login: String
    /// What it is for (用途).
    public let name: String
    /// The one role it acts in (役割).
    public let role: StaffRole
    /// Until when (有効期限).
    public let endsAt: OfficeMoment
    /// When it was last used, to the hour (最終利用日時).
    public let usedAt: OfficeMoment?
}

extension Desk {
    /// Who a token belongs to; nil when it is none, is over, or its account has lost the role
    /// (APIトークンの確認).
    public func signedIn(byToken token: String) async throws(DeskError) -> SignedIn? {
        do {
            let now = clock()
            let digest = SecretText(token).digest
            let rows = try await pool.execute(
                """
                SELECT a.id, a.login, a.name, t.id, t.used_at, r.role, r.section,
                       r.valid_from - date '1970-01-01', r.valid_through - date '1970-01-01'
                  FROM staff.token AS t
                  JOIN staff.account AS a ON a.id = t.account AND a.disabled_at IS NULL
                  JOIN staff.role_term AS r ON r.account = a.id AND r.role = t.role
                 WHERE t.digest = \(digest) AND t.revoked_at IS NULL AND t.ends_at > \(now)
                 ORDER BY r.number
                """)
            let roles = try rows.compactMap { try RoleTerm($0, from: 5) }
                .filter { $0.holds(on: today) }
            guard let row = rows.first, !roles.isEmpty else { return nil }
            let usedAt: Instant? = try row.getOptional(4)
            if usedAt.map({ $0.advanced(by: LogInLimits.tokenSeenEvery) < now }) ?? true {
                _ = try await pool.execute(
                    "UPDATE staff.token SET used_at = \(now) WHERE digest = \(digest)")
            }
            return SignedIn(
                account: try row.get(0), login: try row.get(1), name: try row.get(2),
                roles: roles, stage: .open, proof: .token(try row.get(3)), formToken: "")
        } catch {
            throw DeskError(error)
        }
    }

    /// Makes a token for one role of an account; it is shown this once (APIトークンの発行).
    /// - Throws: ``DeskError``; `declined` when the account has not the role today.
    public func makeToken(
        for login: String, role: StaffRole, name: String, days: Int, by actor: UUID?
    ) async throws(DeskError) -> (secret: SecretText, entry: TokenEntry) {
        do {
            let now = clock()
            let member = try await self.member(login)
            guard (1...StaffLimits.tokenDays).contains(days) else {
                throw StaffRefusal.tokenTooLong
            }
            guard !member.isDisabled else { throw StaffRefusal.disabled }
            guard member.roles(on: today).contains(where: { $0.role == role }) else {
                throw StaffRefusal.roleNotHeld
            }
            guard !name.isBlank, name.count <= StaffLimits.tokenName else {
                throw StaffRefusal.tokenNameMalformed
            }
            let secret = SecretText.random()
            let id = newID()
            let endsAt = now.advanced(by: .seconds(days * 86_400))
            _ = try await pool.run([
                """
                INSERT INTO staff.token (id, account, digest, name, role, made_at, ends_at)
                VALUES (\(id), \(member.id), \(secret.digest), \(name), \(role.rawValue), \(now),
                        \(endsAt))
                """,
                StaffNote(.tokenMade, account: member.id, role: role).insertion(at: now, by: actor),
            ])
            let entry = TokenEntry(
                id: id, login: login, name: name, role: role,
                endsAt: OfficeMoment(endsAt), usedAt: nil)
            return (secret, entry)
        } catch {
            throw DeskError(error)
        }
    }

    /// Revokes a token (APIトークンの失効).
    public func revokeToken(_ id: UUID, by actor: UUID?) async throws(DeskError) {
        do {
            let now = clock()
            let rows = try await pool.execute(
                """
                UPDATE staff.token SET revoked_at = \(now) WHERE id = \(id) AND revoked_at IS NULL
                RETURNING account
                """)
            guard let row = rows.first else {
                throw DeskError.notFound("token \(id.uuidString.lowercased())")
            }
            try await note(.tokenRevoked, of: try row.get(0), by: actor, at: now)
        } catch {
            throw DeskError(error)
        }
    }

    /// The tokens that are still good, of one account or of all (APIトークンの一覧).
    public func tokens(of account: UUID? = nil) async throws(DeskError) -> [TokenEntry] {
        do {
            let now = clock()
            return try await pool.execute(
                """
                SELECT t.id, a.login, t.name, t.role, t.ends_at, t.used_at
                  FROM staff.token AS t JOIN staff.account AS a ON a.id = t.account
                 WHERE t.revoked_at IS NULL AND t.ends_at > \(now)
                   AND (\(account)::uuid IS NULL OR t.account = \(account))
                 ORDER BY a.login, t.made_at
                """
            ).map { row in
                guard let role = StaffRole(rawValue: try row.get(3)) else {
                    throw DeskError.internalFault("a role in staff.token")
                }
                return TokenEntry(
                    id: try row.get(0), login: try row.get(1), name: try row.get(2), role: role,
                    endsAt: OfficeMoment(try row.get(4)),
                    usedAt: try row.getOptional(5, as: Instant.self).map { OfficeMoment($0) })
            }
        } catch {
            throw DeskError(error)
        }
    }
}
