import Desk
import Hummingbird
import Participation

/// The only place that knows which error is which HTTP status (エラーとHTTPの対応).
enum ErrorMapping {
    /// The problem to answer with.
    ///
    /// - Parameters:
    ///   - error: what was thrown.
    ///   - allowed: the methods the path answers to; the router says "not found" for a wrong
    ///     method too.
    ///   - isReading: whether nothing was to be recorded; then there is no request to repeat under
    ///     the same key.
    ///   - words: the texts of the reader's language.
    static func problem(
        for error: any Error, allowed: [String], isReading: Bool, words: Strings
    ) -> Problem {
        var problem =
            switch error {
            case let error as WebError: self.problem(for: error, words)
            case let error as DeskError: self.problem(for: error, isReading, words)
            case let error as any HTTPResponseError: self.problem(for: error, allowed, words)
            default: internalFault(words)
            }
        problem.language = words.code
        return problem
    }

    private static func problem(for error: WebError, _ words: Strings) -> Problem {
        switch error {
        case .notOpenHere:
            Problem(
                kind: "not-open-here", status: .forbidden, title: words.notOpenHere,
                detail: words.notOpenHereDetail)
        case .notLoggedIn:
            Problem(
                kind: "not-logged-in", status: .unauthorized, title: words.notLoggedIn,
                detail: words.notLoggedInDetail, headers: [.wwwAuthenticate: "Bearer"])
        case .owes:
            Problem(
                kind: "log-in-unfinished", status: .forbidden, title: words.logInUnfinished,
                detail: words.logInUnfinishedDetail)
        case .nothingOwed: notFound(words)
        case .forbidden:
            Problem(
                kind: "not-allowed", status: .forbidden, title: words.notAllowed,
                detail: words.notAllowedDetail)
        case .crossSite, .formTokenMissing:
            Problem(
                kind: "not-from-our-page", status: .forbidden, title: words.notFromOurPage,
                detail: words.notFromOurPageDetail)
        case .notAForm:
            Problem(
                kind: "unsupported-media-type", status: .unsupportedMediaType,
                title: words.unsupportedMediaType, detail: words.notAFormDetail)
        case .idempotencyKeyMissing:
            Problem(
                kind: "idempotency-key-missing", status: .badRequest,
                title: words.idempotencyKeyMissing, detail: words.idempotencyKeyDetail)
        case .idempotencyKeyMalformed:
            Problem(
                kind: "idempotency-key-malformed", status: .badRequest,
                title: words.idempotencyKeyMalformed, detail: words.idempotencyKeyDetail)
        case .versionMissing:
            Problem(
                kind: "if-match-missing", status: .preconditionRequired,
                title: words.versionMissing, detail: words.versionDetail)
        case .versionMalformed:
            Problem(
                kind: "if-match-malformed", status: .badRequest, title: words.versionMalformed,
                detail: words.versionDetail)
        case .notDeclaredAsJSON:
            Problem(
                kind: "unsupported-media-type", status: .unsupportedMediaType,
                title: words.unsupportedMediaType, detail: words.unsupportedMediaTypeDetail)
        case .notJSON(let error):
            Problem(
                kind: "not-json", status: .badRequest, title: words.notJSON,
                detail: words.notJSONDetail(error.offset))
        case .malformed(let errors): invalid(errors, words)
        case .badQuery(let errors): invalid(errors, words, status: .badRequest)
        }
    }

    private static func problem(
        for error: DeskError, _ isReading: Bool, _ words: Strings
    ) -> Problem {
        let tryAgain = isReading ? words.askAgain : words.tryAgain
        return switch error {
        case .malformed(let errors): invalid(errors, words)
        case .refused(let refusals): refused(refusals.map { Refused($0) }, words)
        case .declined(let refusals): refused(refusals, words)
        case .conflict, .cityAlreadySetUp, .notEmpty:
            Problem(
                kind: "conflict", status: .conflict, title: words.conflict,
                detail: words.conflictDetail)
        case .changed:
            Problem(
                kind: "version-changed", status: .preconditionFailed, title: words.conflict,
                detail: words.conflictDetail)
        case .notFound: notFound(words)
        case .commandReused:
            Problem(
                kind: "idempotency-key-reused", status: .unprocessableContent,
                title: words.idempotencyKeyReused, detail: words.idempotencyKeyReusedDetail)
        case .tooLarge: tooLarge(words)
        case .overloaded, .behind:
            unavailable("overloaded", words.overloaded, tryAgain)
        case .later(let reason): unavailable("later", words.unavailable, reason)
        case .unavailable: unavailable("unavailable", words.unavailable, tryAgain)
        case .outcomeUnknown:
            unavailable("outcome-unknown", words.outcomeUnknown, words.outcomeUnknownDetail)
        case .cityNotSetUp:
            unavailable("city-not-set-up", words.cityMissing, words.cityMissingDetail)
        // No route takes a file yet.
        case .keyring, .unreadable, .file, .internalFault: internalFault(words)
        }
    }

    /// What Hummingbird throws: no such path, a body over the limit, a malformed request.
    private static func problem(
        for error: any HTTPResponseError, _ allowed: [String], _ words: Strings
    ) -> Problem {
        switch error.status {
        case .notFound where allowed.isEmpty:
            return notFound(words)
        case .notFound:
            let list = allowed.joined(separator: ", ")
            return Problem(
                kind: "method-not-allowed", status: .methodNotAllowed,
                title: words.methodNotAllowed, detail: words.methodNotAllowedDetail(list),
                headers: [.allow: list])
        case .contentTooLarge: return tooLarge(words)
        case let status where status.kind == .clientError:
            return Problem(
                kind: "bad-request", status: status, title: words.badRequest,
                detail: words.badRequest)
        default: return internalFault(words)
        }
    }

    private static func invalid(
        _ errors: [InputError], _ words: Strings,
        status: HTTPResponse.Status = .unprocessableContent
    ) -> Problem {
        invalid(
            "invalid",
            errors.map { Problem.Field(name: $0.field, detail: words.inputError($0)) }, words,
            status: status)
    }

    private static func refused(_ refusals: [Refused], _ words: Strings) -> Problem {
        invalid(
            "refused",
            refusals.map { Problem.Field(name: $0.field ?? "", detail: $0.japanese) }, words)
    }

    private static func invalid(
        _ kind: String, _ fields: [Problem.Field], _ words: Strings,
        status: HTTPResponse.Status = .unprocessableContent
    ) -> Problem {
        Problem(
            kind: kind, status: status, title: words.invalid,
            detail: fields.map(\.detail).joined(separator: words.betweenSentences),
            fields: fields)
    }

    private static func notFound(_ words: Strings) -> Problem {
        Problem(
            kind: "not-found", status: .notFound, title: words.notFound,
            detail: words.notFoundDetail)
    }

    private static func tooLarge(_ words: Strings) -> Problem {
        Problem(
            kind: "too-large", status: .contentTooLarge, title: words.tooLarge,
            detail: words.tooLargeDetail(WebLimits.bodyBytes / 1024))
    }

    private static func unavailable(_ kind: String, _ title: String, _ detail: String) -> Problem {
        Problem(
            kind: kind, status: .serviceUnavailable, title: title, detail: detail,
            headers: [.retryAfter: String(WebLimits.retryAfterSeconds)])
    }

    private static func internalFault(_ words: Strings) -> Problem {
        Problem(
            kind: "internal", status: .internalServerError, title: words.internalFault,
            detail: words.internalFaultDetail)
    }
}
