public import Participation

/// One step of a reorganisation, as a form hands it in (組織改正の届の一件, PRODUCT §4.11 S12).
public struct ReformStep: Sendable, Equatable {
    /// What a step does (改正の種類).
    public enum Kind: String, Sendable, CaseIterable {
        /// A unit comes into being (設置).
        case establish
        /// A unit gets another name (名称変更).
        case rename
        /// A unit comes under another (上位組織の変更).
        case move
        /// A unit ends, and others go on with its work or nobody does (廃止・統合・分割・移管).
        case abolish
        /// A duty is given to a unit, by which the items of a unit that was split are allotted
        /// (事務分掌).
        case duty
    }

    /// What it does (改正の種類).
    public var kind: Kind
    /// The code of the unit it is about (組織コード).
    public var unit: String
    /// The name from then on (名称).
    public var name = ""
    /// Where a new unit stands (階層).
    public var level: UnitLevel?
    /// The code of the unit above it; blank at the top (上位組織).
    public var parent = ""
    /// The codes of the units that go on with its work (後継組織).
    public var successors: [String] = []
    /// How they come to it (承継の区分).
    public var succession: SuccessionKind?
    /// The duty in the words of the rules (事務).
    public var duty = ""
    /// The categories it covers (分類).
    public var categories: [String] = []

    /// A step about a unit.
    public init(_ kind: Kind, unit: String) {
        self.kind = kind
        self.unit = unit
    }

    /// Steps of one reorganisation in a form; longer ones come as a list (届の件数).
    public static let most = 40
    /// Units that may go on with the work of one (後継組織の数).
    public static let mostSuccessors = 4
}

extension ReformStep {
    /// What is to be asked of the organisation from a day on.
    /// - Parameter state: as it is known now: what a step does not say stays as it is.
    func command(in state: OrganisationState, on day: LocalDate) -> OrganisationCommand {
        switch kind {
        case .establish:
            let above = state.unit(parent, on: day)
            return .establish(
                UnitEstablishment(
                    code: unit, from: day,
                    description: UnitDescription(
                        names: [level ?? .division: name],
                        body: above?.description.body ?? ExecutiveBody(topName: name),
                        site: above?.description.site),
                    parent: parent.isEmpty ? nil : parent))
        case .rename:
            // A unit that is not there is refused by the organisation itself.
            var description =
                state.unit(unit, on: day)?.description
                ?? UnitDescription(names: [:], body: .mayor)
            description.names[description.ownName?.level ?? .division] = name
            return .rename(UnitRenaming(code: unit, on: day, description: description))
        case .move:
            return .move(UnitMove(code: unit, on: day, parent: parent.isEmpty ? nil : parent))
        case .abolish:
            let kind = succession ?? (successors.count > 1 ? .split : .merge)
            return .abolish(
                UnitAbolition(
                    code: unit, on: day,
                    successors: successors.map { Successor(code: $0, kind: kind) }))
        case .duty:
            return .assignDuty(
                DutyAssignment(unit: unit, duty: duty, categories: categories, from: day))
        }
    }
}
