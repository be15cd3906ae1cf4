import Hummingbird

/// One method on one path, and what answers it (経路).
///
/// Who may ask is said by ``AccessTable``, and looked up before it is asked.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// As the router writes it: `/api/v1/items/{id}`.
    let path: String
    let answer: @Sendable (Request, Visit) async throws -> Response

    /// A route that is the same for everybody who may ask.
    init(
        _ method: HTTPRequest.Method, _ path: String,
        _ answer: @escaping @Sendable (Request) async throws -> Response
    ) {
        self.init(method, path) { request, _ in try await answer(request) }
    }

    /// A route that wants to know who asks.
    init(
        _ method: HTTPRequest.Method, _ path: String,
        _ answer: @escaping @Sendable (Request, Visit) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.answer = answer
    }

    /// A form that was filled in on a page of the session that sends it.
    static func form(
        _ path: String,
        _ answer: @escaping @Sendable (Form, Request, Visit) async throws -> Response
    ) -> Route {
        Route(.post, path) { request, visit in
            try await answer(Form.read(request, of: visit.visitor), request, visit)
        }
    }

    /// Whether a request's path is one of this route's.
    func matches(_ path: String) -> Bool {
        let wanted = self.path.split(separator: "/")
        let given = path.split(separator: "/")
        return wanted.count == given.count
            && zip(wanted, given).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}

extension [Route] {
    /// The methods a path answers to, as `Allow` lists them; empty when there is no such path.
    ///
    /// The router knows no difference between a wrong path and a wrong method.
    func methods(at path: String) -> [String] {
        let methods = filter { $0.matches(path) }.map(\.method.rawValue)
        return (methods + (methods.contains("GET") ? ["HEAD"] : [])).sorted()
    }

    /// The pattern of a path, for counting; nil when nothing is there.
    func pattern(of path: String) -> String? { first { $0.matches(path) }?.path }
}
