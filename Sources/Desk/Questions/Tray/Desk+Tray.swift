import EventLog
public import FoundationEssentials
public import Participation
import Postgres

extension Desk {
    /// What lies in the tray of a section now (担当課トレイ).
    /// - Parameters:
    ///   - department: its code or name; `triage` or 担当未定 for items no section has yet.
    ///   - reader: the account of who looks. Of restricted items (限定) they see those they are named
    ///     for, as everywhere (DECISIONS C3); without an account none are shown or counted.
    ///   - stage: only what stands there; the counts are of all.
    ///   - perStage: how many of each stage at most.
    ///   - skipping: how many of the list to pass over, to go on with it.
    ///   - most: how far each stage is counted.
    /// - Throws: ``DeskError``.
    public func tray(
        of department: String, for reader: UUID? = nil, stage: ResponseStage? = nil,
        perStage: Int = .max, skipping: Int = 0, limit: Int = TrayLimits.shown,
        countingUpTo most: Int = Int(Int32.max)
    ) async throws(DeskError) -> Tray {
        try await catchUp([.tray])
        do {
            let look = TrayLook(
                sections: try await sections(called: department), reader: reader,
                since: Int32(today.dayNumber - TrayLimits.doneDays))
            let open = ResponseStage.allCases.filter { $0 != .done && (stage ?? $0) == $0 }
            let reach = min(perStage, skipping + limit)
            let opening = try await calendar().opening
            let answers = try await pool.run([
                look.first(reach, of: open),
                look.firstDone(stage ?? .done == .done ? reach : 0),
                look.counts(upTo: most), look.countDone(upTo: most),
            ])
            let entries = try answers[0...1].flatMap { rows in
                try rows.map { try Tray.Entry($0, today: today, opening) }
            }
            var counts: [ResponseStage: Int] = [:]
            for row in answers[2...3].joined() {
                let count: Int64 = try row.get(1)
                if count > 0, let stage = ResponseStage(rawValue: try row.get(0)) {
                    counts[stage] = min(Int(count), most)
                }
            }
            return Tray(
                section: Self.isTriage(department) ? nil : department,
                entries: Array(entries.dropFirst(skipping).prefix(limit)), counts: counts)
        } catch {
            throw DeskError(error)
        }
    }

    static func isTriage(_ department: String) -> Bool {
        department == Triage.code || department == Triage.japanese
    }

    /// How the items of a section may be marked: as it was typed, by its code, by its name.
    func sections(called department: String) async throws -> [String] {
        if Self.isTriage(department) { return [""] }
        let units = try await organisation().units(on: today)
        guard let unit = OrganisationDirectory(units).match(department).unit else {
            return [department]
        }
        return [department, unit.code, unit.pathNames.last, unit.pathNames.joined()]
            .compactMap(\.self).reduce(into: []) { names, name in
                if !names.contains(name) { names.append(name) }
            }
    }
}

/// What somebody may see of a tray, as the database is asked for it.
///
/// The order stands in an index: a tray of a hundred thousand is looked into as quickly as a small one.
struct TrayLook {
    let sections: [String]
    let reader: UUID?
    /// Days since 1970; what was done before is not shown.
    let since: Int32

    private static let order = "is_urgent DESC, due_on, received_on, serial"

    /// The first so many of each stage but the last, stage by stage.
    func first(_ count: Int, of stages: [ResponseStage]) -> Query {
        """
        SELECT \(unsafeSQL: Tray.Entry.columns)
          FROM (SELECT i.*, place, row_number() OVER (
                           PARTITION BY place ORDER BY \(unsafeSQL: Self.order)) AS nth
                  FROM unnest(\(array: sections, of: .text)) AS wanted (name),
                       unnest(\(array: stages.map(\.rawValue), of: .text))
                           WITH ORDINALITY AS standing (name, place),
                       LATERAL (SELECT * FROM tray.item
                                 WHERE section = wanted.name AND stage = standing.name
                                   AND (done_on IS NULL
                                        OR done_on >= date '1970-01-01' + \(since))
                                   AND (handling <> 'restricted' OR id IN (
                                            SELECT item FROM staff.item_reader
                                             WHERE account = \(reader)))
                                 ORDER BY \(unsafeSQL: Self.order) LIMIT \(Int64(count))) AS i) AS i
         WHERE nth <= \(Int64(count)) ORDER BY place, nth
        """
    }

