import Desk
import Participation

/// What `koe organisation import --format json` prints.
struct OrganisationImportJSON: Encodable {
    struct Unit: Encodable {
        var code: String
        var name: String
        var parent: String?
    }

    struct Renaming: Encodable {
        var code: String
        var from: String
        var to: String

        init(_ renaming: OrganisationDifference.Renaming) {
            code = renaming.after.code
            from = renaming.before.fullName
            to = renaming.after.fullName
        }
    }

    struct Ending: Encodable {
        struct Heir: Encodable {
            var code: String
            var kind: String
        }

        var code: String
        var successors: [Heir]
    }

    struct Missing: Encodable {
        var code: String
        var name: String
        var candidate: String?
    }

    var effectiveOn: String
    var dryRun: Bool
    var events: Int
    var position: Int64
    var added: [Unit]
    var renamed: [Renaming]
    var replaced: [Renaming]
    var moved: [Unit]
    var updated: [Unit]
    var removed: [Unit]
    var abolished: [Ending]
    var withoutSuccessor: [Missing]
    var problems: [ListedProblem]
    var warnings: [String]

    init(_ outcome: OrganisationImport, isTrial: Bool, list: String, successors: String) {
        let difference = outcome.difference
        func listed(_ unit: ListedUnit) -> Unit {
            Unit(code: unit.code, name: unit.fullName, parent: unit.parent)
        }
        effectiveOn = difference.effectiveOn.description
        dryRun = isTrial
        events = outcome.events
        position = outcome.position
        added = difference.added.map(listed)
        renamed = difference.renamed.map(Renaming.init)
        replaced = difference.replaced.map(Renaming.init)
        moved = difference.moved.map(listed)
        updated = difference.updated.map(listed)
        removed = difference.removed.map {
            Unit(code: $0.code, name: $0.fullName, parent: $0.parent)
        }
        abolished = difference.commands.compactMap { command in
            guard case .abolish(let abolition) = command else { return nil }
            return Ending(
                code: abolition.code,
                successors: abolition.successors.map {
                    Ending.Heir(code: $0.code, kind: $0.kind.rawValue)
                })
        }
        withoutSuccessor = difference.withoutSuccessor.map { unit in
            Missing(
                code: unit.code, name: unit.fullName,
                candidate: difference.suggestions.first { $0.from.code == unit.code }?.to.code)
        }
        problems =
            outcome.listProblems.map { ListedProblem($0, file: list) }
            + outcome.successorProblems.map { ListedProblem($0, file: successors) }
        warnings = outcome.warnings
    }
}

/// What `koe organisation list --format json` prints.
struct UnitList: Encodable {
    var on: String
    var units: [UnitJSON]
}

/// A unit of a day.
struct UnitJSON: Encodable {
    var code: String
    var name: String
    var parent: String?
    var level: String
    var body: String
    var site: String?
    var telephone: String?
    var from: String
    var until: String?

    init(_ unit: OrganisationUnit) {
        code = unit.code
        name = unit.fullName
        parent = unit.parent
        level = unit.level.rawValue
        body = unit.description.body.rawValue
        site = unit.description.site?.rawValue
        telephone = unit.description.telephone
        from = unit.from.description
        until = unit.until?.description
    }
}
