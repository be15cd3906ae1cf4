import EventLog
import FoundationEssentials
public import Participation
import Postgres

/// Which number's records are asked for (指標の根拠の照会).
public struct FigureRecordsRequest: Sendable, Equatable {
    /// `plan/code` (指標).
    public var indicator: String
    /// A year, or one quarter of it (対象期間).
    public var period: FigurePeriod
    /// The last day that is counted in, such as today's of the year before; `nil` for the whole
    /// period (集計日).
    public var until: LocalDate?
    /// The moment (時点).
    public var asOf: AsOf
    /// 当時 or 現在の分類・組織 (見方).
    public var lens: Lens
    /// What the number is narrowed to (絞込み).
    public var filter: FigureFilter
    /// The page, from 1 (頁).
    public var page: Int

    /// A question for the records behind one number.
    public init(
        indicator: String, period: FigurePeriod, until: LocalDate? = nil, asOf: AsOf = .now,
        lens: Lens = Lens(), filter: FigureFilter = FigureFilter(), page: Int = 1
    ) {
        self.indicator = indicator
        self.period = period
        self.until = until
        self.asOf = asOf
        self.lens = lens
        self.filter = filter
        self.page = page
    }

    /// Records on one page.
    public static let pageLength = 100
    /// The last page that is turned to: a longer list is for the export.
    public static let lastPage = 10_000
}

/// The records one number is made of, without anything personal (指標の根拠).
public struct FigureRecords: Sendable, Equatable {
    /// Records of one kind, all that were asked for and one page of them (記録の一覧).
    public struct Part: Sendable, Equatable {
        /// Which part of the figure they make (役割).
        public enum Role: Sendable, Equatable {
            /// The figure itself.
            case whole
            /// What stands above the line of a ratio (分子).
            case numerator
            /// What stands below it (分母).
            case denominator
        }

        /// Which part of the figure they make.
        public var role: Role
        /// How many there are on all pages.
        public var total: Int
        /// Those of the page asked for.
        public var records: [FigureRecord]
    }

    /// The moment the number is of (時点).
    public var asOf: LogMoment
    /// The last day that is counted in (集計日).
    public var day: LocalDate
    /// The plan the indicator belongs to (計画).
    public var plan: PlanHeader?
    /// The number itself (指標値).
    public var figure: Figure
    /// One list; two for a ratio.
    public var parts: [Part]
    /// The page, from 1 (頁).
    public var page: Int

    /// How many pages the longest list has; at least one.
    public var pages: Int {
        let longest = parts.map(\.total).max() ?? 0
        return max(1, (longest - 1) / FigureRecordsRequest.pageLength + 1)
    }
}

/// One record that counts (根拠の一件).
public enum FigureRecord: Sendable, Equatable {
    /// A record everybody in the office may see.
    case shown(Shown)
    /// An item for named persons only: that it counts, and how much, is all that is told (限定).
    case restricted(quantity: Int?)

    /// What is told of a record (根拠の内容).
    public struct Shown: Sendable, Equatable {
        /// The position from which on it counts (記録番号).
        public var position: Int64
        /// The day it happened to the citizen (発生日).
        public var effectiveOn: LocalDate
        /// What kind of thing it is (種別).
        public var kind: FactKind
        /// The receipt number of a letter (受付番号).
        public var receiptNumber: ReceiptNumber?
        /// The scheme of a letter, the sort of a gathering, the menu of a lecture (種類).
        public var sort: String?
        /// The category, by the lens asked for (分類).
        public var category: String?
        /// The section, by the lens asked for (担当).
        public var section: String?
        /// Letters of a bundle, heads; `nil` when not known (数量).
        public var quantity: Int?
        /// The value of an observation (把握値).
        public var value: FigureValue?
        /// The period an observation is of (対象期間).
        public var period: FigurePeriod?
        /// What became of it after the moment asked of; `nil`: it stands as it did.
        public var change: Change?
    }

    /// What became of a record after the moment asked of (その後の変更).
    public struct Change: Sendable, Equatable {
        /// Where in the log (記録番号).
        public var position: Int64
        /// What happened, such as 訂正 (出来事).
        public var title: String
        /// Whether it still counts for something, as the log stands now.
        public var countsStill: Bool
    }
}

