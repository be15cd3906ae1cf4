import Glibc
import Postgres
import TestSupport
import Testing

extension AgainstServer {
    @Suite("The pool")
    struct PoolTests {
        @Test("never more connections than allowed, and they are used again")
        func bounded() async throws {
            try await Lent.pool(Pool.Limits(connections: 3)) { pool, beside in
                let most = try await withThrowingTaskGroup(of: Int64.self) { group in
                    for _ in 0..<60 {
                        group.addTask {
                            try await pool.withConnection { connection in
                                #expect(await pool.lent <= 3)
                                // One beside this one is the observer.
                                return try await connection.neighbours()
                            }
                        }
                    }
                    return try await group.reduce(0) { max($0, $1) }
                }
                #expect(most <= 3)
                #expect(await pool.lent == 0)
                #expect(try await beside.neighbours() <= 3)
            }
        }

        @Test("it connects only when it must")
        func lazy() async throws {
            try await Lent.pool { pool, beside in
                #expect(try await beside.neighbours() == 0)
                for number in Int64(0)..<10 {
                    let rows = try await pool.execute("SELECT \(number)")
                    #expect(try rows[0].get(0, as: Int64.self) == number)
                }
                #expect(try await beside.neighbours() == 1)
            }
        }

        @Test("when the queue is full the next caller is refused at once")
        func queueIsFull() async throws {
            let limits = Pool.Limits(connections: 1, waiters: 3, wait: .seconds(600))
            try await Lent.pool(limits) { pool, _ in
                let refused = Tally()
                let served = try await pool.withConnection { _ in
                    let tasks = (0..<10).map { _ in
                        Task {
                            do {
                                _ = try await pool.execute("SELECT 1")
                                return 1
                            } catch let error as PostgresError {
                                #expect(error.code == .poolExhausted)
                                #expect(error.isSafeToRetry)
                                refused.add()
                                return 0
                            }
                        }
                    }
                    try await eventually("nobody was refused") { refused.total == 7 }
                    return tasks
                }
                var count = 0
                for task in served { count += try await task.value }
                #expect(count == 3)
                #expect(refused.total == 7)
                #expect(await pool.lent == 0)
            }
        }

        @Test("a pool without a queue refuses whoever would have to wait")
        func noQueue() async throws {
            try await Lent.pool(Pool.Limits(connections: 1, waiters: 0)) { pool, _ in
                try await pool.withConnection { _ in
                    let error = try await failure { try await pool.execute("SELECT 1") }
                    #expect(error.code == .poolExhausted)
                }
                _ = try await pool.execute("SELECT 1")
            }
        }

        @Test("who waits too long is refused, and loses nobody's place")
        func waitLimit() async throws {
            let limits = Pool.Limits(connections: 1, waiters: 10, wait: .milliseconds(50))
            try await Lent.pool(limits) { pool, _ in
                try await pool.withConnection { _ in
                    for _ in 0..<3 {
                        let error = try await failure { try await pool.execute("SELECT 1") }
                        #expect(error.code == .poolExhausted)
                    }
                }
                _ = try await pool.execute("SELECT 1")
                #expect(await pool.lent == 0)
            }
        }

        @Test("a caller that is cancelled leaves its place in the queue")
        func cancelledWaiter() async throws {
            let limits = Pool.Limits(connections: 1, waiters: 1, wait: .seconds(600))
            try await Lent.pool(limits) { pool, _ in
                try await pool.withConnection { _ async throws in
                    for _ in 0..<5 {
                        let waiter = Task { try await pool.execute("SELECT 1") }
                        for _ in 0..<50 { _ = await pool.lent }
                        waiter.cancel()
                        #expect(try await failure { try await waiter.value }.code == .cancelled)
                    }
                    #expect(await pool.lent == 1)
                }
                #expect(await pool.lent == 0)
                _ = try await pool.execute("SELECT 1")
            }
        }

