/// Where open items go when the organisation of a day has taken the place of the former one
/// (組織改正による担当の振替え).
///
/// Follows successors, nothing else: whose business an item is has been decided, and who that is now
/// follows from the organisation. Where it does not follow, people decide: the item goes back to the
/// hearing section's tray with the reason, never to a unit somebody guessed. A unit that is still there
/// keeps whatever it cannot be said for certain to have given away.
public struct Reorganisation: Sendable {
    /// How an item follows it, and by what (案件への影響).
    public struct Change: Sendable, Equatable {
        /// What becomes of its sections (担当の移動).
        public var reorganisation: ItemReorganisation
        /// What took the item away from the section of each move (原因となった組織改正).
        public var causes: [OrganisationEvent]
    }

    private struct Question: Hashable {
        let section: Wording
        let since: LocalDate
        let category: Wording?
    }

    private typealias Answer = (move: SectionMove, cause: OrganisationEvent)

    private let organisation: OrganisationState
    private let sections: SectionFinder
    private var answers: [Question: Answer?] = [:]

    /// The organisation of a day (基準日の組織).
    public init(_ organisation: OrganisationState, on day: LocalDate) {
        self.organisation = organisation
        sections = SectionFinder(organisation, on: day)
    }

    /// What becomes of an item; nil when it stays where it is (案件の振替え).
    ///
    /// Answered and ended items stay: who answered is who answered (PRODUCT §3 no. 6).
    /// - Parameter since: the day on which each of its sections got it. A code alone does not say
    ///   which unit is meant; a code and a day do.
    public mutating func change(
        of item: ReceivedItem, since: [Wording: LocalDate]
    ) -> Change? {
        guard !organisation.isEmpty, item.standing == .open, !item.response.isDone else {
            return nil
        }
        let category = item.plain.category.map { Wording($0) }
        let answers = item.sections.compactMap { section in
            answer(
                Question(
                    section: section, since: since[section] ?? item.plain.receivedOn,
                    category: category))
        }
        guard !answers.isEmpty else { return nil }
        return Change(
            reorganisation: ItemReorganisation(on: sections.day, moves: answers.map(\.move)),
            causes: answers.map(\.cause))
    }

    private mutating func answer(_ question: Question) -> Answer? {
        if let known = answers[question] { return known }
        let found = look(up: question)
        answers[question] = .some(found)
        return found
    }

    private func look(up question: Question) -> Answer? {
        let category = question.category?.text
        let meaning = sections.meaning(of: question.section.text, writtenOn: question.since)
        guard case .unit(let code, let day) = meaning,
            let term = organisation.term(meantBy: code, on: day),
            let cause = departure(from: term, category, after: max(day, term.from))
        else { return nil }
        let isThere = term.isInForce(on: sections.day)
        let outcome: SectionMove.Outcome
        switch (sections.find(meaning, category: category), cause) {
        case (.unit(let to), _) where to == code && isThere: return nil
        case (.unit(let to), .dutyMoved): outcome = .dutyMoved(Wording(to))
        case (.unit(let to), let cause):
            outcome = .succeeded(Wording(to), kind(of: cause, meaning, to))
        case (.ended, _), (.unknown, _), (.several, _):
            if isThere { return nil }
            let candidates = sections.candidates(meaning, category: category)
            outcome =
                candidates.isEmpty ? .ended : .unallocatable(candidates.map { Wording($0) })
        }
        let move = SectionMove(from: question.section, outcome)
        return move.to == move.from ? nil : (move, cause)
    }

    /// What took the items of a category away from a unit: all duties for it moved, or it ended.
    private func departure(
        from term: UnitTerm, _ category: String?, after day: LocalDate
    ) -> OrganisationEvent? {
        if let category,
            let step = organisation.step(
                of: category, leaving: term, after: day, to: sections.day),
            step.isWhole, let move = step.moves.first
        {
            return .dutyMoved(move)
        }
        guard let abolition = term.abolition, abolition.on <= sections.day else { return nil }
        return .unitAbolished(abolition)
    }

    /// How the unit came to the item: whole, or as one of several it might have gone to.
    private func kind(
        of cause: OrganisationEvent, _ meaning: SectionFinder.Meaning, _ to: String
    ) -> SuccessionKind {
        guard case .unitAbolished(let abolition) = cause,
            sections.find(meaning, category: nil) == .unit(to)
        else { return .split }
        // Divided first and joined again later: all of it came there.
        return abolition.successors.count == 1 ? abolition.successors[0].kind : .merge
    }
}
