// The rules of the fields themselves, the same at receipt and when something is put right.
extension ItemRefusal {
    /// What stands against one text: its characters, then its length, then its shape. A blank text
    /// is one not given, and nothing stands against it.
    ///
    /// What an earlier record says in running text is kept as it is, stray control characters of its
    /// writer's telephone included: nobody can be asked to take them away.
    static func against(
        _ text: String?, in field: ItemField, limit: Int,
        from origin: ReceiveItem.Origin = .desk,
        unless isWellFormed: (String) -> Bool = { _ in true },
        _ malformed: ItemRefusal? = nil
    ) -> ItemRefusal? {
        guard let text else { return nil }
        if origin == .desk, text.hasControlCharacter { return .controlCharacter(field) }
        if text.isLonger(than: limit) { return .tooLong(field, limit: limit) }
        if text.isBlank || isWellFormed(text) { return nil }
        return malformed
    }

    static func against(receivedOn: LocalDate, today: LocalDate) -> [ItemRefusal] {
        var refusals: [ItemRefusal] = []
        if receivedOn > today { refusals.append(.receivedInFuture(today: today)) }
        if receivedOn < ItemLimits.earliestReceipt {
            refusals.append(.receivedTooEarly(earliest: ItemLimits.earliestReceipt))
        }
        return refusals
    }

    static func against(topics: [String]) -> [ItemRefusal] {
        if topics.count > ItemLimits.topics { return [.tooManyTopics(limit: ItemLimits.topics)] }
        let refusal = topics.lazy.compactMap {
            against($0, in: .topics, limit: ItemLimits.code)
        }.first
        return [refusal].compactMap(\.self)
    }

    static func against(copies: Int) -> ItemRefusal? {
        (1...ItemLimits.copies).contains(copies)
            ? nil : .copiesOutOfRange(limit: ItemLimits.copies)
    }

    static func against(attributes: [String: String]) -> ItemRefusal? {
        if attributes.count > ItemLimits.attributes {
            return .tooManyAttributes(limit: ItemLimits.attributes)
        }
        // Sorted, so that of two wrong ones the same is named every time.
        return attributes.sorted { $0.key < $1.key }.lazy.compactMap { name, value in
            against(name, in: .attributes, limit: ItemLimits.code)
                ?? against(value, in: .attributes, limit: ItemLimits.attribute)
        }.first
    }
}

extension SenderDetails {
    /// Everything that stands against these, in the order of the form (差出人の誤り).
    var refusals: [ItemRefusal] {
        let name =
            name.isBlank
            ? .nameRequired : ItemRefusal.against(name, in: .name, limit: ItemLimits.name)
        let postalCode = ItemRefusal.against(
            postalCode, in: .postalCode, limit: ItemLimits.phone,
            unless: { PostalCode(parsing: $0) != nil }, .postalCodeMalformed)
        let email = ItemRefusal.against(
            email, in: .email, limit: EmailAddress.longest,
            unless: { EmailAddress(parsing: $0) != nil }, .emailMalformed)
        return [
            name, ItemRefusal.against(kana, in: .kana, limit: ItemLimits.name), postalCode,
            ItemRefusal.against(address, in: .address, limit: ItemLimits.address),
            ItemRefusal.against(phone, in: .phone, limit: ItemLimits.phone), email,
        ].compactMap(\.self)
    }
}
