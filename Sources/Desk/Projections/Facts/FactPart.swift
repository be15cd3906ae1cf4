import Participation
import Postgres

/// A column of facts that is packed (束になる列).
enum FactColumn: Sendable, Hashable {
    /// The day it happened, counted from 1970 (発生日).
    case day
    /// Quantity (数量).
    case quantity
    /// The number of a word (語).
    case word(Dimension)

    /// All there are, in the order of the table's columns.
    static let all = [day, quantity] + Dimension.inOrder.map(FactColumn.word)

    /// The column of packed facts.
    var name: String {
        switch self {
        case .day: "day"
        case .quantity: "quantity"
        case .word(let dimension): dimension.column
        }
    }

    /// The same in the fact table, as an integer.
    var source: String {
        switch self {
        case .day: "effective_on - date '1970-01-01'"
        case .quantity, .word: name
        }
    }
}

/// Facts of one kind and quarter over a range of positions, packed by column (事実の束).
///
/// An entry says that a fact begins to count at a position, or that it ends there. So the figures
/// as of any position are sums over entries, and what is packed never changes: a later correction
/// ends the fact in a later part.
struct FactPart: Sendable, Equatable {
    /// Positions in one block.
    static let block: Int64 = 16_384

    /// The end of the last block that is whole at a position.
    static func wholeBlocks(through position: Int64) -> Int64 { position / block * block }

    /// Facts of the same kind and quarter.
    struct Group: Sendable, Hashable, Comparable {
        var kind: Int16
        var quarter: Int32

        static func < (one: Group, other: Group) -> Bool {
            (one.kind, one.quarter) < (other.kind, other.quarter)
        }
    }

    var group: Group
    /// The position before the first one.
    var after: Int64
    /// The last position.
    var through: Int64
    /// Facts that begin and go on beyond the last position come first …
    var begun: Int
    /// … then those that began before the first one and end. The others cancel out: first the
    /// beginnings of facts that also end here, then their ends.
    var lasting: Int
    var entries: Int
    /// How far behind ``after`` each entry's position is, less one: two bytes each, lower first.
    var at: [UInt8]
    var columns: [FactColumn: PackedColumn]

    /// How much each entry counts as of a position: 1, -1 or, beyond it, 0.
    func weights(asOf position: Int64) -> [Int8] {
        var weights = [Int8](repeating: 1, count: position < through ? entries : lasting)
        for index in begun..<lasting { weights[index] = -1 }
        guard position < through else { return weights }
        for index in (lasting + (entries - lasting) / 2)..<entries { weights[index] = -1 }
        let distance = position - after
        for index in weights.indices
        where Int64(at[2 * index]) | Int64(at[2 * index + 1]) << 8 >= distance {
            weights[index] = 0
        }
        return weights
    }
}

// MARK: - From rows of the fact table

extension FactPart {
    /// The kinds that are packed: those whose values are whole numbers.
    static let kinds: [FactKind] = [.item, .lecture, .gathering, .registration]

    /// Asks a fact table for what begins or ends within a range of positions.
    ///
    /// Kind and quarter are compared in another type, so that no index on them fits: a plan made
    /// for any range would take that one, and read all there is of a kind.
    static func statement(
        of facts: String, _ kinds: [FactKind], _ quarters: ClosedRange<Int32>,
        after start: Int64, through end: Int64, _ columns: [FactColumn]
    ) -> Query {
        let list =
            "position, voided_by, kind, quarter" + columns.map { ", \($0.source)" }.joined()
        let kinds = kinds.map { Int32($0.rawValue) }
        let quarters = Int64(quarters.lowerBound)...Int64(quarters.upperBound)
        return """
            SELECT true, \(unsafeSQL: list) FROM \(unsafeSQL: facts)
             WHERE position > \(start) AND position <= \(end)
               AND (voided_by IS NULL OR voided_by > position)
               AND kind::integer = ANY(\(array: kinds, of: .int4))
               AND quarter::bigint BETWEEN \(quarters.lowerBound) AND \(quarters.upperBound)
             UNION ALL
            SELECT false, \(unsafeSQL: list) FROM \(unsafeSQL: facts)
             WHERE voided_by > \(start) AND voided_by <= \(end) AND position <= \(start)
               AND kind::integer = ANY(\(array: kinds, of: .int4))
               AND quarter::bigint BETWEEN \(quarters.lowerBound) AND \(quarters.upperBound)
             ORDER BY 2
            """
    }

