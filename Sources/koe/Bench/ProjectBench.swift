import ArgumentParser
import Desk
import EventLog
import Foundation
import Postgres

/// `koe bench project`: making projections anew, and how far they are behind while events arrive.
struct ProjectBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project",
        abstract: "Rebuilds projections, against bare reading of the same events; their lag.",
        discussion: """
            Example: koe bench project --events 1000000,3000000,10000000 --rate 1000

            The log holds letters, lectures, gatherings and typed-in values as the desk records
            them. Each projection is made anew from the first event, alone and both at once; the
            reference reads the same events into values and throws them away. Then events arrive
            one by one at --rate while the projections follow: lag is the time from an append's
            answer to the tables showing it.
            """)

    @OptionGroup var options: BenchOptions
    @Option(help: "Sizes of the log, ascending, separated by commas.")
    var events = "1000000"
    @Option(help: "Runs per size, in turns with the reference; medians are printed.")
    var runs = 3
    @Option(help: "Events per second while lag is measured.")
    var rate = 1_000
    @Option(help: "Seconds for which lag is measured; 0 for not at all.")
    var seconds = 30

    func run() async throws {
        let sizes = events.split(separator: ",").compactMap { Int64($0) }
        guard !sizes.isEmpty, sizes == sizes.sorted(), sizes[0] > 0, rate > 0, runs > 0 else {
            throw ValidationError("--events takes ascending numbers, such as 1000000,3000000")
        }
        try await BenchSite.withDesk(options) { bench, opened in
            var city = SampleCity(seed: 8)
            var measured: [Measured] = []
            for size in sizes {
                try await Self.fill(opened.log, to: size, from: &city)
                measured.append(try await measure(opened, size))
            }
            Terminal.print(Self.table(measured))
            Terminal.print(
                "\(runs) runs per size, medians; time ÷ size is against the smallest size")
            if seconds > 0 {
                let lag = try await ProjectionLag.measure(
                    opened, &city, rate: rate, seconds: seconds)
                Terminal.print(lag.report)
            }
            let memory = try ProcessMemory.current()
            Terminal.print("largest resident memory \(memory.peak / 1024) MiB")
        }
    }

    /// Seconds at one size.
    private struct Measured {
        var size: Int64
        var reading: [Double] = []
        var facts: [Double] = []
        var register: [Double] = []
        var both: [Double] = []
    }

    private static func fill(
        _ log: EventLog, to size: Int64, from city: inout SampleCity
    ) async throws {
        let head = try await log.headPosition()
        let progress = Progress("fill")
        var next = try city.appends(Int(min(Int64(ImportBench.chunk), size - head)))
        var position = head
        while position < size {
            let current = next
            // The next chunk is made while this one is being committed.
            async let recorded = log.append(all: current)
            position += Int64(current.count)
            let coming = try city.appends(Int(min(Int64(ImportBench.chunk), size - position)))
            for outcome in await recorded { _ = try outcome.get() }
            next = coming
            progress.show(position, of: size)
        }
    }

    private func measure(_ opened: OpenDesk, _ size: Int64) async throws -> Measured {
        var measured = Measured(size: size)
        for run in 1...runs {
            measured.reading.append(
                try await Self.seconds { try await Self.read(opened.log, size) })
            measured.facts.append(
                try await Self.seconds {
                    _ = try await opened.desk.rebuild(.facts, fromStart: true)
                })
            measured.register.append(
                try await Self.seconds {
                    _ = try await opened.desk.rebuild(.register, fromStart: true)
                })
            measured.both.append(
                try await Self.seconds {
                    async let facts = opened.desk.rebuild(.facts, fromStart: true)
                    async let register = opened.desk.rebuild(.register, fromStart: true)
                    _ = try await (facts, register)
                })
            Terminal.note(
                "\(size) events, run \(run): read \(measured.reading[run - 1].text(1)) s, facts "
                    + "\(measured.facts[run - 1].text(1)) s, register "
                    + "\(measured.register[run - 1].text(1)) s, both "
                    + "\(measured.both[run - 1].text(1)) s")
        }
        return measured
    }

    private static func seconds(_ body: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock().now
        try await body()
        return (ContinuousClock().now - start).seconds
    }

    private static func read(_ log: EventLog, _ size: Int64) async throws {
        var count: Int64 = 0
        try await log.forEachPage(after: 0, through: size) { page, _ in
            for event in try page.events() where !event.payload.isEmpty { count += 1 }
        }
        guard count == size else {
            throw CommandError("read \(count) events", Failure.internalError)
        }
    }

    private static func table(_ measured: [Measured]) -> String {
        let first = measured.first
        let rows = measured.map { size -> [String] in
            let events = Double(size.size)
            let growth = events / Double(first?.size ?? size.size)
            func cells(_ seconds: KeyPath<Measured, [Double]>) -> [String] {
                let median = size[keyPath: seconds].median
                let smallest = first?[keyPath: seconds].median ?? median
                return [
                    median.text(1), (events / median).text(0),
                    (size.reading.median / median).text(),
                    (median / (smallest * growth)).text(),
                ]
            }
            return ["\(size.size)", (events / size.reading.median).text(0)]
                + cells(\.facts) + cells(\.register) + cells(\.both)
        }
        let names = ["facts", "register", "both"].flatMap { name in
            ["\(name) s", "events/s", "÷ reading", "time ÷ size"]
        }
        return Terminal.table(["events", "reading/s"] + names, rows)
    }
}

