import Participation
import Testing

extension OrganisationState {
    /// The state after commands, each of which must be accepted.
    func after(_ commands: OrganisationCommand...) throws -> OrganisationState {
        try commands.reduce(self) { state, command in
            try Self.decide(command, state).reduce(state, Self.evolve)
        }
    }

    /// 高松市 by its published lists up to a year, without a word on successors.
    static func takamatsu(through year: Int) throws -> OrganisationState {
        var state = OrganisationState.initial
        for edition in [2020, 2021, 2024] where edition <= year {
            let difference = try PublishedList.takamatsu(edition)
                .difference(to: state, effectiveOn: .on("\(edition)-04-01"))
            state = try state.after(.together(difference.commands))
        }
        return state
    }

    /// A town hall with 総務部 (10) and in it 庶務課 (11) and 税務課 (12) since 1 April 2020.
    static func townHall() throws -> OrganisationState {
        try initial.after(
            .together([
                .establish(.division("11", "庶務課", in: "10")),
                .establish(.division("12", "税務課", in: "10")),
                .establish(
                    UnitEstablishment(
                        code: "10", from: .on("2020-04-01"),
                        description: UnitDescription(names: [.department: "総務部"], body: .mayor))),
            ]))
    }
}

extension UnitEstablishment {
    /// A division, as most examples need one.
    static func division(
        _ code: String, _ name: String, in parent: String? = nil,
        from date: LocalDate = .on("2020-04-01")
    ) -> UnitEstablishment {
        UnitEstablishment(
            code: code, from: date, description: .division(name), parent: parent)
    }
}

extension UnitDescription {
    static func division(_ name: String, telephone: String? = nil) -> UnitDescription {
        UnitDescription(names: [.division: name], body: .mayor, telephone: telephone)
    }
}
