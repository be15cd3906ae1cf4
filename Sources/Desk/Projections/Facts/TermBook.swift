import Postgres

/// The words of the dimensions and their numbers (語の番号帳).
///
/// Words only ever come in addition, so a copy in memory never goes wrong, at most it is short.
struct TermBook: Sendable {
    /// A word of a dimension.
    struct Term: Sendable, Hashable {
        var dimension: String
        var word: String
    }

    private var numbers: [Term: Int32] = [:]
    private var words: [Int32: String] = [:]

    func number(_ word: String, in dimension: Dimension) -> Int32? {
        numbers[Term(dimension: dimension.vocabulary, word: word)]
    }

    func word(_ number: Int32) -> String? { words[number] }

    /// Learns the numbers of words, giving new words their number.
    mutating func learn(_ terms: Set<Term>, on connection: Connection) async throws {
        // In one order, so that two processes that add the same words do not block each other.
        let unknown = terms.filter { numbers[$0] == nil }.sorted {
            ($0.dimension, $0.word) < ($1.dimension, $1.word)
        }
        guard !unknown.isEmpty else { return }
        let dimensions = unknown.map(\.dimension)
        let texts = unknown.map(\.word)
        _ = try await connection.execute(
            """
            INSERT INTO facts.term (dimension, value)
            SELECT t.dimension, t.value
              FROM unnest(\(array: dimensions, of: .text), \(array: texts, of: .text))
                   AS t (dimension, value)
             WHERE NOT EXISTS (SELECT FROM facts.term AS k
                                WHERE k.dimension = t.dimension AND k.value = t.value)
            ON CONFLICT DO NOTHING
            """)
        let rows = try await connection.execute(
            """
            SELECT k.id, k.dimension, k.value
              FROM unnest(\(array: dimensions, of: .text), \(array: texts, of: .text))
                   AS t (dimension, value)
              JOIN facts.term AS k ON k.dimension = t.dimension AND k.value = t.value
            """)
        try keep(rows)
    }

    /// Learns the words of numbers.
    mutating func learn(numbers wanted: Set<Int32>, on connection: Connection) async throws {
        let unknown = wanted.filter { words[$0] == nil }
        guard !unknown.isEmpty else { return }
        try keep(
            try await connection.execute(
                """
                SELECT id, dimension, value FROM facts.term
                 WHERE id = ANY(\(array: Array(unknown), of: .int4))
                """))
    }

    private mutating func keep(_ rows: Rows) throws {
        for row in rows {
            let id: Int32 = try row.get(0)
            let term = Term(dimension: try row.get(1), word: try row.get(2))
            numbers[term] = id
            words[id] = term.word
        }
    }
}
