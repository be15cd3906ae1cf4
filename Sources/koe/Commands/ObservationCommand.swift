import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe observation`: values that are typed in, not counted.
struct ObservationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observation", abstract: "Values of surveys and other offices (把握値).",
        discussion: "Example: koe observation record --help",
        subcommands: [Record.self, Correct.self, Withdraw.self])

    /// Which value is meant.
    struct PlaceOptions: ParsableArguments {
        @Option(help: "Indicator's code, or plan/code (指標).") var indicator: String
        @Option(
            help: """
                Series others publish that a target of the indicator names, such as 全道平均 (系列).
                """)
        var series: String?
        @Option(help: "Fiscal year, such as R7, 令和7 or 2025 (年度).") var year: String
        @Option(help: "Quarter, 1 to 4, where the value is of one (四半期).") var quarter: String?

        var period: ObservedPeriod {
            ObservedPeriod(indicator: indicator, series: series, year: year, quarter: quarter)
        }
    }

    /// The value itself.
    struct ValueOptions: ParsableArguments {
        @Option(parsing: .unconditional, help: "The value as published, such as 24.9 (値).")
        var value: String
        @Option(help: "Where it is from, such as 市民意識調査 (出典).") var source: String?
        @Option(help: "Fiscal year of the survey, where it is another (調査年度).")
        var surveyYear: String?
        @Option(help: "provisional 速報値, final 確定値 or corrected 訂正 (値の区分).")
        var label: String?

        var entry: ObservationEntry {
            var entry = ObservationEntry(value: value)
            entry.source = source
            entry.surveyYear = surveyYear
            entry.label = label
            return entry
        }
    }

    /// `koe observation record`
    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records the value of an indicator for a year or a quarter (記録).",
            discussion: """
                Example:
                  koe observation record --indicator women-in-community-and-councils \\
                    --year R7 --value 25.3 --source 市民意識調査

                An indicator has one value in a period: another one is a correction. A final value
                unless --label says otherwise.
                """)

        @OptionGroup var options: RecordOptions
        @OptionGroup var place: PlaceOptions
        @OptionGroup var value: ValueOptions

        func run() async throws {
            try await options.file { desk, command in
                try await desk.recordObservation(
                    value.entry, of: place.period, actor: "cli", command: command)
            }
        }
    }

    /// `koe observation correct`
    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replaces a value; the old one is kept (確定・訂正).",
            discussion: """
                Examples:
                  koe observation correct --indicator foreign-residents --year R7 --value 731 \\
                    --reason 集計の誤り
                  koe observation correct --indicator foreign-residents --year R8 --value 742 \\
                    --label final

                A provisional value that turns out right becomes final without a reason. Of a value
                typed in and one a file brought, the later counts and is the one corrected.
                """)

        @OptionGroup var options: RecordOptions
        @OptionGroup var place: PlaceOptions
        @OptionGroup var value: ValueOptions
        @Option(help: "Why, in words; sealed (理由).") var reason: String?

        func run() async throws {
            var entry = value.entry
            entry.reason = reason
            try await options.file { [entry] desk, command in
                try await desk.correctObservation(
                    entry, of: place.period, actor: "cli", command: command)
            }
        }
    }

    /// `koe observation withdraw`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes back a value that never was one (取下げ).",
            discussion: """
                Example:
                  koe observation withdraw --indicator foreign-residents --year R7 \\
                    --reason 年度の誤り
                """)

        @OptionGroup var options: RecordOptions
        @OptionGroup var place: PlaceOptions
        @Option(help: "Why, in words; sealed (理由).") var reason: String

        func run() async throws {
            try await options.file { desk, command in
                try await desk.withdrawObservation(
                    of: place.period, reason: reason, actor: "cli", command: command)
            }
        }
    }
}
