import Desk

/// A request that never reaches the desk (受け付けられない要求).
enum WebError: Error, Sendable {
    /// It came by no door: neither by the public address nor from this computer.
    case notOpenHere
    /// Nobody has logged in, or the session is over.
    case notLoggedIn
    /// Something is asked before anything else.
    case owes(LogInStage)
    /// What the page asks is not owed.
    case nothingOwed
    /// Not with these roles.
    case forbidden
    /// Another site's page sent it.
    case crossSite
    /// It was not filled in on a page of this session.
    case formTokenMissing
    /// The body is not declared as a form.
    case notAForm
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
