/// What a new list of units changes in the organisation as it is known (新旧組織の差).
///
/// `commands` make the organisation of the day what the list says; taken as one with
/// `OrganisationCommand.together`. The rest says what they are, for the person who decides, before
/// anything happens (`koe organisation import --dry-run`). The same list again gives no commands.
public struct OrganisationDifference: Sendable, Equatable {
    /// The day from which the list holds (施行日).
    public let effectiveOn: LocalDate
    /// What to do; nothing while there are problems, or when the list is empty (変更の命令).
    public private(set) var commands: [OrganisationCommand] = []
    /// Units whose code is new (設置される組織).
    public private(set) var added: [ListedUnit] = []
    /// Units whose code is in the list no more (廃止される組織).
    public private(set) var removed: [OrganisationUnit] = []
    /// Units whose code the list gives to another unit (コードが別の組織に使われる組織).
    public private(set) var replaced: [Renaming] = []
    /// The same code with another full name (名称が変わる組織).
    public private(set) var renamed: [Renaming] = []
    /// The same code below another parent (上位組織が変わる組織).
    public private(set) var moved: [ListedUnit] = []
    /// The same name with another body, site or telephone number (電話番号等が変わる組織).
    public private(set) var updated: [ListedUnit] = []
    /// Units that end, and it is not said who goes on or that nobody does: their items would be 配分不能
    /// (後継組織の届出のない組織).
    public private(set) var withoutSuccessor: [OrganisationUnit] = []
    /// Those of them whose own name only one new unit has: to be confirmed by a person (後継組織の候補).
    public private(set) var suggestions: [Suggestion] = []
    /// Full names that were not there before (新しい正式名称).
    public let namesAdded: [String]
    /// Full names that are there no more (なくなる正式名称).
    public let namesRemoved: [String]
    /// What must be mended first, in the list (組織一覧の誤り).
    public let listProblems: [ListProblem]
    /// What must be mended first, among the successors (後継組織一覧の誤り).
    public private(set) var successorProblems: [ListProblem]

    /// A unit before and after (名称の変更).
    public struct Renaming: Sendable, Equatable {
        /// The unit as it was (変更前).
        public let before: OrganisationUnit
        /// The unit as the list has it (変更後).
        public let after: ListedUnit
        /// Whether its own name is another, or only one above it (自らの名称の変更).
        public var isOwn: Bool { !before.description.isNamed(like: after.description) }
    }

    /// Who may go on with the work of a unit that ends (後継組織の候補).
    public struct Suggestion: Sendable, Equatable {
        /// The unit that ends (旧組織).
        public let from: OrganisationUnit
        /// The new unit with the same own name (新組織).
        public let to: ListedUnit
    }
}

extension OrganisationList {
    /// What this list changes from a day on (新旧組織の差).
    /// - Parameters:
    ///   - state: the organisation as it is known.
    ///   - effectiveOn: the day from which the list holds.
    ///   - successors: who goes on with the work of units that end.
    public func difference(
        to state: OrganisationState, effectiveOn: LocalDate, successors: SuccessorList = .none
    ) -> OrganisationDifference {
        OrganisationDifference(self, state, effectiveOn, successors)
    }
}

extension OrganisationDifference {
    fileprivate init(
        _ list: OrganisationList, _ state: OrganisationState, _ effectiveOn: LocalDate,
        _ successors: SuccessorList
    ) {
        self.effectiveOn = effectiveOn
        let current = state.units(on: effectiveOn)
        let namesNow = Set(current.map(\.fullName))
        let namesThen = Set(list.units.map(\.fullName))
        namesAdded = namesThen.subtracting(namesNow).sorted()
        namesRemoved = namesNow.subtracting(namesThen).sorted()
        listProblems = list.problems
        successorProblems = successors.problems
        guard !list.units.isEmpty else { return }

        let former = state.formerUnits(before: effectiveOn)
        let plan = Succession(successors, former, list, effectiveOn)
        successorProblems += plan.problems
        let now = Dictionary(uniqueKeysWithValues: current.map { ($0.code, $0) })
        let listed = Set(list.units.map(\.code))
        removed = current.filter { !listed.contains($0.code) }
        let reuse = CodeReuse(current, list)
        for unit in list.units {
            guard let before = now[unit.code] else {
                added.append(unit)
                continue
            }
            let renaming = Renaming(before: before, after: unit)
            let isSettled = plan.remaining.contains(unit.code) || before.from == effectiveOn
            let isEnded = plan.heirs[unit.code] != nil || plan.endings.contains(unit.code)
            if !isSettled, isEnded || reuse.isLikely(renaming) {
                replaced.append(renaming)
                continue
            }
            if before.fullName != unit.fullName { renamed.append(renaming) }
            if before.parent != unit.parent { moved.append(unit) }
            if before.description != unit.description, !renaming.isOwn { updated.append(unit) }
        }
        suggest(from: former, plan)
        if listProblems.isEmpty, successorProblems.isEmpty { command(now, former, plan, state) }
    }

    private mutating func suggest(from former: [OrganisationUnit], _ plan: Succession) {
        let ending = removed + replaced.map(\.before)
        withoutSuccessor = ending.filter {
            plan.heirs[$0.code] == nil && !plan.endings.contains($0.code)
        }
        let starting = added + replaced.map(\.after)
        for unit in withoutSuccessor {
            let heirs = starting.filter { $0.name == unit.name && $0.code != unit.code }
            if heirs.count == 1, former.count(where: { $0.name == unit.name }) == 1 {
                suggestions.append(Suggestion(from: unit, to: heirs[0]))
            }
        }
    }

    private mutating func command(
        _ now: [String: OrganisationUnit], _ former: [OrganisationUnit], _ plan: Succession,
        _ state: OrganisationState
    ) {
        for unit in removed + replaced.map(\.before) {
            commands.append(.abolish(plan.abolition(of: unit.code)))
        }
        // Ended by an earlier import of the same day, and only now it is said who goes on.
        for unit in former where unit.until == effectiveOn && plan.heirs[unit.code] != nil {
            let abolition = plan.abolition(of: unit.code)
            if !state.has(abolition) { commands.append(.abolish(abolition)) }
        }
        for unit in added + replaced.map(\.after) {
            commands.append(
                .establish(
                    UnitEstablishment(
                        code: unit.code, from: effectiveOn, description: unit.description,
                        parent: unit.parent)))
        }
        for unit in renamed.filter(\.isOwn).map(\.after) + updated {
            commands.append(
                .rename(
                    UnitRenaming(
                        code: unit.code, on: effectiveOn, description: unit.description)))
        }
        for unit in moved {
            commands.append(
                .move(UnitMove(code: unit.code, on: effectiveOn, parent: unit.parent)))
        }
    }
}

extension OrganisationState {
    /// The units of the day before, with those that end with it.
    fileprivate func formerUnits(before date: LocalDate) -> [OrganisationUnit] {
        LocalDate(dayNumber: date.dayNumber - 1).map { units(on: $0) } ?? []
    }

    fileprivate func has(_ abolition: UnitAbolition) -> Bool {
        terms[abolition.code]?.contains { $0.abolition == abolition } ?? false
    }
}
