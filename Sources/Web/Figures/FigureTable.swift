import Desk
import Participation

/// The indicators of one plan, one row each (指標の表).
///
/// Roles are said although a table has them: on narrow screens rows are laid out as cards, and
/// browsers then forget that they are rows.
struct FigureTable: Sendable {
    let part: FigureBoard.Part
    let board: FigureBoard
    /// Pinned to the moment of the board.
    let choice: FigureChoice
    /// The city, for the top of every printed page.
    let city: String
    let moment: String
    let words: FigureStrings
    let review: FigureReviewStrings

    private static let columns = 12

    var html: HTML {
        let count = part.policies.map(\.rows.count).reduce(0, +)
        return """
            <section class="plan" aria-labelledby="plan-\(part.plan.code)">
            <h2 id="plan-\(part.plan.code)">\(part.plan.name)</h2>
            <table class="figures" role="table">
            <caption>\(words.caption(words.year(board.year), moment, count))</caption>
            \(head)
            \(HTML(joining: part.policies.map(body)))
            </table>
            </section>
            """
    }

    private var head: HTML {
        let quarters = Quarter.allCases.map { quarter -> HTML in
            let running: HTML = quarter == board.runningQuarter ? "<br>\(words.running)" : ""
            return """
                <th scope="col" role="columnheader" class="quarter">\
                <span class="full">\(words.quarter(quarter))</span><br>\
                \(words.months(quarter))\(running)</th>
                """
        }
        let names: [(String, HTML)] = [
            ("name", "\(words.indicator)"), ("amount", "\(words.baseline)"),
            ("amount", "\(words.target)"), ("amount", "\(words.actual)"),
            ("amount", "\(words.rates)"), ("judged", "\(words.state)"),
            ("amount", "\(words.lastYear)"),
        ]
        let columns = names.map { kind, name -> HTML in
            "<th scope=\"col\" role=\"columnheader\" class=\"\(kind)\">\(name)</th>"
        }
        let trend: HTML =
            "<th scope=\"col\" role=\"columnheader\" class=\"trend\">\(words.trend)</th>"
        return """
            <thead role="rowgroup">
            <tr class="print" aria-hidden="true"><td colspan="\(Self.columns)">\
            \(city)　\(part.plan.name)　\(words.year(board.year))　\(moment)</td></tr>
            <tr role="row">
            \(HTML(joining: columns + quarters + [trend]))
            </tr>
            </thead>
            """
    }

    private func body(_ policy: FigureBoard.Policy) -> HTML {
        """
        <tbody role="rowgroup">
        <tr role="row" class="policy"><th scope="rowgroup" role="rowheader" \
        colspan="\(Self.columns)">\(policy.name ?? words.otherPolicies)</th></tr>
        \(HTML(joining: policy.rows.map(row)))
        </tbody>
        """
    }

    // MARK: A row

    private func row(_ row: FigureRow) -> HTML {
        let indicator = row.indicator
        return """
            <tr role="row" class="indicator">
            \(name(row))
            \(cell(words.baseline, "amount", baseline(indicator)))
            \(cell(words.target, "amount", target(row)))
            \(cell(words.actual, "amount actual", year(row)))
            \(cell(words.rates, "amount rates", rates(row)))
            \(cell(words.state, "judged", state(row)))
            \(cell(words.lastYear, "amount", lastYear(row)))
            \(quarters(row))
            </tr>
            """
    }

    private func cell(_ label: String, _ kind: String, _ content: HTML) -> HTML {
        "<td role=\"cell\" class=\"\(kind)\" data-label=\"\(label)\">\(content)</td>"
    }

    private func name(_ row: FigureRow) -> HTML {
        let indicator = row.indicator
        let period = FigurePeriod(year: board.year)
        let down: HTML =
            indicator.better == .down
            ? "<span class=\"better\">\(words.betterDown)</span>" : ""
        return """
            <th scope="row" role="rowheader" class="name">\
            <a href="\(choice.records(of: indicator, period).text)">\(indicator.name)</a>\
            <span class="unit">\(words.unit(indicator.unit))</span>\(down)\(about(row))</th>
            """
    }

    /// How it is counted, by which version, beside the number: every figure says what it is.
    private func about(_ row: FigureRow) -> HTML {
        let indicator = row.indicator
        let sentence = MeasureSentence(
            measure: indicator.measure, words: words.records.measure, year: words.year)
        return """
            <details class="about"><summary><span aria-hidden="true">ⓘ</span>\
            <span class="unseen">\(review.aboutNumber(indicator.name))</span></summary>\
            <p>\(sentence.text)\(words.records.versionNumber(row.figure.definition.version))</p>\
            </details>
            """
    }

