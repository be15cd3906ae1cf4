import ArgumentParser
import Desk
import EventLog
import Foundation
import Postgres

/// `koe bench route`: what came in is given to its sections.
struct RouteBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route",
        abstract: "Routes letters by rules, against routers and queues in bare SQL.",
        discussion: """
            Example: koe bench route --items 100000 --runs 3

            Letters are received through the log and routed by the rules of a city: folded,
            decided, and recorded with the reader's step in one commit for each batch. In turns
            with it, pgbench with one connection, of the same batch: a router in one statement
            (cursor, decision from a table, assignments); inserts of the same events into twins
            of log.event and log.stream; and jobs claimed and acknowledged in two commits (B), of
            which the queue river reaches 0.54 (batches of 100, 1000 workers).

            Then letters arrive one by one at --rate: latency is from handing one to the log until
            its section is durable. Then routing goes on while another connection holds a snapshot
            open for --hold seconds, against as long without it.
            """)

    /// The share of B(100) that river reached, tuned, with 1000 workers.
    static let river = 0.54

    @OptionGroup var options: BenchOptions
    @Option(help: "Letters routed in each run.") var items = 100_000
    @Option(help: "Sizes of a batch, separated by commas.") var batches = "100,1000"
    @Option(help: "Runs, in turns with the references; medians are printed.") var runs = 3
    @Option(help: "Letters per second while latency is measured.") var rate = 50
    @Option(help: "Seconds for which latency is measured; 0 for not at all.") var seconds = 20
    @Option(help: "Seconds a snapshot is held open; 0 for not at all.") var hold = 12

    func run() async throws {
        let batches = batches.split(separator: ",").compactMap { Int64($0) }
        guard !batches.isEmpty, batches.allSatisfy({ (1...10_000).contains($0) }),
            (1_000...1_000_000).contains(items), runs > 0, (1...1_000).contains(rate)
        else {
            throw ValidationError("--items takes 1000 to 1000000, --batches such as 100,1000")
        }
        try await BenchSite.withDesk(options) { try await measure($0, $1, batches) }
    }

    private func measure(
        _ bench: BenchSite, _ opened: OpenDesk, _ batches: [Int64]
    ) async throws {
        var letters = SampleReceipts(receivedOn: opened.desk.today)
        try await SampleReceipts.adopt(by: opened.desk)
        _ = try await route(opened, &letters, count: 1_000)  // warm-up
        let reference = try RouteReference(
            bench, items: items, rules: SampleReceipts.rules,
            routed: try await routed(opened.log))
        var measured = batches.map { Measured(batch: $0) }
        for run in 1...runs {
            for index in measured.indices {
                let batch = Int(measured[index].batch)
                measured[index].router.append(try await reference.router(batch: batch))
                measured[index].append.append(try await reference.append(batch: batch))
                measured[index].koe.append(
                    try await route(opened, &letters, count: items, page: Int64(batch)))
            }
            for index in measured.indices {
                measured[index].jobs.append(try await reference.jobs(batch: 100))
            }
            Terminal.note("run \(run) measured")
        }
        Terminal.print(Measured.table(measured))
        for measured in measured { Terminal.print(measured.verdict) }
        if seconds > 0 {
            let lags = try await latencies(opened, &letters)
            Terminal.print(
                "receipt to routed at \(rate)/s for \(seconds) s: p50 "
                    + "\(lags.median.text(1)) ms (bar 30), p99 \(lags.percentile(0.99).text(1)) ms "
                    + "(bar 150), max \((lags.max() ?? .nan).text(1)) ms")
        }
        if hold > 0 {
            let usual = try await sustained(opened, &letters)
            let held = try await holding(bench) { try await sustained(opened, &letters) }
            Terminal.print(
                "with a snapshot held open for \(hold) s: \(held.text(0)) items/s, usual "
                    + "\(usual.text(0)), ratio \((held / usual).text()) (bar 0.9)")
        }
        try await confirm(bench)
    }

    /// Letters routed in a second, none of them before the clock starts.
    private func route(
        _ opened: OpenDesk, _ letters: inout SampleReceipts, count: Int,
        page: Int64 = RoutingRunnerLimits.page
    ) async throws -> Double {
        for start in stride(from: 0, to: count, by: ImportBench.chunk) {
            let appends = try letters.appends(min(ImportBench.chunk, count - start))
            for outcome in await opened.log.append(all: appends) { _ = try outcome.get() }
        }
        let clock = ContinuousClock()
        let start = clock.now
        guard try await opened.desk.routeWhatIsThere(page: page) != nil else {
            throw CommandError("another process routes", Failure.internalError)
        }
        let took = (clock.now - start).seconds
        // Past what it wrote itself, so that the next run begins with letters.
        _ = try await opened.desk.routeWhatIsThere()
        return Double(count) / took
    }

    /// What is recorded of one letter.
    private func routed(_ log: EventLog) async throws -> [UInt8] {
        let events = try await log.read(types: ["ItemRouted"])
        guard let payload = events.first?.payload else {
            throw CommandError("nothing was routed", Failure.internalError)
        }
        return payload
    }

    // MARK: One by one

    private func latencies(
        _ opened: OpenDesk, _ letters: inout SampleReceipts
    ) async throws -> [Double] {
        let appends = try letters.appends(rate * seconds)
        let log = opened.log
        let rate = rate
        // Each letter becomes two events, and the reader comes past both.
        let last = try await log.headPosition() + Int64(2 * appends.count)
        let start = ContinuousClock().now.advanced(by: .milliseconds(200))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await opened.desk.runRouting { Terminal.note("routing has stopped: \($0)") }
            }
            async let looks = ProjectionLag.looks("routing", log, until: last)
            let answers = try await ProjectionLag.send(appends, to: log, rate: rate, from: start)
            let lags = ProjectionLag.lags(of: answers, since: \.asked, try await looks)
            group.cancelAll()
            return lags
        }
    }

    // MARK: A snapshot held open

    /// Letters routed in a second of routing, over as many rounds as fit.
    private func sustained(
        _ opened: OpenDesk, _ letters: inout SampleReceipts
    ) async throws -> Double {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .seconds(hold))
        var rates: [Double] = []
        while clock.now < end {
            rates.append(try await route(opened, &letters, count: 10_000))
        }
        return rates.median
    }

    private func holding<R>(
        _ bench: BenchSite, _ body: () async throws -> R
    ) async throws -> R {
        let connection = try await bench.superuser()
        _ = try await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        _ = try await connection.execute("SELECT count(*) FROM log.checkpoint")
        let result = try await body()
        _ = try await connection.execute("COMMIT")
        await connection.close()
        return result
    }

    /// Every letter has one section, and none has two.
    private func confirm(_ bench: BenchSite) async throws {
        let connection = try await bench.superuser()
        let rows = try await connection.execute(
            """
            SELECT count(*) FILTER (WHERE type = 'ItemReceived'),
                   count(*) FILTER (WHERE type = 'ItemRouted'),
                   count(DISTINCT stream) FILTER (WHERE type = 'ItemRouted') FROM log.event
            """)
        await connection.close()
        let counts: [Int64] = try (0..<3).map { try rows[0].get($0) }
        guard Set(counts).count == 1 else {
            throw CommandError(
                "\(counts[0]) letters, \(counts[1]) routed, \(counts[2]) different ones",
                Failure.internalError)
        }
        Terminal.print("all \(counts[0]) letters were routed exactly once; \(runs) runs, medians")
    }
}

