import ArgumentParser
import Desk
import EmbeddedPostgres
import EventLog
import Foundation
import Postgres
import Synchronization

/// `koe bench work`: things done outside the log, against the same queue in bare SQL.
struct WorkBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Jobs taken up, done and written down, against the same in bare SQL.",
        discussion: """
            Example: koe bench work --jobs 20000 --total 1000000

            The jobs do nothing. The reference takes a batch of 100 of a bare table FOR UPDATE SKIP
            LOCKED and deletes it in a second commit, by pgbench with one connection (limit B of
            queues). Then jobs come one by one at --rate, and their start is timed. Then nothing
            happens, and statements are counted. With --total, that many jobs are done in all, and
            the sizes of the table afterwards are shown.
            """)

    @OptionGroup var options: BenchOptions
    @Option(help: "Jobs per run.") var jobs = 20_000
    @Option(help: "Interleaved runs; medians are printed.") var runs = 5
    @Option(help: "Jobs per second while starts are timed.") var rate = 50
    @Option(help: "Seconds for which starts are timed.")
    var seconds = 20
    @Option(help: "Jobs done in all before sizes are shown.") var total = 0

    func run() async throws {
        try await BenchSite.withDesk(options) { try await measure($0, $1) }
    }

    private func measure(_ bench: BenchSite, _ opened: OpenDesk) async throws {
        let reference = try QueueReference(bench, rows: jobs)
        var ours: [Double] = []
        var theirs: [Double] = []
        for run in 1...runs {
            theirs.append(try await reference.run())
            ours.append(try await drain(jobs, opened, bench))
            Terminal.note("run \(run) measured")
        }
        let ratios = zip(ours, theirs).map { $0 / $1 }
        Terminal.print(
            Terminal.table(
                ["jobs", "koe/s", "B(100)/s", "ratio", "(min–max)"],
                [
                    [
                        String(jobs), ours.median.text(0), theirs.median.text(0),
                        ratios.median.text(),
                        "\((ratios.min() ?? 0).text())–\((ratios.max() ?? 0).text())",
                    ]
                ]))
        try await timeStarts(opened, bench)
        try await countIdle(opened, bench)
        if total > 0 { try await showSizes(opened, bench) }
    }

    // MARK: Jobs that do nothing

    /// Puts jobs in and says how many are done in a second.
    private func drain(
        _ count: Int, _ opened: OpenDesk, _ bench: BenchSite
    ) async throws -> Double {
        let done = Atomic<Int>(0)
        let connection = try await bench.superuser()
        _ = try await connection.execute(
            """
            INSERT INTO work.job (key, kind, target, ready_at)
            SELECT gen_random_uuid(), 'bench', '10', clock_timestamp()
              FROM generate_series(1, \(Int64(count)))
            """)
        await connection.close()
        let worker = Worker(
            opened.desk, place: "bench",
            performers: [
                "bench": { _ in done.add(1, ordering: .relaxed) }
            ])
        let clock = ContinuousClock()
        let start = clock.now
        async let working: Void = worker.run()
        while done.load(ordering: .relaxed) < count {
            try await Task.sleep(for: .milliseconds(2))
        }
        // The last of them are written down before it returns.
        worker.stop()
        try await working
        let rate = Double(count) / (clock.now - start).seconds
        guard try await opened.desk.queue().kinds.isEmpty else {
            throw CommandError("jobs are left over", Failure.internalError)
        }
        return rate
    }

    private func timeStarts(_ opened: OpenDesk, _ bench: BenchSite) async throws {
        let clock = ContinuousClock()
        let starts = Mutex<[UUID: ContinuousClock.Instant]>([:])
        let worker = Worker(
            opened.desk, place: "bench",
            performers: [
                "bench": { job in starts.withLock { $0[job.key] = clock.now } }
            ])
        async let working: Void = worker.run()
        try await Task.sleep(for: .milliseconds(500))
        let begin = clock.now
        var answers: [(key: UUID, at: ContinuousClock.Instant)] = []
        for number in 0..<(rate * seconds) {
            try await clock.sleep(until: begin.advanced(by: .seconds(1) * number / rate))
            let key = UUID()
            try await opened.desk.put([NewJob(key: key, kind: "bench", target: "10")])
            answers.append((key, clock.now))
        }
        worker.stop()
        try await working
        let found = starts.withLock { $0 }
        let waits = answers.compactMap { answer in
            found[answer.key].map { max(0, ($0 - answer.at).seconds * 1000) }
        }
        Terminal.print(
            "start after being put in, \(rate)/s one by one: p50 \(waits.median.text(1)) ms, "
                + "p99 \(waits.percentile(0.99).text(1)) ms, \(waits.count) of \(answers.count)")
    }

    /// Everything a server runs, and nothing to do.
    private func countIdle(_ opened: OpenDesk, _ bench: BenchSite) async throws {
        let worker = Worker(opened.desk, place: "bench", performers: [:])
        let rate = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await opened.log.run() }
            group.addTask { await opened.desk.runProjections { _, _ in } }
            group.addTask { await opened.desk.runRouting { _ in } }
            group.addTask { try await worker.run() }
            let observer = try await bench.superuser()
            // What PostgreSQL tidies up by itself would be counted with what Koe asks.
            try await Self.setAutovacuum(false, observer)
            // An idle connection hands in what it has counted after ten seconds.
            try await Task.sleep(for: .seconds(15))
            let before = try await Self.statements(observer)
            try await Task.sleep(for: .seconds(Self.idleSeconds))
            let after = try await Self.statements(observer)
            try await Self.setAutovacuum(true, observer)
            await observer.close()
            worker.stop()
            group.cancelAll()
            return Double(after - before - 1) / Double(Self.idleSeconds)
        }
        Terminal.print("idle: \(rate.text(2)) statements/s for log, projections, routing and work")
    }

    private static let idleSeconds = 60

    private static func setAutovacuum(_ isOn: Bool, _ observer: Connection) async throws {
        _ = try await observer.execute(
            isOn ? "ALTER SYSTEM RESET autovacuum" : "ALTER SYSTEM SET autovacuum = off")
        _ = try await observer.execute("SELECT pg_reload_conf()")
    }

    /// Transactions so far; alone, a statement is one.
    private static func statements(_ observer: Connection) async throws -> Int64 {
        let rows = try await observer.execute(
            """
            SELECT xact_commit + xact_rollback FROM pg_stat_database
             WHERE datname = current_database()
            """)
        return try rows[0].get(0)
    }

    private func showSizes(_ opened: OpenDesk, _ bench: BenchSite) async throws {
        let chunk = 50_000
        var largest: Int64 = 0
        for _ in 0..<(total / chunk) {
            _ = try await drain(chunk, opened, bench)
            largest = max(largest, try await size(bench))
        }
        try await Task.sleep(for: .seconds(65))
        Terminal.print(
            "after \(total) jobs, \(chunk) at a time: table with indexes "
                + "\(try await size(bench) / 1024) KiB, at most \(largest / 1024) KiB on the way")
    }

    private func size(_ bench: BenchSite) async throws -> Int64 {
        let connection = try await bench.superuser()
        let rows = try await connection.execute("SELECT pg_total_relation_size('work.job')")
        await connection.close()
        return try rows[0].get(0)
    }
}

