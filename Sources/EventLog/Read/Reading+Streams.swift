public import Postgres

extension EventLog {
    /// The events of many streams up to a position, each in order, in one round trip; a stream
    /// that does not exist is missing.
    public func read(
        _ streams: [StreamName], through position: Int64 = .max
    ) async throws(PostgresError) -> [StreamName: [RecordedEvent]] {
        guard !streams.isEmpty else { return [:] }
        // The positions first, as an array: joined, the whole log may be read past them.
        let rows = try await pool.execute(
            """
            SELECT \(unsafeSQL: RecordedEvent.columns) FROM log.event AS e
             WHERE e.position = ANY (ARRAY(
                       SELECT s.position FROM log.stream AS s
                        WHERE s.stream = ANY (\(array: streams.map(\.text), of: .text))
                          AND s.position <= \(position)))
             ORDER BY e.position
            """)
        var histories: [StreamName: [RecordedEvent]] = [:]
        for event in try EventPage(rows: rows).events() {
            histories[event.stream, default: []].append(event)
        }
        return histories
    }
}
