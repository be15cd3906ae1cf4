/// Where an item of a former unit belongs in the organisation of a later day (現在の組織での担当).
public enum CurrentSection: Sendable, Equatable {
    /// It belongs to this unit (組替え先).
    case unit(String)
    /// It went to several and nothing says to which, or the unit ended without a successor (配分不能).
    ///
    /// It is shown as such and stays in every total (DECISIONS C5). `from` is the code at receipt,
    /// `candidates` the units of the later day among which it lies, in the order of their codes.
    case unallocatable(from: String, candidates: [String])
}

/// A unit of a later day that goes on with the work of a former one (現在の後継組織).
public struct CurrentSuccessor: Sendable, Hashable {
    /// Its code (組織コード).
    public let code: String
    /// Whether all items of the former unit are its; else the share depends on duties (全部承継).
    public let isWhole: Bool
}

/// How many items of one kind one unit received (組替え前の件数).
public struct SectionTally: Sendable, Equatable {
    /// The code at receipt (受付時の組織コード).
    public var code: String
    /// The day of receipt (受付日).
    public var receivedOn: LocalDate
    /// The category (分類).
    public var category: String?
    /// How many (件数).
    public var count: Int

    /// How many items of one kind one unit received (組替え前の件数).
    public init(code: String, receivedOn: LocalDate, category: String?, count: Int) {
        self.code = code
        self.receivedOn = receivedOn
        self.category = category
        self.count = count
    }
}

/// The same items by the organisation of a later day (組替え後の件数).
public struct RegroupedTally: Sendable, Equatable {
    /// The items of each unit of that day, by its code (組織別の件数).
    public internal(set) var units: [String: Int] = [:]
    /// The items that cannot be allotted, by the code at receipt (配分不能の件数).
    public internal(set) var unallocatable: [String: Int] = [:]

    /// All of them: as many as before (合計).
    public var total: Int {
        units.values.reduce(0, +) + unallocatable.values.reduce(0, +)
    }
}

extension OrganisationState {
    /// The unit to which an item of a former unit belongs on a later day (現在の組織への組替え).
    ///
    /// Follows renaming, merging, splitting and the moving of duties through any number of
    /// reorganisations. A split, and a duty that moved while both units remained, is settled by the
    /// duties that cover the item's category. What cannot be settled at one reorganisation is settled
    /// after all when every way ends in the same unit.
    /// - Parameters:
    ///   - code: the unit's code at receipt, or when it was routed there.
    ///   - day: that day. With a code used again later it says which unit is meant.
    ///   - category: the item's category; without one, nothing can be allotted by duty.
    ///   - date: the day whose organisation is asked for.
    /// - Returns: a unit in force on that day, or unallocatable, as are codes unknown by then: so no
    ///   item gets lost.
    public func currentSection(
        of code: String, receivedOn day: LocalDate, category: String?, on date: LocalDate
    ) -> CurrentSection {
        guard let term = term(meantBy: code, on: day), term.from <= date else {
            return .unallocatable(from: code, candidates: [])
        }
        let ends = follow(term, category, after: max(day, term.from), to: date)
        if ends.count == 1, let end = ends.first, let code = end { return .unit(code) }
        return .unallocatable(from: code, candidates: ends.compactMap(\.self).sorted())
    }

    /// The units that go on with the work of a former one on a later day (後継組織).
    ///
    /// Itself when it is still there; none when it ended without a successor. Duties that moved while
    /// both units remained make no successor.
    public func successors(
        of code: String, receivedOn day: LocalDate, asOf date: LocalDate
    ) -> [CurrentSuccessor] {
        switch currentSection(of: code, receivedOn: day, category: nil, on: date) {
        case .unit(let code): [CurrentSuccessor(code: code, isWhole: true)]
        case .unallocatable(_, let candidates):
            candidates.map { CurrentSuccessor(code: $0, isWhole: false) }
        }
    }

    /// Items by the organisation of a later day; none is lost and none counted twice (組替集計).
    public func regroup(_ tallies: [SectionTally], on date: LocalDate) -> RegroupedTally {
        tallies.reduce(into: RegroupedTally()) { regrouped, tally in
            let section = currentSection(
                of: tally.code, receivedOn: tally.receivedOn, category: tally.category, on: date)
            switch section {
            case .unit(let code): regrouped.units[code, default: 0] += tally.count
            case .unallocatable(let code, _):
                regrouped.unallocatable[code, default: 0] += tally.count
            }
        }
    }
}

// MARK: - Following

extension OrganisationState {
    /// Where an item may end, nil standing for a unit that ended without a successor.
    ///
    /// Each step goes to a later day: a move after `day`, or a unit that ends after this one did.
    private func follow(
        _ term: UnitTerm, _ category: String?, after day: LocalDate, to date: LocalDate
    ) -> Set<String?> {
        if let category,
            let step = step(of: category, leaving: term, after: day, to: date)
        {
            let ends = step.receivers.map { follow($0, category, after: step.on, to: date) }
            let staying = step.isWhole ? [] : [follow(term, category, after: step.on, to: date)]
            return (ends + staying).reduce([]) { $0.union($1) }
        }
        guard let abolition = term.abolition, abolition.on <= date else { return [term.code] }
        var heirs = abolition.successors.map(\.code)
        if let category, heirs.count > 1 {
            let covering = heirs.filter { covers(category, duties(of: $0, on: abolition.on)) }
            if !covering.isEmpty { heirs = covering }
        }
        let ends = heirs.compactMap { self.term($0, on: abolition.on) }
            .map { follow($0, category, after: abolition.on, to: date) }
        return ends.isEmpty ? [nil] : ends.reduce([]) { $0.union($1) }
    }

    /// The first moving of duties that takes a category, or a part of it, from a unit.
    func step(
        of category: String, leaving term: UnitTerm, after day: LocalDate, to date: LocalDate
    ) -> (on: LocalDate, moves: [DutyMove], receivers: [UnitTerm], isWhole: Bool)? {
        let last = min(date, term.abolition?.on ?? date)
        let moves = dutyMoves.filter { $0.from == term.code && $0.on > day && $0.on <= last }
        for on in Set(moves.map(\.on)).sorted() {
            let held = duties(of: term.code, before: on).filter { $0.value.contains(category) }
            let gone = moves.filter { $0.on == on && held[$0.duty] != nil }
            let receivers = Set(gone.map(\.to)).sorted().compactMap { self.term($0, on: on) }
            if receivers.isEmpty { continue }
            return (on, gone, receivers, Set(gone.map(\.duty)).count == held.count)
        }
        return nil
    }
}
