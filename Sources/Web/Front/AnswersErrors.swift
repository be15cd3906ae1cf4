import Hummingbird
import Logging

/// Turns whatever went wrong into problem+json (エラーの回答).
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
            let problem = ErrorMapping.problem(
                for: error, allowed: isWrongMethod ? allowed : [],
                words: Strings.asked(by: request))
            if problem.status == .internalServerError {
                // The kind alone: an error's text may quote what a citizen wrote.
                context.logger.error(
                    "request failed", metadata: ["error.type": "\(type(of: error))"])
            }
            return problem.response
        }
    }
}
