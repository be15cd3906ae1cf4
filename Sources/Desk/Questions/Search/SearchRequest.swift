public import FoundationEssentials
public import Participation

/// What items are looked for by (検索の条件).
public struct SearchRequest: Sendable {
    /// Words of the gist or the text, blanks between them: all of them must be there (検索語).
    public var text: String?
    /// What is known of the sender (差出人の手掛かり).
    public var person: PersonClues
    /// Received on this day or later (受付日の始め).
    public var receivedFrom: LocalDate?
    /// Received on this day or before (受付日の終わり).
    public var receivedThrough: LocalDate?
    /// Received under this scheme (受付制度).
    public var scheme: Scheme?
    /// The section in charge, as the register has it (担当).
    public var department: String?
    /// The category, as the register has it (分類).
    public var category: String?
    /// How many at most; no more than ``SearchLimits/longestPage`` (件数の上限).
    public var limit: Int
    /// Go on after this place (続き).
    public var after: SearchPlace?
    /// What the register says of them; nil: whatever it says (受付簿の条件).
    var scope: RegisterScope?

    /// A search; it must ask for a word or a sender.
    public init(
        text: String? = nil, person: PersonClues = PersonClues(),
        receivedFrom: LocalDate? = nil, receivedThrough: LocalDate? = nil,
        scheme: Scheme? = nil, department: String? = nil, category: String? = nil,
        limit: Int = SearchLimits.page,
        after: SearchPlace? = nil
    ) {
        self.text = text
        self.person = person
        self.receivedFrom = receivedFrom
        self.receivedThrough = receivedThrough
        self.scheme = scheme
        self.department = department
        self.category = category
        self.limit = limit
        self.after = after
    }
}

extension SearchRequest {
    /// Whether it asks for what only the register knows.
    var asksRegister: Bool { department != nil || category != nil || scope != nil }
}

/// What is known of a sender; all of it must fit (差出人の手掛かり).
public struct PersonClues: Sendable {
    /// The name or a part of it, one kanji at least; kana and Latin letters find readings as well
    /// (氏名).
    public var name: String?
    /// The beginning of the reading of family or given name, in kana or Latin letters (ふりがな).
    public var kana: String?
    /// A telephone number or its end, four digits at least (電話番号).
    public var phone: String?
    /// The whole e-mail address (メールアドレス).
    public var email: String?
    /// A part of the address, or the postal code (住所・郵便番号).
    public var address: String?

    /// Clues; what is missing or blank says nothing.
    public init(
        name: String? = nil, kana: String? = nil, phone: String? = nil, email: String? = nil,
        address: String? = nil
    ) {
        self.name = name
        self.kana = kana
        self.phone = phone
        self.email = email
        self.address = address
    }

    /// Whether nothing is known at all (手掛かりなし).
    public var isBlank: Bool {
        [name, kana, phone, email, address].allSatisfy { $0?.allSatisfy(\.isWhitespace) ?? true }
    }
}

/// A place among the items in the order of a search, newest first (検索結果の位置).
public struct SearchPlace: Sendable, Hashable, CustomStringConvertible {
    /// The day of receipt (受付日).
    public let receivedOn: LocalDate
    /// The position of the receipt in the log (受付の位置).
    public let position: Int64

    init(receivedOn: LocalDate, position: Int64) {
        self.receivedOn = receivedOn
        self.position = position
    }

    /// Reads a place as it was given out, `2026-06-28:123`.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = LocalDate(iso: String(parts[0])),
            let position = Int64(parts[1]), position > 0
        else { return nil }
        self.init(receivedOn: day, position: position)
    }

    /// The place as it is given out, `2026-06-28:123`.
    public var description: String { "\(receivedOn):\(position)" }
}

/// An item that was found (検索結果の一件).
public struct FoundItem: Sendable, Equatable {
    /// The item's id.
    public let id: UUID
    /// Where it stands in the order of the search (位置).
    public let place: SearchPlace
    /// Its receipt number (受付番号).
    public let receiptNumber: ReceiptNumber
    /// The day of receipt (受付日).
    public let receivedOn: LocalDate
    /// The scheme (受付制度).
    public let scheme: Scheme
    /// The gist, opened; 「(要旨なし)」 when there is none (要旨).
    public let gist: String
    /// Where what was looked for stands (該当項目).
    public let matched: [ItemField]

    /// The same for programs.
    public var json: JSONValue {
        .object([
            "gist": .string(gist), "id": .string(id.uuidString.lowercased()),
            "matched": .array(matched.map { .string($0.rawValue) }),
            "receiptNumber": .string(receiptNumber.description),
            "receivedOn": .string(receivedOn.description), "scheme": .string(scheme.rawValue),
        ])
    }
}

/// A page of what was found, newest first (検索結果).
public struct FoundItems: Sendable, Equatable {
    /// The items.
    public let items: [FoundItem]
    /// Where to go on; `nil` when nothing is left (続き).
    public let next: SearchPlace?

    /// The same for programs.
    public var json: JSONValue {
        .object([
            "items": .array(items.map(\.json)),
            "next": next.map { .string($0.description) } ?? .null,
        ])
    }
}

/// Somebody who has written before and may be the one looked for (差出人の候補).
public struct PersonCandidate: Sendable, Equatable {
    /// What they gave of themselves in that letter, as written (差出人の記載).
    public let sender: SenderDetails
    /// The letter (案件).
    public let letter: FoundItem

    /// The same for programs.
    public var json: JSONValue {
        .object(["item": letter.json, "sender": PersonCoding.json(sender)])
    }
}
