public import FoundationEssentials
public import Participation
import Postgres

extension Desk {
    /// Makes an account without a password; somebody hands out the first one (利用者の登録).
    /// - Parameter actor: the account of who does it; nil: a command of whoever holds the data.
    /// - Throws: ``DeskError``; `declined` when the name is taken or is none.
    public func addStaff(
        _ login: String, name: String, roles: [RoleTerm] = [], by actor: UUID?
    ) async throws(DeskError) -> StaffMember {
        do {
            guard let login = LoginName(login) else { throw StaffRefusal.loginMalformed }
            guard !name.isBlank, name.count <= StaffLimits.name else {
                throw StaffRefusal.nameMalformed
            }
            for term in roles { try await check(term) }
            let id = newID()
            let now = clock()
            try await pool.transaction { connection in
                let rows = try await connection.execute(
                    """
                    INSERT INTO staff.account (id, login, name, created_at)
                    VALUES (\(id), \(login.text), \(name), \(now)) ON CONFLICT (login) DO NOTHING
                    RETURNING id
                    """)
                guard !rows.isEmpty else { throw StaffRefusal.loginTaken }
                let notes =
                    [StaffNote(.created, account: id)] + roles.map { .giving($0, to: id) }
                _ = try await connection.run(notes.map { $0.insertion(at: now, by: actor) })
            }
            return try await member(login.text)
        } catch {
            throw DeskError(error)
        }
    }

    /// Gives somebody a role (役割の付与).
    public func giveRole(
        _ term: RoleTerm, to login: String, by actor: UUID?
    ) async throws(DeskError) {
        do {
            let member = try await self.member(login)
            guard member.id != actor else { throw StaffRefusal.ownRights }
            try await check(term)
            let isHeld = member.held.contains { held in
                held.term.role == term.role && held.term.section == term.section
                    && held.term.holds(on: term.from)
            }
            guard !isHeld else { throw StaffRefusal.alreadyHeld }
            _ = try await pool.execute(
                StaffNote.giving(term, to: member.id).insertion(at: clock(), by: actor))
        } catch {
            throw DeskError(error)
        }
    }

    /// Ends a role with a day (役割の終了).
    public func endRole(
        _ number: Int64, of login: String, through day: LocalDate, by actor: UUID?
    ) async throws(DeskError) {
        do {
            let member = try await self.member(login)
            guard member.id != actor else { throw StaffRefusal.ownRights }
            guard let role = member.held.first(where: { $0.number == number }) else {
                throw DeskError.notFound("role \(number) of \(login)")
            }
            _ = try await pool.execute(
                StaffNote.ending(role, of: member.id, through: day)
                    .insertion(at: clock(), by: actor))
        } catch {
            throw DeskError(error)
        }
    }

    /// Lets nobody log in by an account any more, and ends its sessions (利用の停止).
    public func disableStaff(_ login: String, by actor: UUID?) async throws(DeskError) {
        do {
            let member = try await self.member(login)
            guard member.id != actor else { throw StaffRefusal.ownRights }
            guard !member.isDisabled else { return }
            let now = clock()
            _ = try await pool.run([
                "UPDATE staff.account SET disabled_at = \(now) WHERE id = \(member.id)",
                "DELETE FROM staff.session WHERE account = \(member.id)",
                StaffNote(.disabled, account: member.id).insertion(at: now, by: actor),
            ])
        } catch {
            throw DeskError(error)
        }
    }

    /// Lets an account be used again (利用の再開).
    public func enableStaff(_ login: String, by actor: UUID?) async throws(DeskError) {
        do {
            let member = try await self.member(login)
            guard member.isDisabled else { return }
            let now = clock()
            _ = try await pool.run([
                "UPDATE staff.account SET disabled_at = NULL WHERE id = \(member.id)",
                StaffNote(.enabled, account: member.id).insertion(at: now, by: actor),
            ])
        } catch {
            throw DeskError(error)
        }
    }

    /// Whether a role can be given: its section is there on its first day, where the city has a list
    /// of its sections at all.
    func check(_ term: RoleTerm) async throws {
        if let through = term.through, through < term.from { throw StaffRefusal.termReversed }
        guard let section = term.section else { return }
        let units = try await organisation().units(on: term.from)
        guard units.isEmpty || OrganisationDirectory(units).match(section).unit != nil else {
            throw StaffRefusal.unknownSection
        }
    }

    /// Whether somebody may act for a section in one of these roles (所属の確認).
    public func covers(
        _ person: SignedIn, _ roles: Set<StaffRole>, section: String
    ) async throws(DeskError) -> Bool {
        let sections = person.roles.filter { roles.contains($0.role) }.map(\.section)
        if sections.contains(nil) { return true }
        do {
            let wanted = Set(try await self.sections(called: section))
            for own in sections.compactMap(\.self) {
                if try await !wanted.isDisjoint(with: self.sections(called: own)) { return true }
            }
            return false
        } catch {
            throw DeskError(error)
        }
    }
}
