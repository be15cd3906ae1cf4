import Hummingbird

extension Problem {
    /// The same for a person at a browser (エラーのページ).
    func page(at address: Address, _ visitor: Visitor, _ words: Strings) -> Response {
        let items = fields.map { "<li>\($0.detail)</li>" as HTML }
        let explanation: HTML =
            items.count > 1 ? "<ul>\n\(HTML(joining: items))\n</ul>" : "<p>\(detail)</p>"
        let content: HTML = """
            <h1>\(title)</h1>
            \(explanation)
            <p><a href="\(Address("/").with("lang", words.languageParameter).text)">\
            \(words.backToStart)</a></p>
            """
        var headers = headers
        headers[.contentLanguage] = language
        return Page(title: title, address: address, visitor: visitor)
            .response(words, content, status: status, headers: headers)
    }
}

extension Request {
    /// Whether it is about a page, and not about the API or what machines look at.
    var isOfPages: Bool {
        !["/api/", "/health/", "/metrics"].contains { uri.path.hasPrefix($0) }
    }

    /// Whether a browser asks, which wants a page to look at; programs ask for JSON or anything.
    var wantsPage: Bool {
        isOfPages
            && headers[.accept]?.split(separator: ",").contains {
                $0.split(separator: ";").first?.filter { $0 != " " }.lowercased() == "text/html"
            } ?? false
    }
}
