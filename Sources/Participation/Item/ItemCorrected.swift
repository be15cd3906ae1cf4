/// The record of an item was put right (訂正).
///
/// What stood before stays in the log: nothing is overwritten (PRODUCT §3, no. 3).
public struct ItemCorrected: Sendable, Equatable {
    /// Why (訂正の理由).
    public var reason: CorrectionReason
    /// What can be counted and differs from before (公開部分の変更).
    public var changes: ItemChanges
    /// What is personal and differs from before (封印する部分).
    public var personal: Sealed<Personal>

    /// A correction (訂正).
    public init(reason: CorrectionReason, changes: ItemChanges, personal: Sealed<Personal>) {
        self.reason = reason
        self.changes = changes
        self.personal = personal
    }

    /// The sealed part of a correction (訂正の個人情報).
    public struct Personal: Sendable, Equatable {
        /// What the sender gave (差出人の記載).
        public var sender: Revision<SenderDetails>?
        /// The member of the assembly who brought it in (議員経由の議員名).
        public var introducedBy: Revision<String>?
        /// The gist (要旨).
        public var summary: Revision<String>?
        /// The text of the letter (本文).
        public var body: Revision<String>?
        /// Why, in words; may name people (訂正の説明).
        public var note: String?

        /// No change at all (変更なし).
        public init() {}

        /// What leads from one text to another (差分).
        init(from old: ItemReceived.Personal, to new: ItemReceived.Personal) {
            sender = Revision(from: old.sender, to: new.sender)
            introducedBy = Revision(from: old.introducedBy, to: new.introducedBy) {
                $0.isWritten(like: $1)
            }
            summary = Revision(from: old.summary, to: new.summary) { $0.isWritten(like: $1) }
            body = Revision(from: old.body, to: new.body) { $0.isWritten(like: $1) }
        }
    }
}

extension ItemReceived.Personal {
    /// The same text with something put right (訂正後の記載).
    func applying(_ changes: ItemCorrected.Personal) -> ItemReceived.Personal {
        var personal = self
        if let sender = changes.sender { personal.sender = sender.value }
        if let introducedBy = changes.introducedBy { personal.introducedBy = introducedBy.value }
        if let summary = changes.summary { personal.summary = summary.value }
        if let body = changes.body { personal.body = body.value }
        return personal
    }
}
