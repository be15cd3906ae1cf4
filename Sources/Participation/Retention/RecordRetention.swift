/// How long a record is kept, what keeps it, and whether it was erased (記録の保存).
///
/// The same for an item, a lecture, a gathering and one registration: whatever is sealed under a key
/// of its own.
public struct RecordRetention: Sendable, Equatable {
    /// What keeps it from being erased (消去の停止).
    public var holds: [RecordHold] = []
    /// By what decision it may not be used any more; nil while it may (利用停止決定).
    public var useSuspension: RightsDecision?
    /// That its personal part was erased, and on what ground (消去).
    public var erasure: RecordErasure?

    /// A record nothing was said about (指定なし).
    public init() {}

    /// The same after what happened to it (状態の更新).
    public func after(_ event: RetentionEvent) -> RecordRetention {
        var retention = self
        switch event {
        case .held(let hold): retention.holds.append(hold)
        case .lifted(let kind, let reference, _):
            retention.holds.removeAll { $0.is(kind, reference) }
        case .correctionDecided: break
        case .useSuspended(let decision): retention.useSuspension = decision
        case .useResumed: retention.useSuspension = nil
        case .erased(let erasure): retention.erasure = erasure
        }
        return retention
    }

    // MARK: What may be asked

    /// Keeps it from being erased (消去の停止).
    public func hold(
        _ hold: RecordHold, today: LocalDate
    ) throws(ItemRefusal) -> [RetentionEvent] {
        if holds.contains(hold) { return [] }
        try Self.require(number: hold.reference, .reference)
        try Self.require(hold.from, today)
        if erasure != nil { throw .personalErased }
        if holds.contains(where: { $0.is(hold.kind, hold.reference) }) {
            throw .retention(.heldAlready(hold.kind, hold.reference))
        }
        guard holds.count < RetentionLimits.holds else {
            throw .retention(.tooManyHolds(limit: RetentionLimits.holds))
        }
        return [.held(hold)]
    }

    /// Ends a hold (消去の停止の解除).
    public func lift(
        _ kind: HoldKind, reference: Wording, on day: LocalDate, today: LocalDate
    ) throws(ItemRefusal) -> [RetentionEvent] {
        guard let hold = holds.first(where: { $0.is(kind, reference) }) else {
            throw .retention(.unknownHold(kind, reference))
        }
        try Self.require(day, today)
        if day < hold.from { throw .retention(.liftedBeforeSet(hold)) }
        return [.lifted(kind, reference: reference, on: day)]
    }

    /// Has it used no more, as was decided (利用停止).
    public func suspendUse(
        by decision: RightsDecision, today: LocalDate
    ) throws(ItemRefusal) -> [RetentionEvent] {
        try Self.require(decision, today)
        if useSuspension != nil { return [] }
        return [.useSuspended(decision)]
    }

    /// Has it used again, as was decided (利用停止の解除).
    public func resumeUse(
        by decision: RightsDecision, today: LocalDate
    ) throws(ItemRefusal) -> [RetentionEvent] {
        try Self.require(decision, today)
        if useSuspension == nil { return [] }
        return [.useResumed(decision)]
    }

    /// Erases its personal part, if a ground is there and nothing stands against it (消去).
    /// - Parameter span: how long it is kept, or why that cannot be said; asked only where the ground
    ///   is that its period is over.
    public func erase(
        on ground: ErasureGround, today: LocalDate,
        span: () throws(ItemRefusal) -> RetentionSpan
    ) throws(ItemRefusal) -> [RetentionEvent] {
        if erasure != nil { return [] }
        // A hold goes before every ground: a court does not ask why.
        if !holds.isEmpty { throw .retention(.held(holds)) }
        var kept: RetentionSpan?
        switch ground {
        case .expired(let approval):
            try Self.require(number: approval, .approval)
            let span = try span()
            if today < span.erasableFrom { throw .retention(.notBefore(span)) }
            kept = span
        case .useSuspension(let decision): try Self.require(number: decision, .decision)
        case .entryError: break
        }
        return [.erased(RecordErasure(ground: ground, on: today, span: kept))]
    }

    // MARK: Rules

    /// The number of an approval to dispose of something (廃棄決裁番号の確認).
    public static func require(approval: Wording) throws(ItemRefusal) {
        try require(number: approval, .approval)
    }

    static func require(_ decision: RightsDecision, _ today: LocalDate) throws(ItemRefusal) {
        try require(number: decision.number, .decision)
        try require(decision.on, today)
    }

    private static func require(_ day: LocalDate, _ today: LocalDate) throws(ItemRefusal) {
        if day > today { throw .inFuture(.on, today: today) }
    }

    /// A number of the office: it has a digit, and no room for a story.
    private static func require(number: Wording, _ field: ItemField) throws(ItemRefusal) {
        if number.text.isBlank { throw .retention(.numberRequired(field)) }
        if let refusal = ItemRefusal.against(
            number.text, in: field, limit: RetentionLimits.number)
        {
            throw refusal
        }
        let hasDigit = number.text.halfWidth.utf8.contains {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
        if !hasDigit { throw .retention(.numberMalformed(field)) }
    }
}

/// A record's personal part was erased (消去の記録).
public struct RecordErasure: Sendable, Equatable {
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

/// What happened to the keeping of a record (記録の保存の出来事).
public enum RetentionEvent: Sendable, Equatable {
    /// It is kept from being erased (消去の停止).
    case held(RecordHold)
    /// A hold is over (消去の停止の解除).
    case lifted(HoldKind, reference: Wording, on: LocalDate)
    /// It was put right by decision; what changed is the correction beside it (訂正決定).
    case correctionDecided(RightsDecision)
    /// It may not be used any more (利用停止).
    case useSuspended(RightsDecision)
    /// It may be used again (利用停止の解除).
    case useResumed(RightsDecision)
    /// Its personal part is erased: from here on nobody reads it, and its key is destroyed (消去).
    case erased(RecordErasure)
}

extension RetentionBook {
    /// How long a record is kept by these rules (保存期間の算定).
    /// - Parameter day: the day it was completed; nil while it is dealt with.
    /// - Throws: why that cannot be said: it is not completed, there is no rule, it stays for ever.
    public func span(
        of kind: RetainedKind, completedOn day: LocalDate?
    ) throws(ItemRefusal) -> RetentionSpan {
        guard let day else { throw .retention(.notCompleted) }
        switch period(for: kind, completedOn: day) {
        case nil: throw .retention(.noPeriod(kind, completedOn: day))
        case .standing?: throw .retention(.standing(kind))
        case .years(let years)?:
            guard let lastDay = RetentionPeriod.years(years).lastDay(completedOn: day) else {
                throw .retention(.noPeriod(kind, completedOn: day))
            }
            return RetentionSpan(completedOn: day, years: years, lastDay: lastDay)
        }
    }
}

/// Limits of keeping records, each with its name (保存の上限).
public enum RetentionLimits {
    /// The number of an approval, decision, request or case (番号の字数).
    public static let number = 50
    /// Holds on one record at a time (消去の停止の数).
    public static let holds = 20
}
