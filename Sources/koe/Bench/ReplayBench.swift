import ArgumentParser
import EmbeddedPostgres
import EventLog
import Foundation
import Postgres

/// `koe bench replay`: reading the whole log into Swift values, against COPY out.
struct ReplayBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Reads the whole log into values, against COPY of the same rows.",
        discussion: "Example: koe bench replay --events 1000000")

    @OptionGroup var options: BenchOptions
    @Option(help: "Events in the log.")
    var events: Int64 = 1_000_000
    @Option(help: "Interleaved runs; medians are printed.")
    var runs = 5

    func run() async throws {
        try await BenchSite.with(options) { bench in
            try await ImportBench.fill(bench, to: events)
            let comparison = try await Comparison.run(runs, bench, events) {
                try await Self.replay(bench, events)
            }
            Terminal.print(comparison.table("replay"))
            let memory = try ProcessMemory.current()
            Terminal.print(
                "\(events) events, \(runs) runs, medians; "
                    + "largest resident memory \(memory.peak / 1024) MiB")
        }
    }

    private static func replay(_ bench: BenchSite, _ events: Int64) async throws {
        var count = 0
        var bytes = 0
        try await bench.log.forEachPage(after: 0, through: events) { page, _ in
            for event in try page.events() {
                count += 1
                bytes += event.payload.count + event.stream.text.utf8.count
            }
        }
        guard count == Int(events), bytes > 0 else {
            throw CommandError("replay read \(count) events", Failure.internalError)
        }
    }
}

/// `koe bench verify`: checking the whole log, against COPY out; and one inclusion proof.
struct VerifyBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verifies the whole log, against COPY of the same rows; times proofs.",
        discussion: "Example: koe bench verify --events 1000000")

    @OptionGroup var options: BenchOptions
    @Option(help: "Events in the log.")
    var events: Int64 = 1_000_000
    @Option(help: "Interleaved runs; medians are printed.")
    var runs = 5

    func run() async throws {
        try await BenchSite.with(options) { bench in
            try await ImportBench.fill(bench, to: events)
            let comparison = try await Comparison.run(runs, bench, events) {
                let result = try await bench.log.verify()
                guard result.damage == nil, result.events == events else {
                    throw CommandError("the log did not verify", Failure.badData)
                }
            }
            Terminal.print(comparison.table("verify"))
            var times: [Double] = []
            for _ in 0..<200 {
                let position = Int64.random(in: 1...events)
                let start = ContinuousClock().now
                let proof = try await bench.log.proveInclusion(of: position)
                times.append((ContinuousClock().now - start).seconds * 1000)
                guard
                    TreeProof.verifyInclusion(
                        leafHash: proof.leafHash, leafIndex: proof.leafIndex,
                        treeSize: proof.treeSize, path: proof.path, root: proof.root)
                else { throw CommandError("a proof did not verify", Failure.badData) }
            }
            Terminal.print(
                "inclusion proof out of \(events) events: median \(times.median.text()) ms, "
                    + "p99 \(times.percentile(0.99).text()) ms (200 proofs)")
        }
    }
}

/// A pass over the log against COPY out of the same rows, in turns.
struct Comparison {
    let ours: [Double]
    let copies: [Double]

    static func run(
        _ runs: Int, _ bench: BenchSite, _ events: Int64, _ body: () async throws -> Void
    ) async throws -> Comparison {
        var ours: [Double] = []
        var copies: [Double] = []
        for _ in 0..<runs {
            copies.append(Double(events) / (try await copyOut(bench)))
            let start = ContinuousClock().now
            try await body()
            ours.append(Double(events) / (ContinuousClock().now - start).seconds)
        }
        return Comparison(ours: ours, copies: copies)
    }

    func table(_ name: String) -> String {
        let ratios = zip(ours, copies).map { $0 / $1 }
        return Terminal.table(
            [name, "events/s", "COPY out rows/s", "ratio", "(min–max)"],
            [
                [
                    "", ours.median.text(0), copies.median.text(0), ratios.median.text(),
                    "\((ratios.min() ?? 0).text())–\((ratios.max() ?? 0).text())",
                ]
            ])
    }

    /// Seconds for COPY of all columns in order, bytes thrown away.
    private static func copyOut(_ bench: BenchSite) async throws -> Double {
        let connection = try await bench.superuser()
        let start = ContinuousClock().now
        var bytes = 0
        try await connection.copyOut(
            unsafeSQL: """
                COPY (SELECT * FROM log.event ORDER BY position) TO STDOUT (FORMAT binary)
                """
        ) { bytes += $0.count }
        let elapsed = (ContinuousClock().now - start).seconds
        await connection.close()
        guard bytes > 0 else { throw CommandError("COPY gave nothing", Failure.internalError) }
        return elapsed
    }
}

/// This process's memory, as the kernel counts it.
struct ProcessMemory {
    /// Resident now, in KiB.
    let resident: Int
    /// The largest ever, in KiB.
    let peak: Int

    static func current() throws -> ProcessMemory {
        let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        func value(_ key: String) -> Int {
            let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
            return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
        }
        return ProcessMemory(resident: value("VmRSS:"), peak: value("VmHWM:"))
    }
}
