import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe classifier`: what was learned of who answers what.
struct ClassifierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classifier",
        abstract: "What was learned of who answers what, and when it decides (学習による提案).",
        discussion: "Example: koe classifier threshold 95%",
        subcommands: [Status.self, Threshold.self])

    /// `koe classifier status`
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Learns from the log as it stands and says how often it would be right.",
            discussion: """
                Example: koe classifier status --format json

                Items are kept from it in turns and asked about afterwards. For each threshold: how
                many of them it would have routed by itself, and how many of these to the right
                section. Nothing is recorded.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "How the result is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let threshold = try await opened.desk.routingBook().threshold
                let progress = Progress("学習")
                let classifier = try await opened.desk.trainClassifier { done in
                    progress.show(Int64(done), of: Int64(ClassifierLimits.items))
                }
                let status = ClassifierJSON(classifier, threshold: threshold)
                let rows = status.steps.map {
                    ["\($0.threshold)%", "\($0.routed)", "\($0.right)"]
                }
                switch format {
                case .json: Terminal.print(try Terminal.json(status))
                case .csv: Terminal.print(Terminal.csv(["threshold", "routed", "right"], rows))
                case .table:
                    Terminal.print(
                        "学習 \(status.items)件 担当 \(status.sections)か所 検証 \(status.tested)件 "
                            + "しきい値 \(threshold?.japanese ?? "なし(提案のみ)")")
                    Terminal.print(
                        Terminal.table(["しきい値", "自動で振り分ける件数", "正しい件数"], rows))
                }
            }
        }
    }

    /// `koe classifier threshold`
    struct Threshold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "From which probability on it routes by itself; off: never, only proposes.",
            discussion: """
                Examples:
                  koe classifier threshold 95%
                  koe classifier threshold off
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "50% or more, such as 95%, or off.") var threshold: String

        func run() async throws {
            let wanted = Confidence(percentage: threshold)
            guard wanted != nil || threshold == "off" else {
                throw ValidationError("\(threshold) is neither a percentage such as 95% nor off")
            }
            try await OpenDesk.with(try await common.settings()) { opened in
                let position = try await opened.desk.setClassifierThreshold(
                    wanted, actor: "cli")
                Terminal.print(
                    TableSource.summary(
                        "しきい値 \(wanted?.japanese ?? "なし(提案のみ)")",
                        events: position > 0 ? 1 : 0, position: position))
            }
        }
    }
}

/// What was learned, in numbers.
private struct ClassifierJSON: Encodable {
    struct Step: Encodable {
        /// In per cent.
        var threshold: Decimal
        var routed: Int
        var right: Int
    }

    /// Through which position of the log; nil when there is not enough to learn from.
    var version: Int?
    var items: Int
    var sections: Int
    var tested: Int
    var threshold: Decimal?
    var steps: [Step]

    init(_ classifier: TextClassifier?, threshold: Confidence?) {
        version = classifier?.version
        items = classifier?.items ?? 0
        sections = classifier?.sections.count ?? 0
        tested = classifier?.reliability.items ?? 0
        self.threshold = threshold.map { Decimal($0.permille) / 10 }
        steps =
            classifier?.reliability.steps.map {
                Step(
                    threshold: Decimal($0.threshold.permille) / 10, routed: $0.routed,
                    right: $0.right)
            } ?? []
    }
}
