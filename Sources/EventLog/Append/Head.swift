import Postgres

/// The head of the log: where the next append starts (先頭).
struct Head: Sendable, Equatable {
    /// The last position; 0 in an empty log.
    var position: Int64 = 0
    /// recorded_at of the last event.
    var recordedAt = Instant(microseconds: .min)
    /// The hash tree so far.
    var tree = CompactRange()

    static let latest: Query = """
        SELECT position, recorded_at, frontier FROM log.head
         ORDER BY previous_position DESC LIMIT 1
        """

    init() {}

    init(latest rows: Rows) throws(PostgresError) {
        guard let row = rows.first else { return }
        position = try row.get(0)
        recordedAt = try row.get(1)
        guard
            let tree = CompactRange(size: position, encoded: try row.get(2, as: [UInt8].self))
        else {
            throw PostgresError(
                code: .decoding,
                message: "the head at position \(position) is damaged; run: koe log verify")
        }
        self.tree = tree
    }
}