    /// The same of what was done lately, and of what was done before but waits for an answer to the
    /// mayor: each found by an index of its own, where `OR` would go through all that was ever done.
    func firstDone(_ count: Int) -> Query {
        """
        SELECT \(unsafeSQL: Tray.Entry.columns)
          FROM (SELECT * FROM tray.item
                 WHERE section = ANY (\(array: sections, of: .text)) AND stage = 'done'
                   AND done_on >= date '1970-01-01' + \(since)
                 UNION ALL
                SELECT * FROM tray.item
                 WHERE section = ANY (\(array: sections, of: .text)) AND stage = 'done'
                   AND done_on < date '1970-01-01' + \(since) AND instructions > 0) AS i
         WHERE handling <> 'restricted' OR id IN (
                   SELECT item FROM staff.item_reader WHERE account = \(reader))
         ORDER BY \(unsafeSQL: Self.order) LIMIT \(Int64(count))
        """
    }

    /// How many each stage but the last has, each section's counted so far.
    func counts(upTo most: Int) -> Query {
        """
        SELECT standing.name, sum(n)::bigint
          FROM unnest(\(array: sections, of: .text)) AS wanted (name),
               unnest(ARRAY['new', 'considering', 'approving', 'to-send']) AS standing (name),
               LATERAL (SELECT count(*) AS n
                          FROM (SELECT FROM tray.item
                                 WHERE section = wanted.name AND stage = standing.name
                                   AND (done_on IS NULL
                                        OR done_on >= date '1970-01-01' + \(since))
                                   AND (handling <> 'restricted' OR id IN (
                                            SELECT item FROM staff.item_reader
                                             WHERE account = \(reader)))
                                 LIMIT \(Int64(most))) AS i) AS i
         GROUP BY standing.name
        """
    }

    /// The same of what is done.
    func countDone(upTo most: Int) -> Query {
        """
        SELECT 'done', count(*)
          FROM (SELECT FROM
                       (SELECT * FROM tray.item
                         WHERE section = ANY (\(array: sections, of: .text)) AND stage = 'done'
                           AND done_on >= date '1970-01-01' + \(since)
                         UNION ALL
                        SELECT * FROM tray.item
                         WHERE section = ANY (\(array: sections, of: .text)) AND stage = 'done'
                           AND done_on < date '1970-01-01' + \(since) AND instructions > 0) AS i
                 WHERE handling <> 'restricted' OR id IN (
                           SELECT item FROM staff.item_reader WHERE account = \(reader))
                 LIMIT \(Int64(most))) AS i
        """
    }
}

extension Tray.Entry {
    /// What it is made of, in this order.
    static let columns = """
        id, fiscal_year, serial, received_on - date '1970-01-01', scheme, handling, is_urgent,
        is_lead, stage, due_on - date '1970-01-01', due_opening, expected_on - date '1970-01-01',
        answered_on - date '1970-01-01', claimed_by, claimed_on - date '1970-01-01', hops, version,
        instructions
        """

    init(_ row: Row, today: LocalDate, _ calendar: OpeningCalendar) throws {
        func day(_ column: Int) throws -> LocalDate? {
            let number: Int32? = try row.getOptional(column)
            return number.flatMap { LocalDate(dayNumber: Int($0)) }
        }
        let year: Int32 = try row.get(1)
        let serial: Int32 = try row.get(2)
        let hops: Int32 = try row.get(15)
        guard let fiscalYear = FiscalYear(Int(year)),
            let number = ReceiptNumber(fiscalYear: fiscalYear, serial: Int(serial)),
            let receivedOn = try day(3), let scheme = Scheme(rawValue: try row.get(4)),
            let handling = Handling(rawValue: try row.get(5)),
            let stage = ResponseStage(rawValue: try row.get(8))
        else { throw DeskError.internalFault("a row of the tray") }
        id = try row.get(0)
        receiptNumber = number
        self.receivedOn = receivedOn
        self.scheme = scheme
        self.handling = handling
        isUrgent = try row.get(6)
        isLead = try row.get(7)
        self.stage = stage
        due = try day(9)
        countsOpeningDays = try row.get(10)
        expectedOn = try day(11)
        answeredOn = try day(12)
        claimedBy = try row.getOptional(13)
        claimedOn = try day(14)
        self.hops = Int(hops)
        version = try row.get(16)
        let instructions: Int32 = try row.get(17)
        self.instructions = Int(instructions)
        // The number of the rule does not matter: only which days it counts.
        let rule: DeadlineRule = countsOpeningDays ? .openingDays(1) : .calendarDays(1)
        daysLeft =
            answeredOn == nil && stage != .done
            ? due.map { rule.daysLeft(until: $0, from: today, in: calendar) } : nil
    }
}
