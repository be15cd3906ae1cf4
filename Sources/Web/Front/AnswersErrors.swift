import Hummingbird
import Logging

/// Turns whatever went wrong into problem+json, or into a page for a browser (エラーの回答).
struct AnswersErrors: RouterMiddleware {
    typealias Context = BasicRequestContext

    let routes: [Route]

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let allowed = routes.methods(at: request.uri.path)
            let isWrongMethod = !allowed.contains(request.method.rawValue)
            let words = Strings.asked(by: request)
            let problem = ErrorMapping.problem(
                for: error, allowed: isWrongMethod ? allowed : [], words: words)
            if problem.status == .internalServerError {
                // The kind alone: an error's text may quote what a citizen wrote.
                context.logger.error(
                    "request failed", metadata: ["error.type": "\(type(of: error))"])
            }
            return request.wantsPage
                ? problem.page(at: Address(of: request), words) : problem.response
        }
    }
}
