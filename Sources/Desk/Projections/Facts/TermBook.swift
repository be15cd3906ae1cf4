import Postgres

/// The words of the dimensions and their numbers (語の番号帳).
///
/// Words only ever come in addition, so a copy in memory never goes wrong, at most it is short.
struct TermBook: Sendable {
    /// A word of a dimension.
    struct Term: Sendable, Hashable {
        let vocabulary: Dimension
        let word: String

        init(_ word: String, in dimension: Dimension) {
            self.word = word
            vocabulary = dimension.vocabulary
        }
    }

    /// By the places of dimensions; those that share a vocabulary share a place.
    private var numbers = [[String: Int32]](repeating: [:], count: Dimension.allCases.count)

    func number(_ word: String, in dimension: Dimension) -> Int32? {
        numbers[dimension.vocabulary.index][word]
    }

    /// Learns the numbers of words it does not know, giving new words their number.
    mutating func learn(_ terms: Set<Term>, in pool: Pool) async throws {
        // In one order, so that two processes that add the same words do not block each other.
        let unknown = terms.sorted {
            ($0.vocabulary.rawValue, $0.word) < ($1.vocabulary.rawValue, $1.word)
        }
        guard !unknown.isEmpty else { return }
        let dimensions = unknown.map(\.vocabulary.rawValue)
        let texts = unknown.map(\.word)
        _ = try await pool.execute(
            """
            INSERT INTO facts.term (dimension, value)
            SELECT t.dimension, t.value
              FROM unnest(\(array: dimensions, of: .text), \(array: texts, of: .text))
                   AS t (dimension, value)
             WHERE NOT EXISTS (SELECT FROM facts.term AS k
                                WHERE k.dimension = t.dimension AND k.value = t.value)
            ON CONFLICT DO NOTHING
            """)
        let rows = try await pool.execute(
            """
            SELECT k.id, k.dimension, k.value
              FROM unnest(\(array: dimensions, of: .text), \(array: texts, of: .text))
                   AS t (dimension, value)
              JOIN facts.term AS k ON k.dimension = t.dimension AND k.value = t.value
            """)
        for row in rows {
            guard let dimension = Dimension(rawValue: try row.get(1)) else { continue }
            numbers[dimension.index][try row.get(2)] = try row.get(0, as: Int32.self)
        }
    }
}
