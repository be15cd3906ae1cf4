import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe queue`: what is to be done outside the log.
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Mail, webhooks and timers that wait, and what failed for good (作業待ち).",
        discussion: """
            Examples:
              koe queue list
              koe queue retry 41 42      try these again
              koe queue pause webhook    until: koe queue resume webhook
            """,
        subcommands: [List.self, Retry.self, Discard.self, Pause.self, Resume.self])

    /// `koe queue list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists what waits, by kind, and what waits for a person.",
            discussion: "Example: koe queue list --format json")

        @OptionGroup var common: CommonOptions
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let queue = try await opened.desk.queue()
                let header = ["id", "kind", "target", "cause", "attempts", "parked", "trouble"]
                let parked = queue.parked.map { row in
                    [
                        "\(row.id)", row.kind, row.target, row.cause.map { "\($0)" } ?? "",
                        "\(row.attempts)", row.parkedAt, row.trouble,
                    ]
                }
                switch format {
                case .json: Terminal.print(try Terminal.json(queue))
                case .csv: Terminal.print(Terminal.csv(header, parked))
                case .table:
                    let kinds = queue.kinds.map { kind in
                        [
                            kind.kind, "\(kind.waiting)", "\(kind.running)",
                            kind.nextAt ?? "", kind.pausedBy ?? "",
                        ]
                    }
                    Terminal.print(
                        Terminal.table(
                            ["kind", "waiting", "running", "next due", "paused by"], kinds))
                    guard !parked.isEmpty else { return }
                    Terminal.print("\nFailed for good; koe queue retry ID or koe queue discard ID:")
                    Terminal.print(Terminal.table(header, parked))
                }
            }
        }
    }

    /// `koe queue retry`
    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tries again what failed for good.",
            discussion: "Example: koe queue retry 41 42, or koe queue retry --all")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The numbers of `koe queue list`.") var ids: [Int64] = []
        @Flag(help: "Everything.") var all = false

        func validate() throws {
            guard all != !ids.isEmpty else { throw ValidationError("give numbers, or --all") }
        }

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let count = try await opened.desk.retryParked(all ? nil : ids)
                try Self.report(count, of: all ? nil : ids.count, "are tried again")
            }
        }

        static func report(_ count: Int, of asked: Int?, _ what: String) throws {
            if let asked, count < asked {
                throw CommandError(
                    "\(count) of \(asked) \(what); koe queue list shows what there is",
                    Failure.badData)
            }
            Terminal.print("\(count) \(what)")
        }
    }

    /// `koe queue discard`
    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives up what failed for good.", discussion: "Example: koe queue discard 41")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The numbers of `koe queue list`.") var ids: [Int64]

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                try Retry.report(
                    try await opened.desk.discardParked(ids), of: ids.count, "are given up")
            }
        }
    }

    /// `koe queue pause`
    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a kind of work rest, also over a restart.",
            discussion: "Example: koe queue pause mail --by 佐藤")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The kind, as `koe queue list` shows it.") var kind: String
        @Option(help: "Who pauses it.") var by: String = NSUserName()

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                try await opened.desk.pauseWork(kind, by: by)
                Terminal.print("\(kind) rests until: koe queue resume \(kind)")
            }
        }
    }

    /// `koe queue resume`
    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a kind of work go on.", discussion: "Example: koe queue resume mail")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The kind, as `koe queue list` shows it.") var kind: String

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                try await opened.desk.resumeWork(kind)
                Terminal.print("\(kind) goes on")
            }
        }
    }
}
