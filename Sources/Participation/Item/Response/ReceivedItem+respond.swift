// What the sections may do about an item. The way of a draft through the posts has a file of its
// own.
extension ReceivedItem {
    /// Answers what a section asks with the events that follow from it (担当課への命令の判断).
    ///
    /// What is there already gives no events.
    /// - Throws: the first of what stands against it.
    func respond(
        _ command: ResponseCommand, today: LocalDate
    ) throws(ItemRefusal) -> [ResponseEvent] {
        switch command {
        case .claim(let claim): return try take(claim)
        case .release(let release):
            try require(release.by, .by)
            if let section = release.section { try require(section, .section) }
            guard response.claim(of: release.section) != nil else { return [] }
            return [.released(release)]
        case .accept(let section):
            if response.accepted.contains(section) { return [] }
            try requireOpen()
            try require(section: section)
            return [.accepted(section: section)]
        case .transfer(let transfer): return try passOnToSection(transfer)
        case .returnToTriage(let back): return try returnToTriage(back)
        case .note(let note): return try self.note(note)
        case .answerInterim(let interim): return try answerInterim(interim, today)
        case .answerOrally(let spoken): return try answerOrally(spoken, today)
        case .draft(let draft): return try self.draft(draft)
        case .withdrawDraft(let person): return try withdrawDraft(by: person)
        case .stamp(let stamp): return try self.stamp(stamp, today)
        case .sendBack(let back): return try sendBack(back)
        case .checkEnvelope(let version, let person):
            return try checkEnvelope(version, by: person)
        case .send(let sent): return try send(sent, today)
        case .takeMeasure(let measure): return try takeMeasure(measure, today)
        case .checkMeasure(let check): return try checkMeasure(check, today)
        case .close(let closure): return try close(closure, today)
        case .reopen(let reopening): return try reopen(reopening)
        case .instruct(let instruction): return try instruct(instruction, today)
        case .answerInstruction(let answer): return try self.answer(answer, today)
        }
    }

    // MARK: Who deals with it

    private func take(_ claim: ItemClaim) throws(ItemRefusal) -> [ResponseEvent] {
        if let other = response.claim(of: claim.section) {
            guard other.by == claim.by else { throw .response(.claimed(other)) }
            return []
        }
        try requireOpen()
        try require(claim.by, .by)
        switch (claim.section, routing) {
        case (nil, nil): break
        case (nil, _?): throw .response(.triage(isSorted: true))
        case (let section?, _): try require(section: section)
        }
        return [.claimed(claim)]
    }

    private func passOnToSection(_ transfer: ItemTransfer) throws(ItemRefusal) -> [ResponseEvent] {
        try requireOpen()
        try require(section: transfer.from)
        try require(transfer.to, .to)
        if transfer.from == transfer.to || transfer.to == lead {
            throw .response(.alreadyWith(transfer.to))
        }
        if transfer.from != lead, sections.contains(transfer.to) {
            throw .response(.alreadyWith(transfer.to))
        }
        try require(transfer.reason, .reason, limit: ResponseLimits.reason)
        if transfer.from == lead { try requireNoApproval() }
        return [.transferred(transfer)]
    }

    private func returnToTriage(_ back: ReturnToTriage) throws(ItemRefusal) -> [ResponseEvent] {
        try requireOpen()
        try require(section: back.from)
        try require(back.reason, .reason, limit: ResponseLimits.reason)
        if back.from == lead { try requireNoApproval() }
        return [.returnedToTriage(back)]
    }

    private func note(_ note: InternalNote) throws(ItemRefusal) -> [ResponseEvent] {
        try require(note.by, .by)
        try require(note.text, .text, limit: ResponseLimits.note)
        if note.isContribution {
            guard let section = note.section, section != lead, sections.contains(section) else {
                throw .response(.notContributor(lead: lead))
            }
        }
        return [.noted(note)]
    }

    // MARK: Answers that need no draft

    private func answerInterim(
        _ interim: InterimAnswer, _ today: LocalDate
    ) throws(ItemRefusal) -> [ResponseEvent] {
        if response.interim == interim { return [] }
        try requireOpen()
        try requireSenderToAnswer()
        try require(interim.reason, .reason, limit: ResponseLimits.reason)
        try require(interim.on, .on, today)
        let latest = today.dayNumber + ResponseLimits.daysAhead
        guard interim.expectedOn > interim.on, interim.expectedOn.dayNumber <= latest else {
            throw .response(.expectedOutOfRange(after: interim.on))
        }
        return [.interimAnswered(interim)]
    }

    private func answerOrally(
        _ spoken: SpokenAnswer, _ today: LocalDate
    ) throws(ItemRefusal) -> [ResponseEvent] {
        if response.answer == .spoken(spoken) { return [] }
        try requireOpen()
        try requireSenderToAnswer()
        try requireNoApproval()
        guard spoken.medium.isSpoken else { throw .response(.writtenMedium) }
        try require(spoken.gist, .text, limit: ResponseLimits.reason)
        try require(spoken.on, .on, today)
        return [.answeredOrally(spoken)]
    }

