import Crypto
import EventLog
public import FoundationEssentials
public import Participation

/// Where a registration stands that was just handed in (参加申込みの受付).
public struct SignedUp: Sendable, Equatable {
    /// The registration, by which it is ticked or taken back (申込みの番号).
    public let registration: UUID
    /// How it stands (状態).
    public let standing: RegistrationStanding
    /// What was recorded (処理の結果).
    public let handled: Handled
}

// What a gathering is asked and needs more than its own stream for. The rest goes through `handle`.
extension Desk {
    /// Announces a gathering, or records one of the past (催しの登録).
    ///
    /// The same kind and name at the same time is the same gathering: entered twice it is there
    /// once, and with other particulars it is refused.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func createGathering(
        _ notice: GatheringNotice, actor: String?, command: UUID?
    ) async throws(DeskError) -> Filed {
        let plan = try notice.command(today: today)
        let id = CommandID.gathering(plan.plan)
        return Filed(
            id: id,
            handled: try await handle(
                .plan(plan), of: Gathering.self, stream: id, actor: actor, command: command))
    }

    /// Signs somebody up for a gathering (参加申込み).
    ///
    /// Who it is goes into the sealed part alone. A person is known again by the name and a way to
    /// reach them; two of one name without any are two.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func register(
        _ signUp: GatheringSignUp, for gathering: UUID, actor: String?, command: UUID?
    ) async throws(DeskError) -> SignedUp {
        let id = command.map(CommandID.registration(of:)) ?? newID()
        let asked = try signUp.command(
            id: id, personKey: signUp.person.flatMap(personKey(of:)), today: today)
        let handled = try await handle(
            .register(asked), of: Gathering.self, stream: gathering, actor: actor,
            command: command)
        return SignedUp(
            registration: id, standing: try await standing(of: id, for: gathering),
            handled: handled)
    }

    /// Notes who came to a gathering (出欠の記録).
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func attend(
        _ notice: AttendanceNotice, at gathering: UUID, actor: String?, command: UUID?
    ) async throws(DeskError) -> Handled {
        let changes = try notice.changes(today: today)
        let entries = changes.enumerated().map { index, change in
            AttendanceEntry(
                id: command.map { CommandID.attendance(of: $0, index) } ?? newID(), change: change)
        }
        return try await handle(
            .attend(AttendGathering(today: today, entries: entries)), of: Gathering.self,
            stream: gathering, actor: actor, command: command)
    }

    private func standing(
        of registration: UUID, for gathering: UUID
    ) async throws(DeskError) -> RegistrationStanding {
        do {
            let stream = StreamName(category: Gathering.streamCategory, id: gathering)
            let state = try await fold(
                try await log.read(stream), as: Gathering.self, opening: false)
            return state.announced?.registrations[registration]?.standing ?? .cancelled
        } catch {
            throw DeskError(error)
        }
    }

    /// A key only this city can make of a person; nil when only a name is known.
    private func personKey(of person: SenderDetails) -> String? {
        let phone = person.phone.map { String($0.halfWidth.filter(\.isNumber)) }
        let contacts = [phone, person.email, person.address].compactMap(\.self)
        guard let contact = contacts.map({ FoldedText($0).text }).first(where: { !$0.isEmpty })
        else { return nil }
        let mac = HMAC<SHA256>.authenticationCode(
            for: Array("\(FoldedText(person.name).text)\n\(contact)".utf8),
            using: keyring.derivedKey("person"))
        return CommandID.uuid(mac).uuidString.lowercased()
    }
}