/// How far projections are behind while events arrive (投影の遅れ).
struct ProjectionLag {
    private let rate: Double
    /// Milliseconds, by projection.
    private var lags: [ProjectionName: [Double]] = [:]

    /// An append's answer.
    struct Answer: Sendable {
        var position: Int64
        /// When it was asked for.
        var asked: ContinuousClock.Instant
        var at: ContinuousClock.Instant
    }

    /// What a look at a projection showed.
    struct Look: Sendable {
        var position: Int64
        var at: ContinuousClock.Instant
    }

    /// How often a projection's tables are looked at; lags are that much too long at most.
    private static let glance: Duration = .milliseconds(2)

    static func measure(
        _ opened: OpenDesk, _ city: inout SampleCity, rate: Int, seconds: Int
    ) async throws -> ProjectionLag {
        let log = opened.log
        try await opened.desk.catchUp()
        let appends = try city.appends(rate * seconds)
        let clock = ContinuousClock()
        let start = clock.now.advanced(by: .milliseconds(200))
        let last = try await log.headPosition() + Int64(appends.count)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await opened.desk.runProjections { name, error in
                    Terminal.note("projection \(name.rawValue) has stopped: \(error)")
                }
            }
            async let facts = looks(ProjectionName.facts.rawValue, log, until: last)
            async let register = looks(ProjectionName.register.rawValue, log, until: last)
            async let search = looks(ProjectionName.search.rawValue, log, until: last)
            let answers = try await send(appends, to: log, rate: rate, from: start)
            let took = (clock.now - start).seconds
            let seen = try await [
                ProjectionName.facts: facts, .register: register, .search: search,
            ]
            group.cancelAll()
            return ProjectionLag(
                rate: Double(appends.count) / took,
                lags: seen.mapValues { lags(of: answers, since: \.at, $0) })
        }
    }

    /// Appends each event at its moment, whether or not the one before it has been answered.
    static func send(
        _ appends: [Append], to log: EventLog, rate: Int, from start: ContinuousClock.Instant
    ) async throws -> [Answer] {
        let clock = ContinuousClock()
        return try await withThrowingTaskGroup(of: Answer.self) { group in
            for (index, append) in appends.enumerated() {
                let due = start.advanced(by: .seconds(1) * index / rate)
                if clock.now < due { try await clock.sleep(until: due) }
                group.addTask {
                    let asked = clock.now
                    let answer = try await log.append(append)
                    return Answer(position: answer.lastPosition, asked: asked, at: clock.now)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// When a reader was first seen to have come to each of the positions it stopped at.
    static func looks(
        _ name: String, _ log: EventLog, until last: Int64
    ) async throws -> [Look] {
        var looks: [Look] = []
        while looks.last.map({ $0.position < last }) ?? true {
            let position = try await log.checkpoint(name)
            if position > looks.last?.position ?? 0 {
                looks.append(Look(position: position, at: ContinuousClock().now))
            }
            try await Task.sleep(for: glance)
        }
        return looks
    }

    /// Milliseconds from a moment of each append until it was seen to be dealt with.
    static func lags(
        of answers: [Answer], since moment: KeyPath<Answer, ContinuousClock.Instant>,
        _ looks: [Look]
    ) -> [Double] {
        var next = looks.startIndex
        return answers.sorted { $0.position < $1.position }.map { answer in
            while looks[next].position < answer.position { next += 1 }
            return max(0, (looks[next].at - answer[keyPath: moment]).seconds * 1000)
        }
    }

    var report: String {
        let rows = ProjectionName.allCases.map { name -> [String] in
            let all = lags[name] ?? []
            return [
                name.rawValue, all.median.text(1), all.percentile(0.99).text(1),
                (all.max() ?? .nan).text(1),
            ]
        }
        return Terminal.table(["projection", "lag p50 ms", "p99 ms", "max ms"], rows)
            + "\nat \(rate.text(0)) events/s, one append each; looked at every 2 ms"
    }
}
