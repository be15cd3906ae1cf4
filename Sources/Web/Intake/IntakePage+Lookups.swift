import Desk
import FoundationEssentials
import Hummingbird
import Participation

// What the form looks up while a letter is entered. Each answers with the whole page, nothing typed
// lost; a script asks for its part of it.
extension IntakePage {
    static let senderPath = "/intake/sender"
    static let addressPath = "/intake/address"
    static let checkPath = "/intake/check"

    var lookups: [Route] {
        [
            Route.form(Self.senderPath) { form, request, visit in
                try await sender(form, request, visit)
            },
            Route.form(Self.addressPath) { form, request, visit in
                try await address(form, request, visit)
            },
            Route.form(Self.checkPath) { form, request, visit in
                try await check(form, request, visit)
            },
        ]
    }

    /// Finds who may have sent it, or takes over what one of them gave before.
    private func sender(
        _ form: Form, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        var view = view(of: form, words)
        if let chosen = UUID(uuidString: form.text("person")) {
            let opening = try Self.opening(person, "受付: 以前の手紙の差出人を引用")
            let sender = try await desk.sender(of: chosen, for: opening)
            view.fields.form = form.with([
                "name": sender.name, "kana": sender.kana ?? "",
                "postalCode": sender.postalCode ?? "", "address": sender.address ?? "",
                "phone": sender.phone ?? "", "email": sender.email ?? "",
            ])
            view.focus = "wantsReply"
        } else {
            let isAsked = !form.text("find").isEmpty
            view.senders = try await candidates(form.given("name"), isAsked: isAsked, person, words)
            view.focus = "name"
        }
        if request.isOfScript { return Self.part(view.sender) }
        return await page(view, person, header(of: form, words), visit)
    }

    private func candidates(
        _ name: String?, isAsked: Bool, _ person: SignedIn, _ words: Strings
    ) async throws -> SenderCandidates? {
        guard let name, isAsked || SenderCandidates.isEnough(name) else { return nil }
        let opening = try Self.opening(person, "受付: 差出人の照会")
        do throws(DeskError) {
            let found = try await desk.findPerson(PersonClues(name: name), for: opening)
            return SenderCandidates(found)
        } catch {
            guard let errors = [FieldError](error, words) else { throw error }
            return SenderCandidates(refusal: errors.map(\.text).joined())
        }
    }

    /// Finds the towns of a postal code; with one of them chosen, begins the address with it.
    private func address(
        _ form: Form, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        var view = view(of: form, words)
        if let town = form.given("town") {
            view.begin(address: town)
        } else if let code = PostalCode(parsing: form.text("postalCode")) {
            let answer = try await desk.towns(of: code)
            view.towns = answer
            view.focus = "address"
            if !request.isOfScript, case .towns(let towns) = answer, towns.count == 1 {
                view.towns = nil
                view.begin(address: towns[0].address)
            }
        } else {
            let text = words.inputError(InputError("postalCode", .required))
            view.fields.errors = [FieldError(field: "postalCode", text: text)]
        }
        if request.isOfScript { return Self.part(view.townsBlock) }
        return await page(view, person, header(of: form, words), visit)
    }

    /// Says which section the rules would choose, and which letters may say the same.
    private func check(
        _ form: Form, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        let letter = IntakeForm(form, today: desk.today, words: words)
        var view = view(of: form, words)
        view.proposal = try await desk.proposedSections(for: letter.request)
        view.similar = try await desk.similar(
            to: letter.request, for: try Self.opening(person, "受付: 同趣旨・重複の確認"))
        if request.isOfScript {
            view.units = try await desk.unitsOfToday()
            return Self.part(view.checked)
        }
        return await page(view, person, letter.header.address, visit)
    }

    /// A section that is none of today's can only come from an old page. What cannot be asked now
    /// cannot be recorded either, and the receipt itself says so.
    func sectionErrors(_ form: Form, _ words: Strings) async -> [FieldError] {
        let (section, other) = (form.given("section"), form.given(IntakeView.otherField))
        if other != nil, section == nil || section == other {
            return [FieldError(field: IntakeView.otherField, text: words.intake.otherAlone)]
        }
        let known: Set<String>
        do {
            known = Set(try await desk.unitsOfToday().map(\.code))
        } catch {
            return []
        }
        return [("section", section), (IntakeView.otherField, other)].compactMap { field, code in
            guard let code, !known.contains(code) else { return nil }
            return FieldError(field: field, text: words.intake.noSuchSection)
        }
    }

    private func view(of form: Form, _ words: Strings) -> IntakeView {
        IntakeView(
            fields: Fields(form: form, words: words), command: form.text(IntakeView.commandField))
    }

    func header(of form: Form, _ words: Strings) -> Address {
        IntakeForm(form, today: desk.today, words: words).header.address
    }

    private static func part(_ html: HTML) -> Response {
        Response(type: "text/html; charset=utf-8", html.text)
    }

    private static func opening(_ person: SignedIn, _ reason: String) throws -> Opening {
        guard let opening = Opening(actor: person.login, reason: reason) else {
            throw WebError.forbidden
        }
        return opening
    }
}

extension IntakeView {
    /// The town before what was typed of the address already.
    fileprivate mutating func begin(address town: String) {
        let typed = fields.form.text("address")
        if !typed.hasPrefix(town) {
            fields.form = fields.form.with(["address": town + typed])
        }
        focus = "address"
    }
}

extension Request {
    /// Whether htmx asks, which wants a part of the page.
    var isOfScript: Bool { headers.text("HX-Request") == "true" }
}
