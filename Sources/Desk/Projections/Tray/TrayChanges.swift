import FoundationEssentials
import Participation
import Postgres

/// What a batch changes in the trays (トレイの差分).
struct TrayChanges: ProjectionChanges {
    let table: String
    /// The rows of every item of the batch, as they are now.
    let rows: [TrayRow]
    /// Items received before, which may have rows of sections they are no longer with.
    let touched: [TrayItem]
    /// What is known of deadlines, if the batch brought anything new.
    let newRules: DueRules?

    func write(on connection: Connection) async throws {
        if !rows.isEmpty { _ = try await connection.execute(upsert) }
        if !touched.isEmpty { _ = try await connection.execute(clearing) }
        if let newRules { try await fillIn(newRules, on: connection) }
    }

    private var upsert: Query {
        var bind = Bindings()
        func column<T: PostgresEncodable>(_ type: PostgresType, _ value: (TrayRow) -> T?) {
            bind.appendArray(of: type, count: rows.count) { array in
                for row in rows { array.append(value(row)) }
            }
        }
        column(.uuid) { $0.of.id }
        column(.text) { $0.section?.text ?? "" }
        column(.bool) { $0.isLead }
        column(.int4) { Int32($0.plain.receiptNumber.fiscalYear.year) }
        column(.int4) { Int32($0.plain.receiptNumber.serial) }
        column(.int4) { Int32($0.plain.receivedOn.dayNumber) }
        column(.int8) { $0.of.receivedAt }
        column(.text) { $0.plain.scheme.rawValue }
        column(.text) { $0.plain.handling.rawValue }
        column(.bool) { $0.plain.isUrgent }
        column(.text) { $0.response.stage.rawValue }
        column(.int4) { $0.due.map { Int32($0.on.dayNumber) } }
        column(.bool) { $0.due?.isOpening ?? false }
        column(.int4) { ($0.response.interim?.expectedOn.dayNumber).map { Int32($0) } }
        column(.int4) { ($0.response.firstAnsweredOn?.dayNumber).map { Int32($0) } }
        column(.int4) { ($0.doneOn?.dayNumber).map { Int32($0) } }
        column(.text) { $0.claim?.by.text }
        column(.int4) { ($0.claim?.on.dayNumber).map { Int32($0) } }
        column(.int4) { Int32($0.response.hops) }
        column(.bool) { $0.isFree }
        column(.int4) { $0.of.version }
        column(.int8) { $0.of.position }
        column(.int4) { Int32($0.response.openInstructions.count) }
        return Query(
            unsafeSQL: """
                INSERT INTO \(table) AS t
                       (id, section, is_lead, fiscal_year, serial, received_on, received_at,
                        scheme, handling, is_urgent, stage, due_on, due_opening, expected_on,
                        answered_on, done_on, claimed_by, claimed_on, hops, is_free, version,
                        position, instructions)
                SELECT id, section, is_lead, fiscal_year, serial, date '1970-01-01' + received,
                       received_at, scheme, handling, is_urgent, stage, date '1970-01-01' + due,
                       due_opening, date '1970-01-01' + expected, date '1970-01-01' + answered,
                       date '1970-01-01' + done, claimed_by, date '1970-01-01' + claimed, hops,
                       is_free, version, position, instructions
                  FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                              $16, $17, $18, $19, $20, $21, $22, $23)
                       AS r (id, section, is_lead, fiscal_year, serial, received, received_at,
                             scheme, handling, is_urgent, stage, due, due_opening, expected,
                             answered, done, claimed_by, claimed, hops, is_free, version,
                             position, instructions)
                ON CONFLICT (id, section) DO UPDATE SET
                       (is_lead, received_on, scheme, handling, is_urgent, stage, due_on,
                        due_opening, expected_on, answered_on, done_on, claimed_by, claimed_on,
                        hops, is_free, version, position, instructions, offered_until)
                     = (excluded.is_lead, excluded.received_on, excluded.scheme,
                        excluded.handling, excluded.is_urgent, excluded.stage, excluded.due_on,
                        excluded.due_opening, excluded.expected_on, excluded.answered_on,
                        excluded.done_on, excluded.claimed_by, excluded.claimed_on,
                        excluded.hops, excluded.is_free, excluded.version, excluded.position,
                        excluded.instructions,
                        -- Given up again, it may be proposed at once.
                        CASE WHEN excluded.is_free AND NOT t.is_free THEN timestamptz '-infinity'
                             ELSE t.offered_until END)
                """, bindings: bind, label: "write tray")
    }

    /// Rows of an older version are of sections the item is no longer with.
    private var clearing: Query {
        var bind = Bindings()
        bind.appendArray(of: .uuid, count: touched.count) { array in
            for item in touched { array.append(item.id) }
        }
        bind.appendArray(of: .int4, count: touched.count) { array in
            for item in touched { array.append(item.version) }
        }
        return Query(
            unsafeSQL: """
                DELETE FROM \(table) AS t USING unnest($1, $2) AS r (id, version)
                 WHERE t.id = r.id AND t.version < r.version
                """, bindings: bind, label: "clear tray")
    }

    /// Items without a deadline may have one by a rule that came to be known only now.
    private func fillIn(_ rules: DueRules, on connection: Connection) async throws {
        let open = try await connection.execute(
            """
            SELECT id, section, scheme, received_on - date '1970-01-01', received_at
              FROM \(unsafeSQL: table) WHERE due_on IS NULL
            """)
        var filled: [(id: UUID, section: String, due: DueRules.Due)] = []
        for row in open {
            let day: Int32 = try row.get(3)
            guard let scheme = Scheme(rawValue: try row.get(2)),
                let receivedOn = LocalDate(dayNumber: Int(day))
            else { throw DeskError.internalFault("a row of the tray") }
            let due = rules.due(
                for: scheme, receivedOn: receivedOn, receivedAt: try row.get(4))
            if let due { filled.append((try row.get(0), try row.get(1), due)) }
        }
        guard !filled.isEmpty else { return }
        var bind = Bindings()
        bind.appendArray(of: .uuid, count: filled.count) { array in
            for row in filled { array.append(row.id) }
        }
        bind.appendArray(of: .text, count: filled.count) { array in
            for row in filled { array.append(row.section) }
        }
        bind.appendArray(of: .int4, count: filled.count) { array in
            for row in filled { array.append(Int32(row.due.on.dayNumber)) }
        }
        bind.appendArray(of: .bool, count: filled.count) { array in
            for row in filled { array.append(row.due.isOpening) }
        }
        _ = try await connection.execute(
            Query(
                unsafeSQL: """
                    UPDATE \(table) AS t
                       SET (due_on, due_opening) = (date '1970-01-01' + r.due, r.opening)
                      FROM unnest($1, $2, $3, $4) AS r (id, section, due, opening)
                     WHERE t.id = r.id AND t.section = r.section
                    """, bindings: bind, label: "fill in deadlines"))
    }
}
