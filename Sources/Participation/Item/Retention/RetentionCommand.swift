/// What may be asked about keeping an item (案件の保存の命令).
public enum RetentionCommand: Sendable, Equatable {
    /// Keep it from being erased (消去の停止).
    case hold(RecordHold)
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
