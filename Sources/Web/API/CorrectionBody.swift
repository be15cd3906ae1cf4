import Desk
import Participation

/// What is to be put right, as a program says it: only what is named changes (訂正の要求本文).
struct CorrectionBody: Sendable {
    /// What is asked of the item: a correction, or one by decision.
    let command: ItemCommand

    /// What can be taken away altogether, by the names of the members (消せる項目).
    static let clearable: [ItemField] = [
        .nature, .category, .topics, .district, .department, .attributes, .body, .kana, .address,
        .phone, .email, .postalCode, .senderParty, .replyBy, .textKind, .introducedBy, .wantsReply,
        .mayPublish,
    ]

    /// - Throws: ``WebError/malformed(_:)`` with everything that cannot be read.
    init(json: JSONValue, today: LocalDate) throws(WebError) {
        var reader = CorrectionReader(json, today: today)
        let correction = reader.correction()
        let number = reader.fields.text(ItemField.decision.rawValue)
        let on = reader.fields.text("decidedOn")
        let day = DecisionDay.read(on, "decidedOn", today: today, &reader.errors)
        if on != nil, number == nil { reader.errors.append(InputError("decision", .required)) }
        let errors = reader.fields.finish() + reader.errors
        guard errors.isEmpty, let correction else { throw .malformed(errors) }
        command =
            number.map { number in
                .retain(
                    .correct(correction, by: RightsDecision(number: Wording(number), on: day)),
                    today: today)
            } ?? .correct(correction)
    }
}

/// Takes the members of a correction one by one (訂正の読取り).
private struct CorrectionReader {
    var fields: JSONFields
    var errors: [InputError] = []
    private let today: LocalDate
    private let cleared: Set<ItemField>

    init(_ json: JSONValue, today: LocalDate) {
        fields = JSONFields(json, named: "")
        self.today = today
        let names = fields.texts("clear")
        let known = names.compactMap { ItemField(rawValue: $0) }
            .filter { CorrectionBody.clearable.contains($0) }
        cleared = Set(known)
        if known.count < names.count {
            errors.append(
                InputError("clear", .notACode(CorrectionBody.clearable.map(\.rawValue))))
        }
    }

    /// Nil without a reason, which is an error.
    mutating func correction() -> CorrectItem? {
        let given = fields.requiredText(ItemField.reason.rawValue)
        let reason = CorrectionReason(rawValue: given)
        if reason == nil, !given.isEmpty { noteCode("reason", CorrectionReason.self) }
        let changes = changes()
        let sender = sender()
        var correction = CorrectItem(today: today, reason: reason ?? .typo, changes: changes)
        correction.sender = sender.whole
        correction.details = sender.details
        correction.introducedBy = text(.introducedBy)
        correction.summary = fields.text(ItemField.summary.rawValue).map(Revision.set)
        correction.body = text(.body)
        correction.category = text(.category)
        let topics = fields.texts(ItemField.topics.rawValue)
        correction.topics = cleared.contains(.topics) ? [] : topics.isEmpty ? nil : topics
        correction.note = fields.text(ItemField.note.rawValue)
        return reason == nil ? nil : correction
    }

    private mutating func changes() -> ItemChanges {
        var changes = ItemChanges()
        if let text = fields.text(ItemField.receivedOn.rawValue) {
            changes.receivedOn = DecisionDay.read(text, "receivedOn", today: today, &errors)
        }
        changes.scheme = code(.scheme)
        changes.channel = code(.channel)
        changes.nature = revised(.nature)
        changes.district = text(.district)
        changes.department = text(.department)
        changes.attributes = cleared.contains(.attributes) ? [:] : nil
        changes.copies = fields.integer(ItemField.copies.rawValue)
        changes.senderParty = revised(.senderParty)
        changes.isJoint = fields.flag(ItemField.joint.rawValue)
        changes.isByProxy = fields.flag(ItemField.byProxy.rawValue)
        let wish = fields.flag(ItemField.wantsReply.rawValue)
        changes.wantsReply =
            cleared.contains(.wantsReply) ? .unstated : wish.map { ReplyWish($0) }
        changes.replyBy = revised(.replyBy)
        let consent = fields.flag(ItemField.mayPublish.rawValue)
        changes.mayPublish =
            cleared.contains(.mayPublish) ? .unstated : consent.map { PublicationConsent($0) }
        changes.textKind = revised(.textKind)
        changes.isUndueDemand = fields.flag(ItemField.undueDemand.rawValue)
        return changes
    }

    /// Another sender altogether, or some of what they gave.
    private mutating func sender() -> (whole: Sender?, details: SenderChanges?) {
        var details = SenderChanges()
        var whole: Sender?
        if var members = fields.object(ItemField.sender.rawValue) {
            let isAnonymous = members.flag("anonymous") ?? false
            let isUnknown = members.flag("unknown") ?? false
            details.name = members.text(ItemField.name.rawValue)
            details.kana = members.text(ItemField.kana.rawValue).map(Revision.set)
            details.postalCode = members.text(ItemField.postalCode.rawValue).map(Revision.set)
            details.address = members.text(ItemField.address.rawValue).map(Revision.set)
            details.phone = members.text(ItemField.phone.rawValue).map(Revision.set)
            details.email = members.text(ItemField.email.rawValue).map(Revision.set)
            fields.absorb(members)
            whole = isAnonymous ? .anonymous : isUnknown ? .unknown : nil
            let kinds = [isAnonymous, isUnknown, details != SenderChanges()]
            if kinds.count(where: \.self) != 1 {
                errors.append(InputError("sender", .contradictorySender))
            }
        }
        if cleared.contains(.kana) { details.kana = .cleared }
        if cleared.contains(.postalCode) { details.postalCode = .cleared }
        if cleared.contains(.address) { details.address = .cleared }
        if cleared.contains(.phone) { details.phone = .cleared }
        if cleared.contains(.email) { details.email = .cleared }
        return (whole, details == SenderChanges() ? nil : details)
    }

    private mutating func text(_ field: ItemField) -> Revision<String>? {
        let given = fields.text(field.rawValue)
        return cleared.contains(field) ? .cleared : Revision(field: given)
    }

    private mutating func code<Code: RawRepresentable<String> & CaseIterable>(
        _ field: ItemField
    ) -> Code? {
        guard let text = fields.text(field.rawValue) else { return nil }
        let code = Code(rawValue: text)
        if code == nil { noteCode(field.rawValue, Code.self) }
        return code
    }

    private mutating func revised<Code>(
        _ field: ItemField
    ) -> Revision<Code>?
    where Code: RawRepresentable<String> & CaseIterable & Sendable & Equatable {
        let code: Code? = code(field)
        return cleared.contains(field) ? .cleared : code.map(Revision.set)
    }

    private mutating func noteCode<Code: RawRepresentable<String> & CaseIterable>(
        _ field: String, _: Code.Type
    ) {
        errors.append(InputError(field, .notACode(Code.allCases.map(\.rawValue))))
    }
}
