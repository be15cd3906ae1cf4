import Desk
import Hummingbird
import Participation

// What was typed is kept by the server as it is typed, for the same person alone: the browser keeps
// nothing that somebody at a shared desk could find after log-out.
extension IntakePage {
    static let draftPath = "/intake/draft"
    static let discardPath = "/intake/discard"

    var drafts: [Route] {
        [
            Route.form(Self.draftPath) { form, _, visit in
                try await keep(form, try visit.person())
                return Response(status: .noContent)
            },
            Route.form(Self.discardPath) { form, request, visit in
                let words = Strings.asked(by: request)
                try await desk.dropDraft(of: try visit.person().account)
                return .see(header(of: form, words), words)
            },
        ]
    }

    /// Keeps a form in which something of a letter was typed.
    func keep(_ form: Form, _ person: SignedIn) async throws(DeskError) {
        let typed = Self.typedFields.contains { form.given($0) != nil }
        guard typed else { return try await desk.dropDraft(of: person.account) }
        let fields = form.fields.filter { $0.name != Form.tokenField && $0.name != "scans" }
        try await desk.keepDraft(fields, of: person.account)
    }

    /// What was typed before a crash, with the id under which it may have been recorded already.
    func resumed(_ person: SignedIn) async throws(DeskError) -> Resumed {
        guard let draft = try await desk.draft(of: person.account) else { return .nothing }
        let form = Form(draft.fields)
        guard let command = Self.command(of: form) else { return .nothing }
        guard let number = try await desk.receiptNumber(of: command) else {
            return .typed(form, draft)
        }
        // The answer was lost on its way, or a late copy came after it.
        try await desk.dropDraft(of: person.account)
        return .recorded(number.description, form)
    }

    /// What became of what was typed last.
    enum Resumed {
        case nothing
        case typed(Form, Draft)
        case recorded(String, Form)
    }

    /// The fields of one letter; what the batch has in common is no letter yet.
    private static let typedFields = [
        "name", "kana", "postalCode", "address", "phone", "email", "category", "summary", "body",
    ]
}
