public import FoundationEssentials

/// What may be asked of an item (受付案件への命令).
public enum ItemCommand: Sendable, Equatable {
    /// Receive the item (受付).
    case receive(ReceiveItem)
    /// Say what it is about (分類).
    case categorise(ItemClassification)
    /// Put its record right (訂正).
    case correct(CorrectItem)
    /// Add the text that was still on paper (転記).
    case transcribe(body: String, TextKind?)
    /// Attach scanned files (添付).
    case attach([NewScan])
    /// Take back a file that was attached by mistake (添付の取下げ).
    case detach(ScanDetachment)
    /// Choose the sections that deal with it (担当の振分け).
    case route(ItemRouting)
    /// Follow a change of the organisation (組織改正による担当替え).
    case reorganise(ItemReorganisation)
    /// Tie it to another item (関連付け).
    case link(LinkItem)
    /// Undo the tie to another item (関連付けの取消し).
    case unlink(from: UUID)
    /// Hand it over to a procedure of its own (引継ぎ).
    case passOn(ItemHandover, today: LocalDate)
    /// Record that the sender took it back (取下げ).
    case withdraw(on: LocalDate, today: LocalDate)
    /// Record that it was sent back to the sender (返戻).
    case sendBack(on: LocalDate, today: LocalDate)
    /// Say that it should never have been entered (受付の取消し).
    case annul(EntryError)
    /// Undo a handover, withdrawal, return or annulment (引継ぎ・取下げ・返戻・受付の取消しの取消し).
    case reinstate
    /// Record what the sender now says about publication (公表の可否の変更).
    case changeConsent(PublicationConsent)
    /// Say with how much care and haste it is handled (取扱区分の変更).
    case setHandling(Handling, isUrgent: Bool)
    /// Do what a section does about it (担当課の処理).
    case respond(ResponseCommand, today: LocalDate)
    /// Keep, correct by decision, use no more, erase (保存・利用停止・消去).
    case retain(RetentionCommand, today: LocalDate)
}

/// What is to be put right in the record of an item; what is not mentioned stays (訂正の内容).
public struct CorrectItem: Sendable, Equatable {
    /// Where the command comes from: an imported gist may be longer (入力元).
    public var origin: ReceiveItem.Origin
    /// The day it is at the city hall, from the caller's clock (本日).
    public var today: LocalDate
    /// Why (訂正の理由).
    public var reason: CorrectionReason
    /// The countable members; `senderKind` and `hasBody` follow from the sender and the text and
    /// are not looked at (公開部分の変更).
    public var changes: ItemChanges
    /// Who sent it, as a whole (差出人).
    public var sender: Sender?
    /// Some of what the sender gave; the rest stays as it is (差出人の記載の一部).
    public var details: SenderChanges?
    /// The member of the assembly who brought it in (議員経由の議員名).
    public var introducedBy: Revision<String>?
    /// The gist (要旨).
    public var summary: Revision<String>?
    /// The text of the letter (本文).
    public var body: Revision<String>?
    /// The code of its category (分類).
    public var category: Revision<String>?
    /// Its further subjects and plan codes (話題).
    public var topics: [String]?
    /// Why, in words (訂正の説明).
    public var note: String?

    /// What is to be put right (訂正の内容).
    public init(
        origin: ReceiveItem.Origin = .desk, today: LocalDate, reason: CorrectionReason,
        changes: ItemChanges = ItemChanges(), sender: Sender? = nil,
        details: SenderChanges? = nil, introducedBy: Revision<String>? = nil,
        summary: Revision<String>? = nil, body: Revision<String>? = nil,
        category: Revision<String>? = nil, topics: [String]? = nil, note: String? = nil
    ) {
        self.origin = origin
        self.today = today
        self.reason = reason
        self.changes = changes
        self.sender = sender
        self.details = details
        self.introducedBy = introducedBy
        self.summary = summary
        self.body = body
        self.category = category
        self.topics = topics
        self.note = note
    }
}

/// A tie from one item to another (関連付けの内容).
public struct LinkItem: Sendable, Equatable {
    /// The item itself; for a duplicate, the one that is not counted (この案件).
    public var item: UUID
    /// The other item; for a duplicate, the original (相手の案件).
    public var to: UUID
    /// In which way they belong together (結び付き).
    public var kind: LinkKind
    /// Whether the other is a duplicate itself, so that in a circle nothing would be counted
    /// (相手が重複か).
    public var isTargetDuplicate: Bool

    /// A tie from one item to another (関連付けの内容).
    public init(item: UUID, to: UUID, as kind: LinkKind, isTargetDuplicate: Bool) {
        self.item = item
        self.to = to
        self.kind = kind
        self.isTargetDuplicate = isTargetDuplicate
    }
}
