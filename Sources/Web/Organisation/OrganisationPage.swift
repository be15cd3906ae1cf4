import Desk
import Hummingbird
import Participation

/// `/organisation`: the units of a day, what changes when, and what became of the open items
/// (組織, PRODUCT §4.11 S12).
struct OrganisationPage: Sendable {
    static let path = "/organisation"

    let desk: Desk

    var routes: [Route] {
        [Route(.get, Self.path) { request, visit in try await show(request, visit) }]
    }

    private func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let texts = words.organisation
        var reader = QueryReader(request, today: desk.today)
        let asked = reader.writtenDay("on", texts.on)
        let fields = Fields(
            form: Form([("on", reader.text("on")?.replacing("+", with: " ") ?? "")]),
            errors: reader.errors.map {
                FieldError(field: $0.field, text: words.inputError($0))
            }, words: words)
        let day = asked ?? desk.today
        let organisation = try await desk.organisation()
        let view = OrganisationView(
            organisation: organisation, day: day, today: desk.today,
            open: try await desk.openItemsBySection(),
            results: try await desk.reformResults(on: day),
            mayReform: AccessTable.opens(ReformPage.path, to: visit.visitor), fields: fields,
            words: words)
        return Page(
            title: texts.title, address: Address(of: request), place: .organisation,
            city: try await desk.city()?.name, isWide: true, visitor: visit.visitor
        ).response(words, view.html, status: fields.errors.isEmpty ? .ok : .badRequest)
    }
}

/// The units of a day (組織の画面).
struct OrganisationView: Sendable {
    let organisation: OrganisationState
    let day: LocalDate
    let today: LocalDate
    /// Items each section has to answer, by its code.
    let open: [String: Int]
    let results: [ReformResult]
    let mayReform: Bool
    let fields: Fields
    let words: Strings

    private var texts: OrganisationStrings { words.organisation }

    var html: HTML {
        let prepare: HTML =
            mayReform
            ? """
            <p><a class="go" href="\(words.address(ReformPage.path))">\(texts.prepare)</a></p>
            """ : ""
        return """
            \(fields.summary)
            <h1>\(texts.title) <span class="year">\(words.figures.day(day))</span></h1>
            \(controls)
            \(days)
            \(prepare)
            \(ended)
            \(moved)
            \(table)
            """
    }

    private var controls: HTML {
        let language: HTML = words.languageParameter.map { .hidden("lang", $0) } ?? ""
        return """
            <form class="controls" method="get" action="\(OrganisationPage.path)">
            \(fields.line("on", texts.on, .init(hint: words.register.dayHint, length: DateReading.longestBytes)))
            \(language)
            <button>\(words.figures.show)</button>
            </form>
            """
    }

    /// The days on which something changes, those ahead included.
    private var days: HTML {
        let links = organisation.changeDays.suffix(Self.mostDays).map { change -> HTML in
            let address = Address(OrganisationPage.path).with("on", change.description)
                .with("lang", words.languageParameter)
            let current: HTML = change == day ? " aria-current=\"true\"" : ""
            let mark = change > today ? texts.prepared : ""
            return
                "<li><a href=\"\(address.text)\"\(current)>\(words.figures.day(change))\(mark)</a></li>"
        }
        guard !links.isEmpty else { return "<p>\(texts.none)</p>" }
        return """
            <nav class="presets" aria-labelledby="changes">
            <p id="changes">\(texts.changeDays)</p>
            <ul>
            \(HTML(joining: links))
            </ul>
            </nav>
            """
    }

    /// Changes listed as links.
    private static let mostDays = 20

    /// The units that end with the day, and who goes on.
    private var ended: HTML {
        let abolitions = organisation.abolitions(on: day)
        guard !abolitions.isEmpty else { return "" }
        let rows = abolitions.map { abolition -> HTML in
            let before = LocalDate(dayNumber: day.dayNumber - 1) ?? day
            let successors = abolition.successors.map {
                "\(name($0.code, on: day))（\(texts.succession($0.kind))）"
            }
            return """
                <tr><th scope="row">\(name(abolition.code, on: before))</th>\
                <td>\(successors.isEmpty ? texts.noSuccessor : successors.joined(separator: "、"))</td></tr>
                """
        }
        return """
            <section class="list" aria-labelledby="ended">
            <h2 id="ended">\(texts.endedTitle)</h2>
            <table class="plain">
            <thead><tr><th scope="col">\(texts.formerUnit)</th>\
            <th scope="col">\(texts.successors)</th></tr></thead>
            <tbody>\(HTML(joining: rows))</tbody>
            </table>
            </section>
            """
    }

    /// What became of the open items.
    private var moved: HTML {
        guard !results.isEmpty else { return "" }
        let rows = results.map { result -> HTML in
            """
            <tr><th scope="row">\(result.from)</th>\
            <td>\(result.to.map { name($0, on: day) } ?? texts.toTriage)</td>\
            <td class="amount">\(result.items)</td><td>\(result.at)</td></tr>
            """
        }
        return """
            <section class="list" aria-labelledby="moved">
            <h2 id="moved">\(texts.resultTitle)</h2>
            <table class="plain">
            <thead><tr><th scope="col">\(texts.formerUnit)</th><th scope="col">\(texts.newUnit)</th>\
            <th scope="col" class="amount">\(texts.items)</th>\
            <th scope="col">\(texts.doneAt)</th></tr></thead>
            <tbody>\(HTML(joining: rows))</tbody>
            </table>
            </section>
            """
    }

    private var table: HTML {
        let units = organisation.units(on: day)
        guard !units.isEmpty else { return "<p>\(texts.noUnits)</p>" }
        let rows = units.map { unit -> HTML in
            let waiting = open[unit.code] ?? 0
            let ends = unit.until.map { words.figures.day($0) } ?? ""
            return """
                <tr><th scope="row"><code>\(unit.code)</code></th>\
                <td data-label="\(texts.name)">\(unit.pathNames.joined(separator: " "))</td>\
                <td data-label="\(texts.level)">\(texts.levelName(unit.level))</td>\
                <td data-label="\(texts.since)">\(words.figures.day(unit.from))</td>\
                <td data-label="\(texts.ends)">\(ends)</td>\
                <td data-label="\(texts.openItems)" class="amount">\(waiting)</td></tr>
                """
        }
        return """
            <section class="list" aria-labelledby="units">
            <h2 id="units">\(texts.unitsTitle) <span class="range">\(texts.count(units.count))</span></h2>
            <table class="plain">
            <thead><tr><th scope="col">\(texts.code)</th><th scope="col">\(texts.name)</th>\
            <th scope="col">\(texts.level)</th><th scope="col">\(texts.since)</th>\
            <th scope="col">\(texts.ends)</th>\
            <th scope="col" class="amount">\(texts.openItems)</th></tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            </section>
            """
    }

    private func name(_ code: String, on day: LocalDate) -> String {
        organisation.unit(code, on: day)?.pathNames.joined(separator: " ") ?? code
    }
}