extension Desk {
    /// The records behind one number (指標の根拠).
    ///
    /// Nothing personal is read. An item that is 限定 now is counted, but not shown, whatever it
    /// was at the moment asked of (DECISIONS C3).
    /// - Throws: ``DeskError``; `notFound` for an indicator nobody has defined.
    public func figureRecords(
        _ request: FigureRecordsRequest
    ) async throws(DeskError) -> FigureRecords {
        do {
            let moment = try await resolve(request.asOf)
            try await catchUp([.facts, .register])
            let catalogue = try await catalogue()
            let definition = try Self.definition(
                request.indicator, in: request.period.year, catalogue, moment)
            let lastDay = lastDay(of: request.asOf, at: moment)
            let day = request.until.map { min($0, lastDay) } ?? lastDay
            var counting = FigureCounting(
                FigureRequest(
                    year: request.period.year, quarter: request.period.quarter, lens: request.lens,
                    filter: request.filter),
                moment: moment, day: day, firstQuarters: try await firstQuarters(moment),
                narrowing: try await narrowing(request.filter, at: moment, on: lastDay),
                judges: false)
            counting.add(definition)
            let queries = counting.queries
            // The section is shown by the lens, whether the figure depends on it or not.
            let bySection = queries.map { $0.toldApartBySection(request.lens) }
            let regrouping = try await regrouping(for: bySection, moment, on: lastDay)
            let figures = counting.figures(try await count(queries, regrouping)) {
                catalogue.shortName(of: $0)
            }
            guard let figure = figures.first else { throw DeskError.internalFault("no figure") }
            let names = SectionNames(
                organisation: try await organisation(through: moment.position),
                current: request.lens.organisation == .current ? lastDay : nil)
            return FigureRecords(
                asOf: moment, day: day,
                plan: catalogue.plans().first { $0.code == definition.indicator.plan },
                figure: figure,
                parts: try await parts(
                    queries.map { $0.listing(of: request.period) },
                    of: definition.indicator.measure, request, regrouping, names),
                page: request.page)
        } catch {
            throw DeskError(error)
        }
    }

    /// An address that names no indicator is a wrong address; one withdrawn is told as such.
    static func definition(
        _ name: String, in year: FiscalYear, _ catalogue: IndicatorCatalogue, _ moment: LogMoment
    ) throws -> IndicatorDefined {
        do {
            return try catalogue.definition(name, asOf: moment.position, in: year)
        } catch {
            switch error {
            case .unknown, .ambiguous: throw DeskError.notFound(name)
            case .withdrawn: throw error
            }
        }
    }

    private func parts(
        _ queries: [FactQuery], of measure: Measure, _ request: FigureRecordsRequest,
        _ regrouping: Regrouping?, _ names: SectionNames
    ) async throws -> [FigureRecords.Part] {
        let numbers = try await numbers(of: queries)
        let anonymous = numbers[Self.anonymousSender]
        let totals = try await pool.run(
            queries.map {
                $0.statement(
                    of: "facts.fact", numbers, anonymous: anonymous, regrouping: regrouping)
            })
        let lists = try await pool.run(
            queries.map {
                $0.toldApartBySection(request.lens)
                    .records(numbers, anonymous, regrouping, measure, request.lens, request.page)
            })
        return try queries.indices.map { index in
            FigureRecords.Part(
                role: queries.count == 1 ? .whole : index == 0 ? .numerator : .denominator,
                total: try totals[index].first.map { Int(try $0.get(0) as Int64) } ?? 0,
                records: try lists[index].map { try FigureRecord($0, names) })
        }
    }
}

extension FactQuery {
    /// The same facts one by one. Values typed in for a quarter are those of that very quarter:
    /// a year's value is dated at the year's end, but is none of the fourth quarter.
    func listing(of period: FigurePeriod) -> FactQuery {
        var query = self
        query.by = []
        query.tally = .count
        if kind == .observation, self.by == [.attribute(Fact.periodAttribute)],
            period.quarter != nil
        {
            query.conditions.append(
                Condition(
                    axis: .attribute(Fact.periodAttribute), words: [period.description]))
        }
        return query
    }

    /// The same, with the unit each fact belongs to now, where the lens asks for it.
    fileprivate func toldApartBySection(_ lens: Lens) -> FactQuery {
        guard lens.organisation == .current else { return self }
        var query = self
        query.by = [.currentSection]
        return query
    }

