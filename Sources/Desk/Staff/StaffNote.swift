import FoundationEssentials
import Participation
import Postgres

/// One line of the history of accounts (職員の履歴の一行).
struct StaffNote: Sendable {
    /// What was done; as the table has it.
    enum What: String, Sendable {
        case created, renamed, disabled, enabled
        case roleGiven = "role-given"
        case roleEnded = "role-ended"
        case passwordIssued = "password-issued"
        case passwordChosen = "password-chosen"
        case totpBegun = "totp-begun"
        case totpEnded = "totp-ended"
        case recoveryCodeUsed = "recovery-code-used"
        case tokenMade = "token-made"
        case tokenRevoked = "token-revoked"
        case loggedIn = "logged-in"
        case loggedInByOIDC = "logged-in-by-oidc"
        case oidcBound = "oidc-bound"
        case oidcUnbound = "oidc-unbound"
        case itemOpenedTo = "item-opened-to"
        case itemClosedTo = "item-closed-to"
    }

    let what: What
    let account: UUID
    var role: StaffRole?
    var section: String?
    var from: LocalDate?
    var through: LocalDate?
    var ends: Int64?
    var item: UUID?

    init(_ what: What, account: UUID, role: StaffRole? = nil, item: UUID? = nil) {
        self.what = what
        self.account = account
        self.role = role
        self.item = item
    }

    /// A role that begins.
    static func giving(_ term: RoleTerm, to account: UUID) -> StaffNote {
        var note = StaffNote(.roleGiven, account: account, role: term.role)
        (note.section, note.from, note.through) = (term.section, term.from, term.through)
        return note
    }

    /// A role that ends with a day.
    static func ending(_ role: HeldRole, of account: UUID, through day: LocalDate) -> StaffNote {
        var note = StaffNote(.roleEnded, account: account, role: role.term.role)
        (note.section, note.ends, note.through) = (role.term.section, role.number, day)
        return note
    }

    func insertion(at now: Instant, by actor: UUID?) -> Query {
        """
        INSERT INTO staff.history (account, what, role, section, valid_from, valid_through, ends,
                                   item, at, by)
        VALUES (\(account), \(what.rawValue), \(role?.rawValue), \(section),
                date '1970-01-01' + \(from.map { Int32($0.dayNumber) }),
                date '1970-01-01' + \(through.map { Int32($0.dayNumber) }), \(ends), \(item),
                \(now), \(actor))
        """
    }
}

extension Desk {
    /// Writes one line of the history of accounts.
    func note(
        _ what: StaffNote.What, of account: UUID, by actor: UUID?, at now: Instant
    ) async throws {
        _ = try await pool.execute(
            StaffNote(what, account: account).insertion(at: now, by: actor))
    }
}
