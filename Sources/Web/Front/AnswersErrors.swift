import Desk
import Hummingbird
import Logging

/// Turns whatever went wrong into problem+json, or into a page for a browser (エラーの回答).
struct AnswersErrors: RouterMiddleware {
    typealias Context = WebContext

    let routes: [Route]
    /// The page for somebody whose session is over.
    let logIn: LogInPage

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            if let answer = try await Self.wayOn(error, request, logIn) { return answer }
            let allowed = routes.methods(at: request.uri.path)
            let isWrongMethod = !allowed.contains(request.method.rawValue)
            let words = Strings.asked(by: request)
            let problem = ErrorMapping.problem(
                for: error, allowed: isWrongMethod ? allowed : [],
                isReading: request.method == .get || request.method == .head, words: words)
            if problem.status == .internalServerError {
                // The kind alone: an error's text may quote what a citizen wrote.
                context.logger.error(
                    "request failed", metadata: ["error.type": "\(type(of: error))"])
            }
            return request.wantsPage
                ? problem.page(at: Address(of: request), context.visitor, words) : problem.response
        }
    }

    /// Where a person at a browser goes who has something to do first; nil for everything else.
    private static func wayOn(
        _ error: any Error, _ request: Request, _ logIn: LogInPage
    ) async throws -> Response? {
        guard request.isOfPages, let error = error as? WebError else { return nil }
        let words = Strings.asked(by: request)
        switch error {
        case .notLoggedIn: return try await logIn.interrupted(request)
        case .owes(.code): return .see(Address(CodePage.path), words)
        case .owes(.password): return .see(Address(PasswordPage.path), words)
        case .nothingOwed: return .see(Address("/"), words)
        case .owes(.open), .notOpenHere, .forbidden, .crossSite, .formTokenMissing, .notAForm,
            .idempotencyKeyMissing, .idempotencyKeyMalformed, .versionMissing, .versionMalformed,
            .notDeclaredAsJSON, .notJSON, .malformed, .badQuery:
            return nil
        }
    }
}
