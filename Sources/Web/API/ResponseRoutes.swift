import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// What sections do about items, `/api/v1/items/{id}/…` (担当課の処理のAPI).
///
/// Each is a POST with an `Idempotency-Key` and, as `If-Match`, the version of the item the caller has
/// seen. Who does it is who has logged in.
struct ResponseRoutes: Sendable {
    let desk: Desk

    /// What a route takes: its last part, what it asks, and which members its body may have.
    private struct Verb: Sendable {
        let path: String
        let verb: ResponseVerb
        let fields: [ItemField]
        var flags: [ResponseRequest.Flag] = []
        var hasRoute = false
    }

    private static let forms = [
        Verb(path: "claims", verb: .claim, fields: [.section]),
        Verb(path: "releases", verb: .release, fields: [.section]),
        Verb(path: "acceptances", verb: .accept, fields: [.section]),
        Verb(path: "transfers", verb: .transfer, fields: [.section, .to, .reason]),
        Verb(path: "returns", verb: .returnToTriage, fields: [.section, .reason]),
        Verb(path: "notes", verb: .note, fields: [.section, .text], flags: [.contribution]),
        Verb(
            path: "interim-answers", verb: .interimAnswer,
            fields: [.on, .medium, .expectedOn, .reason]),
        Verb(path: "oral-answers", verb: .oralAnswer, fields: [.on, .medium, .text]),
        Verb(
            path: "answers", verb: .draft, fields: [.text], flags: [.minor, .noted],
            hasRoute: true),
        Verb(path: "draft-withdrawals", verb: .withdrawDraft, fields: []),
        Verb(
            path: "approvals", verb: .approve, fields: [.post, .onBehalfOf, .draft, .on],
            flags: [.onPaper, .review]),
        Verb(
            path: "send-backs", verb: .sendBack, fields: [.post, .onBehalfOf, .draft, .reason],
            flags: [.onPaper]),
        Verb(path: "envelope-checks", verb: .checkEnvelope, fields: [.draft]),
        Verb(
            path: "dispatches", verb: .dispatch,
            fields: [.on, .medium, .documentNumber, .draft]),
        Verb(path: "measures", verb: .measure, fields: [.section, .on, .outcome, .text]),
        Verb(path: "measure-checks", verb: .checkMeasure, fields: [.on, .text]),
        Verb(path: "closures", verb: .close, fields: [.on, .noAnswer, .note]),
        Verb(path: "reopenings", verb: .reopen, fields: [.cause, .reason]),
        Verb(
            path: "instruction-answers", verb: .answerInstruction,
            fields: [.section, .instruction, .text, .on]),
    ]

    var routes: [Route] {
        Self.forms.map { form in
            Route(.post, "/api/v1/items/{id}/\(form.path)") {
                try await answer($0, form, by: $1.person())
            }
        } + [
            Route(.get, "/api/v1/items/{id}") { try await item($0, $1.person()) },
            Route(.get, "/api/v1/items/{id}/history") {
                try await history($0, $1.person())
            },
        ]
    }

    private func answer(
        _ request: Request, _ form: Verb, by person: SignedIn
    ) async throws -> Response {
        let command = try IdempotencyKey.command(of: request)
        let seen = try SeenVersion.read(request)
        let asked = try Self.read(try await JSONBody.read(request), form, by: person)
        let roles = AccessTable.roles(.post, "/api/v1/items/{id}/\(form.path)")
        let id = try await NamedItem.id(of: request, for: person, acting: roles, at: desk)
        let handled = try await desk.respond(
            asked, to: id, expecting: try await seen.version(of: id, at: desk),
            actor: person.login, command: command)
        return NamedItem.answer(handled, to: id)
    }

    private static func read(
        _ body: JSONValue, _ form: Verb, by person: SignedIn
    ) throws(WebError) -> ResponseRequest {
        var members = JSONFields(body, named: "")
        var fields: [ItemField: String?] = [:]
        for field in form.fields {
            fields[field] =
                field == .draft || field == .instruction
                ? members.integer(field.rawValue).map(String.init)
                : members.text(field.rawValue)
        }
        fields[.by] = person.login
        let flags = form.flags.filter { members.flag($0.rawValue) ?? false }
        let route = form.hasRoute ? members.texts("route") : []
        let errors = members.finish()
        guard errors.isEmpty else { throw .malformed(errors) }
        return ResponseRequest(form.verb, fields, flags: Set(flags), route: route)
    }

    // MARK: Reading

    private func item(_ request: Request, _ person: SignedIn) async throws -> Response {
        let view = try await desk.item(
            try await NamedItem.id(of: request, for: person, at: desk))
        return Response(
            status: .ok, type: "application/json", bytes: CanonicalJSON.bytes(view.json),
            headers: [.eTag: SeenVersion.tag(view.version)])
    }

    private func history(_ request: Request, _ person: SignedIn) async throws -> Response {
        let history = try await desk.history(
            of: try await NamedItem.id(of: request, for: person, at: desk))
        return Response(
            status: .ok, type: "application/json",
            bytes: CanonicalJSON.bytes(.array(history.map(\.json))),
            headers: history.last.map { [.eTag: SeenVersion.tag($0.version)] } ?? [:])
    }
}
