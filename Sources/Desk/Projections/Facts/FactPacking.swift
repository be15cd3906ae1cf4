import Postgres

/// Packs the facts of whole blocks of positions once the fact table has come past their end
/// (事実の詰込み).
struct FactPacking: Sendable {
    private let facts: String
    private let blocks: String

    init(generation: Int32) {
        facts = "facts.fact_\(generation)"
        blocks = "facts.block_\(generation)"
    }

    /// Packs every block that has become whole and is not packed yet.
    func pack(through position: Int64, on connection: Connection) async throws {
        let packed = try await connection.execute(
            "SELECT max(through) FROM \(unsafeSQL: blocks)")
        var start: Int64 = try packed[0].getOptional(0) ?? 0
        while start + FactPart.block <= position {
            let end = start + FactPart.block
            let rows = try await connection.execute(
                FactPart.statement(
                    of: facts, FactPart.kinds, 0...Int32.max, after: start, through: end,
                    FactColumn.all))
            let parts = try FactPart.parts(rows, after: start, through: end, FactColumn.all)
            if !parts.isEmpty {
                _ = try await connection.run(parts.map { $0.insertion(into: blocks) })
            }
            start = end
        }
    }
}
