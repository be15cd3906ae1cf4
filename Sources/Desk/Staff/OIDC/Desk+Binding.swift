public import FoundationEssentials
import Participation
import Postgres

/// Whom the identity provider knows an account's person as (庁内の認証との結び付き).
public struct OIDCBinding: Sendable, Equatable {
    /// The provider that knows them (発行者).
    public let issuer: String
    /// By what (本人の識別子).
    public let subject: String
}

extension OIDCBinding {
    /// The binding of a row: issuer and subject from a column on; nil when there is none.
    init?(_ row: Row, from column: Int) throws {
        guard let issuer: String = try row.getOptional(column),
            let subject: String = try row.getOptional(column + 1)
        else { return nil }
        self.init(issuer: issuer, subject: subject)
    }
}

extension Desk {
    /// Lets somebody log in at the identity provider, or somebody else than before
    /// (庁内の認証との結び付け).
    ///
    /// Who was bound, and when, is kept for good; to whom, goes with the account: it may be a name.
    /// - Parameter actor: the account of who does it; nil: a command of whoever holds the data.
    /// - Throws: ``DeskError``; `declined` when another account is bound to them.
    public func bind(
        _ login: String, to subject: String, by actor: UUID?
    ) async throws(DeskError) {
        do {
            guard let settings = oidcSettings else { throw StaffRefusal.noProvider }
            guard let subject = OIDCSubject(subject) else { throw StaffRefusal.subjectMalformed }
            let member = try await self.member(login)
            let binding = OIDCBinding(issuer: settings.issuer, subject: subject.text)
            guard member.binding != binding else { return }
            _ = try await pool.run(
                changing(
                    member,
                    """
                    UPDATE staff.account
                       SET oidc_issuer = \(binding.issuer), oidc_subject = \(binding.subject)
                     WHERE id = \(member.id)
                    """, .oidcBound, by: actor))
        } catch let error as PostgresError where error.sqlState == "23505" {
            throw DeskError(StaffRefusal.subjectTaken)
        } catch {
            throw DeskError(error)
        }
    }

    /// Lets nobody log in at the provider for an account any more, and ends its sessions
    /// (結び付きの解除).
    public func unbind(_ login: String, by actor: UUID?) async throws(DeskError) {
        do {
            let member = try await self.member(login)
            guard member.binding != nil else { return }
            _ = try await pool.run(
                changing(
                    member,
                    """
                    UPDATE staff.account SET oidc_issuer = NULL, oidc_subject = NULL
                     WHERE id = \(member.id)
                    """, .oidcUnbound, by: actor))
        } catch {
            throw DeskError(error)
        }
    }

    /// A change of a binding; whoever was known by an earlier one is out.
    private func changing(
        _ member: StaffMember, _ change: Query, _ what: StaffNote.What, by actor: UUID?
    ) -> [Query] {
        var statements = [change]
        if member.binding != nil {
            statements.append("DELETE FROM staff.session WHERE account = \(member.id)")
        }
        statements.append(
            StaffNote(what, account: member.id).insertion(at: clock(), by: actor))
        return statements
    }
}
