import EventLog
import FoundationEssentials
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Desk

@Suite("作業待ち: 一度は必ず行い、同じものは同じ番号で")
struct WorkQueueTests {
    /// What was done, in the order of its beginning.
    private final class Doings: Sendable {
        private let jobs = Mutex<[Job]>([])
        var all: [Job] { jobs.withLock { $0 } }
        func add(_ job: Job) { jobs.withLock { $0.append(job) } }
    }

    /// Quick ones; a machine with much to do must not look dead.
    private static var limits: WorkLimits {
        var limits = WorkLimits()
        limits.attempts = 3
        limits.firstPause = .milliseconds(5)
        limits.heartbeat = .milliseconds(200)
        limits.silence = .seconds(2)
        limits.backstop = .milliseconds(200)
        return limits
    }

    private static func put(
        _ count: Int, _ kind: String = "test", in city: TestCity
    ) async throws -> [UUID] {
        let keys = (0..<count).map { _ in UUID() }
        let jobs = keys.map { NewJob(key: $0, kind: kind, target: "10") }
        // Twice: the same thing is put in once.
        for _ in 0..<2 { _ = try await city.pool.execute(WorkQueue.insertion(jobs)) }
        return keys
    }

    private static func rows(_ table: String, in city: TestCity) async throws -> Int64 {
        try await city.pool.execute("SELECT count(*) FROM work.\(unsafeSQL: table)")[0].get(0)
    }

