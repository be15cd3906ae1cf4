import Hummingbird

/// `/openapi.json`, what programs may ask of this server (APIの記述).
///
/// Open to everyone: it says nothing about the city. A test compares it with the routes.
struct OpenAPIRoute: Sendable {
    private static let bytes = PackageResources.openapi_json
    private static let tag = EntityTag(of: bytes)

    var routes: [Route] {
        [Route(.get, "/openapi.json") { Self.response(to: $0) }]
    }

    /// The document, or 304 to a caller who has it already.
    private static func response(to request: Request) -> Response {
        // Kept, but asked about each time: another version of the program has another one.
        let headers: HTTPFields = [.eTag: tag.text, .cacheControl: "no-cache"]
        return tag.isNamed(in: request.headers[.ifNoneMatch])
            ? Response(status: .notModified, headers: headers)
            : Response(status: .ok, type: "application/json", bytes: bytes, headers: headers)
    }
}
