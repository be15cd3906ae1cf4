import Crypto
import EventLog
public import FoundationEssentials
import Participation
import Postgres

// What the sections do about an item.
extension Desk {
    /// Has a section do something about an item (担当課の処理).
    ///
    /// - Parameters:
    ///   - version: the version of the item the caller has seen; `nil`: whatever it is now.
    ///   - command: identifies the request. Asked again under the same id it is recorded once and
    ///     gives the first answer.
    /// - Throws: ``DeskError``; ``DeskError/changed(version:)`` when the item has another version by
    ///   now. Nothing was recorded, except where it says `outcomeUnknown`.
    public func respond(
        _ request: ResponseRequest, to item: UUID, expecting version: Int32? = nil,
        actor: String?, command: UUID?
    ) async throws(DeskError) -> Handled {
        do {
            let setting = try await setting(for: request)
            return try await settle(
                Item.self, on: StreamName(category: Item.streamCategory, id: item),
                actor: actor, as: command.map { .asked($0, digest: digest(of: request)) },
                expecting: version, opening: request.verb != .claim
            ) { state in
                guard case .received(let received) = state else { throw ItemRefusal.notReceived }
                if request.verb == .claim, received.plain.handling == .restricted {
                    try await requireNamed(request.fields[.by] ?? "", for: item)
                }
                return try Item.decide(
                    .respond(
                        try request.command(for: received, in: setting), today: setting.today),
                    state)
            }.handled
        } catch {
            throw DeskError(error)
        }
    }

    /// Whoever takes a restricted item (限定) in hand has been named for it before (DECISIONS C3).
    private func requireNamed(_ login: String, for item: UUID) async throws {
        let rows = try await pool.execute(
            """
            SELECT FROM staff.item_reader AS r JOIN staff.account AS a ON a.id = r.account
             WHERE r.item = \(item) AND a.login = \(login)
            """)
        guard rows.isEmpty else { return }
        throw DeskError.declined([
            Refused(
                field: ItemField.by.rawValue,
                japanese: "限定の案件です。\(login)さんを先に閲覧者に指名してから、受け持ってください。")
        ])
    }

    func setting(for request: ResponseRequest) async throws -> ResponseSetting {
        let moment = clock()
        let minutes = (moment.microseconds + Self.japan) / 60_000_000 % 1_440
        guard let now = TimeOfDay(minutes: Int(minutes)) else {
            throw DeskError.internalFault("a clock before 1970")
        }
        return ResponseSetting(
            today: LocalDate(microsecondsSince1970: moment.microseconds), now: now,
            posts: request.needsPosts ? try await posts() : .initial,
            names: request.needsPosts ? try await sectionNames() : SectionDirectory([]))
    }

    /// Keyed, because a text in it may be personal and the log keeps the digest for ever.
    func digest(of request: ResponseRequest) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: request.canonical, using: keyring.derivedKey("command")))
    }

    /// Japan is nine hours ahead, all year.
    private static let japan: Int64 = 9 * 3_600_000_000
}
