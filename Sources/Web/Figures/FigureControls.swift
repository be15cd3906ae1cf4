import Desk
import Participation

/// What was typed into the form, right or wrong: nothing a person typed is lost (入力欄の内容).
struct FigureForm: Sendable {
    var asOf: String
    var lens: String
    var plan: String
    var compare = ""
    var filter: [String: String] = [:]
    var errors: [InputError] = []

    func error(of field: String) -> InputError? { errors.first { $0.field == field } }
}

/// The form that says which year, which moment and which plan, and the ways to others
/// (表示の条件).
struct FigureControls: Sendable {
    let choice: FigureChoice
    let form: FigureForm
    let plans: [PlanHeader]
    var choices = FigureWords()
    let today: LocalDate
    let words: Strings

    private var texts: FigureStrings { words.figures }
    private var more: FigureReviewStrings { words.review }

    /// How many years back the list of years goes.
    private static let yearsBack = 10

    /// What is wrong with the input, on top of the page, each with a way to its field.
    var errorSummary: HTML {
        guard !form.errors.isEmpty else { return "" }
        let items = form.errors.map { error -> HTML in
            "<li><a href=\"#\(error.field)\">\(words.inputError(error))</a></li>"
        }
        return """
            <section class="errors" role="alert" aria-labelledby="errors">
            <h2 id="errors">\(words.invalid)</h2>
            <ul>
            \(HTML(joining: items))
            </ul>
            </section>
            """
    }

    /// The form and the ways.
    var html: HTML {
        """
        <form class="controls" method="get" action="/figures" aria-label="\(texts.controlsTitle)">
        \(year)
        \(asOf)
        \(plan)
        \(lens)
        \(furtherFields)
        \(language)<button>\(texts.show)</button>
        </form>
        \(presets)
        """
    }

    private var year: HTML {
        let thisYear = FiscalYear(today)
        let listed = (0...Self.yearsBack).compactMap { FiscalYear(thisYear.year - $0) }
        let years = Set(listed + [choice.year]).sorted(by: >)
        let options = years.map { year in
            option(year.label, texts.year(year), isChosen: year == choice.year)
        }
        return field("year", texts.yearLabel) { attributes in
            """
            <select id="year" name="year"\(attributes)>
            \(HTML(joining: options))
            </select>
            """
        }
    }

    private var asOf: HTML {
        field("asOf", texts.asOfLabel, hint: texts.asOfHint) { attributes in
            """
            <input id="asOf" name="asOf" type="text" maxlength="64" autocomplete="off" \
            value="\(form.asOf)"\(attributes)>
            """
        }
    }

    private var plan: HTML {
        guard plans.count > 1 || form.error(of: "plan") != nil else { return "" }
        let options =
            [option("", texts.allPlans, isChosen: form.plan.isEmpty)]
            + plans.map { option($0.code, $0.name, isChosen: $0.code == form.plan) }
        return field("plan", texts.planLabel) { attributes in
            """
            <select id="plan" name="plan"\(attributes)>
            \(HTML(joining: options))
            </select>
            """
        }
    }

    private var lens: HTML {
        let options = Lens.View.allCases.map { view in
            option(view.rawValue, texts.lens(view), isChosen: view.rawValue == form.lens)
        }
        return field("lens", texts.lensLabel) { attributes in
            """
            <select id="lens" name="lens"\(attributes)>
            \(HTML(joining: options))
            </select>
            """
        }
    }

    /// What narrows and what compares; out of the way until somebody wants it.
    private var furtherFields: HTML {
        let isUsed = !form.compare.isEmpty || form.filter.values.contains { !$0.isEmpty }
        let open: HTML = isUsed ? " open" : ""
        return """
            <details class="more"\(open)>
            <summary>\(more.further)</summary>
            <div>
            \(narrowing("channel", more.channel, Channel.allCases.map(channel)))
            \(narrowing("category", more.category, choices.categories.map(Choice.init)))
            \(narrowing("section", more.section, choices.sections.map(Choice.init)))
            \(narrowing("district", more.district, choices.districts.map(Choice.init)))
            \(narrowing("anonymous", more.anonymous, anonymity))
            \(compare)
            </div>
            </details>
            """
    }

    /// One of the words to choose from.
    private struct Choice {
        let value: String
        let text: String

        init(_ value: String, _ text: String) { (self.value, self.text) = (value, text) }

        init(_ word: String) { self.init(word, word) }

        init(_ section: (code: String, name: String)) { self.init(section.code, section.name) }
    }

    private func channel(_ channel: Channel) -> Choice {
        Choice(channel.rawValue, words.register.channelName(channel))
    }

    private var anonymity: [Choice] {
        [Choice("yes", more.onlyAnonymous), Choice("no", more.onlyNamed)]
    }

