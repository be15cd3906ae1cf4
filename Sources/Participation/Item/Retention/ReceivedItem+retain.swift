extension ReceivedItem {
    /// Answers what is asked about keeping it (判断).
    func retain(
        _ command: RetentionCommand, today: LocalDate
    ) throws(ItemRefusal) -> [ItemEvent] {
        switch command {
        case .hold(let hold):
            if retention.holds.contains(hold) { return [] }
            try require(number: hold.reference, .reference)
            try require(hold.from, today)
            if retention.erasure != nil { throw .personalErased }
            if retention.holds.contains(where: { $0.is(hold.kind, hold.reference) }) {
                throw .retention(.heldAlready(hold.kind, hold.reference))
            }
            guard retention.holds.count < RetentionLimits.holds else {
                throw .retention(.tooManyHolds(limit: RetentionLimits.holds))
            }
            return [.retention(.held(hold))]
        case .lift(let kind, let reference, let day):
            guard let hold = retention.holds.first(where: { $0.is(kind, reference) }) else {
                throw .retention(.unknownHold(kind, reference))
            }
            try require(day, today)
            if day < hold.from { throw .retention(.liftedBeforeSet(hold)) }
            return [.retention(.lifted(kind, reference: reference, on: day))]
        case .correct(let correction, let decision):
            try require(decision, today)
            let events = try correct(correction)
            return events.isEmpty ? [] : events + [.retention(.correctionDecided(decision))]
        case .suspendUse(let decision):
            try require(decision, today)
            if retention.useSuspension != nil { return [] }
            return [.retention(.useSuspended(decision))]
        case .resumeUse(let decision):
            try require(decision, today)
            if retention.useSuspension == nil { return [] }
            return [.retention(.useResumed(decision))]
        case .erase(let asked): return try erase(asked, today)
        }
    }

    private func erase(
        _ asked: EraseItem, _ today: LocalDate
    ) throws(ItemRefusal) -> [ItemEvent] {
        if retention.erasure != nil { return [] }
        // A hold goes before every ground: a court does not ask why.
        if !retention.holds.isEmpty { throw .retention(.held(retention.holds)) }
        var span: RetentionSpan?
        switch asked.ground {
        case .expired(let approval):
            try require(number: approval, .approval)
            let kept = try self.span(by: asked.book, isEarlierRecord: asked.isEarlierRecord)
            if today < kept.erasableFrom { throw .retention(.notBefore(kept)) }
            span = kept
        case .useSuspension(let decision): try require(number: decision, .decision)
        case .entryError: break
        }
        return [.retention(.erased(ItemErasure(ground: asked.ground, on: today, span: span)))]
    }

    /// How long it is kept by these rules (保存期間の算定).
    /// - Throws: why that cannot be said: it is not completed, there is no rule, it stays for ever.
    public func span(
        by book: RetentionBook, isEarlierRecord: Bool = false
    ) throws(ItemRefusal) -> RetentionSpan {
        guard let day = completedOn ?? (isEarlierRecord ? plain.receivedOn : nil) else {
            throw .retention(.notCompleted)
        }
        switch book.period(for: .scheme(plain.scheme), completedOn: day) {
        case nil: throw .retention(.noPeriod(plain.scheme, completedOn: day))
        case .standing?: throw .retention(.standing(plain.scheme))
        case .years(let years)?:
            guard let lastDay = RetentionPeriod.years(years).lastDay(completedOn: day) else {
                throw .retention(.noPeriod(plain.scheme, completedOn: day))
            }
            return RetentionSpan(completedOn: day, years: years, lastDay: lastDay)
        }
    }

    /// The day from whose fiscal year on its period is counted; nil while it is dealt with (完結日).
    ///
    /// The second record of a letter is completed when it was made: what is answered is the first; and
    /// so is what should never have been recorded.
    public var completedOn: LocalDate? {
        switch standing {
        case .passedOn(let handover): handover.arrivedOn
        case .withdrawn(let day), .returned(let day): day
        case .annulled: plain.receivedOn
        case .open:
            response.answer?.on ?? response.closure?.on ?? (isDuplicate ? plain.receivedOn : nil)
        }
    }

    /// The item after what happened to its keeping (状態の更新).
    func retained(_ event: RetentionEvent) -> ReceivedItem {
        var item = self
        switch event {
        case .held(let hold): item.retention.holds.append(hold)
        case .lifted(let kind, let reference, _):
            item.retention.holds.removeAll { $0.is(kind, reference) }
        case .correctionDecided: break
        case .useSuspended(let decision): item.retention.useSuspension = decision
        case .useResumed: item.retention.useSuspension = nil
        case .erased(let erasure):
            item.retention.erasure = erasure
            item.personal = .erased
            item.response = response.withoutTexts
            item.scans = scans.withoutNames
        }
        return item
    }

    // MARK: Rules

    private func require(_ decision: RightsDecision, _ today: LocalDate) throws(ItemRefusal) {
        try require(number: decision.number, .decision)
        try require(decision.on, today)
    }

    private func require(_ day: LocalDate, _ today: LocalDate) throws(ItemRefusal) {
        if day > today { throw .inFuture(.on, today: today) }
    }

    /// A number of the office: it has a digit, and no room for a story.
    private func require(number: Wording, _ field: ItemField) throws(ItemRefusal) {
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

extension ItemHold {
    func `is`(_ kind: HoldKind, _ reference: Wording) -> Bool {
        self.kind == kind && self.reference == reference
    }
}

extension ItemResponse {
    /// The same with every text erased; days, posts and numbers stay (文の消去).
    var withoutTexts: ItemResponse {
        var response = self
        response.interim?.reason = .erased
        response.draft?.draft.text = .erased
        response.measure?.text = .erased
        response.closure?.note = .erased
        if case .spoken(var spoken)? = answer {
            spoken.gist = .erased
            response.answer = .spoken(spoken)
        }
        return response
    }
}

/// Limits of keeping items, each with its name (保存の上限).
public enum RetentionLimits {
    /// The number of an approval, decision, request or case (番号の字数).
    public static let number = 50
    /// Holds on one item at a time (消去の停止の数).
    public static let holds = 20
}
