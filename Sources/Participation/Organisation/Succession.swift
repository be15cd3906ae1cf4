/// The rows of a successors file, by the codes they mean (後継組織の照合).
struct Succession: Sendable {
    private let effectiveOn: LocalDate
    /// The successors of each unit that ends.
    private(set) var heirs: [String: [Successor]] = [:]
    /// Units said to go on under their code, whatever it is called now.
    private(set) var remaining: Set<String> = []
    /// Units said to end without a successor.
    private(set) var endings: Set<String> = []
    private(set) var problems: [ListProblem] = []

    init(
        _ file: SuccessorList, _ former: [OrganisationUnit], _ list: OrganisationList,
        _ effectiveOn: LocalDate
    ) {
        self.effectiveOn = effectiveOn
        let old = OrganisationDirectory(former)
        let new = OrganisationDirectory(list.units.map { OrganisationUnit($0, from: effectiveOn) })
        var pairs: [(row: SuccessorList.Row, from: OrganisationUnit, to: OrganisationUnit)] = []
        for row in file.rows {
            guard let from = find(row.from, in: old, row.row),
                let to = find(row.to, in: new, row.row)
            else { continue }
            pairs.append((row, from, to))
        }
        let toWhom = Dictionary(grouping: pairs, by: \.from.code)
            .mapValues { Set($0.map(\.to.code)) }
        let fromWhom = Dictionary(grouping: pairs, by: \.to.code)
            .mapValues { Set($0.map(\.from.code)) }
        let namedAlike = Set(
            former.filter { unit in
                list.units.contains {
                    $0.code == unit.code && $0.description.isNamed(like: unit.description)
                }
            }.map(\.code))
        for (row, from, to) in pairs {
            let receivers = toWhom[from.code] ?? []
            if receivers == [from.code] {
                remaining.insert(from.code)
            } else if namedAlike.contains(from.code), from.until != effectiveOn {
                problems.append(ListProblem(row: row.row, reason: .unitRemains(row.from)))
            } else {
                let inferred: SuccessionKind =
                    receivers.count > 1
                    ? .split : (fromWhom[to.code]?.count ?? 0) > 1 ? .merge : .rename
                let heir = Successor(code: to.code, kind: row.kind ?? inferred)
                if heirs[from.code]?.contains(heir) != true {
                    heirs[from.code, default: []].append(heir)
                }
            }
        }
        end(file, old, namedAlike)
    }

    private mutating func end(
        _ file: SuccessorList, _ old: OrganisationDirectory, _ goOn: Set<String>
    ) {
        for row in file.endings {
            guard let unit = find(row.from, in: old, row.row) else { continue }
            if heirs[unit.code] != nil || remaining.contains(unit.code) {
                problems.append(
                    ListProblem(row: row.row, reason: .successionContradictory(row.from)))
            } else if goOn.contains(unit.code), unit.until != effectiveOn {
                problems.append(ListProblem(row: row.row, reason: .unitRemains(row.from)))
            } else {
                endings.insert(unit.code)
            }
        }
    }

    func abolition(of code: String) -> UnitAbolition {
        UnitAbolition(code: code, on: effectiveOn, successors: heirs[code] ?? [])
    }

    private mutating func find(
        _ label: String, in directory: OrganisationDirectory, _ row: Int
    ) -> OrganisationUnit? {
        switch directory.match(label) {
        case .one(let unit): return unit
        case .several(let units):
            problems.append(
                ListProblem(row: row, reason: .unitAmbiguous(label, codes: units.map(\.code))))
            return nil
        case .none:
            problems.append(ListProblem(row: row, reason: .unitUnknown(label)))
            return nil
        }
    }
}

/// Tells a unit that got another name from another unit that got its code (コードの使い回しの判定).
///
/// When the name now found under a code was the name of just one other unit, and nowhere else is there
/// a unit of that name now, then that unit came here and the old holder ended. In Takamatsu in 2024, 秘書課 came from
/// `1510100000` to the code of 男女共同参画・協働推進課. To call that a change of name would give the
/// letters of the one to the other. A row of the successors file settles it otherwise.
struct CodeReuse: Sendable {
    private let oldNames: [String: [String]]
    private let newNames: [String: [String]]

    init(_ current: [OrganisationUnit], _ list: OrganisationList) {
        oldNames = Dictionary(grouping: current, by: \.name).mapValues { $0.map(\.code) }
        newNames = Dictionary(grouping: list.units, by: \.name).mapValues { $0.map(\.code) }
    }

    func isLikely(_ renaming: OrganisationDifference.Renaming) -> Bool {
        let name = renaming.after.name
        return renaming.before.name != name && oldNames[name]?.count == 1
            && newNames[name] == [renaming.after.code]
    }
}

extension OrganisationUnit {
    /// A unit of a list as if it stood already.
    fileprivate init(_ unit: ListedUnit, from date: LocalDate) {
        self.init(
            code: unit.code, description: unit.description, parent: unit.parent, path: unit.path,
            from: date, until: nil)
    }
}

extension ListedUnit {
    /// Its own name, without those above it (組織名).
    var name: String { description.ownName?.name ?? code }
}
