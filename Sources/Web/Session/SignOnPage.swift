import Desk
import HTTPTypes
import Hummingbird

/// `/login/oidc`: to the city's identity provider and back (庁内の認証によるログイン).
struct SignOnPage: Sendable {
    static let path = "/login/oidc"
    static let returnPath = "/login/oidc/return"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { try await leave($0, $1) },
            Route(.get, Self.returnPath) { try await comeBack($0, $1) },
        ]
    }

    private func leave(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        guard desk.oidcSettings != nil else { throw DeskError.notFound(Self.path) }
        guard let door = visit.door else { throw WebError.notOpenHere }
        let carried = Carried(next: request.uri.queryParameters["next"].map { String($0) })
        if let person = visit.visitor.member {
            return try await carried.arrive(person, desk, words)
        }
        do throws(OIDCFault) {
            let departure = try await desk.beginSignOn(
                returningTo: Self.returnAddress(door),
                carrying: [words.languageParameter ?? "", carried.next ?? ""]
                    .joined(separator: " "))
            return Response(
                status: .seeOther,
                headers: [
                    .location: departure.address,
                    .setCookie: RequestCookie.setting(departure.cookie, at: door),
                ])
        } catch {
            return await failed(error, carried, request, words)
        }
    }

    private func comeBack(_ request: Request, _ visit: Visit) async throws -> Response {
        guard desk.oidcSettings != nil else { throw DeskError.notFound(Self.returnPath) }
        guard let door = visit.door else { throw WebError.notOpenHere }
        func said(_ name: Substring) -> String? {
            request.uri.queryParameters[name].map { String($0) }
        }
        let outcome = try await desk.endSignOn(
            OIDCReturn(
                code: said("code"), state: said("state"), error: said("error"),
                issuer: said("iss")),
            cookie: RequestCookie.of(request, at: door), returningTo: Self.returnAddress(door),
            from: visit.place, replacing: SessionCookie.of(request, at: door))
        var response = try await self.response(outcome, door, request)
        // Whatever came of it: it is not good another time.
        response.headers.append(
            HTTPField(name: .setCookie, value: RequestCookie.removing(at: door)))
        return response
    }

    private func response(
        _ outcome: OIDCOutcome, _ door: Front.Door, _ request: Request
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        switch outcome {
        case .entered(let secret, let carried):
            let parts = carried.split(
                separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            let words: Strings = parts.first == "en" ? .english : .japanese
            return try await Carried(next: parts.last.map { String($0) })
                .go(on: .open, secret, door, desk, request, words)
        case .unbound(let subject): return try await unbound(subject, words)
        case .disabled: return await refused(words.signOn.disabled, request, words)
        case .stale: return await refused(words.signOn.stale, request, words)
        case .declined: return await refused(words.signOn.declined, request, words)
        case .misconfigured: return await refused(words.signOn.misconfigured, request, words)
        case .failed(let fault): return await failed(fault, .none, request, words)
        }
    }

    private func refused(
        _ message: String, _ request: Request, _ words: Strings
    ) async -> Response {
        await LogInPage(desk: desk).page(
            saying: message, carried: .none, request, words, status: .forbidden)
    }

    private func failed(
        _ fault: OIDCFault, _ carried: Carried, _ request: Request, _ words: Strings
    ) async -> Response {
        let page = LogInPage(desk: desk)
        guard fault.isAbsence else {
            return await page.page(
                saying: words.signOn.failed(fault), carried: carried, request, words,
                status: .forbidden)
        }
        var response = await page.page(
            saying: words.signOn.absent, carried: carried, request, words,
            status: .serviceUnavailable)
        response.headers[.retryAfter] = String(WebLimits.retryAfterSeconds)
        return response
    }

    /// Whom the provider knows and Koe does not: what to ask the administrator for.
    private func unbound(_ subject: String, _ words: Strings) async throws -> Response {
        let texts = words.signOn
        let content: HTML = """
            <h1>\(texts.unboundTitle)</h1>
            <p>\(texts.unboundDetail)</p>
            <dl>
            <dt>\(texts.subject)</dt>
            <dd><code>\(subject)</code></dd>
            </dl>
            <p><a href="\(words.address(LogInPage.path))">\(texts.backToLogIn)</a></p>
            """
        return Page(
            title: texts.unboundTitle, address: Address(LogInPage.path),
            city: try await desk.city()?.name
        ).response(words, content, status: .forbidden)
    }

    /// Where the provider sends people back to, by the door they came in.
    private static func returnAddress(_ door: Front.Door) -> String { door.origin + returnPath }
}

/// The cookie of a login that is at the provider (認証の依頼のクッキー).
enum RequestCookie {
    static func of(_ request: Request, at door: Front.Door) -> String? {
        request.cookies[name(door)]?.value
    }

    static func setting(_ text: String, at door: Front.Door) -> String {
        let seconds = OIDCLimits.request.components.seconds
        return "\(name(door))=\(text); Max-Age=\(seconds)\(SessionCookie.attributes(door))"
    }

    static func removing(at door: Front.Door) -> String {
        "\(name(door))=; Max-Age=0\(SessionCookie.attributes(door))"
    }

    private static func name(_ door: Front.Door) -> String { door.cookieName + "-oidc" }
}
