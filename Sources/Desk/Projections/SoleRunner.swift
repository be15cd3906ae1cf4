import Postgres

extension Pool {
    /// Runs the closure while this process alone holds the lock of that name; `nil` when another
    /// one has it (単独実行).
    ///
    /// The lock belongs to the connection: it goes with a process that is killed.
    func withSoleRunner<R>(
        _ name: String, _ body: (Connection) async throws -> R
    ) async throws -> R? {
        try await withConnection { connection in
            let locked = try await connection.execute(
                "SELECT pg_try_advisory_lock(hashtext('koe.runner'), hashtext(\(name)))")
            guard try locked[0].get(0, as: Bool.self) else { return nil }
            do {
                let result = try await body(connection)
                try await Self.unlock(name, connection)
                return result
            } catch {
                // A connection that cannot unlock must not be lent again: closing it unlocks.
                do { try await Self.unlock(name, connection) } catch { await connection.close() }
                throw error
            }
        }
    }

    private static func unlock(_ name: String, _ connection: Connection) async throws {
        _ = try await connection.run(
            [
                "SELECT pg_advisory_unlock(hashtext('koe.runner'), hashtext(\(name)))"
            ], cancellable: false)
    }
}
