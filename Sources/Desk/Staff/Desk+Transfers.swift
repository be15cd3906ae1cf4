public import FoundationEssentials
public import Participation
import Postgres

/// What a list of transfers comes to (人事異動の取込み結果).
public struct TransferImport: Sendable, Equatable {
    /// What becomes of one person (一人分の変更).
    public struct Change: Sendable, Equatable {
        /// Whom it concerns (利用者名).
        public let login: String
        /// Their name (氏名).
        public let name: String
        /// Whether the account is made (新規か).
        public let isNew: Bool
        /// Whether their name changes (氏名の変更か).
        public let isRenamed: Bool
        /// Roles that end (終了する役割).
        public let ended: [RoleTerm]
        /// Roles that begin (付与する役割).
        public let given: [RoleTerm]
    }

    /// What must be mended first (ファイルの誤り).
    public var problems: [LineProblem]
    /// People in the file (対象者数).
    public let people: Int
    /// What changes, in the order of the file (変更).
    public var changes: [Change] = []

    /// Whether something must be mended first: then nothing was recorded (取込み不可).
    public var isRejected: Bool { !problems.isEmpty }
}

extension Desk {
    /// Takes a list of transfers: from its day on, everybody in it has the roles it says
    /// (人事異動の取込み).
    ///
    /// Whoever is new gets an account without a password. The same file again records nothing.
    /// - Parameters:
    ///   - isTrial: only say what would happen.
    ///   - actor: the account of who does it; nil: a command.
    /// - Throws: ``DeskError``. All is recorded or nothing.
    public func importTransfers(
        _ table: TableFile, effectiveOn: LocalDate, isTrial: Bool = false, by actor: UUID?
    ) async throws(DeskError) -> TransferImport {
        let file = TransferFile(rows: table.rows, effectiveOn: effectiveOn)
        var outcome = TransferImport(
            problems: file.problems.map {
                LineProblem(line: table.line(ofRow: $0.row), reason: $0.japanese)
            }, people: file.transfers.count)
        do {
            let units = try await organisation().units(on: effectiveOn)
            let directory = OrganisationDirectory(units)
            let members = Dictionary(
                try await staff().map { ($0.login, $0) }, uniquingKeysWith: { first, _ in first })
            var plans: [(StaffTransfer, StaffMember?, RoleChanges)] = []
            for transfer in file.transfers {
                func problem(_ refusal: StaffRefusal) {
                    outcome.problems.append(
                        LineProblem(
                            line: table.line(ofRow: transfer.row), reason: refusal.japanese))
                }
                let member = members[transfer.login.text]
                let sections = transfer.roles.compactMap(\.section)
                if !units.isEmpty, sections.contains(where: { directory.match($0).unit == nil }) {
                    problem(.unknownSection)
                }
                if (transfer.name == nil && member == nil)
                    || transfer.name.map({ $0.text.count > StaffLimits.name }) == true
                {
                    problem(.nameMalformed)
                }
                if let member, member.id == actor { problem(.ownRights) }
                let changes = RoleChanges(
                    from: member?.held ?? [], to: transfer.roles, effectiveOn: effectiveOn)
                plans.append((transfer, member, changes))
            }
            guard !outcome.isRejected else { return outcome }
            outcome.changes = plans.compactMap { Self.change($0, $1, $2) }
            guard !isTrial, !outcome.changes.isEmpty else { return outcome }
            try await record(plans, effectiveOn: effectiveOn, by: actor)
            return outcome
        } catch {
            throw DeskError(error)
        }
    }

    private static func change(
        _ transfer: StaffTransfer, _ member: StaffMember?, _ changes: RoleChanges
    ) -> TransferImport.Change? {
        let isRenamed = member.map { isRenaming(transfer, $0) } ?? false
        guard member == nil || isRenamed || !changes.isEmpty else { return nil }
        return TransferImport.Change(
            login: transfer.login.text, name: transfer.name?.text ?? member?.name ?? "",
            isNew: member == nil, isRenamed: isRenamed,
            ended: (member?.held ?? []).filter { changes.ended.contains($0.number) }.map(\.term),
            given: changes.given)
    }

    private static func isRenaming(_ transfer: StaffTransfer, _ member: StaffMember) -> Bool {
        transfer.name.map { $0 != Wording(member.name) } ?? false
    }

    private func record(
        _ plans: [(StaffTransfer, StaffMember?, RoleChanges)], effectiveOn: LocalDate,
        by actor: UUID?
    ) async throws {
        let now = clock()
        let last = LocalDate(dayNumber: effectiveOn.dayNumber - 1) ?? effectiveOn
        var queries: [Query] = []
        for (transfer, member, changes) in plans {
            let id = member?.id ?? newID()
            var notes: [StaffNote] = []
            if let member {
                if let name = transfer.name, Self.isRenaming(transfer, member) {
                    queries.append("UPDATE staff.account SET name = \(name.text) WHERE id = \(id)")
                    notes.append(StaffNote(.renamed, account: id))
                }
            } else {
                queries.append(
                    """
                    INSERT INTO staff.account (id, login, name, created_at)
                    VALUES (\(id), \(transfer.login.text), \(transfer.name?.text), \(now))
                    """)
                notes.append(StaffNote(.created, account: id))
            }
            notes += (member?.held ?? []).filter { changes.ended.contains($0.number) }.map {
                .ending($0, of: id, through: last)
            }
            notes += changes.given.map { .giving($0, to: id) }
            queries += notes.map { $0.insertion(at: now, by: actor) }
        }
        // One round trip, one transaction: all of it or nothing.
        _ = try await pool.run(queries)
    }
}
