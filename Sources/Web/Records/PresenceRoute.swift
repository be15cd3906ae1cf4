import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/items/{number}/presence`: who else has a record open, asked again and again by an open page
/// (閲覧中の表示, PRODUCT §4).
struct PresenceRoute: Sendable {
    static let pattern = "/items/{number}/presence"

    let desk: Desk

    var routes: [Route] {
        [Route(.get, Self.pattern) { request, visit in try await again(request, visit.person()) }]
    }

    /// What an open page shows from now on; nothing while it is the same.
    private func again(_ request: Request, _ person: SignedIn) async throws -> Response {
        let (id, _) = try await RecordPage.item(of: request, for: person, at: desk)
        let parameters = request.uri.queryParameters
        let presence = try await Self.presence(at: id, of: person, desk)
        let until = parameters["until"].flatMap { Int64($0) } ?? 0
        let view = PresenceView(
            number: request.pathPart(1), presence: presence,
            until: min(until, presence.seconds + PresenceLimits.longest),
            words: .asked(by: request))
        if view.isGoingOn, parameters["known"].map({ String($0) }) == view.tag {
            return Response(status: .noContent)
        }
        return Response(.ok, type: "text/html; charset=utf-8", view.part.text)
    }

    /// What a page shows when it is opened; a failure costs nobody the page.
    static func part(
        _ number: String, _ id: UUID, of person: SignedIn, _ desk: Desk, _ words: Strings
    ) async -> HTML {
        do {
            let presence = try await presence(at: id, of: person, desk)
            return PresenceView(
                number: number, presence: presence,
                until: presence.seconds + PresenceLimits.longest, words: words
            ).html
        } catch {
            return ""
        }
    }

    /// Only who may change something is shown to others: nobody has to make way for a reader.
    private static func presence(
        at id: UUID, of person: SignedIn, _ desk: Desk
    ) async throws(DeskError) -> Presence {
        try await desk.presence(
            at: id, of: person, isNoted: person.has(oneOf: AccessTable.dealing))
    }
}

/// Who else has a record open, in words (閲覧中の人の表示).
struct PresenceView: Sendable {
    let number: String
    let presence: Presence
    /// Until when the page goes on asking, in seconds since 1970.
    let until: Int64
    let words: Strings

    var isGoingOn: Bool { presence.seconds < until }

    /// By which a page says what it shows already.
    var tag: String {
        EntityTag(of: Array(presence.names.joined(separator: "\n").utf8)).text
            .filter { $0 != "\"" }
    }

    /// The place that is read out when it changes, and what changes in it.
    var html: HTML { "<div aria-live=\"polite\">\n\(part)\n</div>" }

    var part: HTML {
        let said: HTML =
            presence.names.isEmpty
            ? "" : "<p class=\"notice\">\(words.records.openElsewhere(presence.names))</p>"
        guard isGoingOn else { return "<div>\(said)</div>" }
        let address = Address("\(RecordPage.path(number))/presence")
            .with("known", tag).with("until", String(until))
            .with("lang", words.languageParameter)
        return """
            <div hx-get="\(address.text)" hx-trigger="every \(PresenceLimits.beat)s" \
            hx-swap="outerHTML">\(said)</div>
            """
    }
}
