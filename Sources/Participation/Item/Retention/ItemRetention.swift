/// How long an item is kept, what keeps it, and whether it was erased (案件の保存).
public struct ItemRetention: Sendable, Equatable {
    /// What keeps it from being erased (消去の停止).
    public var holds: [ItemHold] = []
    /// By what decision it may not be used any more; nil while it may (利用停止決定).
    public var useSuspension: RightsDecision?
    /// That its personal part was erased, and on what ground (消去).
    public var erasure: ItemErasure?

    /// An item nothing was said about (指定なし).
    public init() {}
}

/// An item's personal part was erased (消去の記録).
public struct ItemErasure: Sendable, Equatable {
    /// On what ground (根拠).
    public var ground: ErasureGround
    /// The day (消去日).
    public var on: LocalDate
    /// How long it had been kept; nil where that was not the ground (保存期間).
    public var span: RetentionSpan?

    /// An erasure (消去の記録).
    public init(ground: ErasureGround, on: LocalDate, span: RetentionSpan? = nil) {
        self.ground = ground
        self.on = on
        self.span = span
    }
}

/// What may be asked about keeping an item (案件の保存の命令).
public enum RetentionCommand: Sendable, Equatable {
    /// Keep it from being erased (消去の停止).
    case hold(ItemHold)
    /// The hold is over (消去の停止の解除).
    case lift(HoldKind, reference: Wording, on: LocalDate)
    /// Put it right as was decided on the person's request (訂正決定による訂正).
    case correct(CorrectItem, by: RightsDecision)
    /// Use it no more, as was decided (利用停止).
    case suspendUse(RightsDecision)
    /// It may be used again, as was decided (利用停止の解除).
    case resumeUse(RightsDecision)
    /// Erase its personal part (消去).
    case erase(EraseItem)
}

/// What is asked when an item is to be erased (消去の命令の内容).
public struct EraseItem: Sendable, Equatable {
    /// On what ground (根拠).
    public var ground: ErasureGround
    /// The city's rules on retention (保存区分の定め).
    public var book: RetentionBook
    /// Whether it came from earlier records and nobody dealt with it since: it was completed before
    /// it came here (取込みのみの記録か).
    public var isEarlierRecord: Bool

    /// What is asked (消去の命令の内容).
    public init(ground: ErasureGround, book: RetentionBook, isEarlierRecord: Bool = false) {
        self.ground = ground
        self.book = book
        self.isEarlierRecord = isEarlierRecord
    }
}

/// What happened to the keeping of an item (案件の保存の出来事).
public enum RetentionEvent: Sendable, Equatable {
    /// It is kept from being erased (消去の停止).
    case held(ItemHold)
    /// A hold is over (消去の停止の解除).
    case lifted(HoldKind, reference: Wording, on: LocalDate)
    /// It was put right by decision; what changed is the correction beside it (訂正決定).
    case correctionDecided(RightsDecision)
    /// It may not be used any more (利用停止).
    case useSuspended(RightsDecision)
    /// It may be used again (利用停止の解除).
    case useResumed(RightsDecision)
    /// Its personal part is erased: from here on nobody reads it, and its key is destroyed (消去).
    case erased(ItemErasure)
}
