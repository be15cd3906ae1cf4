import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe calendar`: the days on which the city hall is closed.
struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Days on which the city hall is closed (閉庁日の暦).",
        discussion: "Example: koe calendar import db/calendars/holidays.csv",
        subcommands: [Import.self, List.self, Withdraw.self])

    /// `koe calendar import`
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a calendar; the same again does nothing.",
            discussion: """
                Examples:
                  koe calendar import db/calendars/holidays.csv
                  koe calendar import 市の休日.csv --name closed-days

                Two columns, in UTF-8 or CP932: a day (2026-05-06, every year 12-29, every week 土)
                and what it is called. The file of the Cabinet Office is read as it is.

                Calendars add up. A new edition of one, known by its name, takes the place of the
                old; deadlines given out before do not move. All is recorded or nothing: every wrong
                line is named, exit code 65.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Calendar (CSV).") var file: String
        @Option(help: "Name of the calendar (暦の名称); that of the file unless given.")
        var name: String?
        @Flag(help: "Only say what would be recorded.") var dryRun = false
        @Option(help: "Characters of the file; recognised unless given.")
        var encoding: Code<FileEncoding>?

        func run() async throws {
            let table = try TableSource.read(file, as: encoding)
            let name =
                name ?? URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
            try await OpenDesk.with(try await common.settings()) { opened in
                let outcome = try await opened.desk.importCalendar(
                    table, name: name, isTrial: dryRun, actor: "cli")
                try TableSource.refuse(outcome.problems, of: file)
                Terminal.print(
                    TableSource.summary(
                        "\(name) \(outcome.calendar.closures.count)日", events: outcome.events,
                        position: outcome.position))
            }
        }
    }

    /// `koe calendar list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the days on which the city hall is closed.",
            discussion: "Example: koe calendar list --format csv")

        @OptionGroup var common: CommonOptions
        @Option(help: "Position, day or moment as of which they are known; now unless given.")
        var asOf: String?
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        struct Listed: Encodable {
            struct Day: Encodable {
                var day: String
                var name: String
            }
            struct Named: Encodable {
                var name: String
                var closures: [Day]
            }
            /// After this day only yearly and weekly rules are known.
            var lastListedDay: String?
            var calendars: [Named]
        }

        func run() async throws {
            let moment = try FigureArguments.moment(asOf)
            try await OpenDesk.with(try await common.settings()) { opened in
                let city = try await opened.desk.calendar(asOf: moment)
                func rows(_ day: (Closure.Day) -> String) -> [[String]] {
                    city.all.flatMap { calendar in
                        calendar.closures.map { [calendar.name, day($0.day), $0.name] }
                    }
                }
                switch format {
                case .json:
                    Terminal.print(
                        try Terminal.json(
                            Listed(
                                lastListedDay: city.opening.lastListedDay?.description,
                                calendars: city.all.map { calendar in
                                    Listed.Named(
                                        name: calendar.name,
                                        closures: calendar.closures.map {
                                            Listed.Day(day: $0.day.written, name: $0.name)
                                        })
                                })))
                case .csv:
                    Terminal.print(Terminal.csv(["calendar", "date", "name"], rows(\.written)))
                case .table:
                    Terminal.print(Terminal.table(["暦", "日", "名称"], rows(\.japanese)))
                    if let last = city.opening.lastListedDay {
                        Terminal.note("\(last)より後は、毎年・毎週の閉庁日だけが登録されています。")
                    }
                }
            }
        }
    }

    /// `koe calendar withdraw`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a calendar away that was taken by mistake.",
            discussion: "Example: koe calendar withdraw closed-days")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Name of the calendar (暦の名称).") var name: String

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let position = try await opened.desk.withdrawCalendar(name: name, actor: "cli")
                Terminal.print("\(name): 取り消しました(位置 \(position))")
            }
        }
    }
}

extension Closure.Day {
    /// As calendar files have it, so that what is listed can be imported.
    fileprivate var written: String {
        switch self {
        case .weekly(let weekday): String(weekday.letter)
        case .yearly, .once: code
        }
    }

    /// In words.
    fileprivate var japanese: String {
        switch self {
        case .weekly(let weekday): "毎週\(weekday.japanese)"
        case .yearly(let month, let day): "毎年\(month)月\(day)日"
        case .once(let date): date.warekiWithWeekday
        }
    }
}
