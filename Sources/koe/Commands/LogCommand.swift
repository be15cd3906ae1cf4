import ArgumentParser
import Desk
import EventLog
import Foundation
import Postgres

/// `koe log`: the event log itself.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "The event log: how far it is, whether it is whole, and proofs from it.",
        discussion: "Example: koe log verify",
        subcommands: [
            Status.self, Verify.self, Tail.self, Export.self, Checkpoint.self, Prove.self,
            Consistency.self,
        ])

    /// `koe log status`
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The head of the log, its root hash, and how far each reader is.",
            discussion: "Example: koe log status --format json")

        @OptionGroup var common: CommonOptions
        @Option(help: "How the status is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let status = try await opened.desk.status()
                let rows =
                    [["position", String(status.position)], ["root", status.root]]
                    + status.projections.map {
                        ["projection \($0.name)", "\($0.position) (lag \($0.lag))"]
                    } + [
                        ["queue waiting", String(status.queue.waiting)],
                        ["queue parked", String(status.queue.parked)],
                    ]
                switch format {
                case .json: Terminal.print(try Terminal.json(status))
                case .csv: Terminal.print(Terminal.csv(["name", "value"], rows))
                case .table: Terminal.print(Terminal.table(rows[0], Array(rows.dropFirst())))
                }
            }
        }
    }

    /// `koe log verify`
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recomputes every hash from the stored rows; names the first damage.",
            discussion: """
                Example: koe log verify

                Also holds the signed checkpoints in the data directory against the log. Exit code
                65 when something is wrong.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "How the result is printed.") var format: OutputFormat = .table

        struct Clean: Encodable {
            let ok = true
            let events: Int64
            let root: String
            let seconds: Double
            let eventsPerSecond: Int
        }

        struct Damaged: Encodable {
            let ok = false
            let firstBad: Int64
            let reason: String
        }

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let signed: [LogCheckpoint]
                if try await opened.desk.city() != nil {
                    signed = try opened.site.checkpoints.all(origin: try await opened.origin())
                } else {
                    signed = []
                }
                let progress = Progress("verify")
                let start = ContinuousClock().now
                let result = try await opened.log.verify(
                    against: signed, enclosures: ItemScanCoding.naming
                ) {
                    progress.show($0, of: $1)
                }
                try report(result, (ContinuousClock().now - start).seconds, signed.count)
            }
        }

        private func report(_ result: Verification, _ seconds: Double, _ signed: Int) throws {
            if let damage = result.damage {
                if format == .json {
                    Terminal.print(
                        try Terminal.json(
                            Damaged(firstBad: damage.position, reason: damage.reason)))
                }
                throw CommandError(
                    "the log is damaged at position \(damage.position): \(damage.reason)",
                    Failure.badData)
            }
            let rate = seconds > 0 ? Int(Double(result.events) / seconds) : 0
            if format == .json {
                let milli = (seconds * 1000).rounded() / 1000
                Terminal.print(
                    try Terminal.json(
                        Clean(
                            events: result.events, root: result.root.hex, seconds: milli,
                            eventsPerSecond: rate)))
            } else {
                Terminal.print(
                    "ok: \(result.events) events, root \(result.root.hex), "
                        + "\(signed) signed checkpoints agree, \(rate) events/s")
            }
        }
    }

    /// `koe log checkpoint`
    struct Checkpoint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Signs the head of the log and prints the note to publish.",
            discussion: """
                Example: koe log checkpoint > 2026-06-30.checkpoint

                The note is a C2SP signed note (Ed25519); it is kept in the data directory too.
                """)

        @OptionGroup var common: CommonOptions
        @Flag(help: "Print the key that verifies our notes instead.") var key = false

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                if key {
                    let signer = try opened.site.checkpoints.signer(
                        origin: try await opened.origin())
                    return Terminal.print(signer.verifier.string)
                }
                let note = try await opened.signCheckpoint()
                FileHandle.standardOutput.write(Data(note.utf8))
            }
        }
    }

    /// `koe log prove`
    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Proves that a receipt is in the log (RFC 9162 inclusion proof).",
            discussion: "Example: koe log prove R8-0123")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Receipt number, item id, or position.") var receipt: String

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let position = try await opened.desk.position(of: receipt)
                // Without a city's name nothing can be signed.
                _ = try await opened.origin()
                Terminal.print(try Terminal.json(try await opened.desk.proof(of: position)))
            }
        }
    }

    /// `koe log consistency`
    struct Consistency: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Proves that the log at one size is a prefix of the log at a later size.",
            discussion: "Example: koe log consistency 1200 3400")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The earlier size.") var from: Int64
        @Argument(help: "The later size.") var to: Int64

        struct Proof: Encodable {
            let from: Int64
            let to: Int64
            let path: [String]
        }

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let proof = try await opened.log.proveConsistency(from: from, to: to)
                Terminal.print(
                    try Terminal.json(
                        Proof(from: proof.from, to: proof.to, path: proof.path.map(\.hex))))
            }
        }
    }
}
