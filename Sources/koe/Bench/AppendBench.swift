import ArgumentParser
import EmbeddedPostgres
import EventLog
import Foundation
import Postgres

/// `koe bench append`: concurrent callers against single-row INSERTs through pgbench.
struct AppendBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append",
        abstract: "Appends from concurrent callers, against bare INSERTs at the same concurrency.",
        discussion: """
            Example: koe bench append --callers 1,32 --runs 5 --seconds 3

            Each caller appends one event of about 600 bytes to its own stream, with version
            check, command id, hashing and gap-free order. The reference inserts the same bytes
            into a table with nothing but an identity key, one commit per row, by pgbench with as
            many connections as there are callers (32 at most).
            """)

    @OptionGroup var options: BenchOptions
    @Option(help: "Numbers of concurrent callers, separated by commas.")
    var callers = "1,8,32,256"
    @Option(help: "Interleaved runs; medians are printed.")
    var runs = 5
    @Option(help: "Seconds per run and side.")
    var seconds = 3
    @Option(help: "Fill the log to this many events first.")
    var fill: Int64 = 0

    struct Run {
        var rate: Double
        var latencies: [Double]
    }

    func run() async throws {
        let levels = callers.split(separator: ",").compactMap { Int($0) }
        guard !levels.isEmpty, levels.allSatisfy({ (1...4096).contains($0) }) else {
            throw ValidationError("--callers takes numbers from 1 to 4096, such as 1,8,32,256")
        }
        try await BenchSite.with(options) { bench in
            let reference = try await Reference(bench)
            if fill > 0 { try await ImportBench.fill(bench, to: fill) }
            _ = try await measure(bench, callers: levels[0], seconds: 1)  // warm-up
            var rows: [[String]] = []
            for level in levels {
                rows.append(try await compare(bench, reference, callers: level))
                Terminal.note("\(level) callers measured")
            }
            Terminal.print(
                Terminal.table(
                    [
                        "callers", "koe/s", "INSERT/s", "ratio", "(min–max)", "koe p50 ms",
                        "p99 ms", "INSERT p50 ms", "p99 ÷ INSERT p50",
                    ], rows))
            let position = try await bench.log.headPosition()
            Terminal.print("log: \(position) events; \(runs) runs of \(seconds) s, medians")
        }
    }

    private func compare(
        _ bench: BenchSite, _ reference: Reference, callers: Int
    ) async throws -> [String] {
        var ours: [Double] = []
        var theirs: [Double] = []
        var ratios: [Double] = []
        var latencies: [Double] = []
        var bareLatencies: [Double] = []
        for _ in 0..<runs {
            let bare = try reference.run(connections: min(callers, 32), seconds: seconds)
            let koe = try await measure(bench, callers: callers, seconds: seconds)
            ours.append(koe.rate)
            theirs.append(bare.rate)
            ratios.append(koe.rate / bare.rate)
            latencies += koe.latencies
            bareLatencies += bare.latencies
        }
        let p99 = latencies.percentile(0.99)
        return [
            String(callers), ours.median.text(0), theirs.median.text(0), ratios.median.text(),
            "\((ratios.min() ?? 0).text())–\((ratios.max() ?? 0).text())",
            latencies.median.text(), p99.text(), bareLatencies.median.text(),
            (p99 / bareLatencies.median).text(),
        ]
    }

    private func measure(_ bench: BenchSite, callers: Int, seconds: Int) async throws -> Run {
        let clock = ContinuousClock()
        let start = clock.now
        let end = start.advanced(by: .seconds(seconds))
        let log = bench.log
        let all = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<callers {
                group.addTask {
                    let stream = StreamName(category: "bench", id: SampleEvents.id())
                    var latencies: [Double] = []
                    var version: Int32 = 0
                    while true {
                        let begin = clock.now
                        if begin >= end { return latencies }
                        let expected: ExpectedVersion = version == 0 ? .none : .exactly(version)
                        let answer = try await log.append(
                            SampleEvents.append(to: stream, expecting: expected))
                        version = answer.versions.first ?? version + 1
                        latencies.append((clock.now - begin).seconds * 1000)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let elapsed = (clock.now - start).seconds
        return Run(rate: Double(all.count) / elapsed, latencies: all)
    }
}

/// The reference: pgbench inserting the same bytes into a bare table.
struct Reference {
    private let bench: BenchSite
    private let folder: String

    init(_ bench: BenchSite) async throws {
        self.bench = bench
        let connection = try await bench.superuser()
        _ = try await connection.run([
            "CREATE SCHEMA bench",
            """
            CREATE TABLE bench.plain (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload bytea NOT NULL)
            """,
        ])
        await connection.close()
        folder = bench.cluster.dataDirectory + "/pgbench"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let hex = SampleEvents.payload.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
        try "INSERT INTO bench.plain (payload) VALUES ('\\x\(hex)');\n".write(
            toFile: folder + "/insert.sql", atomically: true, encoding: .utf8)
    }

    /// pgbench for about so many seconds. It ends by a count, not by its clock: a child of this
    /// process inherits a mask that blocks the alarm signal `-T` relies on.
    func run(connections: Int, seconds: Int) throws -> AppendBench.Run {
        let probe = try pgbench(connections, transactions: 4_000 / connections, logged: false)
        let each = Int(probe.rate * Double(seconds)) / connections
        return try pgbench(connections, transactions: max(each, 1), logged: true)
    }

    private func pgbench(
        _ connections: Int, transactions: Int, logged: Bool
    ) throws -> AppendBench.Run {
        let output = try bench.tool(
            "pgbench",
            [
                "-n", "-M", "prepared", "-c", "\(connections)", "-j", "2", "-t",
                "\(transactions)", "-f", "insert.sql",
            ] + (logged ? ["-l", "--log-prefix=run"] : []), in: folder)
        guard
            let line = output.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
            let rate = Double(line.dropFirst(6).prefix { $0 != " " })
        else { throw CommandError("pgbench printed no rate", Failure.internalError) }
        var latencies: [Double] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where name.hasPrefix("run") {
            let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
            for entry in text.split(separator: "\n") {
                let fields = entry.split(separator: " ")
                if fields.count > 2, let micros = Double(fields[2]) {
                    latencies.append(micros / 1000)
                }
            }
            try FileManager.default.removeItem(atPath: folder + "/" + name)
        }
        return AppendBench.Run(rate: rate, latencies: latencies)
    }
}
