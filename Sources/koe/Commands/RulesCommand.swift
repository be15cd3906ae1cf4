import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe rules`: which items go to which section.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Which items go to which section (振分け規則).",
        discussion: "Example: koe rules import db/rules/example.yaml",
        subcommands: [Import.self, Apply.self, List.self, Evaluate.self, Draft.self])

    /// `koe rules import`
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Routes by these rules from their day on; the same file again does nothing.",
            discussion: """
                Example: koe rules import db/rules/example.yaml --dry-run

                Every section a rule names must be a unit of the recorded organisation on the
                rule's first day; without a recorded organisation any name will do. All is recorded
                at once or nothing: everything wrong is named by its line, exit code 65. The
                grammar: db/rules/README.md.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "File of rules (YAML).") var file: String
        @Flag(help: "Only say what would be recorded.") var dryRun = false

        func run() async throws {
            let rules = try RulesSource.read(file)
            try await OpenDesk.with(try await common.settings()) { opened in
                let outcome = try await opened.desk.importRules(
                    rules, isTrial: dryRun, actor: "cli")
                try TableSource.refuse(outcome.problems, of: file)
                Terminal.print(
                    TableSource.summary(
                        "振分け規則 第\(outcome.version)版 \(outcome.rules)件 "
                            + "\(rules.rules.effectiveOn)施行",
                        events: outcome.events, position: outcome.position))
            }
        }
    }

    /// `koe rules list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the rules for items received on a day, in the order they are asked.",
            discussion: "Example: koe rules list --on 2026-04-01 --format json")

        @OptionGroup var common: CommonOptions
        @Option(help: "Day of receipt; today unless given.") var on: Day?
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let day = on?.date ?? opened.desk.today
                guard let edition = try await opened.desk.routingBook().edition(on: day) else {
                    if format == .json { Terminal.print(try Terminal.json(ListedRules(nil))) }
                    Terminal.note("\(day)に有効な振分け規則はありません。")
                    return
                }
                let listed = ListedRules(edition)
                let rows = listed.rules.map(\.row)
                switch format {
                case .json: Terminal.print(try Terminal.json(listed))
                case .csv: Terminal.print(Terminal.csv(ListedRule.header, rows))
                case .table:
                    Terminal.print("第\(edition.version)版 \(edition.rules.effectiveOn)施行")
                    Terminal.print(
                        Terminal.table(["規則", "期間", "条件", "振分け先", "理由", "確からしさ"], rows))
                }
            }
        }
    }

    /// `koe rules evaluate`
    struct Evaluate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Routes the rows of a file and compares with the section it names.",
            discussion: """
                Examples:
                  koe rules evaluate 311.tsv --mapping db/mappings/nyc311.yaml
                  koe rules evaluate 311.tsv --mapping db/mappings/nyc311.yaml \\
                    --rules db/rules/nyc311.yaml --format json
                  koe rules evaluate 311.tsv --mapping db/mappings/nyc311.yaml --classifier

                The known section is the mapping's `department`; the rules are not told it. Each row
                is routed as on its own day of receipt. Rows no rule says anything of count as
                triage (担当未定), never as right or wrong. Nothing is recorded.

                --rules tries a file before it is adopted. --classifier asks no rules but a
                classifier trained on the other rows, in as many parts as --folds says. Of a file of
                gatherings or lectures, which no rule routes, it is asked which unit each contact
                means; right is where one is found.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "File whose sections are known.") var file: String
        @Option(help: "Mapping file (YAML), with department.") var mapping: String
        @Option(help: "Rules that are not adopted yet (YAML).") var rules: String?
        @Flag(help: "By a classifier, cross-validated (交差検証).") var classifier = false
        @Option(help: "Parts of the cross-validation, 2 to 20.") var folds = 5
        @Option(help: "Deals the rows into parts; another number deals them in another way.")
        var seed: UInt64 = 1
        @Option(help: "How the file is encoded.") var encoding: Code<FileEncoding>?
        @Option(help: "The day the file was published, for days printed without a year.")
        var publishedOn: Day?
        @Option(help: "How the result is printed.") var format: OutputFormat = .table

        func validate() throws {
            if classifier, rules != nil {
                throw ValidationError("--rules and --classifier cannot be given together")
            }
            guard (2...20).contains(folds) else {
                throw ValidationError("--folds \(folds) is not between 2 and 20")
            }
        }

        func run() async throws {
            let source = try ImportCommand.source(
                file, mapping: mapping, encoding?.value ?? .auto, publishedOn: publishedOn?.date)
            let method: RoutingTrialMethod =
                if let rules {
                    .draft(try RulesSource.read(rules).rules)
                } else if classifier {
                    .classifier(parts: folds, seed: seed)
                } else {
                    .rules
                }
            let trial = try await OpenDesk.with(try await common.settings()) { opened in
                try await opened.desk.evaluateRouting(of: source, by: method)
            }
            for reject in trial.rejects {
                Terminal.note("\(file): \(reject.line)行目: \(reject.reason)")
            }
            guard trial.rejects.isEmpty else {
                throw CommandError(
                    "\(file): \(trial.rejects.count) rows cannot be read; mend them first",
                    Failure.badData)
            }
            if trial.unlabelled > 0 {
                Terminal.note("担当の記載がない\(trial.unlabelled)行は評価していません。")
            }
            try report(EvaluationJSON(trial.evaluation))
        }

        private func report(_ result: EvaluationJSON) throws {
            switch format {
            case .json: Terminal.print(try Terminal.json(result))
            case .csv:
                Terminal.print(
                    Terminal.csv(
                        ["expected", "decided", "rows"],
                        result.confusion.map { [$0.expected, $0.decided ?? "", "\($0.rows)"] }))
            case .table:
                Terminal.print(
                    Terminal.table(
                        ["正しい担当", "振分け", "件数"],
                        result.confusion.map {
                            [$0.expected, $0.decided ?? "担当未定", "\($0.rows)"]
                        }))
                Terminal.print(
                    "\(result.rows)行: 振分け\(result.decided)(正\(result.right) "
                        + "誤\(result.wrong)) 担当未定\(result.triage)")
            }
        }
    }

    /// `koe rules draft`
    struct Draft: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drafts rules from earlier records: one for each category; records nothing.",
            discussion: """
                Example:
                  koe rules draft ledger-R7.csv --mapping db/mappings/letters-ledger.yaml \\
                    --effective-on 2026-04-01 > rules.yaml

                Each category goes to the section that had most of it. Read the draft, mend it, try
                it on another year's records (koe rules evaluate --rules), then import it.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "File whose sections are known.") var file: String
        @Option(help: "Mapping file (YAML), with category and department.") var mapping: String
        @Option(help: "First day the rules are to hold for.") var effectiveOn: Day
        @Option(help: "Rows a category must have.") var least = 3
        @Option(help: "Share of them its section must have.") var share = "80%"
        @Option(help: "How the file is encoded.") var encoding: Code<FileEncoding>?

        func run() async throws {
            guard let share = Confidence(percentage: share) else {
                throw ValidationError("--share \(share) is no percentage such as 80%")
            }
            let source = try ImportCommand.source(
                file, mapping: mapping, encoding?.value ?? .auto)
            let rules = try Desk.draftRules(
                from: source, effectiveOn: effectiveOn.date, least: least, share: share)
            Terminal.print(RoutingRulesFile.text(of: rules))
        }
    }
}

