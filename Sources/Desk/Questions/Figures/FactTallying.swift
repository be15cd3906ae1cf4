import Participation

/// Counts packed facts (束の集計).
///
/// What occurs along each axis is numbered; the numbers of an entry add up to the cell it is
/// counted in. Columns are worked through one after another.
struct FactTallying {
    private let query: FactQuery
    private let numbers: [TermBook.Term: Int32]
    private let anonymous: Int32?
    private var axes: [AxisKeys]

    init(_ query: FactQuery, _ numbers: [TermBook.Term: Int32], anonymous: Int32?) {
        self.query = query
        self.numbers = numbers
        self.anonymous = anonymous
        axes = query.by.map { AxisKeys($0, anonymous: anonymous) }
    }

    /// The numbers of words that occur along the axes.
    var occurring: Set<Int32> { axes.reduce(into: []) { $0.formUnion($1.words) } }

    /// Looks through the parts for what occurs along the axes.
    mutating func survey(_ parts: [FactPart]) {
        for part in parts where concerns(part) {
            for index in axes.indices {
                part.columns[axes[index].column].map { axes[index].add($0.numbers) }
            }
        }
    }

    private func concerns(_ part: FactPart) -> Bool {
        part.group.kind == query.kind.rawValue && query.quarters.contains(part.group.quarter)
            && query.through.map { QuarterNumber($0).value >= part.group.quarter } ?? true
    }

    // MARK: Adding up

    /// The groups of the parts that were surveyed, with the words of the numbers that occur.
    func counts(_ parts: [FactPart], _ words: [Int32: String]) throws -> [FactCount] {
        var strides: [Int32] = []
        var cells: Int32 = 1
        for axis in axes {
            strides.append(cells)
            let product = cells.multipliedReportingOverflow(by: Int32(clamping: axis.count))
            guard !product.overflow else {
                throw DeskError.internalFault("more groups than can be told apart")
            }
            cells = product.partialValue
        }
        var table = CellTable(cells: Int(cells), sums: query.tally == .sum)
        for part in parts where concerns(part) { tally(part, strides, &table) }
        return groups(table, strides, words)
    }

    private func tally(_ part: FactPart, _ strides: [Int32], _ table: inout CellTable) {
        var weights = part.weights(asOf: query.moment.position)
        restrict(&weights, of: part)
        var cells = [Int32](repeating: 0, count: weights.count)
        for (axis, stride) in zip(axes, strides) {
            guard let column = part.columns[axis.column] else { continue }
            column.add(column.numbers.map { axis.index(of: $0) * stride }, to: &cells)
        }
        table.count(weights, in: cells)
        guard query.tally == .sum, let quantities = part.columns[.quantity] else { return }
        quantities.keep({ $0 != PackedColumn.none }, in: &weights)
        var amounts = [Int32](repeating: 0, count: weights.count)
        quantities.add(
            quantities.numbers.map { $0 == PackedColumn.none ? 0 : $0 }, to: &amounts)
        table.sum(amounts, weights, in: cells)
    }

    /// Leaves only what the question is about.
    private func restrict(_ weights: inout [Int8], of part: FactPart) {
        if let day = query.through?.dayNumber, let days = part.columns[.day] {
            days.keep({ Int($0) <= day }, in: &weights)
        }
        for condition in query.conditions {
            guard let column = condition.axis.column.flatMap({ part.columns[$0] }) else { continue }
            switch condition.axis {
            case .dimension(let dimension):
                let wanted = Set(
                    condition.words.compactMap { numbers[TermBook.Term($0, in: dimension)] })
                column.keep(wanted.contains, in: &weights)
            case .anonymous:
                column.keep(
                    { number in
                        number != PackedColumn.none
                            && condition.words.contains(number == anonymous ? "true" : "false")
                    }, in: &weights)
            case .currentSection, .day, .month, .attribute: break
            }
        }
    }

    private func groups(
        _ table: CellTable, _ strides: [Int32], _ words: [Int32: String]
    ) -> [FactCount] {
        let spelled = axes.map { $0.spelled(words) }
        var counts: [FactCount] = []
        table.forEach { number, cell in
            guard cell.facts != 0 || axes.isEmpty else { return }
            var found: [String?] = []
            found.reserveCapacity(axes.count)
            for (axis, stride) in zip(spelled, strides) {
                found.append(axis[number / Int(stride) % axis.count])
            }
            counts.append(
                FactCount(
                    words: found, facts: cell.facts, known: cell.known,
                    amount: cell.known > 0 ? String(cell.amount) : nil))
        }
        return counts
    }
}

/// What comes together in the cells of one question (升目).
private struct CellTable {
    struct Cell {
        var facts: Int64 = 0
        /// Facts whose quantity is known.
        var known: Int64 = 0
        var amount: Int64 = 0
    }

