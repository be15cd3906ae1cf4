import ArgumentParser
import Desk
import Participation

/// `koe organisation`: the units of the city and how they change.
struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "Units of the city and their changes (組織).",
        discussion: "Example: koe organisation import 組織一覧.csv --effective-on 2024-04-01 --dry-run",
        subcommands: [Import.self, Duties.self, Reroute.self, List.self])

    /// `koe organisation import`
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Makes the organisation of a day what a list says; the same again does nothing.",
            discussion: """
                Examples:
                  koe organisation import 組織一覧.csv --effective-on 2024-04-01 --dry-run
                  koe organisation import 組織一覧.csv --effective-on 2024-04-01 \\
                    --successors 後継組織.csv

                The list holds every unit of the day, in UTF-8 or CP932, in one of two layouts:
                  組織コード,局,部,課,室・出先,係,組織名,電話番号
                    as cities publish it (affiliationCode, bureau, department, division,
                    office, unit, affiliationName, telephoneNumber)
                  code,name,parent,level,body,site,telephone
                    each unit with the code of the one above it; the last four may be
                    left out (組織コード,組織名,上位組織,階層,執行機関,庁舎,電話番号)

                A unit whose code is in the list no more ends. Who goes on with its work
                stands in the successors file, by code or name, a row for each pair:
                  旧,新,区分
                  総務局秘書課,政策局秘書課,名称変更
                  こども園総務課,こども保育教育課,統合
                  地域振興課,山田総合センター,分割
                  国体推進課,,廃止
                区分: 名称変更, 統合, 分割, 移管, or 廃止 where nobody goes on. A unit that ends and
                is not in the file is an error; --format csv prints the rows to complete.

                All is recorded at once or nothing: every wrong line is named, exit code 65.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "List of all units (CSV).") var file: String
        @Option(help: "Day from which it holds (施行日), such as 2024-04-01.") var effectiveOn: Day
        @Option(help: "Who succeeds whom (CSV).") var successors: String?
        @Flag(help: "Only say what would change.") var dryRun = false
        @Option(help: "Characters of the files; recognised unless given.")
        var encoding: Code<FileEncoding>?
        @Option(help: "How the changes are printed.") var format: OutputFormat = .table

        func run() async throws {
            let files = OrganisationFiles(
                list: try TableSource.read(file, as: encoding),
                successors: try successors.map { try TableSource.read($0, as: encoding) })
            try await OpenDesk.with(try await common.settings()) { opened in
                let outcome = try await opened.desk.importOrganisation(
                    files, effectiveOn: effectiveOn.date, isTrial: dryRun, actor: "cli")
                for warning in outcome.warnings { Terminal.note("\(file): \(warning)") }
                try print(outcome)
                TableSource.tell(outcome.listProblems, of: file)
                try TableSource.refuse(
                    outcome.successorProblems, of: successors ?? "--successors",
                    after: outcome.listProblems.count)
            }
        }

        private func print(_ outcome: OrganisationImport) throws {
            switch format {
            case .json:
                Terminal.print(
                    try Terminal.json(
                        OrganisationImportJSON(
                            outcome, isTrial: dryRun, list: file,
                            successors: successors ?? "--successors")))
            case .csv:
                Terminal.print(
                    Terminal.csv(["旧", "新", "区分"], outcome.difference.missingSuccessors))
            case .table:
                let rows = outcome.listProblems.isEmpty ? outcome.difference.rows : []
                if !rows.isEmpty {
                    Terminal.print(Terminal.table(["区分", "コード", "変更前", "変更後", "備考"], rows))
                }
                if !outcome.isRejected {
                    Terminal.print(
                        TableSource.summary(
                            "\(effectiveOn.date)施行", events: outcome.events,
                            position: outcome.position))
                }
            }
        }
    }

    /// `koe organisation duties`
    struct Duties: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says which unit does what from a day on; the same again does nothing.",
            discussion: """
                Example: koe organisation duties 事務分掌.csv --effective-on 2024-04-01

                  組織,事務,分類,移管元
                  市民課,戸籍に関すること,07、08,
                  くらし安全安心課,消費生活に関すること,,市民課

                (unit, duty, categories, from.) Units by code or name. With 移管元 the duty moves
                from that unit, which may go on. Old items of a unit that was split are allotted
                by the categories of these duties. All is recorded at once or nothing.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Table of duties (CSV).") var file: String
        @Option(help: "Day from which it holds (施行日), such as 2024-04-01.") var effectiveOn: Day
        @Flag(help: "Only say what would be recorded.") var dryRun = false
        @Option(help: "Characters of the file; recognised unless given.")
        var encoding: Code<FileEncoding>?

        func run() async throws {
            let table = try TableSource.read(file, as: encoding)
            try await OpenDesk.with(try await common.settings()) { opened in
                let outcome = try await opened.desk.importDuties(
                    table, effectiveOn: effectiveOn.date, isTrial: dryRun, actor: "cli")
                try TableSource.refuse(outcome.problems, of: file)
                Terminal.print(
                    TableSource.summary(
                        "事務分掌 \(effectiveOn.date)施行", events: outcome.events,
                        position: outcome.position))
            }
        }
    }

    /// `koe organisation list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the units of a day.",
            discussion: "Example: koe organisation list --on 2024-04-01 --format csv")

        @OptionGroup var common: CommonOptions
        @Option(help: "The day; today unless given.") var on: Day?
        @Option(help: "Position, day or moment as of which it is known; now unless given.")
        var asOf: String?
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            let moment = try FigureArguments.moment(asOf)
            try await OpenDesk.with(try await common.settings()) { opened in
                let day = on?.date ?? opened.desk.today
                let units = try await opened.desk.organisation(asOf: moment).units(on: day)
                switch format {
                case .json:
                    Terminal.print(
                        try Terminal.json(
                            UnitList(on: day.description, units: units.map(UnitJSON.init))))
                case .table: Terminal.print(Terminal.table(Self.japanese, units.map(Self.row)))
                case .csv: Terminal.print(Terminal.csv(Self.header, units.map(Self.row)))
                }
            }
        }

        private static let header = [
            "code", "name", "parent", "level", "body", "site", "telephone", "from", "until",
        ]
        private static let japanese = [
            "コード", "組織名", "上位組織", "階層", "執行機関", "庁舎", "電話番号", "設置", "廃止",
        ]

        private static func row(_ unit: OrganisationUnit) -> [String] {
            [
                unit.code, unit.fullName, unit.parent ?? "", unit.level.japanese,
                unit.description.body.japanese, unit.description.site?.japanese ?? "",
                unit.description.telephone ?? "", unit.from.description,
                unit.until?.description ?? "",
            ]
        }
    }
}

