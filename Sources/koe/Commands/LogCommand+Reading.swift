import ArgumentParser
import Desk
import EventLog
import Foundation
import Postgres

extension LogCommand {
    /// `koe log tail`
    struct Tail: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the last events, and new ones as they come with --follow.",
            discussion: "Example: koe log tail --lines 20 --follow")

        @OptionGroup var common: CommonOptions
        @Option(name: .shortAndLong, help: "How many of the last events.") var lines: Int64 = 10
        @Flag(name: .shortAndLong, help: "Go on until Ctrl-C.") var follow = false

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let head = try await opened.log.headPosition()
                let start = max(0, head - max(0, lines))
                try await opened.log.forEachPage(after: start, through: head) { page, _ in
                    for event in try page.events() { Terminal.print(Self.line(event)) }
                }
                guard follow else { return }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await opened.log.run() }
                    group.addTask {
                        try await opened.log.follow(after: head) { events in
                            for event in events { Terminal.print(Self.line(event)) }
                        }
                    }
                    try await group.next()
                    group.cancelAll()
                }
            }
        }

        private static func line(_ event: RecordedEvent) -> String {
            let sealed = event.sealed.map { "  sealed \($0.count) B" } ?? ""
            return "\(event.position)  \(RFC3339.string(event.recordedAt.microseconds))  "
                + "\(event.type)  \(event.stream)/\(event.version)  "
                + String(decoding: event.payload, as: UTF8.self) + sealed
        }
    }

    /// `koe log export`
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the whole log, one JSON object per event.",
            discussion: """
                Examples:
                  koe log export > log.ndjson
                  koe log export --format cloudevents --after 1000 > new.jsonl

                In ndjson each event carries its canonical bytes (leaf, base64) and leafHash =
                SHA-256(0x00 ‖ leaf), so that anybody can recompute the tree.
                """)

        enum Format: String, ExpressibleByArgument, CaseIterable { case ndjson, cloudevents }

        @OptionGroup var common: CommonOptions
        @Option(help: "ndjson or cloudevents (CloudEvents 1.0).") var format: Format = .ndjson
        @Option(help: "Only events after this position.") var after: Int64 = 0

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let head = try await opened.log.headPosition()
                let source = try await opened.desk.city().map { "koe/\($0.code)" } ?? "koe"
                let writer = EventWriter(source: source)
                let progress = Progress("export")
                try await opened.log.forEachPage(after: after, through: head) { page, range in
                    var output: [UInt8] = []
                    for event in try page.events() {
                        switch format {
                        case .ndjson: writer.ndjson(event, into: &output)
                        case .cloudevents: writer.cloudEvent(event, into: &output)
                        }
                        output.append(UInt8(ascii: "\n"))
                    }
                    try Self.write(output)
                    progress.show(range.upperBound - after, of: head - after)
                }
            }
        }

        /// A reader that went away (head, a full disk) ends the export with one line.
        private static func write(_ bytes: [UInt8]) throws {
            do {
                try FileHandle.standardOutput.write(contentsOf: Data(bytes))
            } catch {
                throw CommandError(
                    "cannot write to standard output: \(error.localizedDescription)",
                    Failure.unavailable)
            }
        }
    }
}