/// Items a second, with one size of a batch.
private struct Measured {
    let batch: Int64
    var koe: [Double] = []
    var router: [Double] = []
    var append: [Double] = []
    /// Always in batches of 100.
    var jobs: [Double] = []

    static func table(_ measured: [Measured]) -> String {
        Terminal.table(
            [
                "batch", "koe/s", "SQL router/s", "ratio", "SQL append/s", "ratio", "B(100)/s",
                "ratio", "(min–max)",
            ],
            measured.map { one in
                let queue = one.ratios(to: \.jobs)
                return [
                    "\(one.batch)", one.koe.median.text(0), one.router.median.text(0),
                    one.ratios(to: \.router).median.text(), one.append.median.text(0),
                    one.ratios(to: \.append).median.text(), one.jobs.median.text(0),
                    queue.median.text(),
                    "\((queue.min() ?? 0).text())–\((queue.max() ?? 0).text())",
                ]
            })
    }

    private func ratios(to reference: KeyPath<Measured, [Double]>) -> [Double] {
        zip(koe, self[keyPath: reference]).map { $0 / $1 }
    }

    var verdict: String {
        let lower = max(ratios(to: \.router).median, ratios(to: \.append).median)
        let queue = ratios(to: \.jobs).median
        return "batches of \(batch): \(lower.text()) of the lower limit (bar 0.5, "
            + "\(lower >= 0.5 ? "met" : "not met")); \(queue.text()) of B(100) (river "
            + "\(RouteBench.river.text()), \(queue > RouteBench.river ? "ahead" : "behind"))"
    }
}
