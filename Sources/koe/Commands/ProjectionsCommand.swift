import ArgumentParser
import Desk
import Foundation

/// `koe projections`: the tables derived from the log.
struct ProjectionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "projections", abstract: "Tables derived from the log (投影).",
        discussion: "Example: koe projections rebuild facts",
        subcommands: [List.self, Rebuild.self])

    /// `koe projections list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists projections, and how far each has come.",
            discussion: "Example: koe projections list --format json")

        @OptionGroup var common: CommonOptions
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let status = try await opened.desk.status()
                let header = ["name", "position", "lag"]
                let rows = status.projections.map { [$0.name, "\($0.position)", "\($0.lag)"] }
                switch format {
                case .json: Terminal.print(try Terminal.json(status.projections))
                case .table: Terminal.print(Terminal.table(header, rows))
                case .csv: Terminal.print(Terminal.csv(header, rows))
                }
            }
        }
    }

    /// `koe projections rebuild`
    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a projection anew from the log while the old one serves.",
            discussion: """
                Example: koe projections rebuild facts

                Interrupted, it goes on where it was when it is called again; --from-start
                begins at the first event even so.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "facts, register or search.") var name: String
        @Flag(help: "Throw away what an interrupted rebuild left.") var fromStart = false

        func run() async throws {
            guard let projection = ProjectionName(rawValue: name) else {
                throw ValidationError(
                    "there is no projection \(name); there are "
                        + ProjectionName.allCases.map(\.rawValue).joined(separator: ", "))
            }
            try await OpenDesk.with(try await common.settings()) { opened in
                let progress = Progress(name)
                let position = try await opened.desk.rebuild(projection, fromStart: fromStart) {
                    progress.show($0, of: $1)
                }
                Terminal.print("\(name) is rebuilt up to position \(position)")
            }
        }
    }
}
