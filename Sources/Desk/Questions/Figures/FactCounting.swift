import Participation
import Postgres

extension Desk {
    /// Answers questions to the facts, in their order (集計).
    /// - Parameter regrouping: where items belong, for questions by the present organisation.
    func count(
        _ queries: [FactQuery], _ regrouping: Regrouping? = nil
    ) async throws -> [[FactCount]] {
        let numbers = try await numbers(of: queries)
        let anonymous = numbers[Self.anonymousSender]
        let answers = try await pool.run(
            queries.map {
                $0.statement(numbers, anonymous: anonymous, regrouping: regrouping)
            })
        let words = try await words(in: answers, of: queries)
        return try zip(queries, answers).map { query, rows in
            try rows.map { try Self.read($0, query, words) }
        }
    }

    static let anonymousSender = TermBook.Term(
        dimension: Dimension.sender.vocabulary, word: SenderKind.anonymous.rawValue)

    /// The numbers of words that have been used; the others count nothing anyway.
    func numbers(of queries: [FactQuery]) async throws -> [TermBook.Term: Int32] {
        let terms: Set<TermBook.Term> = queries.reduce(into: []) { $0.formUnion($1.terms) }
        let wanted = Array(terms.union([Self.anonymousSender]))
        let rows = try await pool.execute(
            """
            SELECT k.id, k.dimension, k.value
              FROM unnest(\(array: wanted.map(\.dimension), of: .text),
                          \(array: wanted.map(\.word), of: .text)) AS t (dimension, value)
              JOIN facts.term AS k ON k.dimension = t.dimension AND k.value = t.value
            """)
        var numbers: [TermBook.Term: Int32] = [:]
        for row in rows {
            numbers[TermBook.Term(dimension: try row.get(1), word: try row.get(2))] =
                try row.get(0)
        }
        return numbers
    }

    /// The words of the numbers that came back.
    private func words(
        in answers: [Rows], of queries: [FactQuery]
    ) async throws -> [Int32: String] {
        var numbers: Set<Int32> = []
        for (query, rows) in zip(queries, answers) {
            for (offset, axis) in query.by.enumerated() {
                guard case .dimension = axis else { continue }
                for row in rows {
                    if let number: Int32 = try row.getOptional(3 + offset) {
                        numbers.insert(number)
                    }
                }
            }
        }
        return try await words(of: numbers)
    }

    /// The words of numbers.
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
