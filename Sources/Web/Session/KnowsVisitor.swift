import Desk
import Hummingbird

/// Finds out who asks, before anything is answered: error pages too have their way back
/// (来訪者の確認).
struct KnowsVisitor: RouterMiddleware {
    typealias Context = WebContext

    let desk: Desk
    let front: Front
    let routes: [Route]

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        if isAsked(request) { context.visitor = await visitor(request, context) }
        return try await next(request, context)
    }

    /// What anybody may have is given without a look into the database.
    private func isAsked(_ request: Request) -> Bool {
        guard let pattern = routes.pattern(of: request.uri.path) else { return true }
        return AccessTable.access(request.method, pattern) != .anybody
    }

    private func visitor(_ request: Request, _ context: Context) async -> Visitor {
        do throws(DeskError) {
            if let token = BearerToken.of(request) {
                return try await desk.signedIn(byToken: token).map { .person($0) } ?? .nobody
            }
            guard let cookie = SessionCookie.of(request, at: front.door(of: request, context))
            else { return .nobody }
            return try await desk.signedIn(by: cookie).map { .person($0) } ?? .nobody
        } catch {
            return .unknown(error)
        }
    }
}

/// The cookie of a session (ログインのクッキー).
enum SessionCookie {
    static func of(_ request: Request, at door: Front.Door?) -> String? {
        door.flatMap { request.cookies[$0.cookieName]?.value }
    }

    /// `Set-Cookie` for a new session. It has no age: the server knows when it is over, and a browser
    /// that is closed forgets it.
    static func setting(_ secret: SecretText, at door: Front.Door) -> String {
        "\(door.cookieName)=\(secret.text)\(attributes(door))"
    }

    /// `Set-Cookie` that removes it.
    static func removing(at door: Front.Door) -> String {
        "\(door.cookieName)=; Max-Age=0\(attributes(door))"
    }

    /// Lax: a link from a mail, and the way back from the identity provider, bring it along.
    static func attributes(_ door: Front.Door) -> String {
        "; Path=/; HttpOnly; SameSite=Lax" + (door.isSecure ? "; Secure" : "")
    }
}
