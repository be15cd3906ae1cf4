/// Everything a clerk, a citizen's form or a file says about a new item (受付の内容).
public struct ReceiveItem: Sendable, Equatable {
    /// Where the command comes from, which settles what must be filled in (入力元).
    public enum Origin: String, Sendable, CaseIterable {
        /// Entered by a clerk or a citizen (窓口入力).
        case desk
        /// Read from a file of earlier records, which cannot be asked again (取込み).
        case imported
    }

    /// Where the command comes from (入力元).
    public var origin: Origin
    /// The day it is at the city hall, from the caller's clock (本日).
    public var today: LocalDate
    /// The number drawn for it, of the fiscal year of `receivedOn` (受付番号).
    public var receiptNumber: ReceiptNumber
    /// The scheme it came under (受付制度).
    public var scheme: Scheme
    /// What it is by content, once someone has said so (性質).
    public var nature: Nature?
    /// The way it came (経路).
    public var channel: Channel
    /// The day it first arrived at any city office, branches included (受付日, DECISIONS B7).
    public var receivedOn: LocalDate
    /// Who sent it (差出人).
    public var sender: Sender
    /// The gist, in one line (要旨).
    public var summary: String?
    /// The text of the letter (本文).
    public var body: String?
    /// The code of its category, a word of the city's own list (分類).
    public var category: String?
    /// Further subjects and plan codes; one item may have several (話題).
    public var topics: [String]
    /// Whether a reply is wanted (回答希望).
    public var wantsReply: ReplyWish
    /// Whether it may be published (公表の可否).
    public var mayPublish: PublicationConsent
    /// How many scanned files belong to it; names and bytes are kept elsewhere, sealed (添付の数).
    public var scans: Int
    /// The district it comes from or is about (地区).
    public var district: String?
    /// The section that took it in (受付担当).
    public var department: String?
    /// Further dimensions figures can be asked by; never personal data (属性).
    public var attributes: [String: String]
    /// The letters of a bundle recorded as one item (通数).
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
    /// How the text came about (本文の種別).
    public var textKind: TextKind?
    /// Whether it is an undue demand (不当要求の該当).
    public var isUndueDemand: Bool
    /// The member of the assembly who brought it in (議員経由の議員名).
    public var introducedBy: String?

    /// The content of a new item (受付の内容).
    public init(
        origin: Origin = .desk, today: LocalDate, receiptNumber: ReceiptNumber, scheme: Scheme,
        nature: Nature? = nil, channel: Channel, receivedOn: LocalDate, sender: Sender,
        summary: String? = nil, body: String? = nil, category: String? = nil,
        topics: [String] = [], wantsReply: ReplyWish = .unstated,
        mayPublish: PublicationConsent = .unstated, scans: Int = 0, district: String? = nil,
        department: String? = nil, attributes: [String: String] = [:], copies: Int = 1,
        handling: Handling = .ordinary, isUrgent: Bool = false, senderParty: SenderParty? = nil,
        isJoint: Bool = false, isByProxy: Bool = false, replyBy: ReplyMedium? = nil,
        textKind: TextKind? = nil, isUndueDemand: Bool = false, introducedBy: String? = nil
    ) {
        self.origin = origin
        self.today = today
        self.receiptNumber = receiptNumber
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
        self.isUrgent = isUrgent
        self.senderParty = senderParty
        self.isJoint = isJoint
        self.isByProxy = isByProxy
        self.replyBy = replyBy
        self.textKind = textKind
        self.isUndueDemand = isUndueDemand
        self.introducedBy = introducedBy
    }
}
