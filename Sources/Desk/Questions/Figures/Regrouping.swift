import Participation
import Postgres

/// The unit each item belongs to in the organisation of the day asked for (現在の組織への組替え).
///
/// Worked out once for every kind of item there is, by section, category and time, and joined to the
/// facts: so every kind of figure, sums and averages too, is by the present organisation.
struct Regrouping: Sendable, Equatable {
    /// What is shown for items that went to several units and nothing says to which, or to none; they
    /// stay in every total (DECISIONS C5).
    static let unallocatable = "配分不能"

    /// Items that go the same way.
    struct Origin: Sendable, Hashable {
        /// The number of the section's word.
        var section: Int32
        /// That of the category's; 0 without one.
        var category: Int32
        /// How many of ``days`` had come when the item went to the section.
        var period: Int32
    }

    /// The days on which the organisation changed, in order; never empty.
    let days: [LocalDate]
    /// The origins, and for each the code of its unit or ``unallocatable``.
    private(set) var origins: [Origin] = []
    private(set) var units: [String] = []

    /// - Parameters:
    ///   - organisation: as it is known at the moment asked of.
    ///   - words: the words of the numbers.
    ///   - date: the day whose organisation is asked for.
    init(
        of origins: [Origin], in organisation: OrganisationState, _ words: [Int32: String],
        on date: LocalDate
    ) {
        days = organisation.changeDays
        var directories: [Int32: OrganisationDirectory] = [:]
        for origin in origins {
            guard let section = words[origin.section] else { continue }
            let day = day(in: origin.period)
            var code = section
            if !organisation.hasKnown(section) {
                // Imported from a file that has names; before the first list, by that list.
                let directory =
                    directories[origin.period]
                    ?? OrganisationDirectory(organisation.units(on: max(day, days[0])))
                directories[origin.period] = directory
                code = directory.match(section).unit?.code ?? section
            }
            let current = organisation.currentSection(
                of: code, receivedOn: day, category: words[origin.category], on: date)
            self.origins.append(origin)
            switch current {
            case .unit(let unit): units.append(unit)
            case .unallocatable: units.append(Self.unallocatable)
            }
        }
    }

    /// Any day of a period: between two changes all are alike.
    private func day(in period: Int32) -> LocalDate {
        guard period > 0 else { return LocalDate(dayNumber: days[0].dayNumber - 1) ?? days[0] }
        return days[Int(period) - 1]
    }
}

extension Desk {
    /// What questions by the present organisation need; `nil` when there are none, or the city has
    /// not recorded any organisation: then the section an item is with stands for itself.
    func regrouping(
        for queries: [FactQuery], _ moment: LogMoment, on date: LocalDate
    ) async throws -> Regrouping? {
        let asking = queries.filter(\.isByCurrentSection)
        guard let first = asking.map(\.quarters.lowerBound).min(),
            let last = asking.map(\.quarters.upperBound).max()
        else { return nil }
        let organisation = try await organisation(through: moment.position)
        guard !organisation.isEmpty else { return nil }
        let days = organisation.changeDays.map { Int32($0.dayNumber) }
        let rows = try await pool.execute(
            """
            SELECT DISTINCT section_now, coalesce(category_now, 0),
                   width_bucket(coalesce(section_since, effective_on) - date '1970-01-01',
                                \(array: days, of: .int4))
              FROM facts.fact
             WHERE kind = ANY(\(array: Array(Set(asking.map(\.kind.rawValue))), of: .int2))
               AND quarter BETWEEN \(first) AND \(last) AND position <= \(moment.position)
               AND (voided_by IS NULL OR voided_by > \(moment.position))
               AND section_now IS NOT NULL
            """)
        let origins = try rows.map { row in
            Regrouping.Origin(
                section: try row.get(0), category: try row.get(1), period: try row.get(2))
        }
        let words = try await words(
            of: origins.reduce(into: []) { numbers, origin in
                numbers.formUnion([origin.section, origin.category])
            })
        return Regrouping(of: origins, in: organisation, words, on: date)
    }
}
