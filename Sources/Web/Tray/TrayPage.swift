import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/tray`: what lies before a section, and what waits for somebody's stamp
/// (担当課トレイ, PRODUCT §4.3).
struct TrayPage: Sendable {
    static let path = "/tray"
    /// By which a form is known again when it is sent twice.
    static let commandField = "command"
    /// Of a form that leads back to the tray.
    static let fromField = "from"
    /// Why the gists of a tray are opened.
    private static let reason = "担当課トレイ"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in try await show(request, visit) },
            Route.form(Self.path) { form, request, visit in
                try await claimNext(form, request, visit)
            },
        ]
    }

    // MARK: Looking

    private func show(
        _ request: Request, _ visit: Visit, errors: [FieldError] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        let asked = TrayQuestion(request)
        let choices = try await desk.trays(of: person, AccessTable.sections)
        let section = try await section(asked, choices, person)
        let tray: Tray? =
            if let section {
                try await desk.tray(
                    of: section, for: person.account, stage: asked.stage,
                    perStage: asked.stage == nil ? TrayLimits.perStage : TrayLimits.shown,
                    countingUpTo: TrayLimits.counted)
            } else { nil }
        let stamps = try await desk.awaitedStamps(of: person)
        let entries = (tray?.entries ?? []) + stamps.map(\.entry)
        let view = TrayView(
            words: words, person: person, asked: asked, choices: choices, section: section,
            tray: tray, stamps: stamps, gists: try await gists(of: entries, for: person),
            proposals: try await proposals(in: tray, for: person),
            people: try await desk.names(of: Set(entries.compactMap(\.claimedBy))),
            sections: try await desk.sectionNames(), errors: errors)
        return Page(
            title: words.places.tray, address: asked.address(section: asked.section), place: .tray,
            city: try await desk.city()?.name, isWide: true, visitor: visit.visitor
        ).response(words, view.html, status: status)
    }

    /// The tray that is asked for, or the one to begin with; nil for who has none.
    private func section(
        _ asked: TrayQuestion, _ choices: [TrayChoice], _ person: SignedIn
    ) async throws -> String? {
        guard let wanted = asked.section else {
            let isHearing = person.has(oneOf: [.hearing])
            let first = isHearing ? choices.first : choices.first { $0.name != nil && $0.open > 0 }
            return (first ?? choices.first { $0.name != nil } ?? choices.first)?.code
        }
        guard try await desk.covers(person, AccessTable.sections, section: wanted) else {
            throw WebError.forbidden
        }
        return wanted
    }

    private func gists(
        of entries: [Tray.Entry], for person: SignedIn
    ) async throws -> [UUID: String] {
        guard let opening = Opening(actor: person.login, reason: Self.reason) else { return [:] }
        return try await desk.gists(of: entries.map(\.id), for: opening)
    }

    /// What was learned would choose, for whoever says whose it is.
    private func proposals(
        in tray: Tray?, for person: SignedIn
    ) async throws -> [UUID: LearnedProposal] {
        guard let tray, tray.section == nil, person.has(oneOf: [.hearing]),
            let opening = Opening(actor: person.login, reason: Self.reason)
        else { return [:] }
        let open = tray.entries.filter { $0.stage != .done && $0.handling != .restricted }
        return try await desk.proposals(for: open.map(\.id), for: opening)
    }

    // MARK: The next one

    private func claimNext(
        _ form: Form, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        guard let command = CommandID.from(key: form.text(Self.commandField)),
            let section = form.given("section")
        else { throw HTTPError(.badRequest) }
        guard try await desk.covers(person, AccessTable.sections, section: section) else {
            throw WebError.forbidden
        }
        let claim = try await desk.claimNext(
            in: section, by: person.login, actor: person.login, command: command)
        guard let claim else {
            return .see(
                Address(Self.path).with("section", section).with("done", TrayQuestion.empty), words)
        }
        let item = Address("\(Self.path)/\(claim.receiptNumber)")
        return .see(item.with("done", ResponseVerb.claim.rawValue), words)
    }

    /// One for each form that is handed out.
    static func newCommand() -> String { UUID().uuidString.lowercased() }
}

/// What of the trays somebody wants to see; nothing of it is personal (トレイの指定).
struct TrayQuestion: Sendable {
    /// After asking for the next one of an empty tray.
    static let empty = "empty"

    var section: String?
    var stage: ResponseStage?
    /// What was done just before, and about which item.
    var done: String?
    var number: ReceiptNumber?

    init(_ request: Request) {
        func value(_ name: String) -> String? {
            request.uri.queryParameters[name[...]].flatMap { $0.isEmpty ? nil : String($0) }
        }
        // A NUL is UTF-8, but PostgreSQL keeps none.
        section = value("section").flatMap { $0.utf8.contains(0) ? nil : $0 }
        stage = value("stage").flatMap { ResponseStage(rawValue: $0) }
        done = value("done")
        number = value("number").flatMap { ReceiptNumber(parsing: $0) }
    }

    func address(section: String?, stage: ResponseStage? = nil) -> Address {
        Address(TrayPage.path).with("section", section).with("stage", stage?.rawValue)
    }
}
