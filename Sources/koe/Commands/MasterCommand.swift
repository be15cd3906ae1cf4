import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe master`: lists of others by which the city reads addresses and areas.
struct MasterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "master", abstract: "Areas, postal codes, municipalities (マスタ).",
        discussion: "Example: koe master import postal KEN_ALL.CSV --effective-on 2026-04-01",
        subcommands: [Import.self, List.self, Find.self, Check.self])

    /// `koe master import`
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a list from a day on; the same again does nothing.",
            discussion: """
                Examples:
                  koe master import areas area2023.csv --effective-on 2023-04-01
                  koe master import postal KEN_ALL.CSV --effective-on 2026-04-01 \\
                    --through 2026-09-30

                Kinds and the columns they need, in UTF-8 or CP932:
                  areas           エリア名 or 地域, 市町名 or 市町村
                  postal          日本郵便's KEN_ALL, or 郵便番号,都道府県,市区町村,町域
                  postal-offices  日本郵便's JIGYOSYO, or the same with 事業所
                  municipalities  団体コード or lgcode (six digits) or cid (five),都道府県,市区町村

                A list is good through the end of the fiscal year, unless --through names another
                day, or until the next list begins. On a day no list is good for, a look-up says so:
                the list of another year is never asked in its place.

                All is recorded at once or nothing: every wrong line is named, exit code 65.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "areas, postal, postal-offices or municipalities.")
        var kind: Code<MasterKind>
        @Argument(help: "The list (CSV).") var file: String
        @Option(help: "First day it is good for, such as 2023-04-01.") var effectiveOn: Day
        @Option(help: "Last day it is good for; 31 March unless given.") var through: Day?
        @Flag(help: "Only say what would be recorded.") var dryRun = false
        @Option(help: "Characters of the file; recognised unless given.")
        var encoding: Code<FileEncoding>?

        func run() async throws {
            let table = try TableSource.read(file, as: encoding)
            try await OpenDesk.with(try await common.settings()) { opened in
                let outcome = try await opened.desk.importMaster(
                    kind.value, table, effectiveOn: effectiveOn.date, through: through?.date,
                    source: URL(fileURLWithPath: file).lastPathComponent, isTrial: dryRun,
                    actor: "cli")
                try TableSource.refuse(outcome.problems, of: file)
                let days = "\(outcome.days.lowerBound)〜\(outcome.days.upperBound)"
                Terminal.print(
                    TableSource.summary(
                        "\(kind.value.japanese) \(outcome.rows)行 \(days)",
                        events: outcome.events, position: outcome.position))
            }
        }
    }

    /// `koe master list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the editions there are, and the days each is good for.",
            discussion: "Example: koe master list --format json")

        @OptionGroup var common: CommonOptions
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        struct Edition: Encodable {
            var kind: String
            var from: String
            var through: String
            var rows: Int
            var source: String?
        }

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                var editions: [(kind: MasterKind, edition: Edition)] = []
                for kind in MasterKind.allCases {
                    let master = try await opened.desk.master(kind)
                    editions += master.all.map { edition in
                        let days = master.days(of: edition)
                        return (
                            kind,
                            Edition(
                                kind: kind.rawValue, from: days.lowerBound.description,
                                through: days.upperBound.description, rows: edition.rows.count,
                                source: edition.source?.text)
                        )
                    }
                }
                try print(editions)
            }
        }

        private func print(_ editions: [(kind: MasterKind, edition: Edition)]) throws {
            func rows(_ name: (MasterKind) -> String) -> [[String]] {
                editions.map { kind, edition in
                    [
                        name(kind), edition.from, edition.through, "\(edition.rows)",
                        edition.source ?? "",
                    ]
                }
            }
            switch format {
            case .json: Terminal.print(try Terminal.json(["masters": editions.map(\.edition)]))
            case .csv:
                Terminal.print(
                    Terminal.csv(
                        ["kind", "from", "through", "rows", "source"], rows(\.rawValue)))
            case .table:
                Terminal.print(
                    Terminal.table(["種類", "初日", "末日", "行数", "出典"], rows(\.japanese)))
            }
        }
    }

    /// `koe master find`
    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Looks something up in the list of a day.",
            discussion: "Example: koe master find postal 087-8711 --on 2026-06-28")

        @OptionGroup var common: CommonOptions
        @Argument(help: "areas, postal, postal-offices or municipalities.")
        var kind: Code<MasterKind>
        @Argument(help: "Area, postal code or code of a municipality.") var key: String
        @Option(help: "The day; today unless given.") var on: Day?
        @Option(help: "How the rows are printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let master = try await opened.desk.master(kind.value)
                let day = on?.date ?? opened.desk.today
                switch MasterDirectory(master, of: kind.value).look(up: key, on: day) {
                case .found(let rows):
                    let cells = rows.map { $0.cells.map(\.text) }
                    switch format {
                    case .json: Terminal.print(try Terminal.json(["rows": cells]))
                    case .csv: Terminal.print(Terminal.csv(kind.value.fields, cells))
                    case .table: Terminal.print(Terminal.table(kind.value.fields, cells))
                    }
                case .notListed:
                    throw CommandError(
                        "\(day)の\(kind.value.japanese)マスタに「\(key)」はありません。", Failure.badData)
                case .notCovered(let day):
                    throw CommandError(
                        MasterWords.notCovered(kind.value, "\(day)", master), Failure.badData)
                }
            }
        }
    }

    /// `koe master check`
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares the areas in a file with the municipalities beside them.",
            discussion: """
                Example:
                  koe master check R5Q1.csv --mapping db/mappings/fukui-survey.yaml \\
                    --attribute エリア

                Each row is read by the list of areas of its own day of receipt: the municipality of
                its area agrees with its district, disagrees, or the area is not in the list. Rows
                of days no list is good for are not compared; exit code 65 when there are any.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "File with areas.") var file: String
        @Option(help: "Mapping file (YAML), with receivedOn and district.") var mapping: String
        @Option(help: "Attribute of the mapping that is the area.") var attribute: String
        @Option(help: "How the result is printed.") var format: OutputFormat = .table

        struct Result: Encodable {
            var agree: Int
            var disagree: Int
            var unknown: Int
            var notCovered: Int
        }

        func run() async throws {
            let source = try ImportCommand.source(file, mapping: mapping)
            try await OpenDesk.with(try await common.settings()) { opened in
                let check = try await opened.desk.checkAreas(in: source, attribute: attribute)
                let counts = [check.agree, check.disagree, check.unknown, check.notCovered]
                let row = counts.map(String.init)
                switch format {
                case .json:
                    Terminal.print(
                        try Terminal.json(
                            Result(
                                agree: counts[0], disagree: counts[1], unknown: counts[2],
                                notCovered: counts[3])))
                case .csv:
                    Terminal.print(
                        Terminal.csv(["agree", "disagree", "unknown", "notCovered"], [row]))
                case .table:
                    Terminal.print(Terminal.table(["一致", "不一致", "該当なし", "マスタなし"], [row]))
                }
                guard let days = check.uncovered else { return }
                throw CommandError(
                    MasterWords.notCovered(
                        .areas, "\(days.lowerBound)〜\(days.upperBound)の\(check.notCovered)行",
                        try await opened.desk.master(.areas)), Failure.badData)
            }
        }
    }
}

/// What is said where no master is good for a day.
private enum MasterWords {
    static func notCovered(_ kind: MasterKind, _ what: String, _ master: Master) -> String {
        let known = master.all.map { edition in
            let days = master.days(of: edition)
            return "\(days.lowerBound)〜\(days.upperBound)"
        }
        let there = known.isEmpty ? "登録なし" : "登録済み: " + known.joined(separator: "、")
        return "\(what)に有効な\(kind.japanese)マスタがありません(\(there))。"
            + "koe master import で登録してください。"
    }
}
