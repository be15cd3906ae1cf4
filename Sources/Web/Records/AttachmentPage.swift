import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/items/{number}/scans`: files come to an item after its receipt, or one that was attached by mistake
/// is taken back (添付の追加・取下げ).
struct AttachmentPage: Sendable {
    static let pattern = "/items/{number}/scans"
    static let withdrawalPattern = "/items/{number}/scans/withdrawal"
    private static let fileField = "file"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.pattern) { request, visit in
                try await page(request, visit, Fields(words: .asked(by: request)))
            },
            Route.fileForm(Self.pattern) { sent, request, visit in
                try await attach(sent, request, visit)
            },
            Route.form(Self.withdrawalPattern) { form, request, visit in
                try await withdraw(form, request, visit)
            },
        ]
    }

    private func attach(
        _ sent: FileForm, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let fields = Fields(form: sent.form, words: .asked(by: request))
        let person = try visit.person()
        let id = try await item(request, person)
        return try await settled(fields, request, visit) { (command) throws(DeskError) in
            guard !sent.files.isEmpty else {
                throw .malformed([
                    InputError(
                        ItemField.scans.rawValue, .required, label: fields.words.scans.choose)
                ])
            }
            _ = try await desk.attach(
                sent.files, to: id, actor: person.login, command: command)
        }
    }

    private func withdraw(
        _ form: Form, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let fields = Fields(form: form, words: .asked(by: request))
        let person = try visit.person()
        let id = try await item(request, person)
        return try await settled(fields, request, visit) { (command) throws(DeskError) in
            let detachment = ScanDetachment(
                number: Int(form.text(Self.fileField)) ?? 0,
                reason: .readable(Wording(form.given(ItemField.reason.rawValue) ?? "")))
            _ = try await desk.handle(
                .detach(detachment), of: Item.self, stream: id, actor: person.login,
                command: command)
        }
    }

    /// Back to the record, or what stands against it beside the form.
    private func settled(
        _ fields: Fields, _ request: Request, _ visit: Visit,
        _ record: (UUID) async throws(DeskError) -> Void
    ) async throws -> Response {
        // The page makes it; who sends none has not sent the page.
        guard let command = CommandID.from(key: fields.form.text(TrayPage.commandField)) else {
            throw HTTPError(.badRequest)
        }
        do throws(DeskError) {
            try await record(command)
        } catch {
            // Nothing is decided by what was seen: no version is held against it.
            let refusal = try WorkRefusal(
                error, fields.form, 0, [.scans, .reason], fields.words)
            var fields = fields
            fields.errors = refusal.errors
            if refusal.changedSince != nil {
                fields.errors = [FieldError(field: "", text: fields.words.tray.notNow)]
            }
            return try await page(request, visit, fields, refusal.command, refusal.status)
        }
        return .see(
            Address(RecordPage.path(request.pathPart(1))).with("done", "scans"), fields.words)
    }

    private func item(_ request: Request, _ person: SignedIn) async throws -> UUID {
        let (id, reach) = try await RecordPage.item(
            of: request, for: person, acting: AccessTable.correctors, at: desk)
        guard reach == .acting else { throw WebError.forbidden }
        return id
    }

    private func page(
        _ request: Request, _ visit: Visit, _ fields: Fields,
        _ command: String = TrayPage.newCommand(), _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let person = try visit.person()
        let item = try await desk.item(try await item(request, person)).item
        let texts = words.scans
        let number = item.plain.receiptNumber.description
        let path = "\(RecordPage.path(number))/scans"
        let proof: HTML = """
            \(HTML.hidden(TrayPage.commandField, command))
            \(HTML.token(of: person))
            """
        let content: HTML = """
            <p class="back"><a href="\(words.address(RecordPage.path(number)))">\
            \(words.records.backToRecord(number))</a></p>
            \(fields.summary)
            <h1>\(texts.care) <span class="year">\(number)</span></h1>
            <form class="sheet" method="post" action="\(words.address(path))" \
            enctype="multipart/form-data" novalidate aria-labelledby="attach">
            <h2 id="attach">\(texts.attach)</h2>
            \(fields.line(
                ItemField.scans.rawValue, texts.choose,
                .init(
                    type: "file", isRequired: true, hint: texts.attachHint,
                    marks: """
                         multiple accept="application/pdf,image/jpeg,image/png,image/tiff"
                        """)))
            \(proof)
            <button>\(texts.attach)</button>
            </form>
            \(withdrawal(of: item.presentScans, path, fields, proof))
            """
        return Page(
            title: "\(number) \(texts.care)", address: Address(path), place: .register,
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(words, content, status: status)
    }

    private func withdrawal(
        of scans: [ItemScan], _ path: String, _ fields: Fields, _ proof: HTML
    ) -> HTML {
        if scans.isEmpty { return "" }
        let words = fields.words
        let texts = words.scans
        let files = scans.map {
            (value: "\($0.number)", text: texts.file($0.number, nil, $0.type.japanese, $0.pages))
        }
        return """
            <form class="sheet" method="post" action="\(words.address(path + "/withdrawal"))" novalidate \
            aria-labelledby="withdraw">
            <h2 id="withdraw">\(texts.withdraw)</h2>
            <p>\(texts.withdrawLead)</p>
            \(fields.choice(Self.fileField, texts.withdrawn, .init(isRequired: true), files))
            \(fields.line(
                ItemField.reason.rawValue, texts.withdrawReason,
                .init(isRequired: true, length: ResponseLimits.reason)))
            \(proof)
            <button>\(texts.withdraw)</button>
            </form>
            """
    }
}
