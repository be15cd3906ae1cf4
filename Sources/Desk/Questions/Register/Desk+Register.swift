import Crypto
import EventLog
import FoundationEssentials
import Participation
import Postgres

extension Desk {
    /// A page of the register, newest first (受付簿).
    ///
    /// Restricted items (限定) are there for named persons alone; words and senders never find them, and
    /// no file has them.
    /// - Parameters:
    ///   - reader: who looks.
    ///   - opening: what for, for whoever may read letters; written down for every gist that is
    ///     shown. Without, gists are not shown, and nothing that looks into letters is answered.
    /// - Throws: ``DeskError``; `declined` with a ``SearchRefusal`` when it cannot be looked for.
    public func register(
        _ request: RegisterRequest, for reader: SignedIn, opening: Opening?
    ) async throws(DeskError) -> RegisterPage {
        do {
            try await catchUp([.register, .tray])
            var sections: [String]?
            if let section = request.filter.section {
                sections = try await self.sections(called: section)
            }
            let scope = RegisterScope(
                filter: request.filter, sections: sections, today: today)
            if request.looksIntoLetters {
                guard let opening else { return RegisterPage(entries: [], next: nil) }
                return try await found(request, in: scope, for: opening)
            }
            let limit = min(max(request.limit, 1), RegisterLimits.exported)
            let lines = try await lines(
                newest(
                    scope, after: request.after ?? .newest, for: request.isFile ? nil : reader,
                    limit: limit + 1))
            let shown = Array(lines.prefix(limit))
            let entries = try await entries(shown, for: opening)
            return RegisterPage(
                entries: entries, next: lines.count > limit ? shown.last?.row.place : nil)
        } catch {
            throw DeskError(error)
        }
    }

    // MARK: Asking the database

    /// A line without what is sealed.
    private struct Line {
        let row: RegisterRow
        let stage: ResponseStage?
        let due: LocalDate?
        let isOverdue: Bool

        func entry(_ gist: RegisterEntry.Gist) -> RegisterEntry {
            RegisterEntry(row: row, gist: gist, stage: stage, due: due, isOverdue: isOverdue)
        }
    }

    private func lines(_ query: Query) async throws -> [Line] {
        try await pool.execute(query).map { row in
            Line(
                row: try RegisterRow(row),
                stage: try row.getOptional(18, as: String.self)
                    .flatMap { ResponseStage(rawValue: $0) },
                due: try row.getOptional(19, as: Int32.self)
                    .flatMap { LocalDate(dayNumber: Int($0)) },
                isOverdue: try row.getOptional(20) ?? false)
        }
    }

    /// What every question begins with. The tray knows the deadline, by which rule whatever.
    private func selection() -> Query.Interpolation {
        var text = Query.Interpolation(literalCapacity: 1_600, interpolationCount: 12)
        text.appendLiteral(
            """
            SELECT r.id, r.fiscal_year, r.serial, r.received_on - date '1970-01-01', r.scheme,
                   r.nature, r.channel, r.sender, r.category, r.district, r.section, r.handling,
                   r.state, r.may_publish, r.has_body, r.received_at, r.version, r.position,
                   t.stage, t.due_on - date '1970-01-01',
                   t.answered_on IS NULL AND t.done_on IS NULL AND t.due_on <
            """)
        text.appendLiteral(" ")
        text.appendInterpolation(PostgresDate(today))
        text.appendLiteral(
            """
             FROM register.item AS r
              LEFT JOIN LATERAL (SELECT stage, due_on, answered_on, done_on FROM tray.item
                                  WHERE id = r.id AND is_lead LIMIT 1) AS t ON true
             WHERE
            """)
        return text
    }

    /// - Parameter reader: who may see what they are named for; nil: nothing restricted.
    private func newest(
        _ scope: RegisterScope, after place: SearchPlace, for reader: SignedIn?, limit: Int
    ) -> Query {
        var text = selection()
        text.appendLiteral(" (r.received_on, r.received_at) < (")
        text.appendInterpolation(PostgresDate(place.receivedOn))
        text.appendLiteral(", ")
        text.appendInterpolation(place.position)
        text.appendLiteral(") AND (r.handling <> 'restricted'")
        if let reader {
            text.appendLiteral(
                " OR r.id IN (SELECT item FROM staff.item_reader WHERE account = ")
            text.appendInterpolation(reader.account)
            text.appendLiteral(")")
        }
        text.appendLiteral(")")
        scope.append(to: &text)
        // In the text: a plan for any number of rows would not be kept, and each page planned anew.
        text.appendLiteral(" ORDER BY r.received_on DESC, r.received_at DESC LIMIT ")
        text.appendInterpolation(unsafeSQL: String(limit))
        return Query(stringInterpolation: text)
    }

