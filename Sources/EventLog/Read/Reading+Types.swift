public import Postgres

extension EventLog {
    /// The streams that had an event of a type last, each once, the most recent first.
    /// - Parameters:
    ///   - limit: how many events are looked at; a stream may have several of them.
    public func streams(
        withNewest type: String, through position: Int64 = .max, limit: Int64
    ) async throws(PostgresError) -> [StreamName] {
        let rows = try await pool.execute(
            """
            SELECT newest.stream
              FROM (SELECT e.stream, e.position FROM log.event AS e
                     WHERE e.type = \(type) AND e.position <= \(position)
                     ORDER BY e.position DESC LIMIT \(limit)) AS newest
             GROUP BY newest.stream ORDER BY max(newest.position) DESC
            """)
        var streams: [StreamName] = []
        for row in rows { streams.append(StreamName(unchecked: try row.get(0))) }
        return streams
    }
}
