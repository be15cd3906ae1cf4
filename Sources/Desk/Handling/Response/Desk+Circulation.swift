import EventLog
public import FoundationEssentials
public import Participation
import Postgres

/// Limits of reading through what came in, each with its name (供覧の上限).
public enum CirculationLimits {
    /// For how many days a letter is read through (供覧の期間).
    public static let days = 60
    /// Letters looked through, the newest (供覧する件数).
    public static let items = 500
    /// Letters one list shows: no gist is opened that nobody looks at (一覧の件数).
    public static let listed = 20
}

/// A letter that is read through, without what is sealed (供覧の案件).
public struct CirculatedItem: Sendable, Equatable {
    /// The item (案件).
    public let id: UUID
    /// The receipt number (受付番号).
    public let receiptNumber: ReceiptNumber
    /// The day of receipt (受付日).
    public let receivedOn: LocalDate
    /// The scheme (受付制度).
    public let scheme: Scheme
    /// The section that answers, as the item names it (主担当).
    public let section: String?
    /// Whether this person has read it (既読か).
    public let isRead: Bool
}

/// Who read an item, and when (既読の記録).
public struct CirculationMark: Sendable, Equatable {
    /// The post they have (職).
    public let post: String
    /// Their account (読んだ人).
    public let by: String
    /// When, as a register prints it (既読日時).
    public let atInJapan: String
}

// The mayor and the deputy read through what came in (供覧, PRODUCT §4.5).
extension Desk {
    /// The post by which somebody reads through what came in; nil: none (供覧する職).
    /// - Throws: ``DeskError``.
    public func circulatingPost(of login: String) async throws(DeskError) -> String? {
        try await posts().list(on: today)?.circulatingPost(of: Wording(login))?.name.text
    }

    /// The letters of the last ``CirculationLimits/days`` days in the order they came in
    /// (供覧の一覧).
    ///
    /// Restricted items (限定) are never among them, nor what should not have been entered.
    /// - Throws: ``DeskError``.
    public func circulation(for login: String) async throws(DeskError) -> [CirculatedItem] {
        do {
            try await catchUp([.register])
            let since = today.dayNumber - CirculationLimits.days
            let rows = try await pool.execute(
                """
                SELECT id, fiscal_year, serial, received_on - date '1970-01-01', scheme, section
                  FROM register.item
                 WHERE handling <> 'restricted' AND state <> 'annulled'
                   AND received_on >= date '1970-01-01' + \(Int32(since))
                 ORDER BY received_on DESC, received_at DESC
                 LIMIT \(Int32(CirculationLimits.items))
                """)
            let ids: [UUID] = try rows.map { try $0.get(0) }
            let histories = try await log.read(ids.map(Self.circulation))
            return try rows.reversed().map { row in
                let id: UUID = try row.get(0)
                let read = try CirculationMark.read(histories[Self.circulation(id)] ?? [])
                return try CirculatedItem(row, isRead: read.isRead(by: Wording(login)))
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Notes that somebody has read an item (既読).
    /// - Throws: ``DeskError``; `declined` for who has no such post, `notFound` for what is not read
    ///   through.
    public func markRead(_ item: UUID, by login: String) async throws(DeskError) -> Handled {
        let post = try await circulating(login)
        try await requireCirculated(item)
        return try await handle(
            .read(CirculationRead(post: post, by: Wording(login), on: today)),
            of: Circulation.self, stream: item, actor: login, command: nil)
    }

    /// Has the mayor, or the deputy, say what is to be done about an item (指示).
    /// - Throws: ``DeskError``; `declined` for who has no such post, `notFound` for what is not read
    ///   through.
    public func instruct(
        _ text: String, about item: UUID, by login: String, command: UUID?
    ) async throws(DeskError) -> Handled {
        let post = try await circulating(login)
        try await requireCirculated(item)
        return try await handle(
            .respond(
                .instruct(
                    Instruction(
                        number: 0, post: post, by: Wording(login), on: today,
                        text: .readable(Wording(text)))), today: today),
            of: Item.self, stream: item, actor: login, command: command)
    }

    /// Who has read an item, in their order (既読の記録).
    /// - Throws: ``DeskError``.
    public func circulationMarks(of item: UUID) async throws(DeskError) -> [CirculationMark] {
        do {
            return try await log.read(Self.circulation(item)).compactMap { recorded in
                let event = try CirculationEventCoding.decode(
                    recorded, opened: recorded.unopened)
                guard case .read(let read) = event else { return nil }
                return CirculationMark(
                    post: read.post.text, by: read.by.text,
                    atInJapan: recorded.recordedAt.inJapan)
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Whether senders are shown in reading through; masked unless the city says so
    /// (供覧での差出人の表示).
    public func circulationShowsSenders() async throws(DeskError) -> Bool {
        do {
            return try CirculationMark.read(try await log.read(CirculationEventCoding.stream))
                .showsSenders
        } catch {
            throw DeskError(error)
        }
    }

    /// Settles whether senders are shown in reading through (供覧での差出人の表示の定め).
    /// - Returns: the position written; 0 when it was so already.
    public func setCirculationShowsSenders(
        _ isShown: Bool, actor: String?
    ) async throws(DeskError) -> Int64 {
        do {
            return try await record(
                Circulation.self, on: CirculationEventCoding.stream, actor: actor
            ) { state in
                ((), try Circulation.decide(.showSenders(isShown), state))
            }.position
        } catch {
            throw DeskError(error)
        }
    }

    private func circulating(_ login: String) async throws(DeskError) -> Wording {
        guard let post = try await circulatingPost(of: login) else {
            throw DeskError(CirculationRefusal.notOfPost(Wording(login)))
        }
        return Wording(post)
    }

    /// What only named persons know of (限定) is answered as if it were not there.
    private func requireCirculated(_ item: UUID) async throws(DeskError) {
        guard try await self.item(item).item.plain.handling != .restricted else {
            throw .notFound(item.uuidString.lowercased())
        }
    }

    private static func circulation(_ item: UUID) -> StreamName {
        StreamName(category: Circulation.streamCategory, id: item)
    }
}

extension CirculationMark {
    /// Nothing in it is sealed: no key is asked for.
    fileprivate static func read(
        _ history: [RecordedEvent]
    ) throws(EventCodingError) -> Circulation {
        var state = Circulation.initial
        for recorded in history {
            state = Circulation.evolve(
                state,
                try CirculationEventCoding.decode(recorded, opened: recorded.unopened))
        }
        return state
    }
}

extension CirculatedItem {
    fileprivate init(_ row: Row, isRead: Bool) throws {
        let (year, serial, day): (Int32, Int32, Int32) = (
            try row.get(1), try row.get(2), try row.get(3)
        )
        guard let fiscalYear = FiscalYear(Int(year)),
            let number = ReceiptNumber(fiscalYear: fiscalYear, serial: Int(serial)),
            let receivedOn = LocalDate(dayNumber: Int(day)),
            let scheme = Scheme(rawValue: try row.get(4))
        else { throw DeskError.internalFault("a row of the register") }
        self.init(
            id: try row.get(0), receiptNumber: number, receivedOn: receivedOn, scheme: scheme,
            section: try row.getOptional(5), isRead: isRead)
    }
}
