import Desk
import FoundationEssentials
import Hummingbird

/// The header by which a caller says "this is the same request again" (重複防止キー).
///
/// draft-ietf-httpapi-idempotency-key-header writes it as a quoted string; most callers send it
/// bare. Both are the same key.
enum IdempotencyKey {
    static let header = "Idempotency-Key"

    static func command(of request: Request) throws(WebError) -> UUID {
        guard let value = request.headers.text(header) else { throw .idempotencyKeyMissing }
        var key = value[...]
        if key.count >= 2, key.first == "\"", key.last == "\"" { key = key.dropFirst().dropLast() }
        guard let command = CommandID.from(key: String(key)) else {
            throw .idempotencyKeyMalformed
        }
        return command
    }
}
