extension OrganisationState {
    /// Answers a command with the events that follow from it (判断).
    ///
    /// Abolitions come first and establishments next, in whatever order they were asked, so that a code
    /// may go to another unit the same day. What one change needs of another (a parent, a successor) is
    /// looked at when all have been made. A change that is in force already gives no event.
    /// - Throws: the first thing that stands against it; then nothing of it happens.
    public static func decide(
        _ command: OrganisationCommand, _ state: OrganisationState
    ) throws(OrganisationRefusal) -> [OrganisationEvent] {
        let changes = command.changes
        guard changes.count <= OrganisationLimits.changes else {
            throw .tooMany(.changes, limit: OrganisationLimits.changes)
        }
        var after = state
        var events: [OrganisationEvent] = []
        for turn in OrganisationEvent.turns {
            for change in changes where change.turn == turn {
                try change.checkWriting()
                guard try after.isNew(change) else { continue }
                after.apply(change)
                events.append(change)
            }
        }
        if let first = events.map(\.effectiveOn).min() { try after.checkWhole(from: first) }
        return events
    }

    /// Whether a change would change something.
    /// - Throws: what stands against it by itself.
    private func isNew(_ change: OrganisationEvent) throws(OrganisationRefusal) -> Bool {
        switch change {
        case .unitEstablished(let establishment): try isNew(establishment)
        case .unitRenamed(let renaming):
            try isNew(renaming)
        case .unitMoved(let move): try isNew(move)
        case .unitAbolished(let abolition): try isNew(abolition)
        case .dutyAssigned(let assignment): try isNew(assignment)
        case .dutyMoved(let move): try isNew(move)
        }
    }

    private func isNew(
        _ establishment: UnitEstablishment
    ) throws(OrganisationRefusal) -> Bool {
        let (code, from) = (establishment.code, establishment.from)
        if let term = term(code, on: from) {
            guard term.from == from, term.parents.value(on: from) == establishment.parent,
                term.descriptions.value(on: from) == establishment.description
            else { throw .inForce(code: code, since: term.from) }
            return false
        }
        if let later = terms[code]?.first(where: { $0.from > from }) {
            throw .inForceLater(code: code, from: later.from)
        }
        return true
    }

    private func isNew(_ renaming: UnitRenaming) throws(OrganisationRefusal) -> Bool {
        guard let term = term(renaming.code, on: renaming.on) else {
            throw absence(of: renaming.code, on: renaming.on)
        }
        return term.descriptions.value(on: renaming.on) != renaming.description
    }

    private func isNew(_ move: UnitMove) throws(OrganisationRefusal) -> Bool {
        guard let term = term(move.code, on: move.on) else {
            throw absence(of: move.code, on: move.on)
        }
        return term.parents.value(on: move.on) != move.parent
    }

    private func isNew(_ abolition: UnitAbolition) throws(OrganisationRefusal) -> Bool {
        let (code, day) = (abolition.code, abolition.on)
        if let ended = terms[code]?.first(where: { $0.abolition?.on == day }) {
            return ended.abolition != abolition
        }
        guard let term = term(code, on: day) else { throw absence(of: code, on: day) }
        if let other = term.abolition { throw .endsOnOtherDay(code: code, on: other.on) }
        guard term.from < day else { throw .endsOnFirstDay(code: code, from: term.from) }
        if let later = term.changes.filter({ $0 >= day }).min() {
            throw .changesLater(code: code, on: later)
        }
        return true
    }

    private func isNew(_ assignment: DutyAssignment) throws(OrganisationRefusal) -> Bool {
        try requireInForce(assignment.unit, on: assignment.from)
        return duties(of: assignment.unit, on: assignment.from)[assignment.duty]
            != assignment.categories
    }

    private func isNew(_ move: DutyMove) throws(OrganisationRefusal) -> Bool {
        if dutyMoves.contains(move) { return false }
        guard move.from != move.to else { throw .dutyMovesNowhere(unit: move.from) }
        guard duties(of: move.from, before: move.on)[move.duty] != nil else {
            throw .dutyNotHeld(unit: move.from, duty: move.duty, on: move.on)
        }
        return true
    }

    private func requireInForce(_ code: String, on date: LocalDate) throws(OrganisationRefusal) {
        if term(code, on: date) == nil { throw absence(of: code, on: date) }
    }

    /// Why there is no unit of a code on a day.
    ///
    /// Not a function that gives the unit or throws: Swift 6.3.1 with -O takes a large value so returned
    /// for the typed error (`swift test -c release` shows it).
    private func absence(of code: String, on date: LocalDate) -> OrganisationRefusal {
        terms[code] == nil ? .unknown(code: code) : .notInForce(code: code, on: date)
    }
}

