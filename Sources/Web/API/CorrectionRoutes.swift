import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// Records put right and used no more, `/api/v1/items/{id}/…` (訂正と利用停止のAPI).
///
/// By the rules of the page: a reason, and the version that was seen. With the number of a decision on
/// the person's request it is a 訂正決定.
struct CorrectionRoutes: Sendable {
    static let corrections = "/api/v1/items/{id}/corrections"
    static let suspensions = "/api/v1/items/{id}/use-suspensions"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.post, Self.corrections) { request, visit in
                try await record(request, Self.corrections, visit.person()) {
                    try CorrectionBody(json: $0, today: desk.today).command
                }
            },
            Route(.post, Self.suspensions) { request, visit in
                try await record(request, Self.suspensions, visit.person()) {
                    try Self.suspension($0, today: desk.today)
                }
            },
        ]
    }

    private func record(
        _ request: Request, _ path: String, _ person: SignedIn,
        _ read: (JSONValue) throws -> ItemCommand
    ) async throws -> Response {
        let command = try IdempotencyKey.command(of: request)
        let seen = try SeenVersion.read(request)
        let asked = try read(try await JSONBody.read(request))
        let id = try await NamedItem.id(
            of: request, for: person, acting: AccessTable.roles(.post, path), at: desk)
        let handled = try await desk.handle(
            asked, of: Item.self, stream: id,
            expecting: try await seen.version(of: id, at: desk), actor: person.login,
            command: command)
        return NamedItem.answer(handled, to: id)
    }

    /// That it may not be used any more, or may again, as was decided.
    private static func suspension(
        _ json: JSONValue, today: LocalDate
    ) throws(WebError) -> ItemCommand {
        var fields = JSONFields(json, named: "")
        let number = fields.requiredText(ItemField.decision.rawValue)
        let isOver = fields.flag("resume") ?? false
        let on = fields.text(ItemField.on.rawValue)
        var errors: [InputError] = []
        let day = DecisionDay.read(on, ItemField.on.rawValue, today: today, &errors)
        errors = fields.finish() + errors
        guard errors.isEmpty else { throw .malformed(errors) }
        let decision = RightsDecision(number: Wording(number), on: day)
        return .retain(isOver ? .resumeUse(decision) : .suspendUse(decision), today: today)
    }
}

/// The day of a decision, as people write it (決定日).
enum DecisionDay {
    /// Today where none is given; what cannot be read is noted.
    static func read(
        _ text: String?, _ field: String, today: LocalDate, _ errors: inout [InputError]
    ) -> LocalDate {
        guard let text else { return today }
        switch DateReading(text, today: today) {
        case .date(let day): return day
        case .ambiguous(let days): errors.append(InputError(field, .ambiguousDay(days)))
        case .unreadable(let problem): errors.append(InputError(field, .unreadableDay(problem)))
        }
        return today
    }
}
