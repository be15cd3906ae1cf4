import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/lectures`: what groups asked for, what comes next and who does it (出前講座, PRODUCT §4.7).
struct LecturePages: Sendable {
    static let path = "/lectures"

    let desk: Desk

    var routes: [Route] {
        [Route(.get, Self.path) { request, visit in try await list(request, visit) }]
            + LectureMenuPage(desk: desk).routes + LectureRequestPage(desk: desk).routes
            + LecturePage(desk: desk).routes
    }

    static func address(_ id: UUID, _ rest: String = "") -> String {
        "\(path)/\(id.uuidString.lowercased())\(rest)"
    }

    private func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let parameters = request.uri.queryParameters
        let year =
            parameters["year"].flatMap { FiscalYear(parsing: String($0)) }
            ?? FiscalYear(desk.today)
        let stage = parameters["stage"].flatMap { LectureStage(rawValue: String($0)) }
        let all = try await desk.lectures(in: year)
        let person = try visit.person()
        let view = LectureListView(
            year: year, stage: stage, lectures: all, words: words,
            mayAct: person.has(oneOf: AccessTable.hosts))
        var address = Address(Self.path)
        if year != FiscalYear(desk.today) { address = address.with("year", year.label) }
        return Page(
            title: words.places.lectures, address: address.with("stage", stage?.rawValue),
            place: .lectures, city: try await desk.city()?.name, isWide: true,
            visitor: visit.visitor, year: year
        ).response(words, view.html)
    }
}

/// The lectures of a year, those with something to do first (出前講座の一覧).
struct LectureListView: Sendable {
    let year: FiscalYear
    let stage: LectureStage?
    let lectures: [ListedLecture]
    let words: Strings
    let mayAct: Bool

    private var texts: LectureStrings { words.lectures }

    var html: HTML {
        let shown = lectures.filter { stage == nil || $0.stage == stage }
        let table: HTML =
            shown.isEmpty
            ? "<p>\(texts.none)</p>"
            : """
            <table class="plain lectures">
            <caption>\(texts.listCaption)</caption>
            <thead><tr><th scope="col">\(texts.stage)</th><th scope="col">\(texts.day)</th>\
            <th scope="col">\(texts.label(.title))</th>\
            <th scope="col">\(texts.label(.department))</th>\
            <th scope="col" class="amount">\(texts.people)</th>\
            <th scope="col">\(texts.next)</th></tr></thead>
            <tbody>
            \(HTML(joining: shown.map(row)))
            </tbody>
            </table>
            """
        return """
            <div class="heading"><h1>\(words.places.lectures) \
            <span class="year">\(words.figures.year(year))</span></h1></div>
            \(ways)
            \(stages)
            \(table)
            """
    }

    private var ways: HTML {
        let request: HTML =
            mayAct
            ? """
            <a href="\(words.address(LectureRequestPage.path))">\(texts.requestTitle)</a>
            """ : ""
        let menu = Address(LectureMenuPage.path).with("year", year.label)
            .with("lang", words.languageParameter)
        return """
            <p class="actions">\(request) <a href="\(menu.text)">\(texts.menuTitle)</a></p>
            """
    }

    /// How many there are of each stage, each a way to show them alone.
    private var stages: HTML {
        func link(_ stage: LectureStage?, _ name: String, _ count: Int) -> HTML {
            let current: HTML = stage == self.stage ? " aria-current=\"true\"" : ""
            let address = Address(LecturePages.path).with("year", year.label)
                .with("stage", stage?.rawValue).with("lang", words.languageParameter)
            return """
                <li><a href="\(address.text)"\(current)>\(name) <span>\(count)</span></a></li>
                """
        }
        let links = LectureStage.allCases.compactMap { stage -> HTML? in
            let count = lectures.count { $0.stage == stage }
            return count == 0 ? nil : link(stage, texts.stageName(stage), count)
        }
        return """
            <nav class="presets" aria-label="\(texts.stage)"><ul>
            \(link(nil, texts.allStages, lectures.count))
            \(HTML(joining: links))
            </ul></nav>
            """
    }

    private func row(_ listed: ListedLecture) -> HTML {
        let address = words.address(LecturePages.address(listed.id))
        let headcount = listed.held?.headcount
        let expected = listed.request?.plain.expectedHeadcount
        let people =
            headcount.map { texts.cameCount($0) } ?? expected.map { texts.expectedCount($0) } ?? ""
        return """
            <tr>
            <td data-label="\(texts.stage)"><span class="stage \(listed.stage.rawValue)">\
            \(texts.stageName(listed.stage))</span></td>
            <td data-label="\(texts.day)">\(listed.day.map { texts.date($0) } ?? "")</td>
            <th scope="row"><a href="\(address)">\
            \(listed.title?.text ?? texts.besideMenu)</a></th>
            <td data-label="\(texts.label(.department))">\
            \(listed.department?.text ?? texts.undecided)</td>
            <td class="amount" data-label="\(texts.people)">\(people)</td>
            <td data-label="\(texts.next)">\(next(listed))</td>
            </tr>
            """
    }

    /// What has to be done next, by whom and by when.
    private func next(_ listed: ListedLecture) -> String {
        let who = listed.department?.text ?? texts.hearingSection
        guard let what = texts.nextStep(listed.stage) else { return "" }
        let due = listed.dueOn.map { texts.by(texts.date($0)) } ?? ""
        return [what, who, due].filter { !$0.isEmpty }.joined(separator: texts.between)
    }
}
