public import FoundationEssentials

/// Whom the city tells of what happens: the sections by mail, other programs by webhook (通知先).
///
/// One stream. Addresses are those of offices, not of persons: they stay open in the log.
public struct ContactBook: Decider {
    /// The addresses of sections, by their code, in the order they were given (担当課のメールアドレス).
    public private(set) var sections: [Wording: [EmailAddress]] = [:]
    /// The webhooks in use, in the order they were registered (使用中のWebhook).
    public private(set) var webhooks: [Webhook] = []
    /// The webhooks there were (廃止したWebhook).
    public private(set) var withdrawn: [Webhook] = []

    /// Nobody is told anything (通知先なし).
    public static let initial = ContactBook()

    /// The addresses of a section; empty when it gets no mail (担当課の通知先).
    /// - Parameter section: its code.
    public func mails(of section: String) -> [EmailAddress] { sections[Wording(section)] ?? [] }

    /// The webhooks that are told of an item's event (出来事の通知先).
    /// - Parameter type: what happened to the item, such as `ItemRouted`.
    public func webhooks(for type: String) -> [Webhook] { webhooks.filter { $0.wants(type) } }

    /// The webhook in use with an id (番号からのWebhook).
    public func webhook(_ id: UUID) -> Webhook? { webhooks.first { $0.id == id } }

    /// Answers a command with the events that follow from it (判断).
    /// - Throws: the first of what stands against it.
    public static func decide(
        _ command: ContactCommand, _ state: ContactBook
    ) throws(ContactRefusal) -> [ContactEvent] {
        switch command {
        case .setMails(let section, let addresses): try state.set(section, addresses)
        case .register(let webhook): try state.register(webhook)
        case .withdraw(let id): try state.withdraw(id)
        }
    }

    /// The state after an event (状態の更新).
    public static func evolve(_ state: ContactBook, _ event: ContactEvent) -> ContactBook {
        var book = state
        switch event {
        case .mailsSet(let section, let addresses):
            book.sections[section] = addresses.isEmpty ? nil : addresses
        case .registered(let webhook):
            if let place = book.webhooks.firstIndex(where: { $0.id == webhook.id }) {
                book.webhooks[place] = webhook
            } else {
                book.webhooks.append(webhook)
            }
        case .withdrawn(let id):
            book.withdrawn += book.webhooks.filter { $0.id == id }
            book.webhooks.removeAll { $0.id == id }
        }
        return book
    }
}

/// What may be asked of the contacts (通知先への命令).
public enum ContactCommand: Sendable, Equatable {
    /// Mail for a section, by its code, goes to these from now on; none: nowhere (メールアドレスの設定).
    case setMails(section: Wording, [EmailAddress])
    /// Tell this program; one registered for the same address keeps its id and takes the types
    /// (Webhookの登録).
    case register(Webhook)
    /// Do not tell this program any more (Webhookの廃止).
    case withdraw(UUID)
}

/// What happened to the contacts (通知先の出来事).
public enum ContactEvent: Sendable, Equatable {
    /// Mail for a section goes to these; none: nowhere (メールアドレスの設定).
    case mailsSet(section: Wording, [EmailAddress])
    /// A program is told of these (Webhookの登録).
    case registered(Webhook)
    /// A program is not told any more (Webhookの廃止).
    case withdrawn(UUID)
}

extension ContactBook {
    private func set(
        _ section: Wording, _ addresses: [EmailAddress]
    ) throws(ContactRefusal) -> [ContactEvent] {
        if let fault = TextFault.of(section.text, limit: ContactLimits.section, required: true) {
            throw .text(.section, fault)
        }
        // The same address twice would get every mail twice.
        let addresses = addresses.reduce(into: [EmailAddress]()) { kept, address in
            if !kept.contains(address) { kept.append(address) }
        }
        guard addresses.allSatisfy(\.isPlain) else { throw .notAnAddress }
        if addresses.count > ContactLimits.addresses {
            throw .tooMany(.address, limit: ContactLimits.addresses)
        }
        if addresses == mails(of: section.text) { return [] }
        if sections[section] == nil, sections.count >= ContactLimits.sections {
            throw .tooMany(.section, limit: ContactLimits.sections)
        }
        return [.mailsSet(section: section, addresses)]
    }

    private func register(_ asked: Webhook) throws(ContactRefusal) -> [ContactEvent] {
        if asked.types.count > ContactLimits.types {
            throw .tooMany(.type, limit: ContactLimits.types)
        }
        for type in asked.types {
            if let fault = TextFault.of(type.text, limit: ContactLimits.type, required: true) {
                throw .text(.type, fault)
            }
        }
        let known = webhooks.first { $0.url == asked.url }
        let webhook = Webhook(id: known?.id ?? asked.id, url: asked.url, types: asked.types)
        if webhook == known { return [] }
        if known == nil {
            // The secret follows from the id: whoever had it must not get another's.
            let isUsed = (webhooks + withdrawn).contains { $0.id == webhook.id }
            if isUsed { throw .usedBefore }
            if webhooks.count >= ContactLimits.webhooks {
                throw .tooMany(.url, limit: ContactLimits.webhooks)
            }
        }
        return [.registered(webhook)]
    }

    private func withdraw(_ id: UUID) throws(ContactRefusal) -> [ContactEvent] {
        if webhook(id) != nil { return [.withdrawn(id)] }
        guard withdrawn.contains(where: { $0.id == id }) else { throw .unknownWebhook }
        return []
    }
}

extension EmailAddress {
    /// Whether any mail server takes it and any mail can print it without quotes (そのまま使えるか).
    ///
    /// Source: RFC 5322 §3.2.3, `atext`, with dots anywhere.
    public var isPlain: Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: Self.marks.contains(byte)
            }
        }
    }

    private static let marks = Set("@.!#$%&'*+-/=?^_`{|}~".utf8)
}

/// How much the contacts may hold (通知先の上限).
public enum ContactLimits {
    /// Sections with an address (担当課の数).
    public static let sections = 3_000
    /// The code of a section (課コードの字数).
    public static let section = 100
    /// Addresses of one section (メールアドレスの数).
    public static let addresses = 10
    /// Webhooks in use (Webhookの数).
    public static let webhooks = 50
    /// Types one webhook asks for (出来事の種類の数).
    public static let types = 100
    /// The name of a type (出来事の種類の字数).
    public static let type = 100
}
