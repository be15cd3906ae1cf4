import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation
import Postgres
import Schema

/// `koe bench figures`: figures out of millions of facts, against bare counting of the same rows.
struct FiguresBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures",
        abstract: "Asks for figures of a large city, against bare counting of the same rows.",
        discussion: """
            Example: koe bench figures --facts 10000000

            The database makes the facts of ten years itself; there are no events behind them but
            the plan's. They are packed, analysed and vacuumed as after a rebuild. Questions go
            the way of `koe figures`. The references go through a pool of the same kind: a bare
            count of the letters of the same quarter, and the same groups by GROUP BY alone.
            """)

    @OptionGroup var options: BenchOptions
    @Option(help: "Facts of ten years.")
    var facts: Int64 = 10_000_000
    @Option(help: "Runs of each question, in turns with the references.")
    var runs = 40

    /// A quarter by four dimensions: at the head, and as of a past position.
    private static let bar = 50.0
    private static let pastBar = 200.0

    func run() async throws {
        guard facts >= 1_000_000, runs > 0 else {
            throw ValidationError("--facts takes a number from 1000000")
        }
        try await BenchSite.withDesk(options) { bench, opened in
            let year = FiscalYear(opened.desk.today).year - 1
            let sample = SampleFacts(count: facts, firstYear: year - 9)
            try await Self.prepare(bench, opened, sample)
            let pool = Pool(
                try bench.site.logDatabase(as: .app), on: bench.site.reactor,
                limits: Pool.Limits(connections: 4))
            var questions = Questions(
                desk: opened.desk, pool: pool, sample: sample, runs: runs,
                last: try FiscalYear(year).orThrow())
            try await questions.ask()
            Terminal.print(questions.table)
            Terminal.print(Self.verdict(questions))
            await pool.close()
        }
    }

    private static func prepare(
        _ bench: BenchSite, _ opened: OpenDesk, _ sample: SampleFacts
    ) async throws {
        let connections = [try await bench.superuser(), try await bench.superuser()]
        let clock = ContinuousClock()
        let start = clock.now
        // A folder that was kept has its facts already.
        if try await opened.log.headPosition() == 0 {
            try await sample.fill(connections)
            try await sample.pretendLog(on: connections[0])
            let (plan, indicators) = try PlanFile.parse(Self.plan)
            _ = try await opened.desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "bench")
        }
        let filled = clock.now
        try await opened.desk.catchUp([.facts])
        let packed = clock.now
        for table in ["facts.fact_1", "facts.block_1"] {
            _ = try await connections[0].execute(
                Query(unsafeSQL: "VACUUM (ANALYZE) \(table)"))
        }
        let sizes = try await connections[0].execute(
            """
            SELECT pg_size_pretty(pg_table_size('facts.fact_1')),
                   pg_size_pretty(pg_indexes_size('facts.fact_1')),
                   pg_size_pretty(pg_total_relation_size('facts.block_1')),
                   (SELECT count(*) FROM facts.block_1)
            """)
        let blocks: Int64 = try sizes[0].get(3)
        Terminal.print(
            "\(sample.count) facts made by the database in \((filled - start).seconds.text(1)) s, "
                + "packed in \((packed - filled).seconds.text(1)) s, then VACUUM ANALYZE\n"
                + "facts \(try sizes[0].get(0, as: String.self)), their indexes "
                + "\(try sizes[0].get(1, as: String.self)), \(blocks) blocks "
                + "\(try sizes[0].get(2, as: String.self))")
        for connection in connections { await connection.close() }
    }

    private static func verdict(_ questions: Questions) -> String {
        let now = questions.median(.quarter)
        let past = questions.median(.past)
        return "a quarter by 4 dimensions: median \(now.text(1)) ms, bar \(bar.text(0)) ms: "
            + (now <= bar ? "met" : "MISSED")
            + "\nas of past positions: median \(past.text(1)) ms, bar \(pastBar.text(0)) ms: "
            + (past <= pastBar ? "met" : "MISSED")
    }

    /// As large as a chapter of a basic plan, with every form of measure.
    private static let plan = """
        plan: {code: bench, name: 試験計画, city: 架空市}
        indicators:
          - {code: items, name: 受付件数, unit: 件, measure: {count: items}}
        """
        + [
            ("letters", "{count: items, where: {scheme: letter-to-mayor}}"),
            ("opinions", "{count: items, where: {scheme: opinion}}"),
            ("requests", "{count: items, where: {scheme: request}}"),
            ("complaints", "{count: items, where: {nature: [complaint, request]}}"),
            ("roads", "{count: items, where: {category: [C10, C11]}}"),
            ("named", "{count: items, where: {anonymous: false}}"),
            ("downtown", "{count: items, where: {district: 地区1, channel: [form, email]}}"),
            ("lectures", "{count: lectures}"),
            ("audience", "{sum: headcount, of: lectures}"),
            ("watching", "{sum: headcount, of: gatherings, where: {kind: city-watching}}"),
            ("workshops", "{average: headcount, of: gatherings, where: {kind: workshop}}"),
            ("talks", "{count: gatherings, where: {kind: regional-talk}}"),
            ("registrations", "{count: registrations}"),
            (
                "online",
                "{ratio: {numerator: {count: items, where: {channel: [form, email]}}, "
                    + "denominator: {count: items}}}"
            ),
            ("observed", "{observed: value}"),
        ].map { code, measure in
            "\n  - {code: \(code), name: \(code), unit: 件, measure: \(measure)}"
        }.joined()
}

