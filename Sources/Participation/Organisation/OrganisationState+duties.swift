extension OrganisationState {
    /// The duties a unit has on a day, each with the categories it covers (その日の事務分掌).
    ///
    /// Given to it, taken over from another unit, or those of the one it alone succeeds: a renamed
    /// section keeps its duties without anyone entering them again. Empty when it is not in force.
    public func duties(of code: String, on date: LocalDate) -> [String: [String]] {
        term(code, on: date).map { duties($0, until: date, isIncluded: true) } ?? [:]
    }

    /// The units whose duties cover a category on a day, in the order of their codes (担当組織).
    public func units(inChargeOf category: String, on date: LocalDate) -> [OrganisationUnit] {
        let codes = Set(assignments.map(\.unit)).union(dutyMoves.map(\.to))
            .union(terms.values.joined().flatMap { $0.abolition?.successors.map(\.code) ?? [] })
        return codes.sorted().compactMap { code in
            covers(category, duties(of: code, on: date)) ? unit(code, on: date) : nil
        }
    }

    /// The duties a unit had at the end of the day before; it may have ended with it.
    func duties(of code: String, before date: LocalDate) -> [String: [String]] {
        terms[code]?.last { $0.from < date && !($0.abolition.map { $0.on < date } ?? false) }
            .map { duties($0, until: date, isIncluded: false) } ?? [:]
    }

    func covers(_ category: String, _ duties: [String: [String]]) -> Bool {
        duties.values.contains { $0.contains(category) }
    }

    /// Folds what came to a unit and what left it, day by day.
    ///
    /// Every step back goes to an earlier day, so it ends.
    private func duties(
        _ term: UnitTerm, until date: LocalDate, isIncluded: Bool
    ) -> [String: [String]] {
        func isDue(_ day: LocalDate) -> Bool {
            term.from <= day && (isIncluded ? day <= date : day < date)
        }
        let given = assignments.filter { $0.unit == term.code && isDue($0.from) }
        let came = dutyMoves.filter { $0.to == term.code && isDue($0.on) }
        let left = dutyMoves.filter { $0.from == term.code && $0.on > term.from && isDue($0.on) }
        let ended = terms.values.joined().filter { former in
            guard let abolition = former.abolition, isDue(abolition.on) else { return false }
            return abolition.successors.count == 1
                && abolition.successors.first?.code == term.code
        }.sorted { $0.code < $1.code }

        let days = Set(
            given.map(\.from) + came.map(\.on) + left.map(\.on)
                + ended.compactMap { $0.abolition?.on })
        var duties: [String: [String]] = [:]
        for day in days.sorted() {
            for move in left where move.on == day { duties[move.duty] = nil }
            for former in ended where former.abolition?.on == day {
                var taken = self.duties(former, until: day, isIncluded: false)
                for move in dutyMoves where move.from == former.code && move.on == day {
                    taken[move.duty] = nil
                }
                duties.merge(taken) { mine, theirs in Set(mine + theirs).sorted() }
            }
            for move in came where move.on == day {
                let taken = self.duties(of: move.from, before: day)[move.duty] ?? []
                duties[move.duty] = Set((duties[move.duty] ?? []) + taken).sorted()
            }
            for assignment in given where assignment.from == day {
                duties[assignment.duty] = assignment.categories
            }
        }
        return duties
    }
}