    private func baseline(_ indicator: Indicator) -> HTML {
        guard let baseline = indicator.baseline else { return note(words.none) }
        guard let value = baseline.value else { return note(baseline.label ?? words.none) }
        let when = baseline.label ?? baseline.year.map(words.inYear)
        let lines = [when, baseline.measured ? nil : words.expected].compactMap(\.self)
        return amount(value, indicator) + small(lines.joined(separator: "・"))
    }

    private func target(_ row: FigureRow) -> HTML {
        let indicator = row.indicator
        guard let goal = row.figure.goal else { return note(words.none) }
        let line = PlanLine(row, words: words, review: review).svg
        let target = goal.target
        let text = target.japanese(unit: indicator.unit, decimals: indicator.decimals)
        let printed: HTML =
            "<span class=\"target\">\(text)</span>" + small(words.inYear(target.year))
        guard case .guide(let value, _) = goal else { return printed + line }
        return printed + small("\(words.guide) \(indicator.guideText(value))") + line
    }

    private func year(_ row: FigureRow) -> HTML {
        let period = FigurePeriod(year: board.year)
        guard let value = row.figure.value else {
            let isNarrowed = choice.filter.narrows(row.indicator.measure)
            return note(isNarrowed ? unknownYear : review.notNarrowed)
        }
        return link(row, value, period)
    }

    private func rates(_ row: FigureRow) -> HTML {
        let rates = [(words.achievement, row.achievement), (words.progress, row.progress)]
        guard rates.contains(where: { $0.1.value != nil }) else { return note(words.none) }
        return HTML(
            joining: rates.map { term, rate in
                """
                <span class="rate"><span class="term">\(term)</span> \(rate.text)</span>
                """
            })
    }

    private func state(_ row: FigureRow) -> HTML {
        if row.figure.value != nil { return StateMark(state: row.figure.state, words: words).html }
        return "<span class=\"mark unknown\">\(unknownYear)</span>"
    }

    /// Why there is no value of the year.
    private var unknownYear: String {
        board.day < board.year.firstDay ? words.notYet : words.unknown
    }

    private func lastYear(_ row: FigureRow) -> HTML {
        guard let previous = row.previous, let value = previous.value else {
            return note(words.unknown)
        }
        var lines: [HTML] = []
        if row.wasRedefined { lines.append(small(words.redefined)) }
        if let toDate = row.previousToDate, let day = board.day.yearsBack(1) {
            let address = choice.records(of: row.indicator, previous.period, until: day)
            lines.append(
                """
                <span class="small">\(words.toDate) \
                <a href="\(address.text)">\(number(toDate, row.indicator))</a></span>
                """)
        }
        return link(row, value, previous.period) + HTML(joining: lines)
    }

    private func quarters(_ row: FigureRow) -> HTML {
        guard row.hasQuarterlyValues else {
            return """
                <td role="cell" class="none" colspan="5">\
                \(words.noQuarters(row.indicator.frequency))</td>
                """
        }
        let cells = Quarter.allCases.map { quarter -> HTML in
            let period = FigurePeriod(year: board.year, quarter: quarter)
            let content: HTML =
                switch row.quarters[quarter.rawValue - 1] {
                case .known(let value):
                    """
                    <a href="\(choice.records(of: row.indicator, period).text)">\
                    \(number(value, row.indicator))</a>
                    """
                case .unknown: note(words.unknown)
                case .notYet: note(words.notYet)
                }
            return cell(words.quarter(quarter), "amount quarter", content)
        }
        let bars = QuarterBars(row: row, running: board.runningQuarter, words: words).svg
        return HTML(joining: cells + [cell(words.trend, "trend", bars)])
    }

    // MARK: Numbers

    private func number(_ value: FigureValue, _ indicator: Indicator) -> String {
        value.grouped(decimals: indicator.decimals)
    }

    private func amount(_ value: FigureValue, _ indicator: Indicator) -> HTML {
        "\(number(value, indicator))<span class=\"of\">\(indicator.unit)</span>"
    }

    private func link(_ row: FigureRow, _ value: FigureValue, _ period: FigurePeriod) -> HTML {
        let address = choice.records(of: row.indicator, period)
        return "<a href=\"\(address.text)\">\(amount(value, row.indicator))</a>"
    }

    private func note(_ text: String) -> HTML { "<span class=\"note\">\(text)</span>" }

    private func small(_ text: String) -> HTML {
        text.isEmpty ? "" : "<span class=\"small\">\(text)</span>"
    }
}

/// How an indicator is coming along: a word and a shape, never a colour alone (状況の表示).
struct StateMark: Sendable {
    let state: ProgressState
    let words: FigureStrings

    var html: HTML {
        "<span class=\"mark \(state.rawValue)\">\(words.stateName(state))</span>"
    }
}
