import EventLog
public import FoundationEssentials
public import Participation

extension Desk {
    /// Whom the city tells of what happens, as known at a moment (通知先).
    public func contacts(asOf: AsOf = .now) async throws(DeskError) -> ContactBook {
        do {
            let position = try await resolve(asOf).position
            let history = try await log.read(ContactEventCoding.stream)
            return try await fold(
                history.filter { $0.position <= position }, as: ContactBook.self)
        } catch {
            throw DeskError(error)
        }
    }

    /// Mail for a section goes to these from now on; none: nowhere (担当課のメールアドレスの設定).
    /// - Parameters:
    ///   - section: its code or name; `triage` or 担当未定 for whoever sees to items no section has
    ///     yet, `planning` or 企画 for whoever publishes the figures.
    ///   - addresses: as they were typed.
    /// - Returns: the code of the section, and the last position written; 0 when it is so already.
    /// - Throws: ``DeskError``.
    public func setContact(
        of section: String, mails addresses: [String], actor: String?
    ) async throws(DeskError) -> (section: String, position: Int64) {
        do {
            let mails = try addresses.map { text throws(ContactRefusal) in
                guard let address = EmailAddress(parsing: text) else { throw .notAnAddress }
                return address
            }
            let book = try await contacts()
            let code = Wording(try await contactCode(of: section, in: book))
            let position = try await changeContacts(.setMails(section: code, mails), actor).position
            return (code.text, position)
        } catch {
            throw DeskError(error)
        }
    }

    /// Tells another program of what happens to items (Webhookの登録).
    ///
    /// The address of one in use keeps its id, and is told of these types from now on.
    /// - Parameters:
    ///   - url: `https`, or `http` to this machine.
    ///   - types: the types of events it wants, such as `ItemRouted`; empty: all of items.
    /// - Returns: the webhook, and the last position written; 0 when it is so already.
    /// - Throws: ``DeskError``.
    public func addWebhook(
        _ url: String, types: [String], actor: String?
    ) async throws(DeskError) -> (webhook: Webhook, position: Int64) {
        do {
            guard let address = WebhookURL(parsing: url) else { throw ContactRefusal.notAURL }
            if let type = types.first(where: { !ItemEventCoding.types.contains($0) }) {
                throw ContactRefusal.unknownType(Wording(type))
            }
            let new = Webhook(id: newID(), url: address, types: types.map { Wording($0) })
            let (book, _, position) = try await changeContacts(.register(new), actor)
            guard let webhook = book.webhooks.first(where: { $0.url == address }) else {
                throw DeskError.internalFault("a webhook that was registered")
            }
            return (webhook, position)
        } catch {
            throw DeskError(error)
        }
    }

    /// Does not tell a program any more (Webhookの廃止).
    /// - Returns: the last position written; 0 when it is so already.
    /// - Throws: ``DeskError``.
    public func removeWebhook(_ id: UUID, actor: String?) async throws(DeskError) -> Int64 {
        do {
            return try await changeContacts(.withdraw(id), actor).position
        } catch {
            throw DeskError(error)
        }
    }

    /// What a webhook's messages are signed with (Webhookの署名鍵).
    ///
    /// Follows from the keyring's master key and the id, and is stored nowhere.
    public func webhookSecret(of id: UUID) -> WebhookSecret {
        WebhookSecret(of: id, master: keyring.derivedKey("webhook"))
    }

    private func changeContacts(
        _ command: ContactCommand, _ actor: String?
    ) async throws -> (outcome: ContactBook, events: Int, position: Int64) {
        try await record(
            ContactBook.self, on: ContactEventCoding.stream, actor: actor
        ) { book in
            let events = try ContactBook.decide(command, book)
            return (events.reduce(book, ContactBook.evolve), events)
        }
    }

    /// The code of the section a label means today; the label itself where that is not clear.
    func code(ofSection label: String) async throws(DeskError) -> String {
        OrganisationDirectory(try await organisation().units(on: today)).match(label).unit?.code
            ?? label
    }

    /// The code by which items name a section; the text itself while no organisation is known.
    private func contactCode(of section: String, in book: ContactBook) async throws -> String {
        if Self.isTriage(section) { return Triage.code }
        if Planning.isMeant(by: section) { return Planning.code }
        // A section that has ended can still be taken off the list.
        if book.sections[Wording(section)] != nil { return section }
        let units = try await organisation().units(on: today)
        guard !units.isEmpty else { return section }
        switch OrganisationDirectory(units).match(section) {
        case .one(let unit): return unit.code
        case .several(let units):
            throw ContactRefusal.ambiguousSection(
                Wording(section), candidates: units.map(\.code))
        case .none: throw ContactRefusal.unknownSection(Wording(section))
        }
    }
}

/// Whoever publishes the figures, as a name in the list of contacts (企画・進行管理).
enum Planning {
    static let code = "planning"
    static let japanese = "企画"
    /// As a letter addresses it.
    static let title = "企画(進行管理)担当"

    static func isMeant(by section: String) -> Bool { section == code || section == japanese }
}