extension FiscalYear? {
    fileprivate func orThrow() throws -> FiscalYear {
        guard let self else { throw CommandError("no such fiscal year", Failure.internalError) }
        return self
    }
}

/// The questions of one run, and how long each took (計測).
private struct Questions {
    let desk: Desk
    let pool: Pool
    let sample: SampleFacts
    let runs: Int
    /// The last year there are facts of.
    let last: FiscalYear

    enum Question: String, CaseIterable {
        case bare = "reference: bare count of the quarter's letters"
        case grouped = "reference: GROUP BY 4 dimensions"
        case quarter = "a quarter by scheme, channel, category, district"
        case other = "a quarter by nature, sender, department, district"
        case past = "the same as of a random past position"
        case year = "a year by 4 dimensions"
        case one = "one indicator of a quarter, with its state"
        case plan = "all 16 indicators of a quarter"
        case planPast = "all 16 as of a random past position"
    }

    private var times: [Question: [Double]] = [:]
    private var groups: [Question: Int] = [:]
    private var numbers = SystemRandomNumberGenerator()

    init(desk: Desk, pool: Pool, sample: SampleFacts, runs: Int, last: FiscalYear) {
        self.desk = desk
        self.pool = pool
        self.sample = sample
        self.runs = runs
        self.last = last
    }

    private static let dimensions = ["scheme", "channel", "category", "district"]

    mutating func ask() async throws {
        for run in -2..<runs {
            // Quarters in turn; the first two rounds warm up.
            let quarter = Quarter.allCases[(run + 4) % 4]
            for question in Question.allCases {
                let start = ContinuousClock().now
                let count = try await ask(question, quarter)
                let elapsed = (ContinuousClock().now - start).seconds * 1000
                guard run >= 0 else { continue }
                times[question, default: []].append(elapsed)
                groups[question] = max(groups[question] ?? 0, count)
            }
        }
    }

    private mutating func ask(_ question: Question, _ quarter: Quarter) async throws -> Int {
        switch question {
        case .bare:
            return try await pool.execute(
                """
                SELECT count(*) FROM facts.fact WHERE kind = \(FactKind.item.rawValue)
                   AND quarter = \(number(quarter)) AND voided_by IS NULL
                """
            ).count
        case .grouped:
            return try await pool.execute(
                """
                SELECT count(*), scheme, channel, category, district FROM facts.fact
                 WHERE kind = \(FactKind.item.rawValue) AND quarter = \(number(quarter))
                   AND voided_by IS NULL GROUP BY scheme, channel, category, district
                """
            ).count
        case .quarter: return try await figures(quarter, ["items"], by: Self.dimensions)
        case .other:
            return try await figures(
                quarter, ["items"], by: ["nature", "sender", "department", "district"])
        case .past:
            return try await figures(
                quarter, ["items"], by: Self.dimensions, asOf: .position(pastPosition()))
        case .year: return try await figures(nil, ["items"], by: Self.dimensions)
        case .one: return try await figures(quarter, ["letters"])
        case .plan: return try await figures(quarter, [])
        case .planPast: return try await figures(quarter, [], asOf: .position(pastPosition()))
        }
    }

    /// A position within the last year or soon after: the quarter is there in part or corrected.
    private mutating func pastPosition() -> Int64 {
        Int64.random(in: sample.count * 91 / 100...sample.count, using: &numbers)
    }

    private func number(_ quarter: Quarter) -> Int32 {
        Int32(last.year * 4 + quarter.rawValue - 1)
    }

    private func figures(
        _ quarter: Quarter?, _ indicators: [String], by: [String] = [], asOf: AsOf = .now
    ) async throws -> Int {
        try await desk.figures(
            FigureRequest(
                year: last, quarter: quarter, indicators: indicators, by: by, asOf: asOf)
        ).figures.count
    }

    func median(_ question: Question) -> Double { times[question]?.median ?? .nan }

    var table: String {
        Terminal.table(
            ["question", "rows", "median ms", "p99 ms", "max ms", "÷ bare count"],
            Question.allCases.map { question in
                let all = times[question] ?? []
                return [
                    question.rawValue, "\(groups[question] ?? 0)", all.median.text(1),
                    all.percentile(0.99).text(1), (all.max() ?? .nan).text(1),
                    (all.median / median(.bare)).text(),
                ]
            }) + "\n\(runs) runs, the four quarters of \(last) in turn"
    }
}