    private func narrowing(_ name: String, _ label: String, _ options: [Choice]) -> HTML {
        let chosen = form.filter[name] ?? ""
        // A word nobody uses any more stays chosen when the address names it.
        let isKnown = chosen.isEmpty || options.contains { $0.value == chosen }
        let all = [Choice("", more.all)] + (isKnown ? [] : [Choice(chosen)]) + options
        return field(name, label) { attributes in
            """
            <select id="\(name)" name="\(name)"\(attributes)>
            \(HTML(joining: all.map { option($0.value, $0.text, isChosen: $0.value == chosen) }))
            </select>
            """
        }
    }

    private var compare: HTML {
        field("compare", more.compare, hint: more.compareHint) { attributes in
            """
            <input id="compare" name="compare" type="text" maxlength="64" autocomplete="off" \
            value="\(form.compare)"\(attributes)>
            """
        }
    }

    private var language: HTML {
        guard let language = choice.language else { return "" }
        return "<input type=\"hidden\" name=\"lang\" value=\"\(language)\">\n"
    }

    private func option(_ value: String, _ text: String, isChosen: Bool) -> HTML {
        let chosen: HTML = isChosen ? " selected" : ""
        return "<option value=\"\(value)\"\(chosen)>\(text)</option>"
    }

    /// A label, the field, and what is to be said about it.
    private func field(
        _ name: String, _ label: String, hint: String? = nil, _ control: (HTML) -> HTML
    ) -> HTML {
        let error = form.error(of: name)
        var notes: [HTML] = []
        var ids: [String] = []
        if let hint {
            ids.append("\(name)-hint")
            notes.append("<p class=\"hint\" id=\"\(name)-hint\">\(hint)</p>")
        }
        if let error {
            ids.append("\(name)-error")
            notes.append("<p class=\"error\" id=\"\(name)-error\">\(words.inputError(error))</p>")
        }
        let described: HTML =
            ids.isEmpty ? "" : " aria-describedby=\"\(ids.joined(separator: " "))\""
        let invalid: HTML = error == nil ? "" : " aria-invalid=\"true\""
        return """
            <div class="field">
            <label for="\(name)">\(label)</label>
            \(control("\(described)\(invalid)"))
            \(HTML(joining: notes))
            </div>
            """
    }

    /// Now, and the ends of the quarters of the year that are over.
    private var presets: HTML {
        let latest = preset(.now, texts.latest)
        let ends = Quarter.allCases.compactMap { quarter -> HTML? in
            let day = FigurePeriod(year: choice.year, quarter: quarter).lastDay
            return day < today
                ? preset(.day(day), texts.quarterEnd(texts.day(day), quarter)) : nil
        }
        return """
            <nav class="presets" aria-labelledby="presets">
            <p id="presets">\(texts.presetsTitle)</p>
            <ul>
            \(HTML(joining: [latest] + ends))
            </ul>
            </nav>
            """
    }

    private func preset(_ asOf: AsOf, _ text: String) -> HTML {
        let current: HTML = asOf == choice.asOf ? " aria-current=\"true\"" : ""
        return "<li><a href=\"\(choice.board(asOf: asOf).text)\"\(current)>\(text)</a></li>"
    }

    /// The years before and after; no further than this one.
    var years: HTML {
        let before = FiscalYear(choice.year.year - 1).map { year in
            way(to: year, texts.previous(texts.year(year)), rel: "prev")
        }
        let after = FiscalYear(choice.year.year + 1).flatMap { year in
            year <= FiscalYear(today)
                ? way(to: year, texts.next(texts.year(year)), rel: "next") : nil
        }
        return """
            <nav class="years" aria-label="\(texts.yearsTitle)">
            <ul>
            \(HTML(joining: [before, after].compactMap(\.self)))
            </ul>
            </nav>
            """
    }

    private func way(to year: FiscalYear, _ text: String, rel: String) -> HTML {
        "<li><a rel=\"\(rel)\" href=\"\(choice.board(of: year).text)\">\(text)</a></li>"
    }
}

/// Which moment a page shows, said in one line, and a notice when it is a past one (時点の表示).
struct MomentLine: Sendable {
    let asked: AsOf
    let moment: LogMoment
    /// The last day that is counted in.
    let day: LocalDate
    let words: FigureStrings

    /// `令和8年11月21日(土) 時点（記録番号 123）`
    var text: String {
        switch asked {
        case .now, .day: words.asOf(words.day(day), nil, moment.position)
        case .position, .moment:
            words.asOf(
                words.day(moment.day ?? day), moment.timeOfDay?.description, moment.position)
        }
    }

    /// Whether something has been recorded since.
    var isPast: Bool { !moment.isHead }

    var html: HTML {
        let latest: HTML = isPast ? "" : " <span class=\"latest\">\(words.latest)</span>"
        return "<p class=\"moment\">\(text)\(latest)</p>"
    }

    /// The notice that these are not the latest figures.
    func notice(latest: Address) -> HTML {
        guard isPast else { return "" }
        return """
            <section class="notice past" aria-labelledby="past">
            <h2 id="past">\(words.pastTitle)</h2>
            <p>\(words.pastDetail)</p>
            <p><a href="\(latest.text)">\(words.showLatest)</a></p>
            </section>
            """
    }
}
