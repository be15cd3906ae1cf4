import Hummingbird

/// What stands around the content of every page (ページの枠).
struct Page: Sendable {
    /// The pages one can go to from every page.
    enum Place: CaseIterable {
        case status, figures

        var path: String {
            switch self {
            case .status: "/"
            case .figures: "/figures"
            }
        }

        func name(_ words: Strings) -> String {
            switch self {
            case .status: words.statusTitle
            case .figures: words.figures.title
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

    /// The whole document around the content.
    func document(_ words: Strings, _ content: HTML) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="\(words.code)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(documentTitle(words))</title>
        <link rel="stylesheet" href="\(Stylesheet.path)">
        </head>
        <body\(width)>
        <a class="skip" href="#main">\(words.skipToContent)</a>
        <header>
        <p class="brand">\(words.productName)\(office)</p>
        <nav class="places" aria-label="\(words.placesTitle)">
        <ul>
        \(HTML(joining: Place.allCases.map { link(to: $0, words) }))
        </ul>
        </nav>
        <p class="language"><a href="\(address.with("lang", words.otherLanguageParameter).text)" \
        hreflang="\(words.otherCode)" lang="\(words.otherCode)">\(words.otherLanguage)</a></p>
        </header>
        <main id="main">
        \(content)
        </main>
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

    private func documentTitle(_ words: Strings) -> String {
        [title, city ?? words.productName].joined(separator: " - ")
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
