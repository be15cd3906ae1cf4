import Postgres

/// Makes the keys of all who wait durable with one commit, as the appender does with events
/// (鍵のまとめ書き).
///
/// Of those who wait one writes for all; when it has its answer, the first of those who came meanwhile
/// writes for the rest. Nobody is kept for the sake of later ones.
actor KeyWriter {
    /// A key, and which master key it is wrapped with: while that is being changed, callers differ.
    private struct Wrapped {
        let bytes: [UInt8]
        let master: Int32
    }

    /// Keys of one caller, by the names of their streams.
    private struct Request {
        let keys: [String: Wrapped]
        let turn: CheckedContinuation<Turn, Never>
    }

    /// What becomes of a caller that waited.
    private enum Turn {
        /// Its keys are written, or were not.
        case settled(Result<Set<String>, PostgresError>)
        /// It writes its own, and those of all who wait with it.
        case writes
    }

    private let pool: Pool
    private var waiting: [Request] = []
    private var isWriting = false

    init(_ pool: Pool) { self.pool = pool }

    /// Makes keys durable where their streams have none yet; returns the streams that are new and
    /// have got the key of this caller.
    func store(
        _ wrapped: [String: [UInt8]], under master: Int32
    ) async throws(PostgresError) -> Set<String> {
        let keys = wrapped.mapValues { Wrapped(bytes: $0, master: master) }
        if isWriting {
            let turn = await withCheckedContinuation { continuation in
                waiting.append(Request(keys: keys, turn: continuation))
            }
            switch turn {
            case .settled(.success(let created)): return created
            case .settled(.failure(let error)):
                // Whoever wrote for all was told to stop; that is nothing to the others.
                guard error.code == .cancelled, !Task.isCancelled else { throw error }
                return try await store(wrapped, under: master)
            case .writes: break
            }
        }
        isWriting = true
        let others = waiting
        waiting = []
        // Of two keys for one stream the first is written, and the other caller reads it.
        var together = keys
        for request in others { together.merge(request.keys) { first, _ in first } }
        let outcome = await write(together)
        var claimed = Set(keys.keys)
        for request in others {
            let own = Set(request.keys.keys).subtracting(claimed)
            claimed.formUnion(own)
            request.turn.resume(returning: .settled(outcome.map { $0.intersection(own) }))
        }
        if waiting.isEmpty {
            isWriting = false
        } else {
            waiting.removeFirst().turn.resume(returning: .writes)
        }
        return try outcome.get().intersection(keys.keys)
    }

    private func write(_ keys: [String: Wrapped]) async -> Result<Set<String>, PostgresError> {
        // In one order everywhere: two callers that insert the same keys must not wait for each
        // other in a circle.
        let names = keys.keys.sorted()
        do throws(PostgresError) {
            let rows = try await pool.execute(
                """
                INSERT INTO keyring.stream_key (stream, wrapped, master)
                SELECT * FROM unnest(\(array: names, of: .text),
                                     \(array: names.compactMap { keys[$0]?.bytes }, of: .bytea),
                                     \(array: names.compactMap { keys[$0]?.master }, of: .int4))
                ON CONFLICT DO NOTHING RETURNING stream
                """)
            var created: Set<String> = []
            for row in rows { created.insert(try row.get(0)) }
            return .success(created)
        } catch {
            return .failure(error)
        }
    }
}
