/// What stands against what a person gave of themselves (氏名・連絡先の誤り).
///
/// Holds nothing that was written, so it may be logged and printed.
public enum PersonFault: Sendable, Hashable {
    /// A text, by its field (記入の誤り).
    case text(ItemField, TextFault)
    /// Not seven digits (郵便番号の誤り).
    case postalCodeMalformed
    /// Not of the shape of an e-mail address (メールアドレスの誤り).
    case emailMalformed

    /// The field beside which it is shown (該当項目).
    public var field: ItemField {
        switch self {
        case .text(let field, _): field
        case .postalCodeMalformed: .postalCode
        case .emailMalformed: .email
        }
    }

    /// What is wrong and what to do (誤りの説明).
    public var japanese: String {
        switch self {
        case .text(let field, let fault): fault.japanese(of: field.japanese)
        case .postalCodeMalformed: ItemRefusal.postalCodeMalformed.japanese
        case .emailMalformed: ItemRefusal.emailMalformed.japanese
        }
    }
}

extension SenderDetails {
    /// Everything that stands against them, in the order of the form (氏名・連絡先の検査).
    var faults: [PersonFault] {
        let texts: [(ItemField, String?, Int)] = [
            (.name, name, ItemLimits.name), (.kana, kana, ItemLimits.name),
            (.postalCode, postalCode, ItemLimits.phone), (.address, address, ItemLimits.address),
            (.phone, phone, ItemLimits.phone), (.email, email, EmailAddress.longest),
        ]
        var faults = texts.compactMap { field, text, limit in
            TextFault.of(text, limit: limit, required: field == .name)
                .map { PersonFault.text(field, $0) }
        }
        if let postalCode = postalCode?.unlessBlank, PostalCode(parsing: postalCode) == nil {
            faults.append(.postalCodeMalformed)
        }
        if let email = email?.unlessBlank, EmailAddress(parsing: email) == nil {
            faults.append(.emailMalformed)
        }
        return faults
    }

    /// Whether they can be reached by telephone, e-mail or letter (連絡先の有無).
    var canBeReached: Bool {
        [phone, email, address].contains { $0?.unlessBlank != nil }
    }
}
