import Desk
import Hummingbird
import Participation

/// What stands around the content of every page (ページの枠).
struct Page: Sendable {
    /// The pages one can go to from every page; shown to whom they are open, once they are there.
    enum Place: CaseIterable {
        case intake, register, tray, circulation, lectures, gatherings, figures, publications
        case organisation, year, log, users, status, account

        var path: String {
            switch self {
            case .intake: IntakePage.path
            case .register: RegisterListPage.path
            case .tray: "/tray"
            case .circulation: CirculationPage.path
            case .lectures: "/lectures"
            case .gatherings: "/gatherings"
            case .figures: "/figures"
            case .publications: "/publications"
            case .organisation: OrganisationPage.path
            case .year: YearPage.path
            case .log: LogPage.path
            case .users: StaffPages.path
            case .status: StatusPage.path
            case .account: AccountPage.path
            }
        }

        func name(_ words: Strings) -> String {
            switch self {
            case .intake: words.places.intake
            case .register: words.places.register
            case .tray: words.places.tray
            case .circulation: words.circulation.title
            case .lectures: words.places.lectures
            case .gatherings: words.places.gatherings
            case .figures: words.figures.title
            case .publications: words.places.publications
            case .organisation: words.organisation.title
            case .year: words.year.title
            case .log: words.audit.title
            case .users: words.staff.usersTitle
            case .status: words.statusTitle
            case .account: words.staff.accountTitle
            }
        }
    }

    let title: String
    /// Where this page is; the link to its other language leads back to it.
    let address: Address
    var place: Place?
    /// The office's name, on top of every page.
    var city: String?
    /// Tables take the whole width of the screen, and paper on its side.
    var isWide = false
    /// Who looks at it: what they may open stands on top.
    var visitor = Visitor.nobody
    /// Whether the script makes it quicker.
    var isQuick = false
    /// A script of this page alone.
    var script: PageScript?
    /// The fiscal year the page is about, where another can be chosen.
    var year: FiscalYear?

    /// The whole document around the content.
    func document(_ words: Strings, _ content: HTML) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="\(words.code)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(documentTitle(words))</title>
        <link rel="stylesheet" href="\(Stylesheet.path)">\(scripts)
        </head>
        <body\(width)>
        <a class="skip" href="#main">\(words.skipToContent)</a>
        <header>
        <p class="brand">\(words.productName)\(office)</p>
        \(places(words))
        \(yearPart(words))
        <p class="language"><a href="\(address.with("lang", words.otherLanguageParameter).text)" \
        hreflang="\(words.otherCode)" lang="\(words.otherCode)">\(words.otherLanguage)</a></p>
        \(personPart(words))
        </header>
        <main id="main">
        \(content)
        </main>\(foot(words))
        </body>
        </html>

        """
    }

    /// The answer to a request for a page.
    func response(
        _ words: Strings, _ content: HTML, status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) -> Response {
        Response(
            status, type: "text/html; charset=utf-8", document(words, content).text,
            headers: headers)
    }

    private var scripts: HTML {
        let all = [isQuick ? Script.head : nil, script?.head].compactMap(\.self)
        return all.isEmpty ? "" : "\n\(HTML(joining: all))"
    }

    private func documentTitle(_ words: Strings) -> String {
        [title, city ?? words.productName].joined(separator: " - ")
    }

    private func places(_ words: Strings) -> HTML {
        let shown = Place.allCases.filter { AccessTable.opens($0.path, to: visitor) }
        guard !shown.isEmpty else { return "" }
        return """
            <nav class="places" aria-label="\(words.placesTitle)">
            <ul>
            \(HTML(joining: shown.map { link(to: $0, words) }))
            </ul>
            </nav>
            """
    }

    /// What words mean, at the foot of every page of whoever works here.
    private func foot(_ words: Strings) -> HTML {
        guard AccessTable.opens(GlossaryPage.path, to: visitor) else { return "" }
        return """

            <footer><a href="\(words.address(GlossaryPage.path))">\(words.places.glossary)</a></footer>
            """
    }

    /// Another year of the same page.
    private func yearPart(_ words: Strings) -> HTML {
        guard let year else { return "" }
        let options = (year.year - 5...year.year + 1).reversed().compactMap { FiscalYear($0) }
            .map { option -> HTML in
                let mark: HTML = option == year ? " selected" : ""
                return
                    "<option value=\"\(option.label)\"\(mark)>\(words.figures.year(option))</option>"
            }
        let others = address.parameters.filter { $0.name != "year" }.map {
            HTML.hidden($0.name, $0.value)
        }
        return """
            <form class="year-choice" method="get" action="\(address.path)">
            <label for="year-choice">\(words.figures.yearLabel)</label>
            <select id="year-choice" name="year">
            \(HTML(joining: options))
            </select>
            \(HTML(joining: others))
            <button>\(words.figures.show)</button>
            </form>
            """
    }

    /// Who is logged in, and the way out.
    private func personPart(_ words: Strings) -> HTML {
        guard let person = visitor.person, person.stage != .code else { return "" }
        return """
            <div class="person"><span>\(person.name)</span>
            \(Self.logOut(person, words))
            </div>
            """
    }

    /// The button that ends a session.
    static func logOut(_ person: SignedIn, _ words: Strings) -> HTML {
        """
        <form method="post" action="\(words.address(LogInPage.logOutPath))">
        \(HTML.token(of: person))
        <button class="quiet">\(words.staff.logOut)</button>
        </form>
        """
    }

    private var width: HTML { isWide ? " class=\"wide\"" : "" }

    private var office: HTML {
        guard let city else { return "" }
        return " <span class=\"office\">\(city)</span>"
    }

    private func link(to place: Place, _ words: Strings) -> HTML {
        let current: HTML = place == self.place ? " aria-current=\"page\"" : ""
        let address = Address(place.path).with("lang", words.languageParameter)
        return "<li><a href=\"\(address.text)\"\(current)>\(place.name(words))</a></li>"
    }
}
