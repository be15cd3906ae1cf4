import Hummingbird

/// Counts every request and takes its time (要求の計数).
struct CountsRequests: RouterMiddleware {
    typealias Context = WebContext

    let metrics: RequestMetrics
    let routes: [Route]

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let begin = ContinuousClock.now
        let response = try await next(request, context)
        metrics.record(
            method: request.method.rawValue,
            // The pattern, never the path: labels must stay few, and paths hold ids.
            route: routes.pattern(of: request.uri.path),
            status: response.status.code, duration: begin.duration(to: .now))
        return response
    }
}