/// `{"rows":n,"decided":n,"right":n,"wrong":n,"triage":n,"confusion":[…]}` of DECISIONS §D.
private struct EvaluationJSON: Encodable {
    struct Confusion: Encodable {
        var expected: String
        var decided: String?
        var rows: Int

        private enum CodingKeys: String, CodingKey {
            case expected, decided, rows
        }

        /// A row nobody decided says so: `"decided":null`.
        func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: CodingKeys.self)
            try members.encode(expected, forKey: .expected)
            try members.encode(decided, forKey: .decided)
            try members.encode(rows, forKey: .rows)
        }
    }

    var rows: Int
    var decided: Int
    var right: Int
    var wrong: Int
    var triage: Int
    var confusion: [Confusion]

    init(_ evaluation: RoutingEvaluation) {
        rows = evaluation.rows
        decided = evaluation.decided
        right = evaluation.right
        wrong = evaluation.wrong
        triage = evaluation.triage
        confusion = evaluation.confusion.map {
            Confusion(expected: $0.expected, decided: $0.decided, rows: $0.rows)
        }
    }
}

/// The edition that holds on a day, as it is listed.
private struct ListedRules: Encodable {
    var version: Int?
    var effectiveOn: String?
    var source: String?
    var rules: [ListedRule]

    init(_ edition: (version: Int, rules: RoutingRules)?) {
        version = edition?.version
        effectiveOn = edition.map { "\($0.rules.effectiveOn)" }
        source = edition?.rules.source?.text
        rules = edition?.rules.rules.map(ListedRule.init) ?? []
    }
}

private struct ListedRule: Encodable {
    static let header = ["id", "days", "when", "to", "because", "confidence"]

    var id: String
    var days: String
    var when: String
    var to: String
    var because: String
    var confidence: String

    init(_ rule: RoutingRule) {
        id = rule.id.text
        days =
            rule.from == nil && rule.through == nil
            ? "" : "\(rule.from.map(\.description) ?? "")〜\(rule.through.map(\.description) ?? "")"
        when = rule.conditions.japanese
        to = rule.target.japanese
        because = rule.reason.text
        confidence = rule.confidence.japanese
    }

    var row: [String] { [id, days, when, to, because, confidence] }
}

/// A file of rules on disk.
enum RulesSource {
    static func read(_ path: String) throws -> RoutingRulesFile {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw CommandError("\(path) cannot be read; give a file of rules", Failure.badData)
        }
        guard bytes.count <= PlanFile.largest, let text = String(bytes: bytes, encoding: .utf8)
        else {
            throw CommandError(
                "\(path) is no UTF-8 text of at most \(PlanFile.largest) bytes", Failure.badData)
        }
        do throws(RoutingRulesRejected) {
            return try RoutingRulesFile(text)
        } catch {
            TableSource.tell(error.problems, of: path)
            throw CommandError(
                "\(path): nothing was done; mend what is named above (\(error.problems.count))",
                Failure.badData)
        }
    }
}