// MARK: - The whole

extension OrganisationState {
    /// Looks at the organisation on every day on which it changes, from a day on.
    ///
    /// A successor is in force on the day of abolition, so it ends later than what it succeeds: chains
    /// of successors cannot run in a circle, whatever codes are used again.
    private func checkWhole(from first: LocalDate) throws(OrganisationRefusal) {
        let all = terms.values.flatMap(\.self).sorted { ($0.code, $0.from) < ($1.code, $1.from) }
        let days = Set(all.flatMap(\.changes).filter { $0 >= first }).sorted()
        for day in days {
            for term in all where term.isInForce(on: day) {
                try checkParent(of: term, on: day)
            }
        }
        for term in all {
            guard let abolition = term.abolition, abolition.on >= first else { continue }
            for successor in abolition.successors
            where self.term(successor.code, on: abolition.on) == nil {
                throw .successorMissing(
                    code: term.code, successor: successor.code, on: abolition.on)
            }
        }
        for assignment in assignments where assignment.from >= first {
            try requireInForce(assignment.unit, on: assignment.from)
        }
        for move in dutyMoves where move.on >= first {
            try requireInForce(move.to, on: move.on)
        }
    }

    private func checkParent(
        of term: UnitTerm, on day: LocalDate
    ) throws(OrganisationRefusal) {
        guard let code = term.parents.value(on: day) else { return }
        guard let parent = self.term(code, on: day) else {
            throw .parentMissing(code: term.code, parent: code, on: day)
        }
        let own = term.descriptions.value(on: day).names.keys.min()
        let above = parent.descriptions.value(on: day).names.keys.max()
        guard let own, let above, above < own else {
            throw .parentNotAbove(code: term.code, parent: code, on: day)
        }
    }
}

// MARK: - The writing of one change

extension OrganisationEvent {
    /// What must be settled before what: see `decide`.
    fileprivate var turn: Int {
        switch self {
        case .unitAbolished: 0
        case .unitEstablished: 1
        case .unitRenamed: 2
        case .unitMoved: 3
        case .dutyAssigned: 4
        case .dutyMoved: 5
        }
    }

    fileprivate static let turns = 0...5

    fileprivate func checkWriting() throws(OrganisationRefusal) {
        guard effectiveOn >= OrganisationLimits.earliest else {
            throw .tooEarly(earliest: OrganisationLimits.earliest)
        }
        switch self {
        case .unitEstablished(let establishment):
            try Self.check(establishment.code, .code, OrganisationLimits.code)
            try Self.check(establishment.description)
        case .unitRenamed(let renaming): try Self.check(renaming.description)
        case .unitMoved: return
        case .unitAbolished(let abolition): try Self.check(abolition)
        case .dutyAssigned(let assignment):
            try Self.check(assignment.duty, .duty, OrganisationLimits.duty)
            guard assignment.categories.count <= OrganisationLimits.categories else {
                throw .tooMany(.categories, limit: OrganisationLimits.categories)
            }
            for category in assignment.categories {
                try Self.check(category, .categories, OrganisationLimits.code)
            }
        case .dutyMoved: return
        }
    }

    private static func check(_ description: UnitDescription) throws(OrganisationRefusal) {
        guard !description.names.isEmpty else { throw .required(.name) }
        for level in UnitLevel.allCases {
            guard let name = description.names[level] else { continue }
            try check(name, .name, OrganisationLimits.name)
        }
        if let telephone = description.telephone {
            try check(telephone, .telephone, OrganisationLimits.telephone)
        }
    }

    private static func check(_ abolition: UnitAbolition) throws(OrganisationRefusal) {
        let successors = abolition.successors
        guard successors.count <= OrganisationLimits.successors else {
            throw .tooMany(.successors, limit: OrganisationLimits.successors)
        }
        let isConsistent = successors.allSatisfy {
            switch $0.kind {
            case .rename, .merge: successors.count == 1
            case .split: successors.count > 1
            case .transfer: true
            }
        }
        guard isConsistent, Set(successors.map(\.code)).count == successors.count else {
            throw .successionContradictory(code: abolition.code)
        }
    }

    private static func check(
        _ text: String, _ field: OrganisationField, _ limit: Int
    ) throws(OrganisationRefusal) {
        if text.isBlank { throw .required(field) }
        if text.hasControlCharacter { throw .controlCharacter(field) }
        if text.isLonger(than: limit) { throw .tooLong(field, limit: limit) }
    }
}
