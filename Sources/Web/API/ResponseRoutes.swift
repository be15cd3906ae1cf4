import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// What sections do about items, `/api/v1/items/{id}/…` (担当課の処理のAPI).
///
/// Each is a POST with an `Idempotency-Key` and, as `If-Match`, the version of the item the caller has
/// seen. Until there are accounts, `by` says who does it.
struct ResponseRoutes: Sendable {
    let desk: Desk
    let gate: LocalGate

    private static let actor = "api"

    /// What a route takes: its last part, what it asks, and which members its body may have.
    private struct Form: Sendable {
        let path: String
        let verb: ResponseVerb
        let fields: [ItemField]
        var flags: [ResponseRequest.Flag] = []
        var hasRoute = false
    }

    private static let forms = [
        Form(path: "claims", verb: .claim, fields: [.section]),
        Form(path: "releases", verb: .release, fields: [.section]),
        Form(path: "acceptances", verb: .accept, fields: [.section]),
        Form(path: "transfers", verb: .transfer, fields: [.section, .to, .reason]),
        Form(path: "returns", verb: .returnToTriage, fields: [.section, .reason]),
        Form(path: "notes", verb: .note, fields: [.section, .text], flags: [.contribution]),
        Form(
            path: "interim-answers", verb: .interimAnswer,
            fields: [.on, .medium, .expectedOn, .reason]),
        Form(path: "oral-answers", verb: .oralAnswer, fields: [.on, .medium, .text]),
        Form(
            path: "answers", verb: .draft, fields: [.text], flags: [.minor, .noted],
            hasRoute: true),
        Form(path: "draft-withdrawals", verb: .withdrawDraft, fields: []),
        Form(
            path: "approvals", verb: .approve, fields: [.post, .onBehalfOf, .draft, .on],
            flags: [.onPaper, .review]),
        Form(
            path: "send-backs", verb: .sendBack, fields: [.post, .onBehalfOf, .draft, .reason],
            flags: [.onPaper]),
        Form(path: "envelope-checks", verb: .checkEnvelope, fields: [.draft]),
        Form(
            path: "dispatches", verb: .dispatch,
            fields: [.on, .medium, .documentNumber, .draft]),
        Form(path: "measures", verb: .measure, fields: [.section, .on, .outcome, .text]),
        Form(path: "measure-checks", verb: .checkMeasure, fields: [.on, .text]),
        Form(path: "closures", verb: .close, fields: [.on, .noAnswer, .note]),
        Form(path: "reopenings", verb: .reopen, fields: [.cause, .reason]),
    ]

    var routes: [Route] {
        Self.forms.map { form in
            Route(.post, "/api/v1/items/{id}/\(form.path)") { try await answer($0, form) }
        } + [
            Route(.get, "/api/v1/items/{id}") { try await item($0) },
            Route(.get, "/api/v1/items/{id}/history") { try await history($0) },
        ]
    }

    private func answer(_ request: Request, _ form: Form) async throws -> Response {
        try gate.check(request)
        let command = try IdempotencyKey.command(of: request)
        let version = try SeenVersion.read(request)
        let asked = try Self.read(try await JSONBody.read(request), form)
        let id = try await desk.itemID(of: request.pathPart(3))
        let handled = try await desk.respond(
            asked, to: id, expecting: version, actor: Self.actor, command: command)
        return Response(
            status: handled.events > 0 ? .created : .ok, type: "application/json",
            bytes: CanonicalJSON.bytes(
                .object([
                    "events": .integer(Int64(handled.events)),
                    "id": .string(id.uuidString.lowercased()),
                    "position": .integer(handled.position),
                    "version": .integer(Int64(handled.version)),
                ])), headers: [.eTag: SeenVersion.tag(handled.version)])
    }

    private static func read(
        _ body: JSONValue, _ form: Form
    ) throws(WebError) -> ResponseRequest {
        var members = JSONFields(body, named: "")
        var fields: [ItemField: String?] = [:]
        for field in form.fields + [.by] {
            fields[field] =
                field == .draft
                ? members.integer(field.rawValue).map(String.init)
                : members.text(field.rawValue)
        }
        let flags = form.flags.filter { members.flag($0.rawValue) ?? false }
        let route = form.hasRoute ? members.texts("route") : []
        let errors = members.finish()
        guard errors.isEmpty else { throw .malformed(errors) }
        return ResponseRequest(form.verb, fields, flags: Set(flags), route: route)
    }

    // MARK: Reading

    private func item(_ request: Request) async throws -> Response {
        try gate.check(request)
        let view = try await desk.item(try await desk.itemID(of: request.pathPart(3)))
        return Response(
            status: .ok, type: "application/json", bytes: CanonicalJSON.bytes(view.json),
            headers: [.eTag: SeenVersion.tag(view.version)])
    }

    private func history(_ request: Request) async throws -> Response {
        try gate.check(request)
        let history = try await desk.history(
            of: try await desk.itemID(of: request.pathPart(3)))
        return Response(
            status: .ok, type: "application/json",
            bytes: CanonicalJSON.bytes(.array(history.map(\.json))),
            headers: history.last.map { [.eTag: SeenVersion.tag($0.version)] } ?? [:])
    }
}