    /// The parts that rows asked for in this way make up, in order.
    static func parts(
        _ rows: Rows, after start: Int64, through end: Int64, _ columns: [FactColumn]
    ) throws -> [FactPart] {
        var drafts: [Group: Draft] = [:]
        for (index, row) in rows.enumerated() {
            let position: Int64 = try row.get(1)
            let voidedBy: Int64? = try row.getOptional(2)
            let group = Group(kind: try row.get(3), quarter: try row.get(4))
            drafts[group, default: Draft()].add(
                index, from: try row.get(0) ? position - start : nil,
                until: voidedBy.flatMap { $0 <= end ? $0 - start : nil })
        }
        return try drafts.sorted { $0.key < $1.key }.map { group, draft in
            let entries = draft.begun + draft.ended + draft.passing + draft.passed
            var at: [UInt8] = []
            // A longer range is never asked about as of a position within it.
            if end - start <= Self.block {
                for entry in entries { at.append(littleEndian: UInt16(entry.distance - 1)) }
            }
            var packed: [FactColumn: PackedColumn] = [:]
            for (offset, column) in columns.enumerated() {
                packed[column] = PackedColumn(
                    try entries.map { try rows[$0.row].getOptional(5 + offset, as: Int32.self) })
            }
            return FactPart(
                group: group, after: start, through: end, begun: draft.begun.count,
                lasting: draft.begun.count + draft.ended.count, entries: entries.count, at: at,
                columns: packed)
        }
    }

    /// A part on its way: rows in the order of a part's entries.
    private struct Draft {
        var begun: [Entry] = []
        var ended: [Entry] = []
        var passing: [Entry] = []
        var passed: [Entry] = []

        struct Entry {
            var row: Int
            /// How far behind the range's start it is.
            var distance: Int64
        }

        mutating func add(_ row: Int, from first: Int64?, until last: Int64?) {
            switch (first, last) {
            case (let first?, nil): begun.append(Entry(row: row, distance: first))
            case (nil, let last?): ended.append(Entry(row: row, distance: last))
            case (let first?, let last?):
                passing.append(Entry(row: row, distance: first))
                passed.append(Entry(row: row, distance: last))
            case (nil, nil): break
            }
        }
    }
}

// MARK: - In the table of blocks

extension FactPart {
    /// Adds it to a table of blocks, unless it is there.
    func insertion(into blocks: String) -> Query {
        var bind = Bindings()
        bind.append(group.kind)
        bind.append(group.quarter)
        bind.append(through)
        bind.append(Int32(begun))
        bind.append(Int32(lasting))
        bind.append(Int32(entries))
        bind.append(at)
        for column in FactColumn.all { bind.append(columns[column]?.bytes) }
        let names = FactColumn.all.map(\.name).joined(separator: ", ")
        let values = (1...bind.count).map { "$\($0)" }.joined(separator: ", ")
        return Query(
            unsafeSQL: """
                INSERT INTO \(blocks)
                       (kind, quarter, through, begun, lasting, entries, at, \(names))
                VALUES (\(values)) ON CONFLICT DO NOTHING
                """, bindings: bind, label: "insert block")
    }

    /// Asks a table of blocks for those that begin before a position.
    static func statement(
        of blocks: String, _ kind: FactKind, _ quarters: ClosedRange<Int32>, before end: Int64,
        _ columns: [FactColumn]
    ) -> Query {
        let list = columns.map { ", \($0.name)" }.joined()
        // Where in a block its entries are matters in the one that goes on beyond the position.
        return """
            SELECT kind, quarter, through, begun, lasting, entries,
                   CASE WHEN through > \(end) THEN at END\(unsafeSQL: list)
              FROM \(unsafeSQL: blocks)
             WHERE kind = \(kind.rawValue)
               AND quarter BETWEEN \(quarters.lowerBound) AND \(quarters.upperBound)
               AND through < \(end + block)
            """
    }

    /// A row of such an answer.
    init(_ row: Row, _ columns: [FactColumn]) throws {
        group = Group(kind: try row.get(0), quarter: try row.get(1))
        through = try row.get(2)
        after = through - Self.block
        begun = Int(try row.get(3, as: Int32.self))
        lasting = Int(try row.get(4, as: Int32.self))
        entries = Int(try row.get(5, as: Int32.self))
        at = try row.getOptional(6) ?? []
        self.columns = [:]
        guard 0...lasting ~= begun, lasting <= entries, at.isEmpty || at.count == 2 * entries else {
            throw DeskError.internalFault("a block of facts")
        }
        for (offset, column) in columns.enumerated() {
            guard let bytes = row.unsafeBytes(7 + offset),
                let packed = PackedColumn(bytes, entries: entries)
            else { throw DeskError.internalFault("a column of a block of facts") }
            self.columns[column] = packed
        }
    }
}
