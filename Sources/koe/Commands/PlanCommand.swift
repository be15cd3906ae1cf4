import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe plan`: plans and their indicators.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Plans and their indicators (計画・成果指標).",
        discussion: "Example: koe plan import db/plans/nemuro-basic.yaml",
        subcommands: [Import.self, List.self, Check.self])

    /// `koe plan import`
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records a plan and its indicators; the same file again changes nothing.",
            discussion: """
                Example: koe plan import db/plans/nemuro-basic.yaml

                A definition that differs from the recorded one becomes its next version: who
                changes it (--author) and why (--reason) are recorded with it. What it makes of
                all past years is shown before it is recorded; --preview stops there.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Plan file (YAML).") var file: String
        @Option(help: "Who changes definitions (変更者).") var author: String?
        @Option(help: "Why (変更理由).") var reason: String?
        @Flag(help: "Show what new and changed definitions make of past years; record nothing.")
        var preview = false
        @Option(help: "How a preview is printed.") var format: OutputFormat = .table

        func run() async throws {
            let (plan, indicators) = try PlanSource.read(file)
            try await OpenDesk.with(try await common.settings()) { opened in
                let previews = try await opened.desk.preview(of: indicators)
                if preview { return try PreviewTable(previews).print(as: format) }
                let changed = previews.filter { $0.currentVersion != nil }
                if !changed.isEmpty { try PreviewTable(changed).print(as: .table) }
                let outcome = try await opened.desk.importPlan(
                    plan, indicators, author: author, reason: reason, actor: "koe")
                Terminal.print(
                    "\(plan.name): \(outcome.added) added, \(outcome.changed) changed, "
                        + "\(outcome.unchanged) unchanged")
            }
        }
    }

    /// `koe plan list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the indicators of a year.",
            discussion: "Example: koe plan list --year R8 --format json")

        @OptionGroup var common: CommonOptions
        @Option(help: "Fiscal year; the current one unless given.") var year: String?
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let asked = try year.map(FigureArguments.year)
                let found = try await opened.desk.indicators(
                    in: asked ?? FiscalYear(opened.desk.today))
                switch format {
                case .json:
                    Terminal.print(
                        try Terminal.json(
                            IndicatorList(indicators: found.map { Listed($0.definition) })))
                case .table: Terminal.print(Terminal.table(Self.header, found.map(Self.row)))
                case .csv: Terminal.print(Terminal.csv(Self.header, found.map(Self.row)))
                }
            }
        }

        private static let header = ["code", "name", "unit", "baseline", "targets", "version"]

        private static func row(
            _ found: (code: String, definition: IndicatorDefined)
        ) -> [String] {
            let indicator = found.definition.indicator
            let baseline = indicator.baseline?.value.map {
                $0.grouped(decimals: indicator.decimals) + indicator.unit
            }
            let targets = indicator.targets.map {
                "\($0.year) \($0.japanese(unit: indicator.unit, decimals: indicator.decimals))"
            }
            return [
                found.code, indicator.name, indicator.unit, baseline ?? "—",
                targets.joined(separator: ", "), String(found.definition.version),
            ]
        }
    }

    /// `koe plan check`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads a plan file and says what is wrong with it; records nothing.",
            discussion: "Example: koe plan check my-plan.yaml")

        @Argument(help: "Plan file (YAML).") var file: String

        func run() throws {
            let (plan, indicators) = try PlanSource.read(file)
            Terminal.print("\(plan.name): \(indicators.count) indicators, nothing wrong")
        }
    }
}

/// `{"indicators":[…]}` of DECISIONS §D.
private struct IndicatorList: Encodable {
    var indicators: [Listed]
}

private struct Listed: Encodable {
    struct Point: Encodable {
        var year: String?
        var value: Decimal?
        var text: String
    }

    var plan: String
    var code: String
    var name: String
    var unit: String
    var baseline: Point?
    var targets: [Point]

    init(_ definition: IndicatorDefined) {
        let indicator = definition.indicator
        plan = indicator.plan
        code = indicator.code
        name = indicator.name
        unit = indicator.unit
        baseline = indicator.baseline.map { baseline in
            Point(
                year: baseline.year?.label, value: baseline.value?.decimal,
                text: baseline.value.map {
                    $0.grouped(decimals: indicator.decimals) + indicator.unit
                } ?? "—")
        }
        targets = indicator.targets.map { target in
            Point(
                year: target.year.label, value: target.value?.decimal,
                text: target.japanese(unit: indicator.unit, decimals: indicator.decimals))
        }
    }
}

extension FigureValue {
    /// The number for JSON; `nil` where no decimal is exact.
    var decimal: Decimal? {
        decimalPlaces.flatMap { Decimal(string: text(decimals: $0)) }
    }
}

/// A plan file on disk.
enum PlanSource {
    static func read(_ path: String) throws -> (plan: PlanHeader, indicators: [Indicator]) {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw CommandError("\(path) cannot be read; give a plan file", Failure.badData)
        }
        guard bytes.count <= PlanFile.largest, let text = String(bytes: bytes, encoding: .utf8)
        else {
            throw CommandError(
                "\(path) is no UTF-8 text of at most \(PlanFile.largest) bytes", Failure.badData)
        }
        do {
            return try PlanFile.parse(text)
        } catch {
            throw CommandError(
                "\(path): " + error.problems.map(\.japanese).joined(separator: " "),
                Failure.badData)
        }
    }
}
