import Desk
import Hummingbird

/// `/glossary`: what the words on the pages mean (用語集).
struct GlossaryPage: Sendable {
    static let path = "/glossary"

    let desk: Desk

    var routes: [Route] {
        [Route(.get, Self.path) { request, visit in try await page(request, visit) }]
    }

    private func page(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let groups = Glossary.groups.enumerated().map { table($1.name, $1.terms, $0, words) }
        let content: HTML = """
            <h1>\(words.places.glossary)</h1>
            <p>\(words.places.glossaryLead)</p>
            \(HTML(joining: groups))
            """
        return Page(
            title: words.places.glossary, address: Address(Self.path),
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(words, content)
    }

    private func table(
        _ name: String, _ terms: [Glossary.Term], _ number: Int, _ words: Strings
    ) -> HTML {
        let texts = words.places
        let hasCodes = terms.contains { $0.code != nil }
        let rows = terms.map { term -> HTML in
            let code: HTML =
                hasCodes
                ? "<td data-label=\"\(texts.glossaryCode)\"><code>\(term.code ?? "")</code></td>"
                : ""
            return """
                <tr><th scope="row">\(term.word)</th>\
                <td data-label="\(texts.glossaryMeaning)">\(term.meaning)</td>\(code)</tr>
                """
        }
        let code: HTML = hasCodes ? "<th scope=\"col\">\(texts.glossaryCode)</th>" : ""
        return """
            <section class="list" aria-labelledby="group-\(number)">
            <h2 id="group-\(number)">\(name)</h2>
            <table class="plain" lang="ja">
            <thead><tr><th scope="col">\(texts.glossaryTerm)</th>\
            <th scope="col">\(texts.glossaryMeaning)</th>\(code)</tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            </section>
            """
    }
}
