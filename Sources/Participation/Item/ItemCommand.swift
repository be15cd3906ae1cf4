/// What may be asked of an item (受付案件への命令).
public enum ItemCommand: Sendable, Equatable {
    /// Receive the item (受付).
    case receive(ReceiveItem)
}

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

    /// The content of a new item (受付の内容).
    public init(
        origin: Origin = .desk, today: LocalDate, receiptNumber: ReceiptNumber, scheme: Scheme,
        nature: Nature? = nil, channel: Channel, receivedOn: LocalDate, sender: Sender,
        summary: String? = nil, body: String? = nil, category: String? = nil,
        topics: [String] = [], wantsReply: ReplyWish = .unstated,
        mayPublish: PublicationConsent = .unstated, scans: Int = 0
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
    }
}