    /// One page of the facts, with what the register says of them now.
    ///
    /// In the order in which they happened; where the last one gives the value, that one first.
    fileprivate func records(
        _ numbers: [TermBook.Term: Int32], _ anonymous: Int32?, _ regrouping: Regrouping?,
        _ measure: Measure, _ lens: Lens, _ page: Int
    ) -> Query {
        let order = measure.isOfTheLast ? "DESC" : "ASC"
        let category = lens.category == .recorded ? "category" : "category_now"
        let section =
            lens.organisation == .recorded
            ? "(SELECT value FROM facts.term WHERE id = f.section)" : "f.current_section"
        var text = Query.Interpolation(literalCapacity: 1_600, interpolationCount: 16)
        text.appendLiteral("WITH listed AS (\n    SELECT *")
        select(
            from: "facts.fact", numbers, anonymous, isByCurrentSection ? regrouping : nil,
            into: &text)
        text.appendLiteral("\n     ORDER BY effective_on \(order), position \(order)\n     LIMIT ")
        text.appendInterpolation(Int64(FigureRecordsRequest.pageLength))
        text.appendLiteral(" OFFSET ")
        text.appendInterpolation(Int64(page - 1) * Int64(FigureRecordsRequest.pageLength))
        text.appendLiteral(
            """
            )
            SELECT f.position, f.effective_on - date '1970-01-01', f.kind, r.fiscal_year, r.serial,
                   coalesce(scheme.value, sort.value), category.value, \(section), f.quantity,
                   f.value::text, f.attributes ->> 'period', f.voided_by, e.type,
                   EXISTS (SELECT FROM facts.fact AS later
                            WHERE later.subject = f.subject AND later.voided_by IS NULL),
                   coalesce(r.handling = 'restricted', false)
              FROM listed AS f
              LEFT JOIN facts.term AS scheme ON scheme.id = f.scheme
              LEFT JOIN facts.term AS sort ON sort.id = f.sort
              LEFT JOIN facts.term AS category ON category.id = f.\(category)
              LEFT JOIN register.item AS r ON r.id = f.subject
              LEFT JOIN log.event AS e ON e.position = f.voided_by
             ORDER BY f.effective_on \(order), f.position \(order)
            """)
        return Query(stringInterpolation: text)
    }
}

/// What the sections are called: facts hold the codes of those the city has recorded.
private struct SectionNames {
    let organisation: OrganisationState
    /// The day whose names are asked for; `nil`: those of the day of each record.
    let current: LocalDate?

    func name(of section: String, on day: LocalDate) -> String {
        organisation.unit(section, on: current ?? day)?.name ?? section
    }
}

extension Measure {
    /// Whether the last fact alone gives the value.
    fileprivate var isOfTheLast: Bool {
        switch form {
        case .latest: true
        case .counted, .average, .ratio, .observed: false
        }
    }
}

extension FigureRecord {
    /// A row of ``FactQuery/records(_:_:_:_:_:_:)``.
    fileprivate init(_ row: Row, _ names: SectionNames) throws {
        let quantity = (try row.getOptional(8) as Int32?).map { Int($0) }
        let isRestricted: Bool = try row.get(14)
        self =
            isRestricted
            ? .restricted(quantity: quantity) : .shown(try Shown(row, quantity, names))
    }
}

extension FigureRecord.Shown {
    fileprivate init(_ row: Row, _ quantity: Int?, _ names: SectionNames) throws {
        let day: Int32 = try row.get(1)
        guard let kind = FactKind(rawValue: try row.get(2)),
            let effectiveOn = LocalDate(dayNumber: Int(day))
        else { throw DeskError.internalFault("a row of facts.fact") }
        position = try row.get(0)
        self.effectiveOn = effectiveOn
        self.kind = kind
        if let year: Int32 = try row.getOptional(3), let serial: Int32 = try row.getOptional(4) {
            receiptNumber = FiscalYear(Int(year)).flatMap {
                ReceiptNumber(fiscalYear: $0, serial: Int(serial))
            }
        }
        sort = try row.getOptional(5)
        category = try row.getOptional(6)
        section = (try row.getOptional(7) as String?).map { names.name(of: $0, on: effectiveOn) }
        self.quantity = quantity
        value = (try row.getOptional(9) as String?).flatMap { FigureValue(parsing: $0) }
        period = (try row.getOptional(10) as String?).flatMap { FigurePeriod(parsing: $0) }
        if let position: Int64 = try row.getOptional(11) {
            change = FigureRecord.Change(
                position: position,
                title: FigureRecord.title(ofType: try row.getOptional(12) ?? ""),
                countsStill: try row.get(13))
        }
    }
}

extension FigureRecord {
    /// What an event is called that begins or ends a fact; the fact itself may only have another
    /// section.
    static func title(ofType type: String) -> String {
        switch type {
        case "ItemCorrected", "HeadcountCorrected", "ObservationCorrected": "訂正"
        case "ItemCategorised": "分類の変更"
        case "ItemRouted": "担当の振分け"
        case "ItemLinked": "重複の登録"
        case "ItemUnlinked": "重複の取消し"
        case "ItemWithdrawn", "ObservationWithdrawn": "取下げ"
        case "ItemReturned": "返戻"
        case "ItemAnnulled": "受付の取消し"
        case "ItemReinstated": "受付の取消しの取りやめ"
        case "ItemReorganised": "組織改正による担当の変更"
        case "ItemTransferred": "担当替え"
        case "ItemReturnedToTriage": "担当未定への戻し"
        case "ItemPassedOn": "引継ぎ"
        case "ItemHandlingSet": "取扱区分の変更"
        case "GatheringCancelled", "LectureCancelled": "中止"
        case "GatheringAttended": "参加人数の記録"
        default: RecordKind.happening(type)
        }
    }
}