extension OrganisationDifference {
    /// One row for each unit that changes.
    fileprivate var rows: [[String]] {
        let heirs = Dictionary(
            commands.compactMap { command -> (String, [Successor])? in
                guard case .abolish(let abolition) = command else { return nil }
                return (abolition.code, abolition.successors)
            }, uniquingKeysWith: { first, _ in first })
        let candidates = Dictionary(
            suggestions.map { ($0.from.code, $0.to.code) }, uniquingKeysWith: { first, _ in first })
        func ending(_ unit: OrganisationUnit) -> String {
            let heirs = (heirs[unit.code] ?? []).map { "\($0.code)(\($0.kind.japanese))" }
            if !heirs.isEmpty { return "後継 " + heirs.joined(separator: "、") }
            guard withoutSuccessor.contains(where: { $0.code == unit.code }) else {
                return "後継なし"
            }
            return candidates[unit.code].map { "後継未記入 候補 \($0)" } ?? "後継未記入"
        }
        return added.map { ["設置", $0.code, "", $0.fullName, ""] }
            + replaced.map {
                ["コード再使用", $0.after.code, $0.before.fullName, $0.after.fullName, ending($0.before)]
            }
            + renamed.map {
                [
                    $0.isOwn ? "名称変更" : "上位の名称変更", $0.after.code, $0.before.fullName,
                    $0.after.fullName, "",
                ]
            }
            + moved.map { ["上位組織の変更", $0.code, "", $0.fullName, "上位 \($0.parent ?? "なし")"] }
            + updated.map {
                ["電話番号等の変更", $0.code, "", $0.fullName, $0.description.telephone ?? ""]
            }
            + removed.map { ["廃止", $0.code, $0.fullName, "", ending($0)] }
    }

    /// The rows a successors file still lacks, with the candidates a person has to confirm.
    fileprivate var missingSuccessors: [[String]] {
        withoutSuccessor.map { unit in
            let heir = suggestions.first { $0.from.code == unit.code }
            return [unit.code, heir?.to.code ?? "", heir == nil ? "" : "名称変更"]
        }
    }
}
