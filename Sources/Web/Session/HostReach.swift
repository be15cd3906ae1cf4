import Desk
import Participation

/// Who may do something about a lecture or a gathering, and see who is named in it
/// (出前講座と催しの権限).
///
/// The hearing and the planning section for all, a section for its own (DECISIONS C10); an auditor
/// reads everything.
struct HostReach: Sendable {
    let desk: Desk

    func mayAct(_ person: SignedIn, for department: String?) async throws(DeskError) -> Bool {
        try await desk.covers(person, AccessTable.hosts, section: department ?? "")
    }

    /// What the sealed parts are opened with; nil: they stay masked.
    func opening(
        _ person: SignedIn, for department: String?, _ reason: String,
        _ way: OpeningWay = .shown
    ) async throws(DeskError) -> Opening? {
        let isAuditor = person.has(oneOf: [.auditor])
        let mayAct = try await mayAct(person, for: department)
        guard isAuditor || mayAct else { return nil }
        return Opening(actor: person.login, reason: reason, way: way)
    }
}
