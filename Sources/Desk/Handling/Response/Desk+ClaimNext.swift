import EventLog
public import FoundationEssentials
import Participation

/// The item a person took as the next one (着手した次の案件).
public struct NextClaim: Sendable, Equatable {
    /// The item (案件).
    public let id: UUID
    /// The receipt number (受付番号).
    public let receiptNumber: String
    /// Where and how much was recorded (処理の結果).
    public let handled: Handled
}

extension Desk {
    /// Takes the next item of a section's tray in hand (次の案件への着手).
    ///
    /// The most pressing one nobody has: urgent ones first, then by deadline and receipt. However many
    /// ask at once, no two get the same: the tray proposes, the log decides.
    /// - Parameters:
    ///   - department: the section's code or name; `triage` for items no section has yet.
    ///   - person: the account of who takes it.
    ///   - command: identifies the request. Asked again under the same id it gives the same item.
    /// - Returns: the item; nil when the tray has none left.
    /// - Throws: ``DeskError``; ``DeskError/conflict`` when others were quicker again and again.
    public func claimNext(
        in department: String, by person: String, actor: String?, command: UUID?
    ) async throws(DeskError) -> NextClaim? {
        do {
            let asked = ResponseRequest(.claim, [.section: department, .by: person])
            let identity = command.map { Identity.asked($0, digest: digest(of: asked)) }
            if let command, let stream = try await log.stream(of: command) {
                return try await claim(
                    TrayProposals.Proposal(id: stream.id ?? command, history: []), for: asked,
                    of: department, actor: actor, as: identity)
            }
            let typed = Self.isTriage(department) ? "" : department
            if let claim = try await claimNext(in: typed, for: asked, actor, identity) {
                return claim
            }
            // The tray may be behind the log, and the items marked by another name of the section.
            try await catchUp([.tray])
            for section in try await sections(called: department) {
                if let claim = try await claimNext(in: section, for: asked, actor, identity) {
                    return claim
                }
            }
            return nil
        } catch {
            throw DeskError(error)
        }
    }

    private func claimNext(
        in section: String, for asked: ResponseRequest, _ actor: String?, _ identity: Identity?
    ) async throws -> NextClaim? {
        for _ in 0..<TrayLimits.proposals {
            guard let proposal = try await proposals.next(in: section) else { return nil }
            do {
                let claim = try await claim(
                    proposal, for: asked, of: section.isEmpty ? Triage.code : section,
                    actor: actor, as: identity)
                // Having it already is not taking it now: that was another call of the same person.
                let isNew = claim.handled.events > 0
                await proposals.settled(
                    in: section, taken: isNew ? (claim.id, claim.handled.version) : nil)
                if isNew { return claim }
            } catch {
                await proposals.settled(in: section, taken: nil)
                guard let refusal = error as? ItemRefusal, refusal.isOvertaken else { throw error }
            }
        }
        throw DeskError.conflict
    }

    private func claim(
        _ proposal: TrayProposals.Proposal, for asked: ResponseRequest, of section: String,
        actor: String?, as identity: Identity?
    ) async throws -> NextClaim {
        var request = asked
        request.fields[.section] = section
        let setting = try await setting(for: request)
        let stream = StreamName(category: Item.streamCategory, id: proposal.id)
        let settled = try await settle(
            Item.self, on: stream, known: proposal.history.isEmpty ? nil : proposal.history,
            actor: actor, as: identity, opening: false
        ) { state in
            guard case .received(let item) = state else { throw ItemRefusal.notReceived }
            return try Item.decide(
                .respond(try request.command(for: item, in: setting), today: setting.today),
                state)
        }
        guard let first = settled.history.first else {
            throw DeskError.notFound(proposal.id.uuidString.lowercased())
        }
        return NextClaim(
            id: proposal.id,
            receiptNumber: try ItemReceivedCoding.plain(first.payload).receiptNumber.description,
            handled: settled.handled)
    }
}

extension ItemRefusal {
    /// Whether the tray was behind: what it proposed has found somebody, or an end, meanwhile.
    fileprivate var isOvertaken: Bool {
        switch self {
        case .ended, .response(.claimed), .response(.notOfSection), .response(.triage),
            .response(.done):
            true
        case _: false
        }
    }
}
