// Saying what an item is about, putting its record right, adding its text: what a clerk does to
// the entries of the register after receipt.
extension ReceivedItem {
    func categorise(_ wanted: ItemClassification) throws(ItemRefusal) -> [ItemEvent] {
        let category = ItemRefusal.against(
            wanted.category, in: .category, limit: ItemLimits.code)
        let refusals =
            [category].compactMap(\.self) + ItemRefusal.against(topics: wanted.topics ?? [])
        if let refusal = refusals.first { throw refusal }
        return narrowed(wanted).map { [.categorised($0)] } ?? []
    }

    func transcribe(_ body: String, _ kind: TextKind?) throws(ItemRefusal) -> [ItemEvent] {
        if body.isBlank { throw .bodyRequired }
        if let refusal = ItemRefusal.against(body, in: .body, limit: ItemLimits.body) {
            throw refusal
        }
        guard let text = personal.content else { throw .personalErased }
        if plain.hasBody {
            let isSame =
                text.body.isWritten(like: body) && (kind == nil || kind == plain.textKind)
            guard isSame else { throw .alreadyTranscribed }
            return []
        }
        return [
            .transcribed(
                ItemTranscribed(
                    textKind: kind, personal: .readable(ItemTranscribed.Personal(body: body))))
        ]
    }

    func correct(_ wanted: CorrectItem) throws(ItemRefusal) -> [ItemEvent] {
        if let refusal = refusals(of: wanted).first { throw refusal }
        let changes = ItemChanges(from: plain, to: plain.corrected(wanted))
        var texts =
            personal.content.map {
                ItemCorrected.Personal(from: $0, to: $0.corrected(wanted))
            } ?? ItemCorrected.Personal()
        let isClassified = wanted.category != nil || wanted.topics != nil
        let category = wanted.category.map { $0.value } ?? plain.category
        let classification =
            isClassified
            ? narrowed(
                ItemClassification(
                    category: category, topics: wanted.topics, reason: wanted.reason)) : nil
        let note = wanted.note?.unlessBlank
        let isCorrected = changes != ItemChanges() || texts != ItemCorrected.Personal()
        var events: [ItemEvent] = []
        // A remark on a change of category alone has no other place to stay.
        if isCorrected || (classification != nil && note != nil) {
            texts.note = note
            events.append(
                .corrected(
                    ItemCorrected(
                        reason: wanted.reason, changes: changes, personal: .readable(texts))))
        }
        if let classification { events.append(.categorised(classification)) }
        return events
    }

    /// Everything that stands against a correction, in the order of the form (訂正の誤り).
    ///
    /// Empty when it can be recorded. A form shows them all at once; `Item.decide` throws the
    /// first.
    public func refusals(of wanted: CorrectItem) -> [ItemRefusal] {
        let changes = wanted.changes
        let dates =
            changes.receivedOn.map { ItemRefusal.against(receivedOn: $0, today: wanted.today) }
        let open = [
            ItemRefusal.against(changes.district?.value, in: .district, limit: ItemLimits.code),
            ItemRefusal.against(
                changes.department?.value, in: .department, limit: ItemLimits.code),
            changes.attributes.flatMap(ItemRefusal.against(attributes:)),
            changes.copies.flatMap(ItemRefusal.against(copies:)),
            ItemRefusal.against(wanted.category?.value, in: .category, limit: ItemLimits.code),
        ].compactMap(\.self)
        let texts = [
            ItemRefusal.against(
                wanted.introducedBy?.value, in: .introducedBy, limit: ItemLimits.name),
            wanted.summary.flatMap { wanted.origin.refusal(ofSummary: $0.value) },
            ItemRefusal.against(
                wanted.body?.value, in: .body, limit: ItemLimits.body, from: wanted.origin),
            ItemRefusal.against(wanted.note, in: .note, limit: ItemLimits.note),
        ].compactMap(\.self)
        let erased: [ItemRefusal] =
            personal == .erased && wanted.isPersonal ? [.personalErased] : []
        return erased + (dates ?? []) + wanted.senderRefusals(at: personal) + open
            + ItemRefusal.against(topics: wanted.topics ?? []) + texts
    }

    /// What really differs of a classification; nil when nothing does.
    private func narrowed(_ wanted: ItemClassification) -> ItemClassification? {
        let category = wanted.category?.unlessBlank
        let topics = wanted.topics?.withoutBlanksAndRepeats
        let isSameTopics =
            topics?.elementsEqual(plain.topics) { $0.isWritten(like: $1) } ?? true
        let isSameNature = wanted.nature == nil || wanted.nature == plain.nature
        if category.isWritten(like: plain.category), isSameTopics, isSameNature { return nil }
        return ItemClassification(
            category: category, topics: isSameTopics ? nil : topics,
            nature: isSameNature ? nil : wanted.nature, reason: wanted.reason)
    }
}

extension CorrectItem {
    /// Whether it says anything that can only be kept sealed.
    fileprivate var isPersonal: Bool {
        sender?.details != nil || details != nil || introducedBy != nil || summary != nil
            || body != nil
            || note?.unlessBlank != nil
    }

    /// How much is known of the sender afterwards; nil when nothing is said about it.
    fileprivate var senderKind: SenderKind? { details == nil ? sender?.kind : .identified }

    /// What the sender gave, afterwards; a name nobody gave is blank, and refused.
    fileprivate func sender(after old: SenderDetails?) -> SenderDetails? {
        let replaced = sender.map { $0.details } ?? old
        return details.map { (replaced ?? SenderDetails(name: "")).applying($0) } ?? replaced
    }

    fileprivate func senderRefusals(at personal: Sealed<ItemReceived.Personal>) -> [ItemRefusal] {
        guard sender != nil || details != nil, let old = personal.content else { return [] }
        return sender(after: old.sender)?.refusals ?? []
    }
}

extension ItemReceived.Plain {
    /// The record as it would be; what follows from sender and text comes from there.
    fileprivate func corrected(_ wanted: CorrectItem) -> ItemReceived.Plain {
        var changes = wanted.changes
        changes.senderKind = wanted.senderKind
        changes.hasBody = wanted.body.map { $0.value?.unlessBlank != nil }
        changes.attributes = changes.attributes?.withoutBlanks
        var plain = applying(changes)
        plain.district = plain.district?.unlessBlank
        plain.department = plain.department?.unlessBlank
        return plain.withoutReplyToTheAnonymous
    }
}

extension ItemReceived.Personal {
    /// The texts as they would be.
    fileprivate func corrected(_ wanted: CorrectItem) -> ItemReceived.Personal {
        var personal = self
        personal.sender = wanted.sender(after: sender)?.withoutBlanks
        if let introducedBy = wanted.introducedBy {
            personal.introducedBy = introducedBy.value?.unlessBlank
        }
        if let summary = wanted.summary { personal.summary = summary.value?.unlessBlank }
        if let body = wanted.body { personal.body = body.value?.unlessBlank }
        return personal
    }
}
