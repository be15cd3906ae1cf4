import ArgumentParser
import EventLog
import Foundation

/// `koe bench seal`: what a key of its own for each letter costs.
struct SealBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Appends letters sealed under a key of their own, against the same in the clear.",
        discussion: """
            Example: koe bench seal --callers 1,256 --runs 5 --seconds 3

            Each caller appends one event of about 600 bytes to a new stream each time. Sealed, it
            takes a key that is durable in the keyring, as the desk does, and seals the same bytes
            with it; keys are made while it runs. The reference appends them as they are. In turns.
            """)

    @OptionGroup var options: BenchOptions
    @Option(help: "Numbers of concurrent callers, separated by commas.") var callers = "1,256"
    @Option(help: "Interleaved runs; medians are printed.") var runs = 5
    @Option(help: "Seconds per run and side.") var seconds = 3

    func run() async throws {
        let levels = callers.split(separator: ",").compactMap { Int($0) }
        guard !levels.isEmpty, levels.allSatisfy({ (1...4096).contains($0) }) else {
            throw ValidationError("--callers takes numbers from 1 to 4096, such as 1,256")
        }
        try await BenchSite.withDesk(options) { _, opened in
            _ = try await measure(opened, callers: levels[0], isSealed: true)  // warm-up
            var rows: [[String]] = []
            for level in levels {
                rows.append(try await compare(opened, callers: level))
                Terminal.note("\(level) callers measured")
            }
            Terminal.print(
                Terminal.table(
                    [
                        "callers", "sealed/s", "open/s", "ratio", "(min–max)", "sealed p50 ms",
                        "open p50 ms", "added ms",
                    ], rows))
            Terminal.print("\(runs) runs of \(seconds) s, medians")
        }
    }

    private func compare(_ opened: OpenDesk, callers: Int) async throws -> [String] {
        var sealed: [AppendBench.Run] = []
        var open: [AppendBench.Run] = []
        for _ in 0..<runs {
            open.append(try await measure(opened, callers: callers, isSealed: false))
            sealed.append(try await measure(opened, callers: callers, isSealed: true))
        }
        let ratios = zip(sealed, open).map { $0.rate / $1.rate }
        let ours = sealed.flatMap(\.latencies).median
        let theirs = open.flatMap(\.latencies).median
        return [
            String(callers), sealed.map(\.rate).median.text(0), open.map(\.rate).median.text(0),
            ratios.median.text(), "\((ratios.min() ?? 0).text())–\((ratios.max() ?? 0).text())",
            ours.text(), theirs.text(), (ours - theirs).text(),
        ]
    }

    private func measure(
        _ opened: OpenDesk, callers: Int, isSealed: Bool
    ) async throws -> AppendBench.Run {
        // A stock of its own: what one run left ready does not help the next.
        let stock = KeyStock(opened.keyring, category: "bench", newID: SampleEvents.nextID)
        let clock = ContinuousClock()
        let start = clock.now
        let end = start.advanced(by: .seconds(seconds))
        let all = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<callers {
                group.addTask {
                    var latencies: [Double] = []
                    while true {
                        let begin = clock.now
                        if begin >= end { return latencies }
                        try await Self.append(opened, sealedFrom: isSealed ? stock : nil)
                        latencies.append((clock.now - begin).seconds * 1000)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return AppendBench.Run(
            rate: Double(all.count) / (clock.now - start).seconds, latencies: all)
    }

    private static func append(_ opened: OpenDesk, sealedFrom stock: KeyStock?) async throws {
        let fresh = try await stock?.take()
        let stream = fresh?.stream ?? StreamName(category: "bench", id: SampleEvents.nextID())
        let sealed = try fresh.map {
            try Seal.seal(
                SampleEvents.payload, with: $0.key, stream: stream, type: "ItemReceived")
        }
        let event = NewEvent(
            type: "ItemReceived", payload: sealed == nil ? SampleEvents.payload : Array("{}".utf8),
            sealed: sealed)
        _ = try await opened.log.append(
            Append([Append.Write(stream, expecting: .none, [event])], actor: "bench"))
    }
}
