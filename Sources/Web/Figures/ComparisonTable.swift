import Desk
import Participation

/// Every indicator at two moments side by side, with the difference and the way to what made it
/// (二時点の比較の表).
struct ComparisonTable: Sendable {
    let comparison: FigureComparison
    let plans: [PlanHeader]
    let choice: FigureChoice
    let city: String
    let words: Strings

    private var texts: FigureStrings { words.figures }
    private var review: FigureReviewStrings { words.review }

    var html: HTML {
        HTML(
            joining: plans.compactMap { plan in
                let own = comparison.figures.filter {
                    $0.definition?.indicator.plan == plan.code
                }
                return own.isEmpty ? nil : table(plan, own)
            })
    }

    /// `令和8年6月30日(火) 時点（記録番号 123）`
    static func moment(_ moment: LogMoment, _ day: LocalDate, _ words: FigureStrings) -> String {
        words.asOf(words.day(day), moment.timeOfDay?.description, moment.position)
    }

    private func table(_ plan: PlanHeader, _ figures: [ComparedFigure]) -> HTML {
        let earlier = Self.moment(comparison.earlier, comparison.earlierDay, texts)
        let later = Self.moment(comparison.later, comparison.laterDay, texts)
        return """
            <section class="plan" aria-labelledby="plan-\(plan.code)">
            <h2 id="plan-\(plan.code)">\(plan.name)</h2>
            <table class="figures compared" role="table">
            <caption>\(texts.year(choice.year)) \(review.comparisonTitle)</caption>
            <thead role="rowgroup">
            <tr class="print" aria-hidden="true"><td colspan="5">\
            \(city)　\(plan.name)　\(texts.year(choice.year))　\(review.comparisonTitle)</td></tr>
            <tr role="row">
            <th scope="col" role="columnheader" class="name">\(texts.indicator)</th>
            <th scope="col" role="columnheader" class="amount">\(review.earlier)\
            <span class="small">\(earlier)</span></th>
            <th scope="col" role="columnheader" class="amount">\(review.later)\
            <span class="small">\(later)</span></th>
            <th scope="col" role="columnheader" class="amount">\(review.difference)</th>
            <th scope="col" role="columnheader">\(review.explanation)</th>
            </tr>
            </thead>
            <tbody role="rowgroup">
            \(HTML(joining: figures.map(row)))
            </tbody>
            </table>
            </section>
            """
    }

    private func row(_ figure: ComparedFigure) -> HTML {
        guard let indicator = figure.definition?.indicator else { return "" }
        let period = FigurePeriod(year: choice.year)
        let redefined: HTML =
            figure.wasRedefined ? "<span class=\"small\">\(review.redefined)</span>" : ""
        let why = """
            <a href="\(choice.records(of: indicator, period).text)">\(review.explanation)\
            <span class="unseen"> \(indicator.name)</span></a>
            """ as HTML
        return """
            <tr role="row" class="indicator">
            <th scope="row" role="rowheader" class="name">\(indicator.name)\
            <span class="unit">\(texts.unit(indicator.unit))</span>\(redefined)</th>
            \(cell(review.earlier, value(figure.earlier, indicator)))
            \(cell(review.later, value(figure.later, indicator)))
            \(cell(review.difference, Self.signed(figure.difference, indicator) ?? texts.none))
            <td role="cell">\(why)</td>
            </tr>
            """
    }

    private func cell(_ label: String, _ text: String) -> HTML {
        "<td role=\"cell\" class=\"amount\" data-label=\"\(label)\">\(text)</td>"
    }

    private func value(_ figure: Figure?, _ indicator: Indicator) -> String {
        if let value = figure?.value {
            return value.grouped(decimals: indicator.decimals) + indicator.unit
        }
        return choice.filter.narrows(indicator.measure) ? texts.unknown : review.notNarrowed
    }

    /// `+3`, `−2`, `0`.
    static func signed(_ value: FigureValue?, _ indicator: Indicator) -> String? {
        guard let value else { return nil }
        let text = value.grouped(decimals: indicator.decimals)
        return value > .zero ? "+\(text)" : text
    }
}
