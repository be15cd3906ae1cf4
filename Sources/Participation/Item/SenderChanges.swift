/// Some of what a sender gave, put right or added; the rest stays as it is
/// (差出人の記載の一部の変更).
///
/// A clerk who adds a telephone number need not open, and cannot lose, the address.
public struct SenderChanges: Sendable, Equatable {
    /// The name; a sender cannot be without (氏名).
    public var name: String?
    /// The reading of the name (ふりがな).
    public var kana: Revision<String>?
    /// The postal code (郵便番号).
    public var postalCode: Revision<String>?
    /// The address (住所).
    public var address: Revision<String>?
    /// The telephone number (電話番号).
    public var phone: Revision<String>?
    /// The e-mail address (メールアドレス).
    public var email: Revision<String>?

    /// No change at all (変更なし).
    public init() {}
}

extension SenderDetails {
    /// What a sender gave, with something put right (訂正後の記載).
    func applying(_ changes: SenderChanges) -> SenderDetails {
        SenderDetails(
            name: changes.name ?? name,
            kana: changes.kana.map { $0.value } ?? kana,
            postalCode: changes.postalCode.map { $0.value } ?? postalCode,
            address: changes.address.map { $0.value } ?? address,
            phone: changes.phone.map { $0.value } ?? phone,
            email: changes.email.map { $0.value } ?? email)
    }
}
