/// Which unit does what, as a city writes it down (事務分掌表).
///
/// A table with the columns `unit`, `duty`, `categories` and, for a duty that comes from another
/// unit, `from`; or `組織`, `事務`, `分類`, `移管元`:
///
/// ```
/// 組織,事務,分類,移管元
/// 市民課,戸籍に関すること,07、08,
/// くらし安全安心課,消費生活に関すること,,市民課
/// ```
///
/// A unit is written as its code, its full name, or any shorter name only it has: by the organisation
/// of the day from which the table holds, where a duty comes from by that of the day before. The
/// categories are those of items, between 、 , ; or blanks. A duty that is not in the table stays
/// where it is.
public struct DutyList: Sendable, Equatable {
    /// The rows that could be read (事務分掌表の行).
    public private(set) var rows: [Row] = []
    /// Rows that cannot be read (読めない行).
    public private(set) var problems: [ListProblem] = []

    /// A duty and who does it (事務分掌表の一行).
    public struct Row: Sendable, Equatable {
        /// The row, the header being 1 (行番号).
        public var row: Int
        /// The unit as written (担当組織).
        public var unit: String
        /// The duty in the words of the rules (事務の内容).
        public var duty: String
        /// The categories of items it covers (該当する分類).
        public var categories: [String]
        /// The unit it comes from, as written (移管元).
        public var from: String?
    }

    /// Reads the rows of a table, the header first (事務分掌表の読取り).
    public init(rows table: [[String]]) {
        let columns = HeaderIndex(table.first ?? [])
        guard let unit = columns.first(of: ["unit", "組織", "組織コード", "担当組織", "担当課"]),
            let duty = columns.first(of: ["duty", "事務", "事務分掌", "分掌事務", "事務の内容"])
        else {
            problems = [ListProblem(row: 1, reason: .columnsMissing)]
            return
        }
        guard table.count <= OrganisationLimits.changes else {
            problems = [ListProblem(row: 1, reason: .tooManyRows(OrganisationLimits.changes))]
            return
        }
        let categories = columns.first(of: ["categories", "category", "分類", "分類コード"])
        let from = columns.first(of: ["from", "移管元"])
        for (index, cells) in table.enumerated().dropFirst()
        where !cells.allSatisfy(\.isBlank) {
            func cell(_ column: Int?) -> String? {
                column.flatMap { cells.indices.contains($0) ? cells[$0].trimmed.unlessBlank : nil }
            }
            guard let unit = cell(unit)?.halfWidth else {
                problems.append(ListProblem(row: index + 1, reason: .nameMissing))
                continue
            }
            guard let duty = cell(duty) else {
                problems.append(ListProblem(row: index + 1, reason: .dutyMissing))
                continue
            }
            let words = (cell(categories) ?? "").halfWidth.split {
                $0.isWhitespace || "、,;".contains($0)
            }
            rows.append(
                Row(
                    row: index + 1, unit: unit, duty: duty, categories: words.map(String.init),
                    from: cell(from)?.halfWidth))
        }
    }

    /// What the table asks for, or what must be mended first (事務分掌の命令).
    /// - Parameters:
    ///   - state: the organisation as it is known.
    ///   - effectiveOn: the day from which the table holds.
    public func commands(
        in state: OrganisationState, effectiveOn: LocalDate
    ) -> (commands: [OrganisationCommand], problems: [ListProblem]) {
        let units = OrganisationDirectory(state.units(on: effectiveOn))
        let former = OrganisationDirectory(
            LocalDate(dayNumber: effectiveOn.dayNumber - 1).map { state.units(on: $0) } ?? [])
        var problems = problems
        var commands: [OrganisationCommand] = []
        for row in rows {
            do throws(ListProblem) {
                let unit = try Self.code(row.unit, in: units, row.row)
                guard let origin = row.from else {
                    commands.append(
                        .assignDuty(
                            DutyAssignment(
                                unit: unit, duty: row.duty, categories: row.categories,
                                from: effectiveOn)))
                    continue
                }
                let from = try Self.code(origin, in: former, row.row)
                commands.append(
                    .moveDuty(DutyMove(duty: row.duty, from: from, to: unit, on: effectiveOn)))
            } catch {
                problems.append(error)
            }
        }
        return (problems.isEmpty ? commands : [], problems.sorted { $0.row < $1.row })
    }

    private static func code(
        _ label: String, in directory: OrganisationDirectory, _ row: Int
    ) throws(ListProblem) -> String {
        switch directory.match(label) {
        case .one(let unit): return unit.code
        case .several(let units):
            throw ListProblem(row: row, reason: .unitAmbiguous(label, codes: units.map(\.code)))
        case .none: throw ListProblem(row: row, reason: .unitUnknown(label))
        }
    }
}
