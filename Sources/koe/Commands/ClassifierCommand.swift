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
        subcommands: [Status.self, Retrain.self, Threshold.self])

    /// `koe classifier status`
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what was learned last, and how often it would be right.",
            discussion: """
                Example: koe classifier status --format json

                For each threshold: of the items that were kept from it and asked about afterwards,
                how many it would have routed by itself, and how many of these to the right section.
                Then what came of it so far: proposals people were shown and took, items it routed by
                itself, and those of them that went to another section afterwards.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "How the result is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let threshold = try await opened.desk.routingBook().threshold
                let kept = try await opened.desk.keptClassifier()
                var shown = ClassifierJSON(kept, threshold: threshold)
                shown.record = ClassifierJSON.Record(try await opened.desk.proposalRecord())
                try shown.print(format)
            }
        }
    }

    /// `koe classifier retrain`
    struct Retrain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Learns anew from the log; the former serves until this one is ready.",
            discussion: """
                Examples:
                  koe classifier retrain
                  koe classifier retrain --dry-run

                Learned is which section deals with which letters, from the newest routed items. A
                running service takes it up by itself. After erasures, learn anew.
                """)

        @OptionGroup var common: CommonOptions
        @Flag(help: "Only say how often it would be right.") var dryRun = false
        @Option(help: "How the result is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let threshold = try await opened.desk.routingBook().threshold
                let progress = Progress("学習")
                func show(_ done: Int) {
                    progress.show(Int64(done), of: Int64(ClassifierLimits.items))
                }
                if dryRun {
                    let classifier = try await opened.desk.trainClassifier(show)
                    try ClassifierJSON(classifier, threshold: threshold).print(format)
                } else {
                    let kept = try await opened.desk.retrainClassifier(show)
                    try ClassifierJSON(kept, threshold: threshold).print(format)
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

    /// What came of it so far.
    struct Record: Encodable {
        var shown: Int
        var taken: Int
        var routed: Int
        var moved: Int

        init(_ record: ProposalRecord) {
            (shown, taken) = (record.shown, record.taken)
            (routed, moved) = (record.routed, record.moved)
        }

        var japanese: String {
            "これまでの提案 \(shown)件のうち採用 \(taken)件、自動の振分け \(routed)件のうち担当替え \(moved)件"
        }
    }

    /// Through which position of the log; nil when there is not enough to learn from.
    var version: Int?
    var items: Int
    var sections: Int
    var tested: Int
    var threshold: Decimal?
    var steps: [Step]
    /// nil where it was not asked for.
    var record: Record?

    /// When it was learned; nil when it does not serve.
    var trainedAt: String?
    /// Whether it has to be learned anew before it can be asked.
    var unreadable: Bool?

    init(_ kept: KeptClassifier?, threshold: Confidence?) {
        self.init(kept?.classifier, threshold: threshold)
        version = kept.map { Int($0.version) }
        trainedAt = kept?.trainedAtInJapan
        if let kept, kept.classifier == nil { unreadable = true }
    }

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

    func print(_ format: OutputFormat) throws {
        let rows = steps.map { ["\($0.threshold)%", "\($0.routed)", "\($0.right)"] }
        switch format {
        case .json: Terminal.print(try Terminal.json(self))
        case .csv: Terminal.print(Terminal.csv(["threshold", "routed", "right"], rows))
        case .table:
            let limit = threshold.map { "\($0)%" } ?? "なし(提案のみ)"
            Terminal.print("\(state) しきい値 \(limit)")
            if let record { Terminal.print(record.japanese) }
            if !rows.isEmpty {
                Terminal.print(Terminal.table(["しきい値", "自動で振り分ける件数", "正しい件数"], rows))
            }
        }
    }

    private var state: String {
        guard let version else { return "学習なし(学習できる案件が足りないか、まだ学習していません)。" }
        if unreadable == true { return "第\(version)版は読めません。koe classifier retrain で学習し直してください。" }
        let moment = trainedAt.map { " \($0)" } ?? ""
        return "第\(version)版\(moment) 学習 \(items)件 担当 \(sections)か所 検証 \(tested)件"
    }
}
