import Desk
import Participation

/// The way from the baseline to the last target, as a line, R6 → R11 → R16 (計画期間の推移図).
///
/// The numbers stand beside it in words or in a table; sizes are attributes, never a style: the
/// page's policy forbids that.
struct PlanLine: Sendable {
    /// A year with what is known of it; years need not follow one another.
    struct Point: Sendable {
        var year: FiscalYear
        var actual: FigureValue?
        /// A printed number: the baseline's or a target's.
        var printed: FigureValue?
    }

    let indicator: Indicator
    let points: [Point]
    /// Which picture of the page it is: an id may stand there once.
    let id: String
    let words: FigureStrings
    let review: FigureReviewStrings

    /// Width and height, the years not included, in units of the picture.
    struct Size: Sendable {
        let width: Int
        let height: Int

        /// In a row of a table.
        static let small = Size(width: 120, height: 36)
        /// Across a page.
        static let large = Size(width: 480, height: 110)
    }

    private let size: Size
    private static let edge = 4
    private static let foot = 11

    /// A picture of the plan with the actual of one year, out of what a row of the board knows.
    init(_ row: FigureRow, words: FigureStrings, review: FigureReviewStrings) {
        let indicator = row.indicator
        var points: [FiscalYear: Point] = [:]
        if let baseline = indicator.baseline, let year = baseline.year {
            points[year] = Point(year: year, actual: nil, printed: baseline.value)
        }
        for target in indicator.targets {
            points[target.year] = Point(
                year: target.year, actual: nil, printed: Self.number(target))
        }
        let year = row.figure.period.year
        points[year, default: Point(year: year)].actual = row.figure.value
        self.init(
            indicator: indicator, points: points.values.sorted { $0.year < $1.year },
            id: "line-\(indicator.plan)-\(indicator.code)", size: .small, words: words,
            review: review)
    }

    init(
        indicator: Indicator, points: [Point], id: String, size: Size, words: FigureStrings,
        review: FigureReviewStrings
    ) {
        self.size = size
        self.indicator = indicator
        self.points = points
        self.id = id
        self.words = words
        self.review = review
    }

    /// A picture of every year of the plan.
    init(
        _ indicator: Indicator, _ years: [FigureYear], words: FigureStrings,
        review: FigureReviewStrings
    ) {
        let points = years.map { year in
            let isBaseline = indicator.baseline?.year == year.year
            return Point(
                year: year.year, actual: year.value,
                printed: isBaseline ? indicator.baseline?.value : year.target.flatMap(Self.number))
        }
        self.init(
            indicator: indicator, points: points, id: "line", size: .large, words: words,
            review: review)
    }

    private static func number(_ target: Target) -> FigureValue? {
        switch target.kind {
        case .value(let value), .atLeast(let value), .atMost(let value), .below(let value): value
        case .increase, .maintain, .benchmark, .text: nil
        }
    }

    /// The picture; nothing where there are not two numbers to draw.
    var svg: HTML {
        let values = points.flatMap { [$0.actual, $0.printed] }.compactMap(\.self)
        guard points.count > 1, values.count > 1, let top = values.max(), let low = values.min()
        else { return "" }
        let scale = Scale(size: size, low: min(low, .zero), top: top, points: points)
        let plan = points.compactMap { point in point.printed.map { (point.year, $0) } }
        let actual = points.compactMap { point in point.actual.map { (point.year, $0) } }
        let dots = actual.map { year, value -> HTML in
            """
            <circle class="dot" cx="\(scale.x(year))" cy="\(scale.y(value))" r="2.5"/>
            """
        }
        let marks = plan.map { year, value -> HTML in
            """
            <path class="aim" d="M\(scale.x(year)) \(scale.y(value))m-3 0h6m-3 -3v6"/>
            """
        }
        let years = plan.map { year, _ -> HTML in
            "<text x=\"\(scale.x(year))\" y=\"\(size.height + 9)\">\(year.label)</text>"
        }
        return """
            <svg class="line" role="img" aria-labelledby="\(id)" \
            viewBox="0 0 \(size.width) \(size.height + Self.foot)" \
            width="\(size.width)" height="\(size.height + Self.foot)">
            <title id="\(id)">\(title)</title>
            \(path("plan", plan, scale))\(path("way", actual, scale))
            \(HTML(joining: marks + dots + years))
            </svg>
            """
    }

