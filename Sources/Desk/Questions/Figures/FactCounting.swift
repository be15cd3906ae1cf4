import Participation
import Postgres

extension Desk {
    /// Answers questions to the facts, in their order (集計).
    ///
    /// Whole blocks come packed; what began or ended since the last one is counted by the database.
    /// - Parameter regrouping: where items belong, for questions by the present organisation.
    func count(
        _ queries: [FactQuery], _ regrouping: Regrouping? = nil
    ) async throws -> [[FactCount]] {
        let needed = queries.map(\.moment.position).max() ?? 0
        for _ in 0..<ProjectionLimits.readings {
            let tables = try await tables()
            guard tables.reached >= needed else {
                try await catchUp([.facts])
                continue
            }
            do {
                return try await count(queries, regrouping, in: tables)
            } catch let error as PostgresError where error.sqlState == Self.undefinedTable {
                // A rebuild that has just come to its end took the old tables away.
                continue
            }
        }
        throw DeskError.conflict
    }

    private static let undefinedTable = "42P01"

    /// The generation of the facts that serve.
    func factsGeneration() async throws -> Int32 {
        let rows = try await pool.execute(
            "SELECT generation FROM desk.projection WHERE name = \(FactsProjection.name)")
        return try rows.first?.get(0) ?? 1
    }

    private func tables() async throws -> FactTables {
        let rows = try await pool.execute(
            """
            SELECT p.generation, c.position, (SELECT max(b.through) FROM facts.block AS b)
              FROM desk.projection AS p JOIN log.checkpoint AS c ON c.name = p.name
             WHERE p.name = \(FactsProjection.name)
            """)
        let generation: Int32 = try rows.first?.get(0) ?? 1
        return FactTables(
            facts: "facts.fact_\(generation)", blocks: "facts.block_\(generation)",
            reached: try rows.first?.get(1) ?? 0, packed: try rows.first?.getOptional(2) ?? 0)
    }

    private func count(
        _ queries: [FactQuery], _ regrouping: Regrouping?, in tables: FactTables
    ) async throws -> [[FactCount]] {
        let numbers = try await numbers(of: queries)
        let anonymous = numbers[Self.anonymousSender]
        let sheaves = tables.packed > 0 ? FactSheaf.over(queries.filter(\.isPacked)) : []
        let plain = queries.filter { query in !sheaves.contains { $0.answers(query) } }
        let statements =
            sheaves.flatMap { $0.statements(tables) }
            + plain.map {
                $0.statement(
                    of: tables.facts, numbers, anonymous: anonymous, regrouping: regrouping)
            }
        var answers = try await pool.run(statements)[...]
        var parts: [[FactPart]] = []
        for sheaf in sheaves {
            parts.append(try sheaf.parts(answers.prefix(2), tables))
            answers = answers.dropFirst(2)
        }
        var counted: [Counted] = []
        for query in queries {
            if let index = sheaves.firstIndex(where: { $0.answers(query) }) {
                var tallying = FactTallying(query, numbers, anonymous: anonymous)
                tallying.survey(parts[index])
                counted.append(.packed(tallying, parts[index]))
            } else {
                counted.append(.rows(query, answers.removeFirst()))
            }
        }
        let words = try await words(
            of: try counted.reduce(into: []) { $0.formUnion(try $1.occurring) })
        return try counted.map { try $0.counts(words) }
    }

    static let anonymousSender = TermBook.Term(
        SenderKind.anonymous.rawValue, in: .sender)

    /// The numbers of words that have been used; the others count nothing anyway.
    func numbers(of queries: [FactQuery]) async throws -> [TermBook.Term: Int32] {
        let terms: Set<TermBook.Term> = queries.reduce(into: []) { $0.formUnion($1.terms) }
        let wanted = Array(terms.union([Self.anonymousSender]))
        let rows = try await pool.execute(
            """
            SELECT k.id, k.dimension, k.value
              FROM unnest(\(array: wanted.map(\.vocabulary.rawValue), of: .text),
                          \(array: wanted.map(\.word), of: .text)) AS t (dimension, value)
              JOIN facts.term AS k ON k.dimension = t.dimension AND k.value = t.value
            """)
        var numbers: [TermBook.Term: Int32] = [:]
        for row in rows {
            guard let dimension = Dimension(rawValue: try row.get(1)) else { continue }
            numbers[TermBook.Term(try row.get(2), in: dimension)] = try row.get(0)
        }
        return numbers
    }

