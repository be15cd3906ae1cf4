import Desk

extension Strings {
    /// English
    static let english = Strings(
        code: "en", otherCode: "ja", otherLanguage: "日本語",
        productName: "Koe (声)", skipToContent: "Skip to content", placesTitle: "Main pages",
        backToStart: "Back to the first page", statusTitle: "Status",
        stateRunning: "Running",
        stateUnavailable: "The database cannot be reached. Koe goes on by itself once it is back.",
        cityTitle: "City",
        cityCode: { "Local government code \($0)" },
        cityMissing: "No city is set up yet",
        cityMissingDetail:
            "Run this command where the server runs, with your city's name and six-digit code.",
        demoNotice: "This is a demo. It has nothing to do with any real city or person.",
        logTitle: "Log", logPosition: "Events (last position)", logRoot: "Root hash (SHA-256)",
        logExplanation:
            "The log takes additions only. If one letter of an old record changed, the root hash would be another.",
        furtherTitle: "For monitoring", healthLive: "Liveness /health/live",
        healthReady: "Readiness /health/ready", metrics: "Metrics /metrics (Prometheus)",
        version: { "Koe \($0)" },
        betweenSentences: "; ",
        invalid: "Please check what you entered.",
        badRequest: "The request is malformed.",
        notFound: "Not found.", notFoundDetail: "There is nothing here.",
        methodNotAllowed: "This method is not allowed.",
        methodNotAllowedDetail: { "This place answers to \($0)." },
        tooLarge: "Too large.",
        tooLargeDetail: { "A request's body may have \($0) KiB." },
        unsupportedMediaType: "The body is of another type.",
        unsupportedMediaTypeDetail: "Send JSON with Content-Type: application/json.",
        notJSON: "This is not JSON.",
        notJSONDetail: {
            "Byte \($0 + 1) cannot stand there. Numbers must be whole, text must be UTF-8."
        },
        idempotencyKeyMissing: "There is no Idempotency-Key.",
        idempotencyKeyMalformed: "The Idempotency-Key is malformed.",
        idempotencyKeyDetail:
            "Send a new UUID or text of up to 200 characters in the header Idempotency-Key with "
            + "every request, and the same one when you repeat it.",
        idempotencyKeyReused: "This Idempotency-Key was used before.",
        idempotencyKeyReusedDetail:
            "It belongs to a request with other content. Use a new one for a new request.",
        versionMissing: "If-Match is missing.",
        versionMalformed: "If-Match cannot be read.",
        versionDetail:
            "Give the version of the item you have seen, as its ETag has it: If-Match: \"3\"; "
            + "* for whatever it is now.",
        notOpenHere: "Not open to you here.",
        notOpenHereDetail:
            "Use the public address (KOE_PUBLIC_URL). Where none is set, Koe answers only on the "
            + "computer it runs on, as 127.0.0.1 or localhost.",
        notLoggedIn: "Please log in.",
        notLoggedInDetail: "Log in, or send a valid API token as Authorization: Bearer.",
        logInUnfinished: "Logging in is not finished.",
        logInUnfinishedDetail: "Enter the one-time code or choose a password first.",
        notAllowed: "You may not do this.",
        notAllowedDetail: "Your roles do not allow it. Ask an administrator for the role you need.",
        notFromOurPage: "This was not sent from a page of Koe.",
        notFromOurPageDetail: "Open the page again and send it once more. Nothing was recorded.",
        notAFormDetail: "Send it from a form of Koe.",
        conflict: "Somebody else was quicker.",
        conflictDetail: "Look at what it is now, then try again.",
        overloaded: "Too many requests.", unavailable: "Not available now.",
        tryAgain: "Nothing was recorded. Try again in a moment with the same Idempotency-Key.",
        askAgain: "Try again in a moment.",
        outcomeUnknown: "It is not known whether this was recorded.",
        outcomeUnknownDetail:
            "Send it again with the same Idempotency-Key; it will not be recorded twice.",
        internalFault: "Something went wrong inside.",
        internalFaultDetail:
            "Nothing was recorded. If it goes on, tell the administrator with the time of day.",
        places: .english, figures: .english, review: .english, organisation: .english,
        year: .english, paper: .english, staff: .english, intake: .english, register: .english,
        tray: .english, records: .english, scans: .english, signOn: .english, audit: .english,
        reply: .english, circulation: .english, lectures: .english, gatherings: .english,
        inputError: { $0.english })
}