    private func path(
        _ kind: String, _ points: [(FiscalYear, FigureValue)], _ scale: Scale
    ) -> HTML {
        guard points.count > 1 else { return "" }
        let way = points.map { "\(scale.x($0.0)) \(scale.y($0.1))" }.joined(separator: "L")
        return "<path class=\"\(kind)\" d=\"M\(way)\"/>"
    }

    private var title: String {
        let parts = points.flatMap { point -> [String] in
            let printed = point.printed.map {
                "\(point.year.label) \(review.lineTarget) \(text($0))"
            }
            let actual = point.actual.map {
                "\(point.year.label) \(review.lineActual) \(text($0))"
            }
            return [printed, actual].compactMap(\.self)
        }
        return review.lineSummary(indicator.name, parts)
    }

    private func text(_ value: FigureValue) -> String {
        value.grouped(decimals: indicator.decimals) + indicator.unit
    }

    /// Where years and values lie in the picture.
    private struct Scale {
        let size: Size
        let low: FigureValue
        let top: FigureValue
        let first: Int
        let last: Int

        init(size: Size, low: FigureValue, top: FigureValue, points: [Point]) {
            self.size = size
            self.low = low
            self.top = top
            first = points.first?.year.year ?? 0
            last = points.last?.year.year ?? 0
        }

        func x(_ year: FiscalYear) -> Int {
            let room = size.width - 4 * PlanLine.edge
            return 2 * PlanLine.edge + room * (year.year - first) / max(1, last - first)
        }

        func y(_ value: FigureValue) -> String {
            let room = size.height - 2 * PlanLine.edge
            let part = value.subtracting(low)?.multiplied(by: FigureValue(room))
            let high = top.subtracting(low).flatMap { part?.divided(by: $0) } ?? .zero
            let level = FigureValue(size.height - PlanLine.edge).subtracting(high)
            return (level ?? .zero).text(decimals: 1)
        }
    }
}

/// The line with a table of the same numbers, for the page of one indicator (計画期間の推移).
struct PlanSeries: Sendable {
    let indicator: Indicator
    let years: [FigureYear]
    let words: FigureStrings
    let review: FigureReviewStrings

    var html: HTML {
        guard years.count > 1 else { return "" }
        let columns = years.map { year in
            "<th scope=\"col\">\(words.inYear(year.year))</th>" as HTML
        }
        let line = PlanLine(indicator, years, words: words, review: review)
        return """
            <section class="series" aria-labelledby="series">
            <h2 id="series">\(review.lineTitle)</h2>
            \(line.svg)
            <div class="scroll" role="group" tabindex="0" aria-labelledby="series">
            <table class="across">
            <thead><tr><th scope="col">\(review.lineYear)</th>\(HTML(joining: columns))</tr></thead>
            <tbody>
            \(row(review.lineActual, years.map(\.value).map(number)))
            \(row(review.lineTarget, years.map(target)))
            \(row(review.lineGuide, years.map { $0.guide.map(indicator.guideText) }))
            </tbody>
            </table>
            </div>
            </section>
            """
    }

    private func number(_ value: FigureValue?) -> String? {
        value?.grouped(decimals: indicator.decimals)
    }

    private func target(_ year: FigureYear) -> String? {
        if let target = year.target {
            return target.japanese(unit: indicator.unit, decimals: indicator.decimals)
        }
        guard let baseline = indicator.baseline, baseline.year == year.year else { return nil }
        return baseline.value.map {
            "\(words.baseline) " + $0.grouped(decimals: indicator.decimals)
        }
    }

    private func row(_ name: String, _ cells: [String?]) -> HTML {
        let cells = cells.map { "<td class=\"amount\">\($0 ?? words.none)</td>" as HTML }
        return "<tr><th scope=\"row\">\(name)</th>\(HTML(joining: cells))</tr>"
    }
}
