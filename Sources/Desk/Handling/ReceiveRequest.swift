import Participation

/// A letter as a form, the API or the command line hands it in, not looked at yet (受付の申出).
///
/// Codes and dates are the text they came as; ``Desk/receive(_:actor:command:)`` reads them.
public struct ReceiveRequest: Sendable {
    /// Who sent it, as handed in (差出人の申出).
    public struct Sender: Sendable {
        /// The sender chose not to give a name (匿名).
        public var anonymous: Bool
        /// Who sent it is not known (不明).
        public var unknown: Bool
        /// The name (氏名).
        public var name: String?
        /// Its reading (ふりがな).
        public var kana: String?
        /// The postal code (郵便番号).
        public var postalCode: String?
        /// The address (住所).
        public var address: String?
        /// The telephone number (電話番号).
        public var phone: String?
        /// The e-mail address (メールアドレス).
        public var email: String?
        /// A code, such as `organisation`, once known (差出人の種別).
        public var party: String?
        /// Several people signed it (連名).
        public var joint: Bool
        /// Somebody acts or writes for the sender (代理・代筆).
        public var byProxy: Bool

        /// A sender as handed in.
        public init(
            anonymous: Bool = false, unknown: Bool = false, name: String? = nil,
            kana: String? = nil, postalCode: String? = nil, address: String? = nil,
            phone: String? = nil, email: String? = nil, party: String? = nil,
            joint: Bool = false, byProxy: Bool = false
        ) {
            self.anonymous = anonymous
            self.unknown = unknown
            self.name = name
            self.kana = kana
            self.postalCode = postalCode
            self.address = address
            self.phone = phone
            self.email = email
            self.party = party
            self.joint = joint
            self.byProxy = byProxy
        }
    }

    /// A code of CONTRACT §4, such as `letter-to-mayor` (受付制度).
    public var scheme: String
    /// A code, once someone has said what it is by content (性質).
    public var nature: String?
    /// A code, such as `paper` (経路).
    public var channel: String
    /// The day of arrival as `2026-06-28` (受付日).
    public var receivedOn: String
    /// Who sent it; missing is an error, so that nobody is made anonymous by accident (差出人).
    public var sender: Sender?
    /// The gist (要旨).
    public var summary: String?
    /// The text (本文).
    public var body: String?
    /// The category's code (分類).
    public var category: String?
    /// Further subjects (話題).
    public var topics: [String]
    /// Whether a reply is wanted; `nil` when they did not say (回答希望).
    public var wantsReply: Bool?
    /// Whether it may be published; `nil` when they did not say (公表の可否).
    public var mayPublish: Bool?
    /// How many scanned files belong to it; those that are handed in count by themselves (添付の数).
    public var scans: Int
    /// The scanned files that are handed in with it (添付).
    public var files: [ScanFile]
    /// The district (地区).
    public var district: String?
    /// The section that took it in (受付担当).
    public var department: String?
    /// Further dimensions figures can be asked by; never personal data (属性).
    public var attributes: [String: String]
    /// The letters of a bundle (通数).
    public var copies: Int
    /// A code, such as `care`; `nil` as any other (取扱区分).
    public var handling: String?
    /// It cannot wait (緊急).
    public var urgent: Bool
    /// A code, such as `braille` (回答方法).
    public var replyBy: String?
    /// A code, such as `transcript` (本文の種別).
    public var textKind: String?
    /// It is an undue demand (不当要求の該当).
    public var undueDemand: Bool
    /// The member of the assembly who brought it in (議員経由の議員名).
    public var introducedBy: String?
    /// The code of the section that is to deal with it, where somebody chose one; nil: the rules
    /// decide after receipt (職員が選んだ担当).
    public var section: String?
    /// The codes of further sections that are to deal with it beside the chosen one (関係課).
    public var others: [String]

    /// A letter as handed in.
    public init(
        scheme: String, nature: String? = nil, channel: String, receivedOn: String,
        sender: Sender?, summary: String? = nil, body: String? = nil, category: String? = nil,
        topics: [String] = [], wantsReply: Bool? = nil, mayPublish: Bool? = nil, scans: Int = 0,
        district: String? = nil, department: String? = nil, attributes: [String: String] = [:],
        copies: Int = 1, handling: String? = nil, urgent: Bool = false, replyBy: String? = nil,
        textKind: String? = nil, undueDemand: Bool = false, introducedBy: String? = nil,
        section: String? = nil, others: [String] = [], files: [ScanFile] = []
    ) {
        self.scheme = scheme
        self.nature = nature
        self.channel = channel
        self.receivedOn = receivedOn
        self.sender = sender
        self.summary = summary
        self.body = body
        self.category = category
        self.topics = topics
        self.wantsReply = wantsReply
        self.mayPublish = mayPublish
        self.scans = scans
        self.district = district
        self.department = department
        self.attributes = attributes
        self.copies = copies
        self.handling = handling
        self.urgent = urgent
        self.replyBy = replyBy
        self.textKind = textKind
        self.undueDemand = undueDemand
        self.introducedBy = introducedBy
        self.section = section
        self.others = others
        self.files = files
    }
}

extension ReceiveRequest {
    /// The one spelling of what is asked, for the digest of the command.
    ///
    /// What is not given is left out: a field added by a later version must not make a repeated
    /// request look like another one.
    var canonical: [UInt8] {
        let sender: JSONValue? = sender.map { sender in
            .object(present: [
                "address": .optional(sender.address),
                "anonymous": .ifTrue(sender.anonymous), "byProxy": .ifTrue(sender.byProxy),
                "email": .optional(sender.email), "joint": .ifTrue(sender.joint),
                "kana": .optional(sender.kana), "name": .optional(sender.name),
                "party": .optional(sender.party), "phone": .optional(sender.phone),
                "postalCode": .optional(sender.postalCode), "unknown": .ifTrue(sender.unknown),
            ])
        }
        return CanonicalJSON.bytes(
            .object(present: [
                "attributes": .unlessEmpty(attributes), "body": .optional(body),
                "category": .optional(category), "channel": .string(channel),
                "copies": copies == 1 ? nil : Self.number(copies),
                "department": .optional(department), "district": .optional(district),
                "files": files.isEmpty ? nil : Self.members(of: files),
                "handling": .optional(handling), "introducedBy": .optional(introducedBy),
                "mayPublish": mayPublish.map(JSONValue.bool), "nature": .optional(nature),
                "others": others.isEmpty ? nil : .array(others.map(JSONValue.string)),
                "receivedOn": .string(receivedOn), "replyBy": .optional(replyBy),
                "scans": Self.number(scans), "scheme": .string(scheme),
                "section": .optional(section),
                "sender": sender,
                "summary": .optional(summary), "textKind": .optional(textKind),
                "topics": topics.isEmpty ? nil : .array(topics.map(JSONValue.string)),
                "undueDemand": .ifTrue(undueDemand), "urgent": .ifTrue(urgent),
                "wantsReply": wantsReply.map(JSONValue.bool),
            ]))
    }

    /// A count no reader keeps exactly is refused later; the digest must not stop the program.
    private static func number(_ count: Int) -> JSONValue {
        .integer(JSONValue.integers.contains(Int64(count)) ? Int64(count) : -1)
    }
}
