public import FoundationEssentials
public import Participation
import Postgres

/// An account as the list of staff shows it (利用者).
public struct StaffMember: Sendable, Equatable {
    /// Its number (利用者番号).
    public let id: UUID
    /// What it logs in by (利用者名).
    public let login: String
    /// The person's name (氏名).
    public let name: String
    /// All that was ever given, the first first (役割).
    public internal(set) var held: [HeldRole] = []
    /// Whether it can log in by a password (パスワードの有無).
    public let hasPassword: Bool
    /// Whether the password was handed out and must be replaced (初回パスワードか).
    public let isOneTime: Bool
    /// Whether a one-time code is asked for (確認コードの有無).
    public let asksForCode: Bool
    /// Whether nobody can log in by it (停止中).
    public let isDisabled: Bool
    /// Whom the identity provider knows them as; nil: nobody (庁内の認証との結び付き).
    public let binding: OIDCBinding?

    /// What may be done on a day (その日の役割).
    public func roles(on day: LocalDate) -> [RoleTerm] {
        held.map(\.term).filter { $0.holds(on: day) }
    }
}

extension Desk {
    /// Everybody who has an account, by login (利用者の一覧).
    public func staff() async throws(DeskError) -> [StaffMember] {
        do {
            return try await members(login: nil)
        } catch {
            throw DeskError(error)
        }
    }

    /// One account (利用者).
    /// - Throws: ``DeskError``; `notFound` when there is none of this name.
    public func member(_ login: String) async throws(DeskError) -> StaffMember {
        do {
            guard let name = LoginName(login),
                let member = try await members(login: name.text).first
            else { throw DeskError.notFound("user \(login)") }
            return member
        } catch {
            throw DeskError(error)
        }
    }

    private func members(login: String?) async throws -> [StaffMember] {
        let rows = try await pool.execute(
            """
            SELECT a.id, a.login, a.name, a.password_hash IS NOT NULL, a.is_one_time,
                   a.totp_since IS NOT NULL, a.disabled_at IS NOT NULL, r.number, r.role, r.section,
                   r.valid_from - date '1970-01-01', r.valid_through - date '1970-01-01',
                   a.oidc_issuer, a.oidc_subject
              FROM staff.account AS a LEFT JOIN staff.role_term AS r ON r.account = a.id
             WHERE \(login)::text IS NULL OR a.login = \(login)
             ORDER BY a.login, r.number
            """)
        var members: [StaffMember] = []
        for row in rows {
            let id: UUID = try row.get(0)
            if members.last?.id != id {
                members.append(
                    StaffMember(
                        id: id, login: try row.get(1), name: try row.get(2),
                        hasPassword: try row.get(3), isOneTime: try row.get(4),
                        asksForCode: try row.get(5), isDisabled: try row.get(6),
                        binding: try OIDCBinding(row, from: 12)))
            }
            if let number: Int64 = try row.getOptional(7), let term = try RoleTerm(row, from: 8) {
                members[members.count - 1].held.append(HeldRole(number: number, term: term))
            }
        }
        return members
    }
}