    // MARK: What was done, and the end

    private func takeMeasure(
        _ measure: MeasureTaken, _ today: LocalDate
    ) throws(ItemRefusal) -> [ResponseEvent] {
        if response.measure == measure { return [] }
        try require(measure.section, .section)
        try require(measure.text, .text, limit: ResponseLimits.note)
        try require(measure.on, .on, today)
        return [.measureTaken(measure)]
    }

    private func checkMeasure(
        _ check: MeasureCheck, _ today: LocalDate
    ) throws(ItemRefusal) -> [ResponseEvent] {
        guard let measure = response.measure else { throw .response(.noMeasure) }
        try require(check.text, .text, limit: ResponseLimits.note)
        try require(check.on, .on, today)
        if check.on < measure.on { throw .response(.checkedBeforeMeasure(measure.on)) }
        return [.measureChecked(check)]
    }

    /// An answered item is done; only one without an answer has to be closed.
    private func close(
        _ close: CloseItem, _ today: LocalDate
    ) throws(ItemRefusal) -> [ResponseEvent] {
        if let note = close.note {
            try require(.readable(note), .note, limit: ResponseLimits.reason)
        }
        try require(close.on, .on, today)
        switch (response.closure, response.answer, close.noAnswer) {
        case (let closure?, _, let reason):
            guard reason == nil || reason == closure.noAnswer else {
                throw .response(.done(on: closure.on))
            }
            return []
        case (nil, let answer?, _?): throw .response(.answeredAlready(on: answer.on))
        case (nil, _?, nil): return []
        case (nil, nil, nil): throw .response(.noAnswerReasonMissing)
        case (nil, nil, let reason?):
            try requireOpen()
            try requireNoApproval()
            return [
                .closed(
                    ItemClosure(on: close.on, noAnswer: reason, note: .readable(close.note)))
            ]
        }
    }

    private func reopen(_ reopening: ItemReopening) throws(ItemRefusal) -> [ResponseEvent] {
        try require(reopening.reason, .reason, limit: ResponseLimits.reason)
        guard response.isDone else { return [] }
        return [.reopened(reopening)]
    }
}

// MARK: - What several of them need

extension ReceivedItem {
    /// The section that answers (主担当).
    var lead: Wording? { routing.map { Wording($0.lead) } }

    /// All sections, the one that answers first (担当課).
    var sections: [Wording] { routing.map { ([$0.lead] + $0.others).map { Wording($0) } } ?? [] }

    func requireOpen() throws(ItemRefusal) {
        if standing != .open { throw .ended(standing) }
        if let day = response.closure?.on ?? response.answer?.on {
            throw .response(.done(on: day))
        }
    }

    func require(section: Wording) throws(ItemRefusal) {
        try require(section, .section)
        guard sections.contains(section) else {
            throw .response(.notOfSection(section, sections: sections))
        }
    }

    func requireSenderToAnswer() throws(ItemRefusal) {
        switch plain.senderKind {
        case .anonymous: throw .response(.senderAnonymous)
        case .unknown, .identified: break
        }
    }

    func requireNoApproval() throws(ItemRefusal) {
        switch response.draft?.standing {
        case .inApproval?, .approved?: throw .response(.inApproval)
        case .noted?, .sentBack?, nil: break
        }
    }

    /// A code somebody must have given: a section, a post, an account.
    func require(_ code: Wording, _ field: ItemField) throws(ItemRefusal) {
        if code.text.isBlank { throw .response(.required(field)) }
        if let refusal = ItemRefusal.against(code.text, in: field, limit: ResponseLimits.code) {
            throw refusal
        }
    }

    /// A text somebody must have written; it is sealed, so the key must still be there.
    func require(
        _ text: Sealed<Wording>, _ field: ItemField, limit: Int
    ) throws(ItemRefusal) {
        guard personal != .erased, let text = text.content?.text else { throw .personalErased }
        if text.isBlank { throw .response(.required(field)) }
        if let refusal = ItemRefusal.against(text, in: field, limit: limit) { throw refusal }
    }

    /// A day between the receipt and today.
    func require(
        _ day: LocalDate, _ field: ItemField, _ today: LocalDate
    ) throws(ItemRefusal) {
        if day > today { throw .inFuture(field, today: today) }
        if day < plain.receivedOn { throw .beforeReceipt(field, receivedOn: plain.receivedOn) }
    }
}

extension ReplyMedium {
    /// Whether it leaves no letter behind (口頭か否か).
    public var isSpoken: Bool {
        switch self {
        case .phone, .meeting: true
        case .post, .fax, .email, .braille, .largePrint, .multilingual: false
        }
    }

    /// Whether it goes into an envelope, or to a number, whose address two people compare
    /// (宛名・封入確認の要否). An e-mail is written to the address the sender gave.
    public var needsEnvelopeChecks: Bool {
        switch self {
        case .post, .fax, .braille, .largePrint, .multilingual: true
        case .email, .phone, .meeting: false
        }
    }
}
