/// The organisation of a city: every unit it had, has, or is settled to have (組織).
///
/// One stream holds the whole of it, so that a reorganisation is one decision and one append. What was
/// known at a moment is the fold of the events up to that moment; how it stood on a day is asked with
/// `on`. The two are different questions: a reorganisation of 1 April may be known in February.
public struct OrganisationState: Decider {
    /// The units by code, those of one code by their days, never overlapping.
    var terms: [String: [UnitTerm]] = [:]
    /// Duties given, in the order recorded.
    var assignments: [DutyAssignment] = []
    /// Duties that went to another unit, in the order recorded.
    var dutyMoves: [DutyMove] = []

    /// No unit is known (組織未登録).
    public static let initial = OrganisationState()
}

extension OrganisationState {
    /// The unit that has a code on a day; nil when there is none (その日の組織).
    public func unit(_ code: String, on date: LocalDate) -> OrganisationUnit? {
        term(code, on: date).map { unit($0, on: date) }
    }

    /// The units of a day in the order of their codes (その日の全組織).
    public func units(on date: LocalDate) -> [OrganisationUnit] {
        terms.values.lazy.compactMap { $0.last { $0.isInForce(on: date) } }
            .map { unit($0, on: date) }.sorted { $0.code < $1.code }
    }

    /// The unit a known label means on a day (名称からの組織の特定).
    ///
    /// For many labels, make the `OrganisationDirectory` of the day once.
    public func unit(named label: String, on date: LocalDate) -> UnitMatch {
        OrganisationDirectory(units(on: date)).match(label)
    }

    /// The days on which anything about it changes, in order (改正のある日).
    public var changeDays: [LocalDate] {
        let days = terms.values.joined().flatMap(\.changes)
        return Set(days + assignments.map(\.from) + dutyMoves.map(\.on)).sorted()
    }

    /// The units that end with a day, and who goes on (その日に廃止される組織).
    public func abolitions(on date: LocalDate) -> [UnitAbolition] {
        terms.values.joined().compactMap(\.abolition).filter { $0.on == date }
            .sorted { $0.code < $1.code }
    }

    /// Whether any unit ever had a code (登録された組織コード).
    public func hasKnown(_ code: String) -> Bool { terms[code] != nil }

    /// Whether nothing is known of any organisation (組織未登録).
    public var isEmpty: Bool { terms.isEmpty }
}

// MARK: - Terms

extension OrganisationState {
    func term(_ code: String, on date: LocalDate) -> UnitTerm? {
        terms[code]?.last { $0.isInForce(on: date) }
    }

    /// The unit meant by a code that stood on an item of a day, though it was not in force then.
    ///
    /// After an abolition, the unit that had ended: people go on writing the old name. Before the first
    /// list, the first: the city did not come into being with it.
    func term(meantBy code: String, on date: LocalDate) -> UnitTerm? {
        terms[code]?.last { $0.from <= date } ?? terms[code]?.first
    }

    func unit(_ term: UnitTerm, on date: LocalDate) -> OrganisationUnit {
        OrganisationUnit(
            code: term.code, description: term.descriptions.value(on: date),
            parent: term.parents.value(on: date), path: path(term, on: date), from: term.from,
            until: term.abolition?.on)
    }

    /// The names from the top down.
    ///
    /// Ends, because decide demands that a parent is on a higher level; the bound is for a log that was
    /// written by something else.
    private func path(_ term: UnitTerm, on date: LocalDate) -> [UnitLevel: String] {
        var path: [UnitLevel: String] = [:]
        var next: UnitTerm? = term
        for _ in UnitLevel.allCases {
            guard let here = next else { break }
            path.merge(here.descriptions.value(on: date).names) { below, _ in below }
            next = here.parents.value(on: date).flatMap { self.term($0, on: date) }
        }
        return path
    }
}
