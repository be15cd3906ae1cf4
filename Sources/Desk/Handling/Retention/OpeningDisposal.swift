import EventLog
import FoundationEssentials
public import Participation
import Postgres

/// What of the record of openings may be disposed of in a year, or was (開封の記録の廃棄).
public struct OpeningDisposal: Sendable, Equatable {
    /// The openings of one fiscal year (年度ごとの件数).
    public struct Entry: Sendable, Equatable {
        /// The fiscal year in which they took place (開封年度).
        public let year: FiscalYear
        /// How long they are kept (保存区分).
        public let period: RetentionPeriod
        /// Those whose period is over and whose record has been erased (廃棄対象).
        public let due: Int
        /// Those whose period is over while their record is there yet (記録の消去待ち).
        public let waiting: Int

        /// The same for programs.
        public var json: JSONValue {
            .object([
                "class": .string(period.code), "due": .integer(Int64(due)),
                "waiting": .integer(Int64(waiting)), "year": .string(year.label),
            ])
        }
    }

    /// The fiscal year in which they may be disposed of (廃棄年度).
    public let year: FiscalYear
    /// The years, the oldest first (年度).
    public let entries: [Entry]
    /// How many were disposed of by this (廃棄した件数).
    public let disposed: Int
    /// Where the event stands; 0 when nothing was recorded (通し位置).
    public let position: Int64

    /// The same for programs.
    public var json: JSONValue {
        .object([
            "disposed": .integer(Int64(disposed)), "entries": .array(entries.map(\.json)),
            "position": .integer(position), "year": .string(year.label),
        ])
    }
}

/// That the record of openings was disposed of, as bytes: no name and no text in it
/// (開封の記録の廃棄の書式 第1版).
enum OpeningDisposalCoding {
    static let type = "OpeningsDisposed"
    static let stream = StreamName(
        category: "opening", id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)))

    static func event(through day: LocalDate, count: Int, approval: Wording) -> NewEvent {
        NewEvent(
            unsealed: CodedEvent(
                type,
                [
                    "approval": .wording(approval), "count": .integer(Int64(count)),
                    "through": .date(day),
                ]))
    }
}

extension Desk {
    /// The openings that may be disposed of in a year (開封の記録の廃棄の案).
    /// - Throws: ``DeskError``.
    public func openingDisposal(in year: FiscalYear) async throws(DeskError) -> OpeningDisposal {
        do {
            return try await due(in: year).plan
        } catch {
            throw DeskError(error)
        }
    }

    /// Disposes of the openings that are due in a year, as approved (開封の記録の廃棄).
    ///
    /// Never before the record itself was erased: until then it can be asked whose data was seen. The
    /// event says up to which day, and the database takes away what it says, nothing else.
    /// - Throws: ``DeskError``; `declined` before the year has begun or without a number.
    public func disposeOpenings(
        in year: FiscalYear, approval: Wording, actor: String?
    ) async throws(DeskError) -> OpeningDisposal {
        do {
            guard today >= year.firstDay else {
                throw DeskError.declined([
                    Refused(
                        field: "year",
                        japanese: "\(year.japanese)はまだ始まっていません。\(year.firstDay.wareki)から廃棄できます。")
                ])
            }
            try RecordRetention.require(approval: approval)
            let (plan, through) = try await due(in: year)
            let count = plan.entries.reduce(0) { $0 + $1.due }
            guard let through, count > 0 else { return plan }
            let event = OpeningDisposalCoding.event(
                through: through, count: count, approval: approval)
            let position = try await log.append(
                Append(
                    [Append.Write(OpeningDisposalCoding.stream, expecting: .any, [event])],
                    actor: actor)
            ).lastPosition
            return OpeningDisposal(
                year: year, entries: plan.entries,
                disposed: try await disposeOpenings(asDecidedAt: position), position: position)
        } catch {
            throw DeskError(error)
        }
    }

    /// Takes away what the last decision said and was not reached (開封の記録の廃棄の続き).
    /// - Returns: how many.
    /// - Throws: ``DeskError``.
    public func settleOpenings() async throws(DeskError) -> Int {
        do {
            let rows = try await pool.execute(
                "SELECT max(position) FROM log.event WHERE type = \(OpeningDisposalCoding.type)")
            guard let position: Int64 = try rows[0].getOptional(0) else { return 0 }
            return try await disposeOpenings(asDecidedAt: position)
        } catch {
            throw DeskError(error)
        }
    }

    private func disposeOpenings(asDecidedAt position: Int64) async throws -> Int {
        let rows = try await pool.execute("SELECT desk.dispose_openings(\(position))")
        return Int(try rows[0].get(0, as: Int64.self))
    }

    /// What is due, and through which day: days go by turn, so that a day says all.
    private func due(
        in year: FiscalYear
    ) async throws -> (plan: OpeningDisposal, through: LocalDate?) {
        let book = try await retention()
        let rows = try await pool.execute(
            """
            WITH erased AS (
                SELECT DISTINCT stream FROM log.event
                 WHERE type = ANY (\(array: Self.erasingEvents, of: .text)))
            SELECT (o.opened_at AT TIME ZONE interval '9 hours')::date - date '1970-01-01' AS day,
                   count(*) FILTER (WHERE e.stream IS NOT NULL),
                   count(*) FILTER (WHERE e.stream IS NULL)
              FROM desk.opening AS o LEFT JOIN erased AS e USING (stream)
             WHERE o.opened_at < \(year.firstDay.startInJapan)
             GROUP BY day ORDER BY day
            """)
        var entries: [OpeningDisposal.Entry] = []
        var through: LocalDate?
        for row in rows {
            guard let day = LocalDate(dayNumber: Int(try row.get(0, as: Int32.self))),
                let period = book.period(for: .openings, completedOn: day),
                let last = period.lastDay(completedOn: day), last < year.firstDay
            else { break }
            through = day
            let (due, waiting) = (
                Int(try row.get(1, as: Int64.self)), Int(try row.get(2, as: Int64.self))
            )
            if let before = entries.last, before.year == FiscalYear(day), before.period == period {
                entries[entries.count - 1] = OpeningDisposal.Entry(
                    year: before.year, period: period, due: before.due + due,
                    waiting: before.waiting + waiting)
            } else {
                entries.append(
                    OpeningDisposal.Entry(
                        year: FiscalYear(day), period: period, due: due, waiting: waiting))
            }
        }
        return (
            OpeningDisposal(year: year, entries: entries, disposed: 0, position: 0), through
        )
    }
}
