import EventLog
import FoundationEssentials
import Participation
import Postgres

extension Desk {
    /// Figures at two moments side by side, the earlier one first (二時点の比較).
    /// - Throws: ``DeskError``.
    public func compareFigures(
        _ request: FigureRequest, with other: AsOf
    ) async throws(DeskError) -> FigureComparison {
        var second = request
        second.asOf = other
        let one = try await figures(request)
        let two: Figures
        do {
            two = try await figures(second)
        } catch .malformed(let errors) {
            // Both moments are called the same where they are resolved.
            throw .malformed(
                errors.map { $0.field == "asOf" ? InputError("compare", $0.problem) : $0 })
        }
        let isInOrder = one.asOf.position <= two.asOf.position
        let (earlier, later) = isInOrder ? (one, two) : (two, one)
        let (before, after) = isInOrder ? (request.asOf, other) : (other, request.asOf)
        func same(_ figures: [Figure], as figure: Figure) -> Figure? {
            figures.first {
                $0.definition.indicator.fullCode == figure.definition.indicator.fullCode
            }
        }
        let kept = later.figures.map {
            ComparedFigure(earlier: same(earlier.figures, as: $0), later: $0)
        }
        let gone = earlier.figures.filter { same(later.figures, as: $0) == nil }.map {
            ComparedFigure(earlier: $0, later: nil)
        }
        return FigureComparison(
            earlier: earlier.asOf, earlierDay: lastDay(of: before, at: earlier.asOf),
            later: later.asOf, laterDay: lastDay(of: after, at: later.asOf), figures: kept + gone)
    }

    /// Every event between two moments that changed a number (二時点の差異一覧).
    ///
    /// Nothing personal is read; what is 限定 now is counted, but not shown (DECISIONS C3).
    /// - Throws: ``DeskError``; `notFound` for an indicator nobody has defined.
    public func figureDifference(
        _ request: FigureDifferenceRequest
    ) async throws(DeskError) -> FigureDifference {
        do {
            let one = Side(request.one, try await resolve(request.one), self)
            let two = Side(request.other, try await resolve(request.other), self)
            try await catchUp([.facts, .register])
            let (earlier, later) =
                one.moment.position <= two.moment.position ? (one, two) : (two, one)
            let catalogue = try await catalogue()
            let before = try await counted(request, earlier, catalogue)
            let after = try await counted(request, later, catalogue)
            return FigureDifference(
                compared: ComparedFigure(earlier: before.figure, later: after.figure),
                earlier: earlier.moment, later: later.moment,
                parts: try await changes(
                    after.queries.map { $0.listing(of: request.period) },
                    since: earlier, to: later, after.regrouping,
                    of: after.queries))
        } catch {
            throw DeskError(error)
        }
    }

    /// One of the two moments.
    private struct Side {
        let moment: LogMoment
        let day: LocalDate

        init(_ asOf: AsOf, _ moment: LogMoment, _ desk: Desk) {
            self.moment = moment
            day = desk.lastDay(of: asOf, at: moment)
        }
    }

    private func counted(
        _ request: FigureDifferenceRequest, _ side: Side, _ catalogue: IndicatorCatalogue
    ) async throws -> (figure: Figure?, queries: [FactQuery], regrouping: Regrouping?) {
        var counting = FigureCounting(
            FigureRequest(
                year: request.period.year, quarter: request.period.quarter, lens: request.lens,
                filter: request.filter),
            moment: side.moment, day: side.day, firstQuarters: try await firstQuarters(side.moment),
            narrowing: try await narrowing(request.filter, at: side.moment, on: side.day),
            judges: false)
        counting.add(
            try Self.definition(
                request.indicator, in: request.period.year, catalogue, side.moment))
        let queries = counting.queries
        let regrouping = try await regrouping(for: queries, side.moment, on: side.day)
        let figures = counting.figures(try await count(queries, regrouping)) {
            catalogue.shortName(of: $0)
        }
        return (figures.first, queries, regrouping)
    }

    private func changes(
        _ queries: [FactQuery], since earlier: Side, to later: Side, _ regrouping: Regrouping?,
        of asked: [FactQuery]
    ) async throws -> [FigureDifference.Part] {
        let numbers = try await numbers(of: queries)
        let anonymous = numbers[Self.anonymousSender]
        let lists = try await pool.run(
            zip(queries, asked).map { query, asked in
                query.changes(
                    since: earlier.moment.position, earlier.day, to: later.moment.position,
                    asked.differences, numbers, anonymous, regrouping)
            })
        return try queries.indices.map { index in
            let rows = lists[index]
            let tally = asked[index].differences
            var part = FigureDifference.Part(
                role: queries.count == 1 ? .whole : index == 0 ? .numerator : .denominator,
                tally: tally, total: 0, sum: 0, changes: try rows.map { try FigureChange($0) })
            if let first = rows.first {
                part.total = Int(try first.get(14) as Int64)
                part.sum = Int(try first.get(tally == .records ? 15 : 16) as Int64)
            }
            return part
        }
    }
}

extension FactQuery {
    /// What an event changes about the answer.
    fileprivate var differences: FigureDifference.Tally {
        switch tally {
        case .count, .distinct: .records
        case .sum: .quantities
        case .latest: kind == .observation ? .values : .quantities
        }
    }

