import ArgumentParser
import EmbeddedPostgres
import Foundation
import Postgres
import Schema

/// `koe database`: schema and connections.
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Schema of the databases, and how to reach them.",
        discussion: "Example: psql \"$(koe database url)\"",
        subcommands: [Migrate.self, Status.self, URLCommand.self])

    /// `koe database migrate`
    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Brings both databases to this program's schema; forward only.",
            discussion: """
                Example: koe database migrate

                With KOE_DATABASE_URL it needs KOE_DATABASE_OWNER_URL and
                KOE_KEYRING_OWNER_URL, URLs that connect as koe_owner. A changed or missing
                migration is an error, listed side by side.
                """)

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let settings = try await common.settings()
            if settings.isEmbedded {
                // Opening an embedded cluster migrates it.
                try await Site.with(settings) { _ in }
                return Terminal.print("The schema is current.")
            }
            let done = try await Site(settings: settings, cluster: nil).migrate()
            Terminal.print(
                done.isEmpty
                    ? "The schema is current; nothing to do."
                    : "Applied: \(done.joined(separator: ", "))")
        }
    }

    /// `koe database status`
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists migrations, program and database side by side.",
            discussion: "Example: koe database status --format json")

        @OptionGroup var common: CommonOptions
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            let settings = try await common.settings()
            let cluster: Cluster? =
                settings.isEmbedded
                ? try await Cluster.hold(dataDirectory: settings.dataDirectory) : nil
            do {
                try await print(Site(settings: settings, cluster: cluster))
            } catch {
                await cluster?.release()
                throw error
            }
            await cluster?.release()
        }

        private func print(_ site: Site) async throws {
            if let cluster = site.cluster {
                try await Bootstrap(cluster: cluster, reactor: site.reactor).run()
            }
            var lines: [Migrator.Line] = []
            for (definition, place) in [
                (SchemaDefinition.log, try site.logDatabase(as: .app)),
                (SchemaDefinition.keyring, try site.keyringDatabase(as: .app)),
            ] {
                let connection = try await Connection.connect(to: place, on: site.reactor)
                lines += try await Migrator(definition).status(of: connection)
                await connection.close()
            }
            let header = ["name", "state", "program", "database"]
            let rows = lines.map { line in
                [line.name, line.state.rawValue, line.here ?? "", line.there ?? ""]
            }
            switch format {
            case .table: Terminal.print(Migrator.table(lines))
            case .csv: Terminal.print(Terminal.csv(header, rows))
            case .json:
                let members = rows.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
                Terminal.print(try Terminal.json(members))
            }
            let differing = lines.count { $0.state != .applied }
            guard differing == 0 else {
                throw CommandError(
                    "the schema is not this program's: \(differing) of \(lines.count) migrations "
                        + "differ", Failure.unavailable)
            }
        }
    }

    /// `koe database url`
    struct URLCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "url",
            abstract: "Prints a libpq connection string for psql and backups.",
            discussion: """
                Examples:
                  psql "$(koe database url)"                 while koe serve is running
                  koe database url --role reader --keep 600  holds the cluster itself, 10 minutes
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "owner, app, reader or auditor; reader unless KOE_DATABASE_URL is set.")
        var role: Role?
        @Option(help: "Hold the embedded cluster for so many seconds, in the foreground.")
        var keep: Int?

        enum Role: String, ExpressibleByArgument, CaseIterable {
            case owner, app, reader, auditor
            var database: DatabaseRole {
                switch self {
                case .owner: .owner
                case .app: .app
                case .reader: .reader
                case .auditor: .auditor
                }
            }
        }

        func run() async throws {
            let settings = try await common.settings()
            if !settings.isEmbedded {
                let site = Site(settings: settings, cluster: nil)
                let role = role ?? .app
                return Terminal.print(try site.logDatabase(as: role.database).conninfo)
            }
            guard let keep else {
                let cluster = try Cluster.attach(dataDirectory: settings.dataDirectory)
                return Terminal.print(line(cluster))
            }
            try await Site.with(settings) { site in
                if let cluster = site.cluster { Terminal.print(line(cluster)) }
                try await Task.sleep(for: .seconds(keep))
            }
        }

        private func line(_ cluster: Cluster) -> String {
            cluster.connectionString(
                database: Site.logDatabase, role: (role ?? .reader).database.rawValue,
                applicationName: "koe-url")
        }
    }
}
