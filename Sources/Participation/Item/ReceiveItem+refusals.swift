extension ReceiveItem {
    /// Everything that stands against receiving this, in the order of the form (入力の誤り).
    ///
    /// Empty when it can be received. A form shows them all at once; `Item.decide` throws the first.
    public var refusals: [ItemRefusal] {
        dateRefusals + senderRefusals + subjectRefusals + textRefusals + bundleRefusals
    }

    private var dateRefusals: [ItemRefusal] {
        let year = FiscalYear(receivedOn)
        return ItemRefusal.against(receivedOn: receivedOn, today: today)
            + (receiptNumber.fiscalYear == year
                ? [] : [.numberOfOtherYear(receiptNumber, receivedIn: year)])
    }

    private var senderRefusals: [ItemRefusal] {
        (sender.details?.refusals ?? [])
            + [
                ItemRefusal.against(introducedBy, in: .introducedBy, limit: ItemLimits.name)
            ].compactMap(\.self)
    }

    private var subjectRefusals: [ItemRefusal] {
        [ItemRefusal.against(category, in: .category, limit: ItemLimits.code)].compactMap(\.self)
            + ItemRefusal.against(topics: topics)
    }

    private var textRefusals: [ItemRefusal] {
        let scansRefusal: ItemRefusal? =
            (0...ItemLimits.scans).contains(scans)
            ? nil : .scansOutOfRange(limit: ItemLimits.scans)
        return [
            origin.refusal(ofSummary: summary),
            ItemRefusal.against(body, in: .body, limit: ItemLimits.body, from: origin),
            scansRefusal,
        ].compactMap(\.self)
    }

    private var bundleRefusals: [ItemRefusal] {
        [
            ItemRefusal.against(district, in: .district, limit: ItemLimits.code),
            ItemRefusal.against(department, in: .department, limit: ItemLimits.code),
            ItemRefusal.against(attributes: attributes), ItemRefusal.against(copies: copies),
        ].compactMap(\.self)
    }
}

extension ReceiveItem.Origin {
    /// What stands against a gist from here (要旨の誤り).
    func refusal(ofSummary summary: String?) -> ItemRefusal? {
        switch (self, summary?.unlessBlank == nil) {
        case (.desk, true): .summaryRequired
        case (.desk, false):
            ItemRefusal.against(summary, in: .summary, limit: ItemLimits.summary)
        case (.imported, _):
            ItemRefusal.against(
                summary, in: .summary, limit: ItemLimits.importedSummary, from: .imported)
        }
    }
}