    /// What began or ceased to count after one moment and up to another, event by event.
    ///
    /// What was planned counts once its day has come, though nothing was recorded on it.
    fileprivate func changes(
        since earlier: Int64, _ earlierDay: LocalDate, to later: Int64,
        _ tally: FigureDifference.Tally, _ numbers: [TermBook.Term: Int32], _ anonymous: Int32?,
        _ regrouping: Regrouping?
    ) -> Query {
        // Only what is dated by its day comes due; a typed-in value belongs to its period.
        let dueFrom = through == nil ? LocalDate.latest : earlierDay
        var text = Query.Interpolation(literalCapacity: 2_400, interpolationCount: 20)
        text.appendLiteral(
            """
            WITH touched AS (
                SELECT position, voided_by, subject, kind, effective_on, quantity, value, scheme,
                       sort
            """)
        narrow(
            from: "facts.fact", numbers, anonymous, isByCurrentSection ? regrouping : nil,
            into: &text)
        text.appendLiteral(" AND position <= ")
        text.appendInterpolation(later)
        text.appendLiteral(" AND (voided_by IS NULL OR voided_by > ")
        text.appendInterpolation(earlier)
        text.appendLiteral(")\n), steps AS (\n    SELECT position AS at, 1 AS sign, position <= ")
        text.appendInterpolation(earlier)
        text.appendLiteral(" AS came_due, touched.*\n      FROM touched WHERE position > ")
        text.appendInterpolation(earlier)
        text.appendLiteral(" OR effective_on > date '1970-01-01' + ")
        text.appendInterpolation(Int32(dueFrom.dayNumber))
        text.appendLiteral("\n     UNION ALL\n    SELECT voided_by, -1, false, touched.*\n")
        text.appendLiteral("      FROM touched WHERE voided_by <= ")
        text.appendInterpolation(later)
        text.appendLiteral(
            """

            ), changes AS (
                SELECT at, subject, bool_or(came_due) AS came_due, min(kind) AS kind,
                       max(effective_on) AS effective_on, sum(sign) AS records,
                       sum(sign * coalesce(quantity, 0)) AS quantity,
                       max(value) FILTER (WHERE sign < 0) AS before,
                       max(value) FILTER (WHERE sign > 0) AS after,
                       max(scheme) AS scheme, max(sort) AS sort
                  FROM steps GROUP BY at, subject
            """)
        text.appendLiteral("\n    HAVING \(tally.condition)")
        text.appendLiteral(
            """

            )
            SELECT c.at, e.recorded_at, e.type, c.came_due,
                   c.effective_on - date '1970-01-01', r.fiscal_year, r.serial,
                   coalesce(scheme.value, sort.value), c.kind,
                   coalesce(r.handling = 'restricted', false), c.records, c.quantity,
                   c.before::text, c.after::text, count(*) OVER (),
                   (sum(c.records) OVER ())::bigint, (sum(c.quantity) OVER ())::bigint
              FROM changes AS c
              JOIN log.event AS e ON e.position = c.at
              LEFT JOIN facts.term AS scheme ON scheme.id = c.scheme
              LEFT JOIN facts.term AS sort ON sort.id = c.sort
              LEFT JOIN register.item AS r ON r.id = c.subject
             ORDER BY c.at, c.subject
            """)
        text.appendLiteral("\n LIMIT ")
        text.appendInterpolation(Int64(FigureDifferenceRequest.mostChanges))
        return Query(stringInterpolation: text)
    }
}

extension FigureDifference.Tally {
    /// Which events change anything.
    fileprivate var condition: String {
        switch self {
        case .records: "sum(sign) <> 0"
        case .quantities: "sum(sign) <> 0 OR sum(sign * coalesce(quantity, 0)) <> 0"
        case .values: "sum(sign) <> 0 OR count(DISTINCT value) > 1"
        }
    }
}

extension FigureChange {
    /// A row of ``FactQuery/changes(since:_:to:_:_:_:_:)``.
    fileprivate init(_ row: Row) throws {
        let day: Int32 = try row.get(4)
        guard let kind = FactKind(rawValue: try row.get(8)),
            let effectiveOn = LocalDate(dayNumber: Int(day))
        else { throw DeskError.internalFault("a change of facts.fact") }
        position = try row.get(0)
        recordedAt = (try row.get(1) as Instant).inJapan
        title = FigureRecord.title(ofType: try row.get(2))
        cameDue = try row.get(3)
        self.effectiveOn = effectiveOn
        self.kind = kind
        isRestricted = try row.get(9)
        if !isRestricted {
            if let year: Int32 = try row.getOptional(5), let serial: Int32 = try row.getOptional(6)
            {
                receiptNumber = FiscalYear(Int(year)).flatMap {
                    ReceiptNumber(fiscalYear: $0, serial: Int(serial))
                }
            }
            sort = try row.getOptional(7)
        }
        records = Int(try row.get(10) as Int64)
        quantity = Int(try row.get(11) as Int64)
        before = (try row.getOptional(12) as String?).flatMap { FigureValue(parsing: $0) }
        after = (try row.getOptional(13) as String?).flatMap { FigureValue(parsing: $0) }
    }
}
