import ArgumentParser
import Desk
import EmbeddedPostgres
import EventLog
import Foundation
import Participation
import Postgres

/// `koe bench claim`: many clerks reach for the next item of one tray.
struct ClaimBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Claimers on one tray, against the same taking in bare SQL.",
        discussion: """
            Example: koe bench claim --claimers 64 --items 20000 --runs 5

            Each claimer takes the next item until the tray is empty: proposed by the tray, folded,
            decided, and recorded in the log at the version that was read. The reference takes the
            next row of a bare table of as many rows, FOR UPDATE SKIP LOCKED, one commit per row, by
            pgbench with as many connections (32 at most). No item may be taken twice.
            """)

    @OptionGroup var options: BenchOptions
    @Option(help: "Claimers at the same time.") var claimers = 64
    @Option(help: "Items of the tray.") var items = 20_000
    @Option(help: "Interleaved runs; medians are printed.") var runs = 3

    func validate() throws {
        guard (1...1_024).contains(claimers), (1...1_000_000).contains(items), runs > 0 else {
            throw ValidationError("--claimers takes 1 to 1024, --items 1 to 1000000")
        }
    }

    func run() async throws {
        try await BenchSite.withDesk(options) { try await measure($0, $1) }
    }

    private func measure(_ bench: BenchSite, _ opened: OpenDesk) async throws {
        let reference = try ClaimReference(bench, rows: items)
        var ours: [Double] = []
        var theirs: [Double] = []
        for run in 1...runs {
            let section = "課\(run)"
            try await fill(opened.log, section)
            try await opened.desk.catchUp([.tray])
            theirs.append(try await reference.run(connections: min(claimers, 32)))
            ours.append(try await claim(opened.desk, in: section))
            Terminal.note("run \(run) measured")
        }
        let ratios = zip(ours, theirs).map { $0 / $1 }
        Terminal.print(
            Terminal.table(
                ["claimers", "items", "koe/s", "SQL/s", "ratio", "(min–max)"],
                [
                    [
                        String(claimers), String(items), ours.median.text(0),
                        theirs.median.text(0), ratios.median.text(),
                        "\((ratios.min() ?? 0).text())–\((ratios.max() ?? 0).text())",
                    ]
                ]))
        Terminal.print("no item was taken twice; \(runs) runs, medians")
    }

    /// Letters that lie in the tray of a section.
    private func fill(_ log: EventLog, _ section: String) async throws {
        let day = LocalDate(year: 2026, month: 6, day: 28) ?? .earliest
        for start in stride(from: 0, to: items, by: 500) {
            let writes = try (start..<min(start + 500, items)).map { serial in
                guard
                    let number = ReceiptNumber(fiscalYear: FiscalYear(day), serial: serial + 1)
                else { throw CommandError("no receipt number", Failure.internalError) }
                let receipt = ItemReceived(
                    plain: ItemReceived.Plain(
                        receiptNumber: number, scheme: .opinion, nature: nil, channel: .form,
                        receivedOn: day, senderKind: .anonymous, category: nil, topics: [],
                        wantsReply: .no, mayPublish: .no, hasBody: false, scans: 0),
                    personal: .erased)
                let events = [
                    ItemEvent.received(receipt),
                    .routed(ItemRouting(lead: section, by: .rule(id: "bench", version: 1))),
                ].map(ItemEventCoding.encode)
                return Append.Write(
                    StreamName(category: "item", id: SampleEvents.id()), expecting: .none,
                    events.map { NewEvent(type: $0.type, payload: $0.payload) })
            }
            _ = try await log.append(Append(writes, command: nil, actor: "bench"))
        }
    }

    /// How many are taken in a second, until the tray is empty.
    private func claim(_ desk: Desk, in section: String) async throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        let taken = try await withThrowingTaskGroup(of: [UUID].self) { group in
            for clerk in 0..<claimers {
                group.addTask {
                    var taken: [UUID] = []
                    while let claim = try await desk.claimNext(
                        in: section, by: "clerk-\(clerk)", actor: "bench", command: nil)
                    {
                        taken.append(claim.id)
                    }
                    return taken
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let elapsed = (clock.now - start).seconds
        guard Set(taken).count == taken.count, taken.count == items else {
            throw CommandError(
                "\(taken.count) claims of \(Set(taken).count) items in a tray of \(items)",
                Failure.internalError)
        }
        return Double(taken.count) / elapsed
    }
}

/// The reference: the next row of a bare table, taken by pgbench.
private struct ClaimReference {
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
            SELECT id FROM bench.queue WHERE claimed_by IS NULL
             ORDER BY due_on, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        UPDATE bench.queue AS q SET claimed_by = 'clerk' FROM next WHERE q.id = next.id;

        """.write(toFile: folder + "/claim.sql", atomically: true, encoding: .utf8)
    }

    /// Claims in a second, until the table has none left.
    func run(connections: Int) async throws -> Double {
        let connection = try await bench.superuser()
        _ = try await connection.run([
            "CREATE SCHEMA IF NOT EXISTS bench", "DROP TABLE IF EXISTS bench.queue",
            """
            CREATE TABLE bench.queue (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, due_on date NOT NULL,
                claimed_by text)
            """,
            "CREATE INDEX ON bench.queue (due_on, id) WHERE claimed_by IS NULL",
            """
            INSERT INTO bench.queue (due_on)
            SELECT date '2026-07-12' FROM generate_series(1, \(Int32(rows)))
            """,
            "ANALYZE bench.queue",
        ])
        await connection.close()
        let output = try bench.tool(
            "pgbench",
            [
                "-n", "-M", "prepared", "-c", "\(connections)", "-j", "2", "-t",
                "\(max(rows / connections, 1))", "-f", "claim.sql",
            ], in: folder)
        guard
            let line = output.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
            let rate = Double(line.dropFirst(6).prefix { $0 != " " })
        else { throw CommandError("pgbench printed no rate", Failure.internalError) }
        return rate
    }
}
