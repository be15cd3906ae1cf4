import Desk

/// A request that never reaches the desk (受け付けられない要求).
enum WebError: Error, Sendable {
    /// Nobody can log in yet, and this request may come from elsewhere.
    case notOpenYet
    /// Every POST needs an `Idempotency-Key`.
    case idempotencyKeyMissing
    /// The key is empty or too long.
    case idempotencyKeyMalformed
    /// A change of a thing needs an `If-Match` with the version that was seen.
    case versionMissing
    /// The `If-Match` is no version.
    case versionMalformed
    /// The body is not declared as JSON.
    case notDeclaredAsJSON
    /// The body is not JSON.
    case notJSON(JSONError)
    /// The body is JSON of another shape than the route wants.
    case malformed([InputError])
    /// What stands behind the question mark of the address cannot be read.
    case badQuery([InputError])
}