    /// The words of the numbers that came back.
    func words(of numbers: Set<Int32>) async throws -> [Int32: String] {
        guard !numbers.isEmpty else { return [:] }
        let rows = try await pool.execute(
            """
            SELECT id, value FROM facts.term
             WHERE id = ANY(\(array: Array(numbers), of: .int4))
            """)
        var words: [Int32: String] = [:]
        for row in rows { words[try row.get(0)] = try row.get(1) }
        return words
    }
}

/// The tables that serve, by their own names: those do not change while they are read (現用の表).
private struct FactTables {
    var facts: String
    var blocks: String
    var reached: Int64
    /// The last position that is packed.
    var packed: Int64
}

/// Packed facts that several questions share (集計の材料).
private struct FactSheaf {
    var kind: FactKind
    var moment: LogMoment
    var quarters: ClosedRange<Int32>
    var columns: Set<FactColumn>

    static func over(_ queries: [FactQuery]) -> [FactSheaf] {
        var sheaves: [FactSheaf] = []
        for query in queries {
            if let index = sheaves.firstIndex(where: { $0.answers(query) }) {
                let known = sheaves[index].quarters
                sheaves[index].quarters =
                    min(
                        known.lowerBound, query.quarters.lowerBound)...max(
                        known.upperBound, query.quarters.upperBound)
                sheaves[index].columns.formUnion(query.columns)
            } else {
                sheaves.append(
                    FactSheaf(
                        kind: query.kind, moment: query.moment, quarters: query.quarters,
                        columns: query.columns))
            }
        }
        return sheaves
    }

    func answers(_ query: FactQuery) -> Bool {
        query.isPacked && query.kind == kind && query.moment == moment
    }

    private var ordered: [FactColumn] { FactColumn.all.filter(columns.contains) }

    /// Through this position whole blocks answer.
    private func packed(_ tables: FactTables) -> Int64 { min(tables.packed, moment.position) }

    /// Asks for the blocks, and for what began or ended since the last one.
    func statements(_ tables: FactTables) -> [Query] {
        let packed = packed(tables)
        return [
            FactPart.statement(of: tables.blocks, kind, quarters, before: packed, ordered),
            FactPart.statement(
                of: tables.facts, [kind], quarters, after: packed, through: moment.position,
                ordered),
        ]
    }

    func parts(_ answers: ArraySlice<Rows>, _ tables: FactTables) throws -> [FactPart] {
        guard let blocks = answers.first, let rest = answers.last else { return [] }
        return try blocks.map { try FactPart($0, ordered) }
            + FactPart.parts(rest, after: packed(tables), through: moment.position, ordered)
    }
}

/// What has come back to a question (集計の回答).
private enum Counted {
    case packed(FactTallying, [FactPart])
    case rows(FactQuery, Rows)

    /// The numbers that came back instead of words.
    var occurring: Set<Int32> {
        get throws {
            switch self {
            case .packed(let tallying, _): return tallying.occurring
            case .rows(let query, let rows):
                var numbers: Set<Int32> = []
                for (offset, axis) in query.by.enumerated() {
                    guard case .dimension = axis else { continue }
                    for row in rows {
                        let number: Int32? = try row.getOptional(3 + offset)
                        number.map { _ = numbers.insert($0) }
                    }
                }
                return numbers
            }
        }
    }

    func counts(_ words: [Int32: String]) throws -> [FactCount] {
        switch self {
        case .packed(let tallying, let parts): try tallying.counts(parts, words)
        case .rows(let query, let rows): try rows.map { try Self.read($0, query, words) }
        }
    }

    private static func read(
        _ row: Row, _ query: FactQuery, _ words: [Int32: String]
    ) throws -> FactCount {
        var found: [String?] = []
        for (offset, axis) in query.by.enumerated() {
            switch axis {
            case .dimension:
                let number: Int32? = try row.getOptional(3 + offset)
                found.append(number.flatMap { words[$0] })
            case .currentSection, .anonymous, .day, .month, .attribute:
                found.append(try row.getOptional(3 + offset))
            }
        }
        return FactCount(
            words: found, facts: try row.get(0), known: try row.get(1),
            amount: try row.getOptional(2))
    }
}
