extension ReceivedItem {
    /// Answers what is asked about keeping it (判断).
    func retain(
        _ command: RetentionCommand, today: LocalDate
    ) throws(ItemRefusal) -> [ItemEvent] {
        switch command {
        case .hold(let hold): return try retention.hold(hold, today: today).map(ItemEvent.retention)
        case .lift(let kind, let reference, let day):
            return try retention.lift(kind, reference: reference, on: day, today: today)
                .map(ItemEvent.retention)
        case .correct(let correction, let decision):
            try RecordRetention.require(decision, today)
            let events = try correct(correction)
            return events.isEmpty ? [] : events + [.retention(.correctionDecided(decision))]
        case .suspendUse(let decision):
            return try retention.suspendUse(by: decision, today: today).map(ItemEvent.retention)
        case .resumeUse(let decision):
            return try retention.resumeUse(by: decision, today: today).map(ItemEvent.retention)
        case .erase(let asked):
            return try retention.erase(on: asked.ground, today: today) {
                () throws(ItemRefusal) -> RetentionSpan in
                try span(by: asked.book, isEarlierRecord: asked.isEarlierRecord)
            }.map(ItemEvent.retention)
        }
    }

    /// How long it is kept by these rules (保存期間の算定).
    /// - Throws: why that cannot be said: it is not completed, there is no rule, it stays for ever.
    public func span(
        by book: RetentionBook, isEarlierRecord: Bool = false
    ) throws(ItemRefusal) -> RetentionSpan {
        try book.span(
            of: .scheme(plain.scheme),
            completedOn: completedOn ?? (isEarlierRecord ? plain.receivedOn : nil))
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
        item.retention = retention.after(event)
        switch event {
        case .held, .lifted, .correctionDecided, .useSuspended, .useResumed: break
        case .erased:
            item.personal = .erased
            item.response = response.withoutTexts
            item.scans = scans.withoutNames
        }
        return item
    }
}

extension RecordHold {
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
        for index in response.instructions.indices {
            response.instructions[index].instruction.text = .erased
            response.instructions[index].answer?.text = .erased
        }
        if case .spoken(var spoken)? = answer {
            spoken.gist = .erased
            response.answer = .spoken(spoken)
        }
        return response
    }
}
