import Postgres

extension Pool {
    /// Runs statements, and gives up when they are not answered in time.
    ///
    /// Cancelling alone would not do: a server that hangs does not hear of it. The connection is
    /// closed, so that whoever asks about health gets an answer, whatever the database does.
    /// - Throws: ``PostgresError`` `timedOut` once the time is up.
    nonisolated func run(_ queries: [Query], within limit: Duration) async throws -> [Rows] {
        let late = PostgresError(code: .timedOut, message: "no answer within \(limit)")
        // Waiting for a connection and opening one end as soon as they are cancelled.
        return try await race(limit) {
            try await self.withConnection { connection in
                try await race(limit) {
                    try await connection.run(queries)
                } late: {
                    await connection.close()
                    return late
                }
            }
        } late: {
            late
        }
    }
}

/// The work's result, or what `late` throws once the time is up or the task is cancelled.
private func race<Result: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async throws -> Result,
    late: @Sendable () async -> PostgresError
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            // Cut short by cancellation it means the same: do not wait any longer.
            _ = try? await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        if let result = try await group.next(), let result { return result }
        throw await late()
    }
}
