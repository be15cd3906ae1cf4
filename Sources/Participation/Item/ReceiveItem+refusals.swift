extension ReceiveItem {
    /// Everything that stands against receiving this, in the order of the form (入力の誤り).
    ///
    /// Empty when it can be received. A form shows them all at once; `Item.decide` throws the first.
    public var refusals: [ItemRefusal] {
        dateRefusals + senderRefusals + subjectRefusals + textRefusals
    }

    private var dateRefusals: [ItemRefusal] {
        var refusals: [ItemRefusal] = []
        if receivedOn > today { refusals.append(.receivedInFuture(today: today)) }
        if receivedOn < ItemLimits.earliestReceipt {
            refusals.append(.receivedTooEarly(earliest: ItemLimits.earliestReceipt))
        }
        let year = FiscalYear(receivedOn)
        if receiptNumber.fiscalYear != year {
            refusals.append(.numberOfOtherYear(receiptNumber, receivedIn: year))
        }
        return refusals
    }

    private var senderRefusals: [ItemRefusal] {
        guard let details = sender.details else { return [] }
        let name =
            details.name.isBlank
            ? .nameRequired : Self.refusal(of: details.name, in: .name, limit: ItemLimits.name)
        let postalCode = Self.refusal(
            of: details.postalCode, in: .postalCode, limit: ItemLimits.phone,
            unless: { PostalCode(parsing: $0) != nil }, .postalCodeMalformed)
        let email = Self.refusal(
            of: details.email, in: .email, limit: EmailAddress.longest,
            unless: { EmailAddress(parsing: $0) != nil }, .emailMalformed)
        return [
            name, Self.refusal(of: details.kana, in: .kana, limit: ItemLimits.name), postalCode,
            Self.refusal(of: details.address, in: .address, limit: ItemLimits.address),
            Self.refusal(of: details.phone, in: .phone, limit: ItemLimits.phone), email,
        ].compactMap(\.self)
    }

    private var subjectRefusals: [ItemRefusal] {
        var refusals: [ItemRefusal] = []
        if let refusal = Self.refusal(of: category, in: .category, limit: ItemLimits.code) {
            refusals.append(refusal)
        }
        if topics.count > ItemLimits.topics {
            refusals.append(.tooManyTopics(limit: ItemLimits.topics))
        } else if let refusal = topics.lazy.compactMap({
            Self.refusal(of: $0, in: .topics, limit: ItemLimits.code)
        }).first {
            refusals.append(refusal)
        }
        return refusals
    }

    private var textRefusals: [ItemRefusal] {
        let isSummaryMissing = summary?.unlessBlank == nil
        let summaryRefusal: ItemRefusal? =
            switch (origin, isSummaryMissing) {
            case (.desk, true): .summaryRequired
            case (.desk, false): Self.refusal(of: summary, in: .summary, limit: ItemLimits.summary)
            case (.imported, _):
                Self.refusal(of: summary, in: .summary, limit: ItemLimits.importedSummary)
            }
        let scansRefusal: ItemRefusal? =
            (0...ItemLimits.scans).contains(scans)
            ? nil : .scansOutOfRange(limit: ItemLimits.scans)
        return [
            summaryRefusal, Self.refusal(of: body, in: .body, limit: ItemLimits.body),
            scansRefusal,
        ].compactMap(\.self)
    }

    /// What stands against one text: its characters, then its length, then its shape. A blank text
    /// is one not given, and nothing stands against it.
    private static func refusal(
        of text: String?, in field: ItemField, limit: Int,
        unless isWellFormed: (String) -> Bool = { _ in true },
        _ malformed: ItemRefusal? = nil
    ) -> ItemRefusal? {
        guard let text else { return nil }
        if text.hasControlCharacter { return .controlCharacter(field) }
        if text.isLonger(than: limit) { return .tooLong(field, limit: limit) }
        if text.isBlank || isWellFormed(text) { return nil }
        return malformed
    }
}
