import ArgumentParser
import Desk
import Participation

extension RulesCommand {
    /// `koe rules apply`
    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Asks the rules in force about what waits; the same again does nothing.",
            discussion: """
                Examples:
                  koe rules apply --dry-run
                  koe rules apply

                For after the rules or the organisation have changed: every open item without a
                section that was never routed is routed as if it had come in now. What a section
                gave back is for people, and 限定 items are never routed by rules.
                """)

        @OptionGroup var common: CommonOptions
        @Flag(help: "Only say what would go where.") var dryRun = false
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let outcome = try await opened.desk.applyRules(isTrial: dryRun, actor: "cli")
                let rows = outcome.entries.map { entry in
                    [
                        entry.receiptNumber.description, entry.names.first ?? "",
                        entry.names.dropFirst().joined(separator: "、"), entry.sections.reason,
                    ]
                }
                switch format {
                case .json: Terminal.print(try Terminal.json(AppliedJSON(outcome)))
                case .csv:
                    Terminal.print(Terminal.csv(["receiptNumber", "to", "others", "why"], rows))
                case .table:
                    if !rows.isEmpty {
                        Terminal.print(Terminal.table(["受付番号", "担当", "関係課", "理由"], rows))
                    }
                    let waiting = outcome.waiting.sorted {
                        ($1.value, $0.key) < ($0.value, $1.key)
                    }
                    if !waiting.isEmpty {
                        Terminal.print(
                            Terminal.table(
                                ["担当未定のままの理由", "件数"], waiting.map { [$0.key, "\($0.value)"] }))
                    }
                    Terminal.print(
                        TableSource.summary(
                            "規則の再適用 \(outcome.entries.count)件", events: outcome.events,
                            position: outcome.position))
                }
            }
        }
    }
}

/// `{"routed":n,"waiting":n,"events":n,"position":n,"items":[…],"reasons":[…]}`
private struct AppliedJSON: Encodable {
    struct Entry: Encodable {
        var receiptNumber: String
        var lead: String
        var others: [String]
        var why: String
    }

    struct Reason: Encodable {
        var why: String
        var items: Int
    }

    var routed: Int
    var waiting: Int
    var events: Int
    var position: Int64
    var items: [Entry]
    var reasons: [Reason]

    init(_ outcome: RulesApplication) {
        routed = outcome.entries.count
        waiting = outcome.waiting.values.reduce(0, +)
        events = outcome.events
        position = outcome.position
        items = outcome.entries.map {
            Entry(
                receiptNumber: $0.receiptNumber.description, lead: $0.sections.lead,
                others: $0.sections.others, why: $0.sections.reason)
        }
        reasons = outcome.waiting.sorted { $0.key < $1.key }
            .map { Reason(why: $0.key, items: $0.value) }
    }
}