    /// Lets workers work until nothing waits any more.
    private static func work(
        _ desk: Desk, _ city: TestCity, workers: Int = 1,
        _ performers: [String: Worker.Perform]
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let all = (0..<workers).map { number in
                Worker(
                    desk, place: "test-\(number)", limits: limits, performers: performers)
            }
            for worker in all { group.addTask { try await worker.run() } }
            while try await rows("job", in: city) > 0 {
                try await Task.sleep(for: .milliseconds(5))
            }
            for worker in all { worker.stop() }
            try await group.waitForAll()
        }
    }

    @Test("三つの実行者が同時に取っても、千件がちょうど一度ずつ行われる")
    func everythingOnce() async throws {
        try await TestCity.with { city in
            let keys = try await Self.put(1_000, in: city)
            let doings = Doings()
            try await Self.work(Desk(city), city, workers: 3, ["test": { doings.add($0) }])
            #expect(Set(doings.all.map(\.key)) == Set(keys))
            #expect(doings.all.count == keys.count)
            #expect(doings.all.allSatisfy { $0.attempt == 1 })
            #expect(try await Self.rows("worker", in: city) == 0)
        }
    }

    @Test("失敗は間を置いて繰り返し、直らないものとできる者のいないものは保留になる")
    func retriesAndParks() async throws {
        try await TestCity.with { city in
            _ = try await Self.put(1, "flaky", in: city)
            let hopeless = try await Self.put(1, "hopeless", in: city)
            let refused = try await Self.put(1, "refused", in: city)
            let unknown = try await Self.put(1, "unknown", in: city)
            let doings = Doings()
            try await Self.work(
                Desk(city), city,
                [
                    "flaky": { job throws(WorkFailure) in
                        doings.add(job)
                        if job.attempt < 3 { throw WorkFailure("busy") }
                    },
                    "hopeless": { job throws(WorkFailure) in
                        doings.add(job)
                        throw WorkFailure("always", retryAfter: .milliseconds(1))
                    },
                    "refused": { job throws(WorkFailure) in
                        doings.add(job)
                        throw WorkFailure("550 no such mailbox", isPermanent: true)
                    },
                ])
            let done = doings.all
            #expect(done.filter { $0.kind == "flaky" }.map(\.attempt) == [1, 2, 3])
            #expect(done.filter { $0.kind == "hopeless" }.map(\.attempt) == [1, 2, 3])
            #expect(done.filter { $0.kind == "refused" }.map(\.attempt) == [1])
            #expect(Set(done.filter { $0.kind == "hopeless" }.map(\.key)) == Set(hopeless))
            let parked = try await city.pool.execute(
                "SELECT key, trouble FROM work.parked ORDER BY kind")
            #expect(try parked.map { try $0.get(0, as: UUID.self) } == hopeless + refused + unknown)
            #expect(
                try parked.map { try $0.get(1, as: String.self) }
                    == ["always", "550 no such mailbox", "nobody here can do unknown"])
        }
    }

    @Test("死んだ実行者の作業は、同じ番号で他の者が行い、遅れて来た報告は何も変えない")
    func takesOverFromTheDead() async throws {
        try await TestCity.with { city in
            let keys = try await Self.put(20, in: city)
            let queue = WorkQueue(pool: city.pool, limits: Self.limits)
            let dead = UUID()
            try await queue.beat(dead, at: "dead")
            let taken = try await queue.settle([], claiming: 15, as: dead)
            #expect(taken.count == 15)
            let doings = Doings()
            try await Self.work(Desk(city), city, ["test": { doings.add($0) }])
            #expect(Set(doings.all.map(\.key)) == Set(keys) && doings.all.count == 20)
            #expect(doings.all.count { $0.attempt == 2 } == 15)

            // One that is in another's hands now is not touched by who had it before.
            _ = try await Self.put(1, in: city)
            let first = try await queue.settle([], claiming: 1, as: dead)
            _ = try await city.pool.execute("UPDATE work.job SET leased_until = '-infinity'")
            try await queue.rescue()
            let other = UUID()
            let second = try await queue.settle([], claiming: 1, as: other)
            #expect(second.map(\.id) == first.map(\.id) && second.first?.attempt == 2)
            for outcome in [WorkQueue.Outcome.done, .failed(WorkFailure("late"))] {
                _ = try await queue.settle(
                    first.map { WorkQueue.Settlement(job: $0, outcome: outcome) }, claiming: 0,
                    as: dead)
            }
            let row = try await city.pool.execute("SELECT worker, attempt, trouble FROM work.job")
            #expect(try row[0].get(0, as: UUID.self) == other)
            #expect(try row[0].get(1, as: Int16.self) == 2)
        }
    }

    @Test("実行者を何度も殺す作業は、他を妨げずに保留になる")
    func poison() async throws {
        try await TestCity.with { city in
            _ = try await Self.put(1, "poison", in: city)
            let queue = WorkQueue(pool: city.pool, limits: Self.limits)
            for attempt in 1...3 {
                let taken = try await queue.settle([], claiming: 5, as: UUID())
                #expect(taken.map(\.attempt) == [Int16(attempt)])
                // It has died: nobody hears of it any more.
                try await queue.rescue()
            }
            #expect(try await Self.rows("job", in: city) == 0)
            #expect(try await Self.rows("parked", in: city) == 1)
        }
    }

    @Test("休止した種類は取られず、他は進む。止められた実行者は手持ちを終えてから止まる")
    func pausesAndDrains() async throws {
        try await TestCity.with { city in
            let rested = try await Self.put(3, "rested", in: city)
            _ = try await Self.put(3, "slow", in: city)
            _ = try await city.pool.execute(
                "INSERT INTO work.pause VALUES ('rested', clock_timestamp(), 'test')")
            let doings = Doings()
            let performers: [String: Worker.Perform] = [
                "rested": { doings.add($0) },
                "slow": { job in
                    doings.add(job)
                    _ = try? await Task.sleep(for: .milliseconds(100))
                },
            ]
            let worker = Worker(
                Desk(city), place: "test", limits: Self.limits, performers: performers)
            async let running: Void = worker.run()
            while doings.all.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
            worker.stop()
            try await running
            #expect(doings.all.map(\.kind) == ["slow", "slow", "slow"])
            #expect(try await Self.rows("job", in: city) == 3)

            _ = try await city.pool.execute("DELETE FROM work.pause")
            try await Self.work(Desk(city), city, performers)
            #expect(Set(doings.all.suffix(3).map(\.key)) == Set(rested))
        }
    }

    @Test("止められても終わらない作業は、失敗に数えずに返す。終わったものは返さない")
    func givesBack() async throws {
        try await TestCity.with { city in
            _ = try await Self.put(1, "endless", in: city)
            _ = try await Self.put(3, "quick", in: city)
            var limits = Self.limits
            limits.drain = .milliseconds(100)
            let doings = Doings()
            let worker = Worker(
                Desk(city), place: "test", limits: limits,
                performers: [
                    "endless": { job async throws(WorkFailure) in
                        doings.add(job)
                        _ = try? await Task.sleep(for: .seconds(600))
                    },
                    "quick": { doings.add($0) },
                ])
            async let running: Void = worker.run()
            while doings.all.count < 4 { try await Task.sleep(for: .milliseconds(2)) }
            worker.stop()
            try await running
            let left = try await city.pool.execute(
                "SELECT kind, attempt, worker IS NULL, trouble IS NULL FROM work.job")
            #expect(left.count == 1)
            #expect(try left[0].get(0, as: String.self) == "endless")
            #expect(try left[0].get(1, as: Int16.self) == 0)
            #expect(try left[0].get(2, as: Bool.self) && left[0].get(3, as: Bool.self))
        }
    }
}
