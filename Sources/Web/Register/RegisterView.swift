import Desk
import Participation

/// The page of the register: what is asked, the lines, the ways on (受付簿の画面).
struct RegisterView: Sendable {
    let query: RegisterQuery
    let today: LocalDate
    let words: Strings
    var errors: [FieldError] = []
    /// Nil when what was asked is wrong.
    var page: RegisterPage?
    /// Whether the reader may read letters.
    var mayRead = false
    /// Whether the reader is named for restricted items: files have none of them.
    var isNamed = false
    var city: String?
    /// The sections there are, to be chosen from: names by code.
    var sections: [String: String] = [:]

    /// How many years back the list of years goes.
    private static let yearsBack = 10

    private var texts: RegisterStrings { words.register }
    private var fields: Fields { Fields(form: query.form, errors: errors, words: words) }

    var html: HTML {
        """
        \(fields.summary)
        <h1>\(words.places.register)</h1>
        \(controls)
        \(people)
        \(list)
        """
    }

    private var people: HTML {
        guard mayRead else { return "" }
        return """
            <p class="ways"><a href="\(words.address(PeoplePage.path))">\(texts.peopleTitle)</a></p>
            """
    }

    // MARK: What is asked

    private var controls: HTML {
        let fields = fields
        let language: HTML = words.languageParameter.map { .hidden("lang", $0) } ?? ""
        let text: HTML =
            mayRead
            ? fields.line(
                "q", texts.text, .init(hint: texts.textHint, length: SearchLimits.text)) : ""
        return """
            <form class="controls" method="get" action="\(RegisterListPage.path)" \
            aria-label="\(texts.filters)">
            \(text)
            \(fields.choice("year", texts.year, .init(), years))
            \(fields.line("from", texts.from, day))
            \(fields.line("through", texts.through, day))
            \(fields.choice("scheme", texts.scheme, .init(), codes(Scheme.self, texts.schemeName)))
            \(fields.choice("channel", texts.channel, .init(), codes(Channel.self, texts.channelName)))
            \(fields.line("category", texts.category, .init(length: ItemLimits.code)))
            \(section)
            \(fields.choice("state", texts.state, .init(), codes(RegisterRow.State.self, texts.stateName)))
            \(marks)
            \(language)
            <div class="do"><button>\(texts.show)</button>
            <a href="\(words.address(RegisterListPage.path))">\(texts.clear)</a></div>
            </form>
            """
    }

    private var day: Fields.Look {
        Fields.Look(hint: texts.dayHint, length: DateReading.longestBytes)
    }

    private var years: [(value: String, text: String)] {
        let this = FiscalYear(today)
        let listed = (0...Self.yearsBack).compactMap { FiscalYear(this.year - $0) }
        let shown = Set(listed + [query.year].compactMap(\.self)).sorted(by: >)
        return [("", texts.allYears)] + shown.map { ($0.label, words.figures.year($0)) }
    }

    private func codes<Code: RawRepresentable<String> & CaseIterable>(
        _: Code.Type, _ name: (Code) -> String
    ) -> [(value: String, text: String)] {
        [("", texts.any)] + Code.allCases.map { ($0.rawValue, name($0)) }
    }

    /// Typed, or chosen from those there are; earlier records may name others.
    private var section: HTML {
        let options = Set(sections.values).sorted().map {
            "<option value=\"\($0)\"></option>" as HTML
        }
        return """
            <div class="field">
            <label for="section">\(texts.section)</label>
            <input id="section" name="section" type="text" maxlength="\(ItemLimits.name)" \
            autocomplete="off" list="sections" value="\(query.form.text("section"))">
            <datalist id="sections">\(HTML(joining: options))</datalist>
            </div>
            """
    }

    private var marks: HTML {
        let chosen = query.request.filter.marks
        let boxes = RegisterFilter.Mark.allCases.map { mark -> HTML in
            let ticked: HTML = chosen.contains(mark) ? " checked" : ""
            let id = "mark-\(mark.rawValue)"
            return """
                <span class="part"><input id="\(id)" name="mark" type="checkbox" \
                value="\(mark.rawValue)"\(ticked)> <label for="\(id)">\(texts.markName(mark))</label>\
                </span>
                """
        }
        return """
            <fieldset class="marks" id="mark">
            <legend>\(texts.marks)</legend>
            \(HTML(joining: boxes))
            </fieldset>
            """
    }

    // MARK: The lines

    private var list: HTML {
        guard let page else { return "" }
        guard !page.entries.isEmpty else {
            return "<p class=\"notice\" role=\"status\">\(texts.nothing)</p>\n\(ways(page))"
        }
        let note = mayRead ? texts.openedNote : texts.maskedNote
        return """
            \(RegisterTable(
                entries: page.entries, head: head, sections: sections, words: words
            ).html)
            \(ways(page))
            <p class="note">\(note)</p>
            """
    }

    private func ways(_ page: RegisterPage) -> HTML {
        var ways: [HTML] = []
        if let next = page.next {
            ways.append(
                "<li><a rel=\"next\" href=\"\(query.address(after: next).text)\">\(texts.further)</a></li>"
            )
        }
        if query.request.after != nil {
            ways.append("<li><a href=\"\(query.address.text)\">\(texts.newest)</a></li>")
        }
        if !page.entries.isEmpty {
            let most =
                query.request.text == nil ? RegisterLimits.exported : SearchLimits.longestPage
            var file = query.address(at: RegisterListPage.filePath)
            file = file.with("after", query.request.after.map(RegisterCursor.text))
            ways.append("<li><a href=\"\(file.text)\">\(texts.file(most))</a></li>")
            var book = query.address(at: RegisterListPage.workbookPath)
            book = book.with("after", query.request.after.map(RegisterCursor.text))
            ways.append("<li><a href=\"\(book.text)\">\(words.review.xlsx)</a></li>")
        }
        guard !ways.isEmpty else { return "" }
        let note: HTML =
            isNamed && !page.entries.isEmpty ? "<p class=\"note\">\(texts.fileNote)</p>" : ""
        return """
            <nav class="ways" aria-label="\(words.places.register)">
            <ul>
            \(HTML(joining: ways))
            </ul>
            \(note)
            </nav>
            """
    }

    /// On each printed sheet: whose register, what of it, as of which day.
    private var head: String {
        let filter = query.request.filter
        let parts = [
            city, words.places.register, query.year.map { words.figures.year($0) },
            filter.scheme.map(texts.schemeName), filter.channel.map(texts.channelName),
            filter.category, filter.section, filter.state.map(texts.stateName),
        ]
        let marks = RegisterFilter.Mark.allCases.filter(filter.marks.contains).map(texts.markName)
        return (parts.compactMap(\.self) + marks + [words.figures.day(today)])
            .joined(separator: "　")
    }
}
