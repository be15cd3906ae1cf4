import ArgumentParser
import Desk
import Participation

/// `koe figures`: the figures of indicators, as of any moment.
struct FiguresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures", abstract: "Figures of indicators, as of any moment (指標値).",
        discussion: """
            Examples:
              koe figures --year R8 --quarter 1
              koe figures --year R8 --indicator letters-to-mayor --by channel
              koe figures --year R8 --as-of 2026-06-30
              koe figures --year R8 --by department --lens current

            --as-of takes a position of the log (digits only), a day (through 24:00 Japan time)
            or a moment in time. Without --quarter there is one row for the year.

            --lens recorded is by category and section at receipt. --lens current is by those of
            the moment asked for: items of former sections stand under their successors, and those
            of which nobody can say to which one they went under 配分不能, so that the sum is the same.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Fiscal year, such as R8, 令和8 or 2026.") var year: String
    @Option(help: "Quarter, 1 to 4.") var quarter: Int?
    @Option(help: "Indicator's code, or plan/code; may be given several times.")
    var indicator: [String] = []
    @Option(help: "Dimension to tell apart by; may be given several times.") var by: [String] = []
    @Option(help: "Position, day or moment; now unless given.") var asOf: String?
    @Option(help: "recorded (当時) or current (現在), for category and organisation.")
    var lens: LensView = .recorded
    @Option(help: "The same for the category alone.") var lensCategory: LensView?
    @Option(help: "The same for the organisation alone.") var lensOrganisation: LensView?
    @Option(help: "How figures are printed.") var format: OutputFormat = .table

    func run() async throws {
        let request = try self.request()
        try await OpenDesk.with(try await common.settings()) { opened in
            let answer = try await opened.desk.figures(request)
            switch format {
            case .json: Terminal.print(try Terminal.json(answer))
            case .table: Terminal.print(Terminal.table(header, answer.figures.map(row)))
            case .csv: Terminal.print(Terminal.csv(header, answer.figures.map(row)))
            }
        }
    }

    private func request() throws -> FigureRequest {
        guard quarter == nil || quarter.flatMap(Quarter.init(rawValue:)) != nil else {
            throw ValidationError("--quarter is 1, 2, 3 or 4")
        }
        guard by.count <= FigureRequest.mostAxes else {
            throw ValidationError("--by may be given \(FigureRequest.mostAxes) times")
        }
        let moment = try FigureArguments.moment(asOf)
        return FigureRequest(
            year: try FigureArguments.year(year), quarter: quarter.flatMap(Quarter.init(rawValue:)),
            indicators: indicator, by: by, asOf: moment,
            lens: Lens(
                category: (lensCategory ?? lens).view,
                organisation: (lensOrganisation ?? lens).view))
    }

    private var header: [String] {
        by.isEmpty
            ? ["indicator", "name", "period", "value", "unit", "target", "status"]
            : ["indicator", "name", "period"] + by + ["value", "unit"]
    }

    private func row(_ figure: Figure) -> [String] {
        let indicator = figure.definition.indicator
        let value =
            figure.value.map { $0.grouped(decimals: indicator.decimals) } ?? "未把握"
        let start = [figure.code, indicator.name, figure.period.description]
        guard by.isEmpty else {
            return start + figure.dimensions.map { $0.word ?? "不明" } + [value, indicator.unit]
        }
        return start + [value, indicator.unit, figure.goalText ?? "—", figure.state.japanese]
    }
}

/// 当時 or 現在, as a flag.
enum LensView: String, ExpressibleByArgument, CaseIterable {
    case recorded, current

    var view: Lens.View { self == .recorded ? .recorded : .current }
}

/// What several commands read alike.
enum FigureArguments {
    static func moment(_ text: String?) throws -> AsOf {
        guard let text else { return .now }
        guard let moment = AsOf(parsing: text) else {
            throw ValidationError(
                "--as-of \(text) is no position, day (2026-06-30) or moment "
                    + "(2026-06-30T12:00:00+09:00)")
        }
        return moment
    }

    static func year(_ text: String) throws -> FiscalYear {
        guard let year = FiscalYear(parsing: text) else {
            throw ValidationError("\(text) is no fiscal year; write R8, 令和8 or 2026")
        }
        return year
    }
}