/// The reference: batches of 100 of a bare table, taken and deleted in two commits.
private struct QueueReference {
    private let bench: BenchSite
    private let rows: Int
    private let folder: String

    init(_ bench: BenchSite, rows: Int) throws {
        self.bench = bench
        self.rows = rows
        folder = bench.cluster.dataDirectory + "/pgbench"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try """
        WITH next AS (
            SELECT id FROM bench.job WHERE taken = 0 ORDER BY ready_at, id LIMIT 100
               FOR UPDATE SKIP LOCKED)
        UPDATE bench.job AS j SET taken = 1 FROM next WHERE j.id = next.id;
        DELETE FROM bench.job WHERE taken = 1;

        """.write(toFile: folder + "/work.sql", atomically: true, encoding: .utf8)
    }

    func run() async throws -> Double {
        let connection = try await bench.superuser()
        _ = try await connection.run([
            "CREATE SCHEMA IF NOT EXISTS bench", "DROP TABLE IF EXISTS bench.job",
            """
            CREATE TABLE bench.job (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL,
                target text NOT NULL, ready_at timestamptz NOT NULL, taken integer NOT NULL)
            """,
            "CREATE INDEX ON bench.job (ready_at, id) WHERE taken = 0",
            "CREATE INDEX ON bench.job (id) WHERE taken = 1",
            """
            INSERT INTO bench.job (kind, target, ready_at, taken)
            SELECT 'bench', '10', now(), 0 FROM generate_series(1, \(Int32(rows)))
            """,
            "ANALYZE bench.job",
        ])
        await connection.close()
        let output = try bench.tool(
            "pgbench",
            ["-n", "-M", "prepared", "-c", "1", "-t", "\(rows / 100)", "-f", "work.sql"],
            in: folder)
        guard
            let line = output.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
            let rate = Double(line.dropFirst(6).prefix { $0 != " " })
        else { throw CommandError("pgbench printed no rate", Failure.internalError) }
        return rate * 100
    }
}
