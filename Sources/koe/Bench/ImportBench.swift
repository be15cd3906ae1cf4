import ArgumentParser
import EmbeddedPostgres
import EventLog
import Foundation
import Postgres
import Schema

/// `koe bench import`: bulk import with everything on, against psql loading the same rows.
struct ImportBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bulk import with everything on, against psql writing the same rows.",
        discussion: """
            Example: koe bench import --events 200000

            Koe makes events, draws positions, hashes, checks streams and commands and commits
            every 5,000. psql gets finished rows in binary files and copies them into the same
            tables (same indices, same constraints) of a twin database, one \\copy per table;
            with sealed items the keys too, into a twin of the keyring.
            """)

    /// Events per commit (DECISIONS A13).
    static let chunk = 5_000

    @OptionGroup var options: BenchOptions
    @Option(help: "Events per run.")
    var events = 200_000
    @Option(help: "Interleaved runs; medians are printed.")
    var runs = 5

    func run() async throws {
        try await BenchSite.with(options) { bench in
            let keyring = try await bench.site.keyring()
            var rows: [[String]] = []
            for sealed in [false, true] {
                var ours: [Double] = []
                var theirs: [Double] = []
                var ratios: [Double] = []
                for _ in 0..<runs {
                    let before = try await bench.log.headPosition()
                    let mine = try await Self.load(
                        bench, count: events, keyring: sealed ? keyring : nil)
                    let psql = try await copyWithPsql(bench, after: before, keys: sealed)
                    ours.append(mine)
                    theirs.append(psql)
                    ratios.append(mine / psql)
                }
                rows.append([
                    sealed ? "every item sealed" : "plain", ours.median.text(0),
                    theirs.median.text(0), ratios.median.text(),
                    "\((ratios.min() ?? 0).text())–\((ratios.max() ?? 0).text())",
                ])
            }
            await keyring.close()
            Terminal.print(
                Terminal.table(
                    ["import", "koe events/s", "psql rows/s", "ratio", "(min–max)"], rows))
            Terminal.print("\(events) events per run, \(runs) runs, medians")
        }
    }

    /// Fills a log for other benchmarks.
    static func fill(_ bench: BenchSite, to total: Int64) async throws {
        let head = try await bench.log.headPosition()
        if head < total { _ = try await load(bench, count: Int(total - head), keyring: nil) }
    }

    /// Imports and returns events per second.
    private static func load(
        _ bench: BenchSite, count: Int, keyring: Keyring?
    ) async throws -> Double {
        let start = ContinuousClock().now
        let progress = Progress("import")
        var done = 0
        var next = try await prepare(min(chunk, count), keyring)
        while done < count {
            let current = next
            let following = min(chunk, count - done - current.count)
            // The next chunk is made and sealed while this one is being committed.
            async let coming = prepare(following, keyring)
            for outcome in await bench.log.append(all: current) { _ = try outcome.get() }
            done += current.count
            next = try await coming
            progress.show(Int64(done), of: Int64(count))
        }
        return Double(count) / (ContinuousClock().now - start).seconds
    }

    @concurrent
    private static func prepare(_ count: Int, _ keyring: Keyring?) async throws -> [Append] {
        let streams = (0..<count).map { _ in StreamName(category: "bench", id: SampleEvents.id()) }
        guard let keyring, count > 0 else {
            return streams.map { SampleEvents.append(to: $0, expecting: .none) }
        }
        let keys = try await keyring.keys(creating: streams)
        let personal = Array("根室 花子 087-8711 北海道根室市常盤町2丁目27番地".utf8)
        return try streams.map { stream in
            guard let key = keys[stream] else { throw KeyringError.destroyed(stream) }
            let sealed = try Seal.seal(personal, with: key, stream: stream, type: "ItemReceived")
            return SampleEvents.append(to: stream, expecting: .none, sealed: sealed)
        }
    }

    private struct CopiedTable {
        let name: String
        let order: String
        let filter: String
        var database = Site.logDatabase
        var twin = "bench_twin"
    }

    /// Rows per second of psql copying what the last run recorded into twin databases.
    private func copyWithPsql(
        _ bench: BenchSite, after position: Int64, keys: Bool
    ) async throws -> Double {
        let folder = bench.cluster.dataDirectory + "/copies"
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o777])
        try await makeTwin("bench_twin", .log, bench)
        var tables = [
            CopiedTable(name: "log.event", order: "position", filter: "position > \(position)"),
            CopiedTable(name: "log.stream", order: "position", filter: "position > \(position)"),
            CopiedTable(
                name: "log.command", order: "first_position",
                filter: "first_position > \(position)"),
            CopiedTable(name: "log.head", order: "position", filter: "position > \(position)"),
        ]
        if keys {
            try await makeTwin("bench_twin_keyring", .keyring, bench)
            tables.append(
                CopiedTable(
                    name: "keyring.stream_key", order: "created_at DESC LIMIT \(events)",
                    filter: "true", database: Site.keyringDatabase, twin: "bench_twin_keyring"))
        }
        for table in tables {
            let select =
                "SELECT * FROM \(table.name) WHERE \(table.filter) ORDER BY \(table.order)"
            _ = try bench.tool(
                "psql",
                [
                    "-qX", "-d", table.database, "-c",
                    "\\copy (\(select)) TO '\(folder)/\(table.name)' (FORMAT binary)",
                ])
        }
        let start = ContinuousClock().now
        for twin in Set(tables.map(\.twin)) {
            var arguments = ["-qX", "-d", twin, "-v", "ON_ERROR_STOP=1"]
            for table in tables where table.twin == twin {
                arguments += [
                    "-c", "\\copy \(table.name) FROM '\(folder)/\(table.name)' (FORMAT binary)",
                ]
            }
            _ = try bench.tool("psql", arguments)
        }
        return Double(events) / (ContinuousClock().now - start).seconds
    }

    private func makeTwin(
        _ name: String, _ definition: SchemaDefinition, _ bench: BenchSite
    ) async throws {
        let admin = try await bench.superuser()
        _ = try await admin.execute(
            Query(unsafeSQL: "DROP DATABASE IF EXISTS \(name) WITH (FORCE)"))
        _ = try await admin.execute(
            Query(unsafeSQL: "CREATE DATABASE \(name) OWNER koe_owner"))
        await admin.close()
        let owner = try await Connection.connect(
            to: ConnectionSettings(
                bench.cluster.connectionString(database: name, role: "koe_owner")),
            on: bench.site.reactor)
        _ = try await Migrator(definition).migrate(on: owner)
        if name == "bench_twin" { _ = try await owner.execute("SELECT log.create_partitions(16)") }
        await owner.close()
    }
}
