/// The item was received (受付).
///
/// In two parts, because the log keeps personal text under a key per item (DECISIONS A9): `plain`
/// is all that figures and lists need and stays for ever; `personal` can be erased.
public struct ItemReceived: Sendable, Equatable {
    /// What can be counted, without personal data (公開できる部分).
    public var plain: Plain
    /// Who sent it and what they wrote (封印する部分).
    public var personal: Sealed<Personal>

    /// The item was received (受付).
    public init(plain: Plain, personal: Sealed<Personal>) {
        self.plain = plain
        self.personal = personal
    }
}

extension ItemReceived {
    /// The part of a receipt that holds no personal data (受付の公開部分).
    ///
    /// Equal only when its words are written with the same code points.
    public struct Plain: Sendable {
        /// The number on the receipt (受付番号).
        public var receiptNumber: ReceiptNumber
        /// The scheme it came under (受付制度).
        public var scheme: Scheme
        /// What it is by content, once known (性質).
        public var nature: Nature?
        /// The way it came (経路).
        public var channel: Channel
        /// The day it first arrived at a city office: the effective date (受付日).
        public var receivedOn: LocalDate
        /// How much is known of the sender (差出人の区分).
        public var senderKind: SenderKind
        /// The code of its category (分類).
        public var category: String?
        /// Further subjects and plan codes, each once (話題).
        public var topics: [String]
        /// Whether a reply is wanted; never from an anonymous sender (回答希望).
        public var wantsReply: ReplyWish
        /// Whether it may be published (公表の可否).
        public var mayPublish: PublicationConsent
        /// Whether its text is there, or still to be copied from the scan (本文の有無).
        public var hasBody: Bool
        /// How many scanned files belong to it (添付の数).
        public var scans: Int
        /// The district it comes from or is about, a word of the city's own list (地区).
        public var district: String?
        /// The section that took it in, as a code or as an earlier record names it (受付担当).
        public var department: String?
        /// Further dimensions figures can be asked by, such as the answers of a form; never
        /// personal data (属性).
        public var attributes: [String: String]
        /// The letters of a bundle that is recorded as one item, such as a class's thirty
        /// (通数, DECISIONS B7).
        public var copies: Int
        /// With how much care it is handled (取扱区分).
        public var handling: Handling
        /// Whether lives or safety depend on the day (緊急).
        public var isUrgent: Bool
        /// Person, association or business, once known (差出人の種別).
        public var senderParty: SenderParty?
        /// Whether several people signed it (連名).
        public var isJoint: Bool
        /// Whether somebody acts or writes for the sender (代理・代筆).
        public var isByProxy: Bool
        /// How the sender wishes to be answered (回答方法).
        public var replyBy: ReplyMedium?
        /// How the recorded text came about (本文の種別).
        public var textKind: TextKind?
        /// Whether it is an undue demand; it stays counted under its scheme (不当要求の該当,
        /// DECISIONS C1).
        public var isUndueDemand: Bool

        /// The countable part of a receipt (受付の公開部分).
        public init(
            receiptNumber: ReceiptNumber, scheme: Scheme, nature: Nature?, channel: Channel,
            receivedOn: LocalDate, senderKind: SenderKind, category: String?, topics: [String],
            wantsReply: ReplyWish, mayPublish: PublicationConsent, hasBody: Bool, scans: Int,
            district: String? = nil, department: String? = nil,
            attributes: [String: String] = [:], copies: Int = 1, handling: Handling = .ordinary,
            isUrgent: Bool = false, senderParty: SenderParty? = nil, isJoint: Bool = false,
            isByProxy: Bool = false, replyBy: ReplyMedium? = nil, textKind: TextKind? = nil,
            isUndueDemand: Bool = false
        ) {
            self.receiptNumber = receiptNumber
            self.scheme = scheme
            self.nature = nature
            self.channel = channel
            self.receivedOn = receivedOn
            self.senderKind = senderKind
            self.category = category
            self.topics = topics
            self.wantsReply = wantsReply
            self.mayPublish = mayPublish
            self.hasBody = hasBody
            self.scans = scans
            self.district = district
            self.department = department
            self.attributes = attributes
            self.copies = copies
            self.handling = handling
            self.isUrgent = isUrgent
            self.senderParty = senderParty
            self.isJoint = isJoint
            self.isByProxy = isByProxy
            self.replyBy = replyBy
            self.textKind = textKind
            self.isUndueDemand = isUndueDemand
        }
    }

    /// The part of a receipt that is sealed (受付の個人情報).
    ///
    /// Equal only when written with the same code points.
    public struct Personal: Sendable {
        /// What an identified sender gave (差出人の記載).
        public var sender: SenderDetails?
        /// The gist; pages show 「(要旨なし)」 when it is missing (要旨).
        public var summary: String?
        /// The text of the letter (本文).
        public var body: String?
        /// The member of the assembly who brought it in (議員経由の議員名).
        public var introducedBy: String?

        /// The personal part of a receipt (受付の個人情報).
        public init(
            sender: SenderDetails?, summary: String?, body: String?, introducedBy: String? = nil
        ) {
            self.sender = sender
            self.summary = summary
            self.body = body
            self.introducedBy = introducedBy
        }
    }
}

extension ItemReceived.Plain: Equatable {
    /// Whether both hold the same, to the code point (同一の記録).
    public static func == (one: Self, other: Self) -> Bool {
        one.receiptNumber == other.receiptNumber && one.scheme == other.scheme
            && one.nature == other.nature && one.channel == other.channel
            && one.receivedOn == other.receivedOn && one.senderKind == other.senderKind
            && one.category.isWritten(like: other.category)
            && one.topics.elementsEqual(other.topics) { $0.isWritten(like: $1) }
            && one.wantsReply == other.wantsReply && one.mayPublish == other.mayPublish
            && one.hasBody == other.hasBody && one.scans == other.scans
            && one.district.isWritten(like: other.district)
            && one.department.isWritten(like: other.department)
            && one.attributes.isWritten(like: other.attributes) && one.copies == other.copies
            && one.handling == other.handling && one.isUrgent == other.isUrgent
            && one.senderParty == other.senderParty && one.isJoint == other.isJoint
            && one.isByProxy == other.isByProxy && one.replyBy == other.replyBy
            && one.textKind == other.textKind && one.isUndueDemand == other.isUndueDemand
    }
}

extension ItemReceived.Personal: Equatable {
    /// Whether both hold the same, to the code point (同一の記録).
    public static func == (one: Self, other: Self) -> Bool {
        one.sender == other.sender && one.summary.isWritten(like: other.summary)
            && one.body.isWritten(like: other.body)
            && one.introducedBy.isWritten(like: other.introducedBy)
    }
}
