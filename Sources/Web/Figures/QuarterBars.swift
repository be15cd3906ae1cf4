import Desk
import Participation

/// Four bars, one for each quarter, from 0 up (四半期の棒).
///
/// The numbers stand beside it in the table; the picture says the same to those who look first.
/// Sizes are attributes, never a style: the page's policy forbids that.
struct QuarterBars: Sendable {
    let row: FigureRow
    let running: Quarter?
    let words: FigureStrings

    // In units of the picture, which the style sheet scales.
    private static let slot = 30
    private static let bar = 20
    private static let height = 40
    private static let foot = 12
    private static var width: Int { slot * Quarter.allCases.count }

    /// The picture.
    var svg: HTML {
        let id = "bars-\(row.indicator.plan)-\(row.indicator.code)"
        let top = scale
        let bars = Quarter.allCases.map { bar($0, below: top) }
        return """
            <svg class="bars" role="img" aria-labelledby="\(id)" \
            viewBox="0 0 \(Self.width) \(Self.height + Self.foot)" \
            width="\(Self.width)" height="\(Self.height + Self.foot)">
            <title id="\(id)">\(title)</title>
            \(HTML(joining: bars))
            <path class="base" d="M0 \(Self.height)H\(Self.width)"/>\(guide(below: top))
            </svg>
            """
    }

    /// What the whole height stands for; nil when there is nothing above 0.
    private var scale: FigureValue? {
        let values = row.quarters.compactMap(\.value) + [row.quarterGuide].compactMap(\.self)
        return values.max().flatMap { $0 > .zero ? $0 : nil }
    }

    /// How high a value stands, to a tenth; negative ones stay on the ground.
    private func height(_ value: FigureValue, below top: FigureValue?) -> FigureValue {
        guard let top, value > .zero else { return .zero }
        return value.multiplied(by: FigureValue(Self.height - 2))?.divided(by: top) ?? .zero
    }

    private func level(_ height: FigureValue) -> String {
        (FigureValue(Self.height).subtracting(height) ?? .zero).text(decimals: 1)
    }

    private func bar(_ quarter: Quarter, below top: FigureValue?) -> HTML {
        let index = quarter.rawValue - 1
        let left = index * Self.slot + (Self.slot - Self.bar) / 2
        let middle = left + Self.bar / 2
        let label: HTML =
            "<text class=\"quarter\" x=\"\(middle)\" y=\"\(Self.height + 10)\">\(quarter.rawValue)</text>"
        switch row.quarters[index] {
        case .known(let value):
            let height = height(value, below: top)
            let kind = quarter == running ? "bar running" : "bar"
            return """
                <rect class="\(kind)" x="\(left)" y="\(level(height))" width="\(Self.bar)" \
                height="\(height.text(decimals: 1))"/>\(label)
                """
        case .unknown:
            return """
                <text class="unknown" x="\(middle)" y="\(Self.height - 4)">?</text>\(label)
                """
        case .notYet: return label
        }
    }

    private func guide(below top: FigureValue?) -> HTML {
        guard let guide = row.quarterGuide, top != nil else { return "" }
        let level = level(height(guide, below: top))
        return "<path class=\"guide\" d=\"M0 \(level)H\(Self.width)\"/>"
    }

    /// All of it in words.
    private var title: String {
        let indicator = row.indicator
        let values = Quarter.allCases.map { quarter in
            let value =
                switch row.quarters[quarter.rawValue - 1] {
                case .known(let value):
                    value.grouped(decimals: indicator.decimals) + indicator.unit
                case .unknown: words.unknown
                case .notYet: words.notYet
                }
            return words.quarterIs(
                words.quarter(quarter), quarter == running ? words.isRunning(value) : value)
        }
        let guide = row.quarterGuide.map {
            words.barGuide(
                indicator.guideText($0) + indicator.unit, indicator.measure.isAdditive)
        }
        return words.barsTitle(indicator.name, values, guide)
    }
}
