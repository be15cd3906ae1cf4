import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe deadline`: the rules by which deadlines are counted.
struct DeadlineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadline", abstract: "Periods within which the city answers (回答期限の定め).",
        discussion: "Example: koe deadline define --from 2026-04-01 --days 14",
        subcommands: [Define.self, List.self, Withdraw.self])

    /// `koe deadline define`
    struct Define: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Has a rule hold from a day of receipt on.",
            discussion: """
                Examples:
                  koe deadline define --from 2026-04-01 --days 14
                  koe deadline define --scheme opinion --from 2026-07-01 --days 10 --opening
                  koe deadline define --scheme petition --from 2026-04-01 --none

                The rule in force on the day of receipt decides. Deadlines of items received before
                do not move. A rule for a scheme goes before one for all.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "First day of receipt it is for (適用開始日).") var from: Day
        @Option(help: "Number of days (日数).") var days: Int?
        @Flag(help: "Days on which the city hall is open (開庁日); calendar days otherwise.")
        var opening = false
        @Flag(help: "No deadline from then on (期限なし).") var none = false
        @Option(help: "Scheme (受付制度); all that have no rule of their own unless given.")
        var scheme: Code<Scheme>?

        func validate() throws {
            guard none == (days == nil) else {
                throw ValidationError("give either --days N or --none")
            }
        }

        func run() async throws {
            let rule: DeadlineRule? = days.map { opening ? .openingDays($0) : .calendarDays($0) }
            let term = DeadlineTerm(scheme: scheme?.value, from: from.date, rule: rule)
            try await OpenDesk.with(try await common.settings()) { opened in
                let position = try await opened.desk.define(term, actor: "cli")
                Terminal.print(
                    TableSource.summary(
                        "\(scheme?.value.japanese ?? "すべての制度") \(from.date.wareki)から \(term.japanese)",
                        events: position > 0 ? 1 : 0, position: position))
            }
        }
    }

    /// `koe deadline list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the rules for deadlines.",
            discussion: "Example: koe deadline list --format csv")

        @OptionGroup var common: CommonOptions
        @Option(help: "Position, day or moment as of which they are known; now unless given.")
        var asOf: String?
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        struct Listed: Encodable {
            var scheme: String?
            var from: String
            var days: Int?
            var opening: Bool?

            init(_ term: DeadlineTerm) {
                scheme = term.scheme?.rawValue
                from = term.from.description
                switch term.rule {
                case .calendarDays(let count)?: (days, opening) = (count, false)
                case .openingDays(let count)?: (days, opening) = (count, true)
                case nil: break
                }
            }
        }

        func run() async throws {
            let moment = try FigureArguments.moment(asOf)
            try await OpenDesk.with(try await common.settings()) { opened in
                let terms = try await opened.desk.deadlines(asOf: moment).terms
                switch format {
                case .json: Terminal.print(try Terminal.json(terms.map(Listed.init)))
                case .csv:
                    Terminal.print(
                        Terminal.csv(
                            ["scheme", "from", "days", "opening"],
                            terms.map(Listed.init).map { row in
                                [
                                    row.scheme ?? "", row.from, row.days.map(String.init) ?? "",
                                    row.opening.map { "\($0)" } ?? "",
                                ]
                            }))
                case .table:
                    Terminal.print(
                        Terminal.table(
                            ["受付制度", "適用開始日", "期限"],
                            terms.map {
                                [$0.scheme?.japanese ?? "すべて", $0.from.wareki, $0.japanese]
                            }))
                }
            }
        }
    }

    /// `koe deadline withdraw`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a rule away that was entered by mistake.",
            discussion: "Example: koe deadline withdraw --scheme opinion --from 2026-07-01")

        @OptionGroup var common: CommonOptions
        @Option(help: "First day of receipt it is for (適用開始日).") var from: Day
        @Option(help: "Scheme (受付制度).") var scheme: Code<Scheme>?

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let position = try await opened.desk.withdrawDeadline(
                    of: scheme?.value, from: from.date, actor: "cli")
                Terminal.print("\(from.date.wareki)からの定め: 取り消しました(位置 \(position))")
            }
        }
    }
}
