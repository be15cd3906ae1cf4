import ArgumentParser
import Desk
import Participation

extension OrganisationCommand {
    /// `koe organisation reroute`
    struct Reroute: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open items follow the organisation of a day; the same again does nothing.",
            discussion: """
                Examples:
                  koe organisation reroute --on 2026-04-01 --dry-run
                  koe organisation reroute --on 2026-04-01

                Items whose section is no more, or whose duty has moved, go to the successor; where
                nobody clearly succeeds, back to the hearing section's tray (担当未定). Answered and
                ended items keep the section that answered. Whoever has an item in hand keeps it when
                the unit was renamed or merged; after a split or a move of duties it is taken up anew.

                With --dry-run the day may lie ahead, if its organisation is recorded already.
                限定 items go along and are listed without their number.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "The day whose organisation holds (基準日), such as 2026-04-01.") var on: Day
        @Flag(help: "Only say what would move.") var dryRun = false
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let outcome = try await opened.desk.reroute(
                    on: on.date, isTrial: dryRun, actor: "cli")
                let rows = outcome.entries.map(Self.row)
                switch format {
                case .json: Terminal.print(try Terminal.json(ReroutingJSON(outcome, on: on.date)))
                case .csv:
                    Terminal.print(Terminal.csv(["receiptNumber", "from", "to", "why"], rows))
                case .table:
                    if !rows.isEmpty {
                        Terminal.print(Terminal.table(["受付番号", "旧担当", "新担当", "理由"], rows))
                    }
                    Terminal.print(
                        TableSource.summary(
                            "\(on.date)の組織 処理中\(outcome.looked)件のうち\(outcome.items)件",
                            events: outcome.events, position: outcome.position))
                }
            }
        }

        private static func row(_ entry: Rerouting.Entry) -> [String] {
            [
                entry.receiptNumber?.description ?? Handling.restricted.japanese, entry.from,
                entry.to ?? (entry.isLead ? "担当未定(広聴で振分け)" : "なし(関係課から除く)"),
                entry.move.japanese,
            ]
        }
    }
}

/// `{"on":…,"open":n,"items":n,"events":n,"position":n,"moves":[…]}`
private struct ReroutingJSON: Encodable {
    struct Move: Encodable {
        var receiptNumber: String?
        var from: String
        var to: String?
        var lead: Bool
        var why: String
        var cause: Int64?
    }

    var on: String
    var open: Int
    var items: Int
    var events: Int
    var position: Int64
    var moves: [Move]

    init(_ outcome: Rerouting, on day: LocalDate) {
        on = day.description
        open = outcome.looked
        items = outcome.items
        events = outcome.events
        position = outcome.position
        moves = outcome.entries.map {
            Move(
                receiptNumber: $0.receiptNumber?.description, from: $0.from, to: $0.to,
                lead: $0.isLead, why: $0.move.japanese, cause: $0.cause)
        }
    }
}
