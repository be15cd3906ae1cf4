public import FoundationEssentials

/// What happened to an item (受付案件の出来事).
public enum ItemEvent: Sendable, Equatable {
    /// The item was received (受付).
    case received(ItemReceived)
    /// Someone said what it is about (分類).
    case categorised(ItemClassification)
    /// The record was put right (訂正).
    case corrected(ItemCorrected)
    /// The text was copied from the paper later (転記).
    case transcribed(ItemTranscribed)
    /// A scanned file was attached (添付).
    case scanAttached(ItemScan)
    /// A file was attached by mistake (添付の取下げ).
    case scanDetached(ScanDetachment)
    /// Sections were chosen to deal with it (担当の振分け).
    case routed(ItemRouting)
    /// The organisation changed, and its sections with it (組織改正による担当替え).
    case reorganised(ItemReorganisation)
    /// It was tied to another item (関連付け).
    case linked(to: UUID, as: LinkKind)
    /// The tie was undone (関連付けの取消し).
    case unlinked(from: UUID)
    /// It was handed over to a procedure of its own (引継ぎ).
    case passedOn(ItemHandover)
    /// The sender took it back (取下げ).
    case withdrawn(on: LocalDate)
    /// It was sent back to the sender (返戻).
    case returned(on: LocalDate)
    /// It should never have been entered: it is no item, and its number stays used (受付の取消し).
    case annulled(EntryError)
    /// A handover, withdrawal, return or annulment was recorded in error
    /// (引継ぎ・取下げ・返戻・受付の取消しの取消し).
    case reinstated
    /// The sender changed their mind about publication (公表の可否の変更).
    case consentChanged(PublicationConsent)
    /// It was said with how much care and haste it is handled (取扱区分の変更).
    case handlingSet(Handling, isUrgent: Bool)
    /// A section did something about it (担当課の処理).
    case response(ResponseEvent)
    /// Something happened to its keeping (保存・利用停止・消去).
    case retention(RetentionEvent)
}

/// What an item is about (分類).
public struct ItemClassification: Sendable {
    /// The code of its category; nil takes the category away (分類).
    public var category: String?
    /// Its further subjects and plan codes; nil leaves them as they are (話題).
    public var topics: [String]?
    /// What it is by content; nil leaves it as it is (性質).
    public var nature: Nature?
    /// Why it is said now (理由).
    public var reason: CorrectionReason

    /// What an item is about (分類).
    public init(
        category: String?, topics: [String]? = nil, nature: Nature? = nil, reason: CorrectionReason
    ) {
        self.category = category
        self.topics = topics
        self.nature = nature
        self.reason = reason
    }
}

extension ItemClassification: Equatable {
    /// Whether both say the same, to the code point (同一の分類).
    public static func == (one: Self, other: Self) -> Bool {
        let topics =
            switch (one.topics, other.topics) {
            case (nil, nil): true
            case (let some?, let others?): some.elementsEqual(others) { $0.isWritten(like: $1) }
            case (nil, _?), (_?, nil): false
            }
        return topics && one.category.isWritten(like: other.category)
            && one.nature == other.nature && one.reason == other.reason
    }
}

/// The text of an item was copied from the paper later (転記).
public struct ItemTranscribed: Sendable, Equatable {
    /// How the text came about, once said (本文の種別).
    public var textKind: TextKind?
    /// The text (封印する部分).
    public var personal: Sealed<Personal>

    /// A text copied later (転記).
    public init(textKind: TextKind?, personal: Sealed<Personal>) {
        self.textKind = textKind
        self.personal = personal
    }

    /// The sealed part of a transcription (転記の個人情報).
    public struct Personal: Sendable {
        /// The text of the letter (本文).
        public var body: String

        /// The text of the letter (本文).
        public init(body: String) {
            self.body = body
        }
    }
}

extension ItemTranscribed.Personal: Equatable {
    /// Whether both are written with the same code points (同一の本文).
    public static func == (one: Self, other: Self) -> Bool {
        one.body.isWritten(like: other.body)
    }
}
