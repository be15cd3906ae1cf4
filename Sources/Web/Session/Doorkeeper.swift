import Desk
import Hummingbird
import Participation

/// Lets a request in or not, by the table and by what the browser says of it (門番).
struct Doorkeeper: Sendable {
    let front: Front

    /// Whoever asks, if they may.
    func admit(_ request: Request, _ context: WebContext, to route: Route) throws -> Visit {
        Visit(
            visitor: try visitor(request, context, to: route),
            door: front.door(of: request, context),
            place: ClientPlace(
                address: front.client(of: request, context),
                browser: request.headers[.userAgent] ?? ""))
    }

    private func visitor(
        _ request: Request, _ context: WebContext, to route: Route
    ) throws -> Visitor {
        guard let access = AccessTable.access(route.method, route.path) else {
            throw WebError.forbidden
        }
        switch access {
        case .anybody: return .nobody
        case .thisComputer(or: let roles):
            if front.isOfThisComputer(request, context) { return context.visitor }
            try checkDoor(request, context)
            return try person(context, among: roles)
        case .guests:
            try checkDoor(request, context)
            return context.visitor
        case .owesCode:
            try checkDoor(request, context)
            let person = try known(context)
            guard person.stage == .code else { throw WebError.nothingOwed }
            return .person(person)
        case .owesPassword:
            try checkDoor(request, context)
            let person = try known(context)
            guard person.stage != .code else { throw WebError.owes(.code) }
            return .person(person)
        case .roles(let roles):
            try checkDoor(request, context)
            return try person(context, among: roles)
        }
    }

    private func known(_ context: WebContext) throws -> SignedIn {
        switch context.visitor {
        case .nobody: throw WebError.notLoggedIn
        case .unknown(let error): throw error
        case .person(let person): return person
        }
    }

    private func person(_ context: WebContext, among roles: Set<StaffRole>) throws -> Visitor {
        let person = try known(context)
        guard person.stage == .open else { throw WebError.owes(person.stage) }
        guard person.has(oneOf: roles) else { throw WebError.forbidden }
        return .person(person)
    }

    /// Whether it came by a door; what changes something and can be sent by another site's page must
    /// have been sent by ours.
    private func checkDoor(_ request: Request, _ context: WebContext) throws {
        guard let door = front.door(of: request, context) else { throw WebError.notOpenHere }
        let isReading = request.method == .get || request.method == .head
        if isReading || BearerToken.of(request) != nil { return }
        guard front.isFromOwnPage(request, at: door) else { throw WebError.crossSite }
        // A page's form carries its token as a field; a script's request as a header.
        if request.uri.path.hasPrefix("/api/"), let person = context.visitor.person {
            let token = request.headers.text(Form.tokenHeader) ?? ""
            guard !token.isEmpty, token == person.formToken else { throw WebError.formTokenMissing }
        }
    }
}

/// What a program shows instead of a cookie, RFC 6750 (APIトークンの提示).
enum BearerToken {
    static func of(_ request: Request) -> String? {
        guard let header = request.headers[.authorization] else { return nil }
        let words = header.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        return words[1].filter { $0 != " " }
    }
}
