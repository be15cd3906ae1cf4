import EventLog
public import FoundationEssentials
public import Participation
import Postgres

extension Desk {
    /// What lies in the tray of a section now (担当課トレイ).
    /// - Parameters:
    ///   - department: its code or name; `triage` or 担当未定 for items no section has yet.
    ///   - viewer: the name of who looks. Of restricted items (限定) they see those they have in hand,
    ///     and those they are named for; without a name none are shown or counted.
    ///   - reader: their account, by which they may be named for items.
    ///   - stage: only what stands there; the counts are of all.
    ///   - perStage: how many of each stage at most.
    ///   - skipping: how many of the list to pass over, to go on with it.
    /// - Throws: ``DeskError``.
    public func tray(
        of department: String, for viewer: String? = nil, reader: UUID? = nil,
        stage: ResponseStage? = nil, perStage: Int = .max, skipping: Int = 0,
        limit: Int = TrayLimits.shown
    ) async throws(DeskError) -> Tray {
        try await catchUp([.tray])
        do {
            let sections = try await sections(called: department)
            let recent = today.dayNumber - TrayLimits.doneDays
            let rows = try await pool.execute(
                """
                SELECT \(unsafeSQL: Tray.Entry.columns)
                  FROM (SELECT *, row_number() OVER (
                                      PARTITION BY stage
                                      ORDER BY is_urgent DESC, due_on, received_on, serial) AS nth
                          FROM tray.item
                         WHERE section = ANY (\(array: sections, of: .text))
                           AND (\(stage?.rawValue)::text IS NULL OR stage = \(stage?.rawValue))
                           AND (done_on IS NULL OR done_on - date '1970-01-01' >= \(Int32(recent)))
                           AND (handling <> 'restricted' OR claimed_by = \(viewer) OR id IN (
                                    SELECT item FROM staff.item_reader WHERE account = \(reader)))
                       ) AS i
                 WHERE nth <= \(Int64(perStage))
                 ORDER BY array_position(
                              ARRAY['new', 'considering', 'approving', 'to-send', 'done'], stage),
                          nth
                 LIMIT \(Int32(limit)) OFFSET \(Int32(skipping))
                """)
            let opening = try await calendar().opening
            let entries = try rows.map { try Tray.Entry($0, today: today, opening) }
            let totals = try await pool.execute(
                """
                SELECT stage, count(*) FROM tray.item
                 WHERE section = ANY (\(array: sections, of: .text))
                   AND (done_on IS NULL OR done_on - date '1970-01-01' >= \(Int32(recent)))
                   AND (handling <> 'restricted' OR claimed_by = \(viewer) OR id IN (
                            SELECT item FROM staff.item_reader WHERE account = \(reader)))
                 GROUP BY stage
                """)
            var counts: [ResponseStage: Int] = [:]
            for row in totals {
                let count: Int64 = try row.get(1)
                if let stage = ResponseStage(rawValue: try row.get(0)) {
                    counts[stage] = Int(count)
                }
            }
            return Tray(
                section: Self.isTriage(department) ? nil : department, entries: entries,
                counts: counts)
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

extension Tray.Entry {
    /// What it is made of, in this order.
    static let columns = """
        id, fiscal_year, serial, received_on - date '1970-01-01', scheme, handling, is_urgent,
        is_lead, stage, due_on - date '1970-01-01', due_opening, expected_on - date '1970-01-01',
        answered_on - date '1970-01-01', claimed_by, claimed_on - date '1970-01-01', hops, version
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
        // The number of the rule does not matter: only which days it counts.
        let rule: DeadlineRule = countsOpeningDays ? .openingDays(1) : .calendarDays(1)
        daysLeft =
            answeredOn == nil && stage != .done
            ? due.map { rule.daysLeft(until: $0, from: today, in: calendar) } : nil
    }
}