    /// Cells kept in one array; beyond that a dictionary takes less.
    private static let mostDense = 1 << 18

    private var dense: [Cell] = []
    private var sparse: [Int32: Cell] = [:]
    private let isDense: Bool

    init(cells: Int, sums: Bool) {
        isDense = cells <= Self.mostDense
        if isDense { dense = [Cell](repeating: Cell(), count: cells) }
    }

    mutating func count(_ weights: [Int8], in cells: [Int32]) {
        guard isDense else {
            for (index, cell) in cells.enumerated() where weights[index] != 0 {
                sparse[cell, default: Cell()].facts += Int64(weights[index])
            }
            return
        }
        dense.withUnsafeMutableBufferPointer { dense in
            for index in cells.indices { dense[Int(cells[index])].facts += Int64(weights[index]) }
        }
    }

    mutating func sum(_ amounts: [Int32], _ weights: [Int8], in cells: [Int32]) {
        for (index, cell) in cells.enumerated() where weights[index] != 0 {
            let weight = Int64(weights[index])
            if isDense {
                dense[Int(cell)].known += weight
                dense[Int(cell)].amount += weight * Int64(amounts[index])
            } else {
                sparse[cell, default: Cell()].known += weight
                sparse[cell, default: Cell()].amount += weight * Int64(amounts[index])
            }
        }
    }

    func forEach(_ body: (Int, Cell) -> Void) {
        for (number, cell) in dense.enumerated() { body(number, cell) }
        for (number, cell) in sparse { body(Int(number), cell) }
    }
}

extension FactQuery {
    /// Whether packed facts answer it: counts and sums by what every fact has a column for.
    var isPacked: Bool {
        let isTallied =
            switch tally {
            case .count, .sum: true
            case .distinct, .latest: false
            }
        let isTold = by.allSatisfy { $0.column != nil }
        let isTested = conditions.allSatisfy { condition in
            switch condition.axis {
            case .dimension, .anonymous: true
            case .currentSection, .day, .month, .attribute: false
            }
        }
        return isTallied && isTold && isTested && FactPart.kinds.contains(kind)
    }

    /// The packed columns it needs.
    var columns: Set<FactColumn> {
        var columns = Set((by + conditions.map(\.axis)).compactMap(\.column))
        if tally == .sum { columns.insert(.quantity) }
        if let through, quarters.contains(QuarterNumber(through).value) { columns.insert(.day) }
        return columns
    }
}

extension Axis {
    /// The packed column that tells facts apart along it; none for attributes, nor for what items
    /// are regrouped to.
    var column: FactColumn? {
        switch self {
        case .dimension(let dimension): .word(dimension)
        case .anonymous: .word(.sender)
        case .day, .month: .day
        case .currentSection, .attribute: nil
        }
    }
}

/// What occurs along one axis, numbered in the order of appearance (軸の値).
private struct AxisKeys {
    let column: FactColumn
    private let axis: Axis
    private let anonymous: Int32?
    /// Numbers of words, days since 1970, months since the year 0, or 1 and 2 for 匿名.
    private var keys: [Int32] = []
    private var indices: [Int32: Int32] = [:]

    init(_ axis: Axis, anonymous: Int32?) {
        self.axis = axis
        self.anonymous = anonymous
        column = axis.column ?? .day
    }

    var count: Int { keys.count }

    /// The numbers of words among them.
    var words: Set<Int32> {
        guard case .dimension = axis else { return [] }
        return Set(keys).subtracting([PackedColumn.none])
    }

    mutating func add(_ numbers: [Int32]) {
        for key in numbers.map(key) where indices[key] == nil {
            indices[key] = Int32(keys.count)
            keys.append(key)
        }
    }

    func index(of number: Int32) -> Int32 { indices[key(number)] ?? 0 }

    private static let isAnonymous: Int32 = 1
    private static let isNot: Int32 = 0

    private func key(_ number: Int32) -> Int32 {
        switch axis {
        case .dimension, .currentSection, .day, .attribute: return number
        case .anonymous:
            guard number != PackedColumn.none else { return number }
            return number == anonymous ? Self.isAnonymous : Self.isNot
        case .month:
            guard let day = LocalDate(dayNumber: Int(number)) else { return number }
            return Int32(day.year * 12 + day.month - 1)
        }
    }

    /// The words; `nil` where it is not known.
    func spelled(_ words: [Int32: String]) -> [String?] {
        keys.map { key in
            guard key != PackedColumn.none else { return nil }
            switch axis {
            case .dimension: return words[key]
            case .anonymous: return key == Self.isAnonymous ? "true" : "false"
            case .day: return LocalDate(dayNumber: Int(key))?.description
            case .month:
                return LocalDate(year: Int(key) / 12, month: Int(key) % 12 + 1, day: 1)
                    .map { String($0.description.dropLast(3)) }
            case .currentSection, .attribute: return nil
            }
        }
    }
}
