import ArgumentParser
import EmbeddedPostgres
import EventLog
import Foundation
import Postgres
import Schema

/// `koe bench`: figures as ratios to a reference measured in the same run.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures Koe against PostgreSQL itself, on a cluster of its own.",
        discussion: """
            Example: koe bench append --callers 1,8,32,256

            Every figure is a ratio to a reference measured in the same run, in turns; absolute
            rates depend on the machine. fsync and synchronous_commit are on.
            """,
        subcommands: [
            AppendBench.self, ImportBench.self, ReplayBench.self, VerifyBench.self,
            SearchBench.self, ProjectBench.self, FiguresBench.self, RouteBench.self, WorkBench.self,
            ClaimBench.self, EraseBench.self, ForgetBench.self, SealBench.self, PagesBench.self,
        ])
}

/// The flags of all benchmarks.
struct BenchOptions: ParsableArguments {
    @Option(
        name: .customLong("data-dir"),
        help: "Folder for the benchmark's own cluster; a new one under /tmp, deleted afterwards.")
    var dataDirectory: String?
}

/// A fresh cluster for one benchmark.
struct BenchSite {
    let site: Site
    let cluster: Cluster
    let log: EventLog

    static func with(
        _ options: BenchOptions, _ body: (BenchSite) async throws -> Void
    ) async throws {
        let folder =
            options.dataDirectory
            ?? FileManager.default.temporaryDirectory
            .appendingPathComponent("koe-bench-\(getpid())").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o711])
        defer {
            if options.dataDirectory == nil { try? FileManager.default.removeItem(atPath: folder) }
        }
        let settings = try await Settings(dataDirectory: folder, file: nil)
        guard settings.isEmbedded else {
            throw CommandError(
                "benchmarks run on a cluster of their own: unset KOE_DATABASE_URL", Failure.usage)
        }
        try await Site.with(settings) { site in
            guard let cluster = site.cluster else { return }
            let log = try site.log()
            try await body(BenchSite(site: site, cluster: cluster, log: log))
            await log.close()
        }
    }

    /// The same with a desk on it, closed whatever happens.
    static func withDesk(
        _ options: BenchOptions, _ body: (BenchSite, OpenDesk) async throws -> Void
    ) async throws {
        try await with(options) { bench in
            let opened = try await OpenDesk(bench.site)
            do {
                try await body(bench, opened)
                await opened.close()
            } catch {
                await opened.close()
                throw error
            }
        }
    }

    /// A connection as the cluster's superuser, for reference tables and for looking.
    func superuser(of database: String = Site.logDatabase) async throws -> Connection {
        try await Connection.connect(
            to: ConnectionSettings(
                cluster.connectionString(database: database, role: Cluster.superuser)),
            on: site.reactor)
    }

    /// Runs one of PostgreSQL's own programs on the cluster and returns all it prints.
    func tool(_ name: String, _ arguments: [String], in folder: String? = nil) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try PostgresTool.find(name))
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.environment = ProcessInfo.processInfo.environment.merging([
            "PGHOST": cluster.socketDirectory, "PGDATABASE": Site.logDatabase,
            "PGUSER": Cluster.superuser,
        ]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandError(
                "\(name) failed with status \(process.terminationStatus): \(text)",
                Failure.unavailable)
        }
        return text
    }
}

/// Small statistics for printing.
extension [Double] {
    var median: Double { percentile(0.5) }

    func percentile(_ part: Double) -> Double {
        guard !isEmpty else { return .nan }
        let sorted = sorted()
        return sorted[Swift.min(count - 1, Int(Double(count) * part))]
    }
}

extension Double {
    /// With so many decimals.
    func text(_ decimals: Int = 2) -> String {
        let scale = pow(10, Double(decimals))
        let rounded = (self * scale).rounded() / scale
        guard decimals > 0 else { return String(Int(rounded)) }
        let parts = String(rounded).split(separator: ".")
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        return "\(parts[0])." + fraction.padding(toLength: decimals, withPad: "0", startingAt: 0)
    }
}
