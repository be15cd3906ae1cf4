public import FoundationEssentials
public import Participation
import Postgres

/// How near somebody may come to an item (案件の利用範囲).
public enum ItemReach: Sendable, Equatable {
    /// It is restricted, and they are not one of the named persons: as if it were not there (非公開).
    case hidden
    /// They may look at it (閲覧).
    case reading
    /// They may act upon it, too (処理).
    case acting
}

extension Desk {
    /// How near somebody may come to an item (案件の利用範囲).
    ///
    /// What is restricted (限定) is there for named persons alone, whatever their roles (DECISIONS C3).
    /// Who answers for a section acts upon what is with it.
    /// - Parameter roles: those of which the table says that they may act.
    /// - Throws: ``DeskError``; `notFound` when nothing was received under this id.
    public func reach(
        of person: SignedIn, to id: UUID, acting roles: Set<StaffRole>
    ) async throws(DeskError) -> ItemReach {
        let item = try await self.item(id).item
        if item.plain.handling == .restricted, try await !isNamed(person.account, for: id) {
            return .hidden
        }
        guard person.has(oneOf: roles) else { return .reading }
        if person.roles.contains(where: { roles.contains($0.role) && $0.section == nil }) {
            return .acting
        }
        let sections = [item.routing?.lead].compactMap(\.self) + (item.routing?.others ?? [])
        for section in sections {
            if try await covers(person, roles, section: section) { return .acting }
        }
        return .reading
    }

    /// Lets somebody see a restricted item from now on, or no more (限定の案件の閲覧者).
    public func setReader(
        _ login: String, of item: UUID, mayRead: Bool, by actor: UUID?
    ) async throws(DeskError) {
        let member = try await self.member(login)
        do {
            guard try await isNamed(member.id, for: item) != mayRead else { return }
            let what: StaffNote.What = mayRead ? .itemOpenedTo : .itemClosedTo
            _ = try await pool.execute(
                StaffNote(what, account: member.id, item: item).insertion(at: clock(), by: actor))
        } catch {
            throw DeskError(error)
        }
    }

    /// Who may see a restricted item, by login (限定の案件を閲覧できる人).
    public func readers(of item: UUID) async throws(DeskError) -> [StaffMember] {
        do {
            let rows = try await pool.execute(
                "SELECT account FROM staff.item_reader WHERE item = \(item)")
            let named = Set(try rows.map { try $0.get(0, as: UUID.self) })
            return try await staff().filter { named.contains($0.id) }
        } catch {
            throw DeskError(error)
        }
    }

    /// Whether somebody may see any restricted item at all (限定の案件の閲覧者か).
    public func isNamed(_ person: SignedIn) async throws(DeskError) -> Bool {
        do {
            let rows = try await pool.execute(
                "SELECT FROM staff.item_reader WHERE account = \(person.account) LIMIT 1")
            return !rows.isEmpty
        } catch {
            throw DeskError(error)
        }
    }

    private func isNamed(_ account: UUID, for item: UUID) async throws(DeskError) -> Bool {
        do {
            let rows = try await pool.execute(
                "SELECT FROM staff.item_reader WHERE item = \(item) AND account = \(account)")
            return !rows.isEmpty
        } catch {
            throw DeskError(error)
        }
    }
}
