import OrderedCollections

/// A bounded set of connections, and a bounded queue in front of it.
///
/// Nothing here grows without limit: when the queue is full, or a place in it is not served in
/// time, the caller gets ``PostgresError`` `poolExhausted` and can answer 503. A connection that
/// broke is dropped and replaced at the next need; nobody has to help.
public actor Pool {
    /// What the pool may use.
    public struct Limits: Sendable {
        /// Open connections at most.
        public var connections: Int
        /// Callers that may wait at the same time.
        public var waiters: Int
        /// How long a caller waits for a connection.
        public var wait: Duration

        /// Limits; the defaults suit one service process.
        public init(connections: Int = 8, waiters: Int = 1024, wait: Duration = .seconds(10)) {
            self.connections = connections
            self.waiters = waiters
            self.wait = wait
        }
    }

    /// Where the pool connects.
    public nonisolated let settings: ConnectionSettings
    /// The thread its connections live on.
    public nonisolated let reactor: Reactor
    /// The pool's executor is its connections' reactor.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        reactor.asUnownedSerialExecutor()
    }

    private let limits: Limits
    private var idle: [Connection] = []
    private var inUse = 0
    private var waiters: OrderedDictionary<UInt64, UnsafeContinuation<Void, any Error>> = [:]
    private var nextWaiter: UInt64 = 0
    private var isClosed = false

    /// A pool that connects when it is first used.
    public init(_ settings: ConnectionSettings, on reactor: Reactor, limits: Limits = Limits()) {
        self.settings = settings
        self.reactor = reactor
        self.limits = limits
    }

    /// Lends a connection for the closure's duration; nobody else uses it meanwhile.
    public nonisolated(nonsending) func withConnection<R>(
        _ body: (Connection) async throws -> R
    ) async throws -> R {
        let connection = try await take()
        do {
            let result = try await body(connection)
            await giveBack(connection)
            return result
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    /// Runs statements in one round trip and one transaction on any free connection.
    public func run(_ queries: [Query]) async throws(PostgresError) -> [Rows] {
        let connection = try await take()
        do throws(PostgresError) {
            let rows = try await connection.run(queries)
            await giveBack(connection)
            return rows
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    /// Runs one statement on any free connection.
    public func execute(_ query: Query) async throws(PostgresError) -> Rows {
        try await run([query])[0]
    }

    /// Runs the closure between BEGIN and COMMIT; an error rolls back.
    public nonisolated(nonsending) func transaction<R>(
        _ body: (Connection) async throws -> R
    ) async throws -> R {
        try await withConnection { try await $0.transaction(body) }
    }

    /// Closes every idle connection and refuses further use.
    public func close() async {
        isClosed = true
        for connection in idle { await connection.close() }
        idle = []
        for (_, waiter) in waiters {
            waiter.resume(throwing: PostgresError(code: .closed, message: "the pool is closed"))
        }
        waiters = [:]
    }

    /// Connections lent at this moment.
    public var lent: Int { inUse }

    private func take() async throws(PostgresError) -> Connection {
        try await takeSlot()
        // From here on this caller owns one of the limited slots.
        while let connection = idle.popLast() {
            if await connection.isOpen { return connection }
        }
        do throws(PostgresError) {
            return try await Connection.connect(to: settings, on: reactor)
        } catch {
            releaseSlot()
            throw error
        }
    }

    private func takeSlot() async throws(PostgresError) {
        guard !isClosed else { throw PostgresError(code: .closed, message: "the pool is closed") }
        if inUse < limits.connections, waiters.isEmpty {
            inUse += 1
            return
        }
        guard waiters.count < limits.waiters else {
            throw PostgresError(
                code: .poolExhausted,
                message: "\(limits.waiters) callers already wait for a connection to \(settings)")
        }
        let id = nextWaiter
        nextWaiter += 1
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                defer { group.cancelAll() }
                group.addTask { [limits] in
                    try await Task.sleep(for: limits.wait)
                    await self.giveUp(
                        id,
                        PostgresError(
                            code: .poolExhausted,
                            message: "no connection came free within \(limits.wait)"))
                }
                // Only the waiter's own result decides: it may be served at the very moment it
                // is cancelled or its time is up, and then it owns the slot. It waits in this
                // task, not in a child, so that it is counted before the next caller looks.
                try await wait(as: id)
            }
        } catch let error as PostgresError {
            throw error
        } catch {
            throw PostgresError(code: .cancelled, message: "cancelled while waiting")
        }
    }

    private func wait(as id: UInt64) async throws {
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation {
                (continuation: UnsafeContinuation<Void, any Error>) in
                if Task.isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else {
                    waiters[id] = continuation
                }
            }
        } onCancel: {
            reactor.call { [weak self] in
                self?.assumeIsolated { $0.giveUp(id, CancellationError()) }
            }
        }
    }

    private func giveUp(_ id: UInt64, _ error: any Error) {
        waiters.removeValue(forKey: id)?.resume(throwing: error)
    }

    private func giveBack(_ connection: Connection) async {
        if isClosed {
            await connection.close()
        } else if await connection.isOpen, await connection.isIdle,
            await !connection.isInTransaction
        {
            idle.append(connection)
        } else {
            await connection.close()
        }
        releaseSlot()
    }

    private func releaseSlot() {
        if waiters.isEmpty {
            inUse -= 1
        } else {
            // The slot passes to the longest waiting caller.
            waiters.removeFirst().value.resume()
        }
    }
}

extension Connection {
    /// Runs the closure between BEGIN and COMMIT; an error rolls back.
    ///
    /// For a connection only this caller uses. One that cannot roll back is closed.
    public nonisolated(nonsending) func transaction<R>(
        _ body: (Connection) async throws -> R
    ) async throws -> R {
        _ = try await execute("BEGIN")
        do {
            let result = try await body(self)
            let answers = try await run(["COMMIT"], cancellable: false)
            // COMMIT of a transaction in which a statement failed answers ROLLBACK.
            guard answers[0].result.commandTag == "COMMIT" else {
                throw PostgresError(
                    code: .server, sqlState: "25P02",
                    message: "a statement of the transaction had failed; nothing was stored",
                    statement: "COMMIT")
            }
            return result
        } catch {
            if await isOpen {
                do {
                    _ = try await run(["ROLLBACK"], cancellable: false)
                } catch {
                    // A connection that cannot roll back must not be lent again.
                    await close()
                }
            }
            throw error
        }
    }
}