        @Test("callers cancelled at the moment they are served lose no connection")
        func cancelledWhileServed() async throws {
            let limits = Pool.Limits(connections: 2, waiters: 1000, wait: .seconds(20))
            try await Lent.pool(limits) { pool, _ in
                for round in 0..<40 {
                    let tasks = (0..<20).map { _ in
                        Task { try await pool.withConnection { _ in await Task.yield() } }
                    }
                    for _ in 0..<(round % 7) { await Task.yield() }
                    for (index, task) in tasks.enumerated() where (index + round) % 3 != 0 {
                        task.cancel()
                    }
                    for task in tasks { _ = await task.result }
                    let lent = await pool.lent
                    try #require(lent == 0, "round \(round)")
                }
                try await pool.withConnection { _ in
                    try await pool.withConnection { _ in #expect(await pool.lent == 2) }
                }
            }
        }

        @Test("not even when both happen on the connections' own thread in one go")
        func cancelledInTheActOfServing() async throws {
            let limits = Pool.Limits(connections: 1, waiters: 10, wait: .seconds(20))
            try await Lent.pool(limits) { pool, _ in
                let borrower = Borrower(pool)
                for round in 0..<50 {
                    let waiter = Task { try await pool.withConnection { _ in } }
                    try await borrower.serveAndCancel(waiter)
                    _ = await waiter.result
                    let lent = await pool.lent
                    try #require(lent == 0, "round \(round)")
                }
            }
        }

        @Test("after every backend was killed the pool recovers by itself")
        func replaced() async throws {
            let limits = Pool.Limits(connections: 3)
            try await Lent.pool(limits) { pool, beside in
                try await pool.withConnection { one in
                    try await pool.withConnection { two in
                        try await pool.withConnection { three in
                            for each in [one, two, three] { _ = try await each.number("SELECT 1") }
                        }
                    }
                }
                #expect(try await beside.neighbours() == 3)
                try await beside.killNeighbours()
                try await eventually("they would not die") { try await beside.neighbours() == 0 }
                // At most the three dead ones can disappoint, should their end not have been
                // read yet.
                var disappointments: [PostgresError] = []
                for _ in 0..<10 {
                    do {
                        _ = try await pool.execute("SELECT 1")
                    } catch let error as PostgresError {
                        disappointments.append(error)
                    }
                }
                #expect(disappointments.count <= 3)
                #expect(disappointments.allSatisfy { $0.code == .connectionLost })
                #expect(await pool.lent == 0)
                #expect(try await beside.neighbours() == 1)
            }
        }

        @Test("a connection lost while lent is not lent again")
        func lostWhileLent() async throws {
            try await Lent.pool(Pool.Limits(connections: 1)) { pool, beside in
                let error = try await failure {
                    try await pool.withConnection { connection in
                        _ = try await connection.number("SELECT 1")
                        try await beside.killNeighbours()
                        try await eventually("alive") { await !connection.isOpen }
                        _ = try await connection.number("SELECT 1")
                    }
                }
                #expect(error.code == .connectionLost)
                _ = try await pool.execute("SELECT 1")
                #expect(await pool.lent == 0)
            }
        }

        @Test("a connection that could not be made costs no place")
        func cannotConnect() async throws {
            let settings = try ConnectionSettings("host=/nonexistent user=koe dbname=koe")
            let pool = Pool(
                settings, on: TestCluster.shared.reactor,
                limits: Pool.Limits(connections: 1, waiters: 0))
            for _ in 0..<5 {
                let error = try await failure { try await pool.execute("SELECT 1") }
                #expect(error.code == .connectionFailed)
                #expect(await pool.lent == 0)
            }
        }

        @Test("a closed pool answers those who wait, ends what is lent, and refuses")
        func close() async throws {
            let limits = Pool.Limits(connections: 1, waiters: 10, wait: .seconds(600))
            try await Lent.pool(limits) { pool, beside in
                let waiter = try await pool.withConnection { connection async throws in
                    let waiter = Task { try await pool.execute("SELECT 1") }
                    for _ in 0..<50 { _ = await pool.lent }
                    await pool.close()
                    #expect(try await failure { try await waiter.value }.code == .closed)
                    // What was lent may finish its work.
                    #expect(try await connection.number("SELECT 1") == 1)
                    return waiter
                }
                _ = waiter
                #expect(try await failure { try await pool.execute("SELECT 1") }.code == .closed)
                try await eventually("still connected") { try await beside.neighbours() == 0 }
                #expect(await pool.lent == 0)
            }
        }
    }
}

/// Lives on the pool's thread: between its giving back and its cancelling nothing else runs there.
private actor Borrower {
    private nonisolated let pool: Pool
    nonisolated var unownedExecutor: UnownedSerialExecutor { pool.unownedExecutor }

    init(_ pool: Pool) { self.pool = pool }

    func serveAndCancel(_ waiter: Task<Void, any Error>) async throws {
        try await pool.withConnection { _ in
            // Calls to the pool, so that the waiter finds its place in the queue.
            for _ in 0..<30 { await Task.yield() }
        }
        waiter.cancel()
        for _ in 0..<100 { sched_yield() }
    }
}
