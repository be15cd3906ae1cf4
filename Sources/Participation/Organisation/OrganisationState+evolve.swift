extension OrganisationState {
    /// The state after an event (状態の更新).
    public static func evolve(
        _ state: OrganisationState, _ event: OrganisationEvent
    ) -> OrganisationState {
        var state = state
        state.apply(event)
        return state
    }

    /// Takes an event in. An event about a unit that is not there changes nothing: `decide` never gives
    /// one.
    mutating func apply(_ event: OrganisationEvent) {
        switch event {
        case .unitEstablished(let establishment):
            terms[establishment.code, default: []].append(UnitTerm(establishment))
            terms[establishment.code]?.sort { $0.from < $1.from }
        case .unitRenamed(let renaming):
            change(renaming.code, { $0.isInForce(on: renaming.on) }) {
                $0.descriptions.set(renaming.description, from: renaming.on)
            }
        case .unitMoved(let move):
            change(move.code, { $0.isInForce(on: move.on) }) {
                $0.parents.set(move.parent, from: move.on)
            }
        case .unitAbolished(let abolition):
            // The same day again corrects the successors; that unit is no longer in force on it.
            change(
                abolition.code,
                { $0.abolition?.on == abolition.on || $0.isInForce(on: abolition.on) }
            ) { $0.abolition = abolition }
        case .dutyAssigned(let assignment): assignments.append(assignment)
        case .dutyMoved(let move): dutyMoves.append(move)
        }
    }

    private mutating func change(
        _ code: String, _ isMeant: (UnitTerm) -> Bool, _ change: (inout UnitTerm) -> Void
    ) {
        guard let index = terms[code]?.firstIndex(where: isMeant) else { return }
        terms[code]?[index].mutate(change)
    }
}

extension UnitTerm {
    fileprivate mutating func mutate(_ change: (inout UnitTerm) -> Void) { change(&self) }
}
