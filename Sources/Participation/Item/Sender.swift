/// Who sent an item, as far as they said (差出人).
///
/// Unknown is a value: a form that demands a name gets invented ones (PRODUCT H2).
public enum Sender: Sendable, Equatable {
    /// The sender chose not to give a name; nothing about them is kept (匿名).
    case anonymous
    /// Who sent it was not recorded or cannot be made out (不明).
    case unknown
    /// The sender gave at least a name (記名).
    case identified(SenderDetails)

    /// How much is known, without saying who it was (差出人の区分).
    public var kind: SenderKind {
        switch self {
        case .anonymous: .anonymous
        case .unknown: .unknown
        case .identified: .identified
        }
    }

    /// What an identified sender gave; nil for the others (差出人の記載).
    public var details: SenderDetails? {
        switch self {
        case .anonymous, .unknown: nil
        case .identified(let details): details
        }
    }
}

/// How much is known of a sender, countable without personal data (差出人の区分).
public enum SenderKind: String, Sendable, CaseIterable {
    /// The sender chose not to give a name (匿名).
    case anonymous
    /// Not recorded or not legible (不明).
    case unknown
    /// The sender gave a name (記名).
    case identified

    /// The word in the register (区分名).
    public var japanese: String {
        switch self {
        case .anonymous: "匿名"
        case .unknown: "不明"
        case .identified: "記名"
        }
    }
}

/// What a sender gave of themselves, every text as written in that letter (差出人の記載).
///
/// Never normalised: variant characters of names must come back to the code point. Two are equal
/// only when written with the same code points.
public struct SenderDetails: Sendable {
    /// The name (氏名).
    public var name: String
    /// The reading of the name (ふりがな).
    public var kana: String?
    /// The postal code as written, seven digits once folded (郵便番号).
    public var postalCode: String?
    /// The address (住所).
    public var address: String?
    /// The telephone number as written; no shape is demanded (電話番号).
    public var phone: String?
    /// The e-mail address as written (メールアドレス).
    public var email: String?

    /// What a sender gave; only the name is needed (差出人の記載).
    public init(
        name: String, kana: String? = nil, postalCode: String? = nil, address: String? = nil,
        phone: String? = nil, email: String? = nil
    ) {
        self.name = name
        self.kana = kana
        self.postalCode = postalCode
        self.address = address
        self.phone = phone
        self.email = email
    }

    /// The same with blank fields taken as not given (未記入の整理).
    var withoutBlanks: SenderDetails {
        SenderDetails(
            name: name, kana: kana?.unlessBlank, postalCode: postalCode?.unlessBlank,
            address: address?.unlessBlank, phone: phone?.unlessBlank, email: email?.unlessBlank)
    }
}

extension SenderDetails: Equatable {
    /// Whether both are written with the very same code points (同一の記載).
    public static func == (one: SenderDetails, other: SenderDetails) -> Bool {
        one.name.isWritten(like: other.name) && one.kana.isWritten(like: other.kana)
            && one.postalCode.isWritten(like: other.postalCode)
            && one.address.isWritten(like: other.address)
            && one.phone.isWritten(like: other.phone) && one.email.isWritten(like: other.email)
    }
}