    private func these(_ items: [UUID]) -> Query {
        var text = selection()
        text.appendLiteral(" r.id = ANY (")
        text.appendInterpolation(array: items, of: .uuid)
        text.appendLiteral(")")
        return Query(stringInterpolation: text)
    }

    // MARK: Words and senders

    private func found(
        _ request: RegisterRequest, in scope: RegisterScope, for opening: Opening
    ) async throws -> RegisterPage {
        var search = SearchRequest(
            text: request.text, person: request.person, limit: request.limit,
            after: request.after)
        search.scope = scope
        let found = try await findItems(search, for: opening)
        let lines = try await lines(these(found.items.map(\.id)))
        let known = Dictionary(lines.map { ($0.row.id, $0) }) { first, _ in first }
        return RegisterPage(
            entries: found.items.compactMap { item in known[item.id]?.entry(.shown(item.gist)) },
            next: found.next)
    }

    // MARK: Gists

    /// The lines with their gists, each opening written down before.
    private func entries(
        _ lines: [Line], for opening: Opening?
    ) async throws -> [RegisterEntry] {
        guard let opening, !lines.isEmpty else { return lines.map { $0.entry(.masked) } }
        let streams = lines.map { StreamName(category: Item.streamCategory, id: $0.row.id) }
        // Two databases, asked at the same time.
        async let histories = log.read(streams)
        async let found = keyring.keys(of: streams)
        let (known, keys) = try await (histories, found)
        var entries: [RegisterEntry] = []
        var opened: [(stream: StreamName, key: SymmetricKey)] = []
        for (line, stream) in zip(lines, streams) {
            let history = known[stream] ?? []
            let key = history.hasReadableParts ? keys[stream] : nil
            let state = try decode(history, as: Item.self, with: key)
                .reduce(Item.initial, Item.evolve)
            // Restricted a moment ago: no longer for everybody.
            guard case .received(let item) = state,
                item.plain.handling != .restricted || line.row.handling == .restricted
            else { continue }
            let gist = item.gist
            if case .shown = gist, let key { opened.append((stream, key)) }
            entries.append(line.entry(gist))
        }
        try await record(opening, of: opened, showing: .register)
        return entries
    }
}

extension ReceivedItem {
    /// What a line of the register shows of it; what the city decided to use no more stays sealed.
    fileprivate var gist: RegisterEntry.Gist {
        guard retention.useSuspension == nil else { return .masked }
        return switch personal {
        case .readable(let personal): .shown(personal.summary ?? ItemEntries.noGist)
        case .erased: .erased
        }
    }
}

extension RegisterRow {
    /// Where it stands among the others, newest first.
    fileprivate var place: SearchPlace {
        SearchPlace(receivedOn: receivedOn, position: receivedAt)
    }

    fileprivate init(_ row: Row) throws {
        let (year, serial, day): (Int32, Int32, Int32) = (
            try row.get(1), try row.get(2), try row.get(3)
        )
        guard let fiscalYear = FiscalYear(Int(year)),
            let number = ReceiptNumber(fiscalYear: fiscalYear, serial: Int(serial)),
            let receivedOn = LocalDate(dayNumber: Int(day)),
            let scheme = Scheme(rawValue: try row.get(4)),
            let channel = Channel(rawValue: try row.get(6)),
            let sender = SenderKind(rawValue: try row.get(7)),
            let handling = Handling(rawValue: try row.get(11)),
            let state = State(rawValue: try row.get(12)),
            let mayPublish = PublicationConsent(rawValue: try row.get(13))
        else { throw DeskError.internalFault("a row of the register") }
        self.init(
            id: try row.get(0), number: number, receivedOn: receivedOn, scheme: scheme,
            nature: try row.getOptional(5, as: String.self).flatMap { Nature(rawValue: $0) },
            channel: channel, sender: sender, category: try row.getOptional(8),
            district: try row.getOptional(9), section: try row.getOptional(10),
            handling: handling, state: state, mayPublish: mayPublish, hasBody: try row.get(14),
            receivedAt: try row.get(15), version: try row.get(16), position: try row.get(17))
    }
}
