import Hummingbird

/// Puts the headers on every response that keep a browser from doing more than it is asked
/// (安全のためのヘッダー).
struct SecuresResponses: RouterMiddleware {
    typealias Context = WebContext

    /// Nothing is loaded but our own style sheet, script and pictures; no code or style in a page, no
    /// frame, no form to elsewhere.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        + "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = Self.contentSecurityPolicy
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        // With "no-referrer" browsers would send our own forms with Origin: null.
        response.headers.set("Referrer-Policy", "same-origin")
        response.headers.set("X-Frame-Options", "DENY")
        response.headers.set("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.set("Cross-Origin-Resource-Policy", "same-origin")
        // Answers are about citizens or about this moment: none is to be kept by anyone.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
