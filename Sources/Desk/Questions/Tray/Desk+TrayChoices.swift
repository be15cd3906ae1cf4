import FoundationEssentials
public import Participation
import Postgres

/// A tray somebody may look into, and how much waits there (担当課トレイの選択肢).
public struct TrayChoice: Sendable, Equatable {
    /// What the section is called; nil: the triage of the hearing section (担当課).
    public let name: String?
    /// Items that are not done, counted to ``TrayLimits/counted`` (未完了の件数).
    public fileprivate(set) var open = 0
    /// Those of them whose deadline is over, counted as far (期限超過の件数).
    public fileprivate(set) var overdue = 0

    /// How the tray is asked for (トレイの指定).
    public var code: String { name ?? Triage.code }
}

extension Desk {
    /// The trays somebody may look into: those of their own sections, or all there are for who has
    /// none in particular (担当課トレイの選択肢).
    /// - Parameter roles: those of which the table says that they deal with letters.
    /// - Throws: ``DeskError``.
    public func trays(
        of person: SignedIn, _ roles: Set<StaffRole>
    ) async throws(DeskError) -> [TrayChoice] {
        let own = person.roles.filter { roles.contains($0.role) }
        guard !own.isEmpty else { return [] }
        let isEverywhere = own.contains { $0.section == nil }
        do {
            try await catchUp([.tray])
            let names = try await sectionNames()
            var choices: [TrayChoice] = []
            var places: [String: Int] = [:]
            func place(_ section: String) -> Int {
                let name = section.isEmpty ? "" : names[section]
                if let place = places[name] { return place }
                places[name] = choices.count
                choices.append(TrayChoice(name: name.isEmpty ? nil : name))
                return choices.count - 1
            }
            let open = ResponseStage.allCases.filter { $0 != .done }.map(\.rawValue)
            let most = Int64(TrayLimits.counted)
            if isEverywhere { _ = place("") }
            for section in own.compactMap(\.section) { _ = place(section) }
            let rows = try await pool.execute(
                """
                WITH RECURSIVE named AS (
                    (SELECT section FROM tray.item ORDER BY section LIMIT 1)
                    UNION ALL
                    SELECT (SELECT i.section FROM tray.item AS i WHERE i.section > named.section
                             ORDER BY i.section LIMIT 1)
                      FROM named WHERE named.section IS NOT NULL)
                SELECT section, waiting.n, overdue.n
                  FROM named,
                       LATERAL (SELECT count(*) AS n
                                  FROM (SELECT FROM tray.item AS i
                                         WHERE i.section = named.section
                                           AND stage = ANY (\(array: open, of: .text))
                                           AND (handling <> 'restricted' OR id IN (
                                                    SELECT item FROM staff.item_reader
                                                     WHERE account = \(person.account)))
                                         LIMIT \(most)) AS i) AS waiting,
                       LATERAL (SELECT count(*) AS n
                                  FROM (SELECT
                                          FROM unnest(\(array: open, of: .text)) AS lane (stage),
                                               unnest(ARRAY[true, false]) AS press (urgent),
                                               LATERAL (
                                                 SELECT FROM tray.item AS i
                                                  WHERE i.section = named.section
                                                    AND i.stage = lane.stage
                                                    AND is_urgent = urgent
                                                    AND due_on < \(PostgresDate(today))
                                                    AND answered_on IS NULL
                                                    AND (handling <> 'restricted' OR id IN (
                                                             SELECT item FROM staff.item_reader
                                                              WHERE account = \(person.account)))
                                                  LIMIT \(most)) AS i
                                         LIMIT \(most)) AS i) AS overdue
                 WHERE section IS NOT NULL AND waiting.n > 0 ORDER BY section
                """)
            for row in rows {
                let section: String = try row.get(0)
                let name = section.isEmpty ? "" : names[section]
                guard isEverywhere || places[name] != nil else { continue }
                let index = place(section)
                choices[index].open += Int(try row.get(1, as: Int64.self))
                choices[index].overdue += Int(try row.get(2, as: Int64.self))
            }
            return choices
        } catch {
            throw DeskError(error)
        }
    }

    /// What the sections are called today (課名).
    /// - Throws: ``DeskError``.
    public func sectionNames() async throws(DeskError) -> SectionDirectory {
        SectionDirectory(try await unitsOfToday())
    }
}

/// What the sections of a day are called: items name them by their code or as somebody wrote them
/// (課名).
public struct SectionDirectory: Sendable {
    /// The units of the day, in the order of the list (組織).
    public let units: [OrganisationUnit]
    private let directory: OrganisationDirectory

    /// The names of units (課名).
    public init(_ units: [OrganisationUnit]) {
        self.units = units
        directory = OrganisationDirectory(units)
    }

    /// The name of a section; as it was written where there is no such unit (課名).
    public subscript(_ section: String) -> String {
        directory.match(section).unit.map { $0.pathNames.last ?? $0.name } ?? section
    }

    /// The code of a section; as it was written where there is no such unit (課コード).
    public func code(of section: String) -> String {
        directory.match(section).unit?.code ?? section
    }

    /// Whether two ways of writing mean the same section (同じ課か).
    public func areSame(_ one: String, _ other: String) -> Bool {
        if one == other { return true }
        guard let unit = directory.match(one).unit else { return false }
        return unit.code == directory.match(other).unit?.code
    }
}
