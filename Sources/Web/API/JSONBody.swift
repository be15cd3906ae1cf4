import Desk
import Hummingbird

/// The JSON a request brings (要求本文).
enum JSONBody {
    /// Reads it, at most ``WebLimits/bodyBytes``.
    static func read(_ request: Request) async throws -> JSONValue {
        let type = request.headers[.contentType]?.split(separator: ";").first
        guard type?.lowercased().filter({ $0 != " " }) == "application/json" else {
            throw WebError.notDeclaredAsJSON
        }
        let bytes = try await bytes(of: request)
        do throws(JSONError) {
            return try JSONValue(parsing: bytes)
        } catch {
            throw WebError.notJSON(error)
        }
    }

    /// The bytes of a body, at most so many.
    static func bytes(
        of request: Request, most: Int = WebLimits.bodyBytes
    ) async throws -> [UInt8] {
        // Said beforehand, it need not be received first.
        if let length = request.headers[.contentLength].flatMap({ Int($0) }),
            length > most
        {
            throw HTTPError(.contentTooLarge)
        }
        return Array(buffer: try await collect(request, most))
    }

    private static func collect(_ request: Request, _ most: Int) async throws -> ByteBuffer {
        do {
            return try await request.body.collect(upTo: most)
        } catch let error as any HTTPResponseError {
            throw error
        } catch {
            // A caller that hung up, or a chunk that is none: theirs, not ours.
            throw HTTPError(.badRequest)
        }
    }
}
