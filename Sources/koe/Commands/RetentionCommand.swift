import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe retention`: how long which records are kept.
struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "How long which records are kept (保存区分の定め).",
        discussion: "Example: koe retention define items --from 2020-04-01 --class 5",
        subcommands: [
            Define.self, List.self, Withdraw.self, Hold.self, LiftHold.self, SuspendUse.self,
        ])

    /// `koe retention define`
    struct Define: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Has a rule hold for what is completed from a day on.",
            discussion: """
                Examples:
                  koe retention define items --from 2020-04-01 --class 5
                  koe retention define petition --from 2020-04-01 --class 10
                  koe retention define undue-demand --from 2026-04-01 --class 常用

                The period begins on 1 April after the day of completion (完結日). A rule for one
                scheme goes before that for all items.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "What it is for (対象).") var kind: KindArgument
        @Option(help: "First day of completion it is for (適用開始日).") var from: Day
        @Option(name: .customLong("class"), help: "Years, such as 5, or 常用 (保存区分).")
        var period: PeriodArgument

        func run() async throws {
            let term = RetentionTerm(kind.value, from: from.date, period: period.value)
            try await OpenDesk.with(try await common.settings()) { opened in
                let position = try await opened.desk.define(term, actor: "cli")
                Terminal.print(
                    TableSource.summary(
                        "\(term.kind.japanese) \(term.from.wareki)から \(term.period.japanese)",
                        events: position > 0 ? 1 : 0, position: position))
            }
        }
    }

    /// `koe retention list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the rules on retention.",
            discussion: "Example: koe retention list --format csv")

        @OptionGroup var common: CommonOptions
        @Option(help: "Position, day or moment as of which they are known; now unless given.")
        var asOf: String?
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            let moment = try FigureArguments.moment(asOf)
            try await OpenDesk.with(try await common.settings()) { opened in
                let terms = try await opened.desk.retention(asOf: moment).terms
                let codes = terms.map { [$0.kind.code, $0.from.description, $0.period.code] }
                switch format {
                case .json:
                    Terminal.print(
                        try Terminal.json(
                            codes.map { ["kind": $0[0], "from": $0[1], "class": $0[2]] }))
                case .csv: Terminal.print(Terminal.csv(["kind", "from", "class"], codes))
                case .table:
                    Terminal.print(
                        Terminal.table(
                            ["対象", "適用開始日", "保存区分"],
                            terms.map { [$0.kind.japanese, $0.from.wareki, $0.period.japanese] }))
                }
            }
        }
    }

    /// `koe retention withdraw`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a rule away that was entered by mistake.",
            discussion: "Example: koe retention withdraw petition --from 2020-04-01")

        @OptionGroup var common: CommonOptions
        @Argument(help: "What it is for (対象).") var kind: KindArgument
        @Option(help: "First day of completion it is for (適用開始日).") var from: Day

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let position = try await opened.desk.withdrawRetention(
                    of: kind.value, from: from.date, actor: "cli")
                Terminal.print("\(from.date.wareki)からの定め: 取り消しました(位置 \(position))")
            }
        }
    }
}

/// What a rule is for, as an argument: `items`, a scheme, `lectures`, `gatherings`.
struct KindArgument: ExpressibleByArgument {
    let value: RetainedKind

    init?(argument: String) {
        guard let value = RetainedKind(code: argument) else { return nil }
        self.value = value
    }

    static var allValueStrings: [String] { RetainedKind.all.map(\.code) }
}

/// A period as an argument: `5`, `5年`, `常用`.
struct PeriodArgument: ExpressibleByArgument {
    let value: RetentionPeriod

    init?(argument: String) {
        guard let value = RetentionPeriod(parsing: argument) else { return nil }
        self.value = value
    }
}

/// A fiscal year as an argument: `R8`, `令和8`, `2026`.
struct YearArgument: ExpressibleByArgument {
    let value: FiscalYear

    init?(argument: String) {
        guard let value = FiscalYear(parsing: argument) else { return nil }
        self.value = value
    }
}
