import Desk
import FoundationEssentials
import Hummingbird
import Participation

// Taking back what was entered just before, without a time limit: the letter itself, and that it says
// the same as another one.
extension IntakePage {
    static let undoPath = "/intake/undo"
    static let redoPath = "/intake/redo"
    static let partPath = "/intake/part"
    /// The parameter that names a receipt that was taken back.
    private static let undone = "undone"

    var undoings: [Route] {
        [
            Route.form(Self.undoPath) { form, request, visit in
                try await takeBack(.annul(.slip), Self.undone, form, request, visit)
            },
            Route.form(Self.redoPath) { form, request, visit in
                try await takeBack(.reinstate, "done", form, request, visit)
            },
            Route.form(Self.partPath) { form, request, visit in
                try await part(form, request, visit)
            },
        ]
    }

    /// Ties a letter to those it says the same as; each is counted all the same (DECISIONS B7).
    /// - Returns: their numbers.
    func join(
        _ receipt: Receipt, to others: [UUID], by person: SignedIn
    ) async throws(DeskError) -> [String] {
        var numbers: [String] = []
        for other in others {
            guard try await desk.reach(of: person, to: other, acting: []) != .hidden else {
                throw .notFound(other.uuidString.lowercased())
            }
            _ = try await desk.link(
                receipt.id, to: other, as: .samePurpose, actor: person.login, command: nil)
            numbers.append(
                try await desk.item(other).item.plain.receiptNumber.description)
        }
        return numbers
    }

    private func takeBack(
        _ command: ItemCommand, _ word: String, _ form: Form, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let person = try visit.person()
        let (id, number) = try await ownItem(form, person)
        _ = try await desk.handle(
            command, of: Item.self, stream: id, actor: person.login, command: nil)
        try await desk.returnPages(of: id, areWaiting: word == Self.undone)
        return .see(
            header(of: form).address.with(word, number), Strings.asked(by: request))
    }

    private func part(
        _ form: Form, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let person = try visit.person()
        let (id, number) = try await ownItem(form, person)
        for other in try await desk.item(id).related where other.kind == .samePurpose {
            _ = try await desk.handle(
                .unlink(from: other.id), of: Item.self, stream: id, actor: person.login,
                command: nil)
        }
        return .see(
            header(of: form).address.with("done", number), Strings.asked(by: request))
    }

    /// What somebody entered themselves; the hearing section may take back what others did.
    private func ownItem(
        _ form: Form, _ person: SignedIn
    ) async throws -> (id: UUID, number: String) {
        let number = form.text("item")
        let id = try await desk.itemID(of: number)
        let isTheirs = try await desk.receiver(of: id) == person.login
        guard isTheirs || person.has(oneOf: [.hearing]) else { throw WebError.forbidden }
        guard try await desk.reach(of: person, to: id, acting: []) != .hidden || isTheirs else {
            throw WebError.forbidden
        }
        return (id, number)
    }

    func header(of form: Form) -> IntakeHeader {
        var header = IntakeHeader(
            receivedOn: LocalDate(iso: form.text("receivedOn")) ?? desk.today,
            channel: Channel(rawValue: form.text("channel")), place: form.given("place"))
        if let scheme = Scheme(rawValue: form.text("scheme")) { header.scheme = scheme }
        return header
    }
}
