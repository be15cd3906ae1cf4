import Participation
import Testing

extension FiscalYear {
    /// A year of a test, which is there or the test is wrong.
    static func named(
        _ text: String, at location: SourceLocation = #_sourceLocation
    ) -> FiscalYear {
        guard let year = FiscalYear(parsing: text) else {
            Issue.record("no such year: \(text)", sourceLocation: location)
            return FiscalYear(.earliest)
        }
        return year
    }
}

extension FigureValue {
    /// A number of a test, decimal or fraction.
    static func of(_ text: String, at location: SourceLocation = #_sourceLocation) -> FigureValue {
        guard let value = FigureValue(parsing: text) ?? FigureValue(exactly: text) else {
            Issue.record("no such number: \(text)", sourceLocation: location)
            return .zero
        }
        return value
    }
}

extension Target {
    /// `R11` and a kind.
    static func `in`(_ year: String, _ kind: Kind) -> Target { Target(year: .named(year), kind) }
}

extension Indicator {
    /// 市長への手紙の受付件数 of the Nemuro plan: 120件 (R6) → 130件 (R11) → 150件 (R16).
    static let letters = Indicator(
        plan: "nemuro-basic", code: "letters-to-mayor", name: "市長への手紙の受付件数", unit: "件",
        measure: Measure(
            .counted(
                Measure.Countable(
                    .count,
                    of: Measure.Selection(
                        .items,
                        where: [Measure.Condition("scheme", in: ["letter-to-mayor"])])))),
        baseline: Baseline(year: .named("R6"), value: .of("120")),
        targets: [
            .in("R11", .value(.of("130"))), .in("R16", .value(.of("150"))),
        ],
        frequency: .quarterly)

    /// An indicator someone looks up: a baseline of R6 and targets for R11 and R16.
    static func observed(
        _ baseline: String?, _ first: Target.Kind, _ second: Target.Kind, better: Better = .up
    ) -> Indicator {
        letters.with {
            $0.measure = Measure(.observed(field: "value"))
            $0.better = better
            $0.baseline = Baseline(year: .named("R6"), value: baseline.map { .of($0) })
            $0.targets = [.in("R11", first), .in("R16", second)]
        }
    }

    /// The same indicator with something changed.
    func with(_ change: (inout Indicator) -> Void) -> Indicator {
        var copy = self
        change(&copy)
        return copy
    }
}

extension DefineIndicator {
    /// A change of a definition, with author and reason.
    static func change(_ indicator: Indicator) -> DefineIndicator {
        DefineIndicator(indicator, author: "企画課 根室", reason: "計画の改定")
    }
}
