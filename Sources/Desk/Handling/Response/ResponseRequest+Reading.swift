import Participation

/// What a request of a section leaves to the office: the day, and who has which post (申出の補い).
struct ResponseSetting {
    let today: LocalDate
    let now: TimeOfDay
    let posts: PostBook
    /// What the sections are called today.
    let names: SectionDirectory

    func list(on date: LocalDate) throws -> PostList {
        guard let list = posts.list(on: date) else { throw PostRefusal.noList(on: date) }
        return list
    }
}

extension ResponseRequest {
    /// Whether it can only be read by who has which post.
    var needsPosts: Bool {
        switch verb {
        case .draft: route.isEmpty && !flags.contains(.noted)
        case .approve, .sendBack: !flags.contains(.onPaper)
        case .claim, .release, .accept, .transfer, .returnToTriage, .note, .interimAnswer,
            .oralAnswer, .withdrawDraft, .checkEnvelope, .dispatch, .measure, .checkMeasure,
            .close, .reopen, .answerInstruction:
            false
        }
    }

    /// What is asked of an item as it stands (申出の読取り).
    ///
    /// The section is the one that answers unless another is named, the day is today, the draft the
    /// one in hand, the post the one whose turn it is.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read, or the refusal of
    ///   the item or of the list of posts.
    func command(
        for item: ReceivedItem, in setting: ResponseSetting
    ) throws -> ResponseCommand {
        var form = ResponseForm(self, item, setting)
        let command: ResponseCommand? =
            switch verb {
            case .claim, .release, .accept, .transfer, .returnToTriage, .note:
                try dealing(&form)
            case .interimAnswer, .oralAnswer, .dispatch: answering(&form)
            case .draft, .withdrawDraft, .approve, .sendBack, .checkEnvelope:
                try approving(&form)
            case .measure, .checkMeasure, .close, .reopen, .answerInstruction: try ending(&form)
            }
        guard form.isClean, let command else { throw form.failure }
        return command
    }

    private func dealing(_ form: inout ResponseForm) throws -> ResponseCommand? {
        switch verb {
        case .claim:
            return .claim(
                ItemClaim(
                    section: form.claimedSection, by: form.by, on: form.setting.today,
                    at: form.setting.now))
        case .release:
            return .release(ItemRelease(section: form.claimedSection, by: form.by))
        case .accept: return .accept(section: try form.section)
        case .transfer:
            return .transfer(
                ItemTransfer(
                    from: try form.section, to: form.text(.to),
                    reason: .readable(form.text(.reason))))
        case .returnToTriage:
            return .returnToTriage(
                ReturnToTriage(from: try form.section, reason: .readable(form.text(.reason))))
        case .note:
            return .note(
                InternalNote(
                    section: fields[.section].map { Wording($0) }, by: form.by,
                    isContribution: flags.contains(.contribution),
                    text: .readable(form.text(.text))))
        case .interimAnswer, .oralAnswer, .draft, .withdrawDraft, .approve, .sendBack,
            .checkEnvelope, .dispatch, .measure, .checkMeasure, .close, .reopen,
            .answerInstruction:
            return nil
        }
    }

    private func answering(_ form: inout ResponseForm) -> ResponseCommand? {
        let day = form.day()
        let medium = form.medium(spoken: verb == .oralAnswer)
        switch verb {
        case .interimAnswer:
            guard let expectedOn = form.expectedDay(), let day, let medium else { return nil }
            return .answerInterim(
                InterimAnswer(
                    on: day, medium: medium, expectedOn: expectedOn,
                    reason: .readable(form.text(.reason))))
        case .oralAnswer:
            guard let day, let medium else { return nil }
            return .answerOrally(
                SpokenAnswer(on: day, medium: medium, gist: .readable(form.text(.text))))
        case .dispatch:
            guard let day, let medium, let draft = form.draft() else { return nil }
            return .send(
                SentAnswer(
                    draft: draft, on: day, medium: medium,
                    documentNumber: fields[.documentNumber].map { Wording($0) }))
        case .claim, .release, .accept, .transfer, .returnToTriage, .note, .draft,
            .withdrawDraft, .approve, .sendBack, .checkEnvelope, .measure, .checkMeasure,
            .close, .reopen, .answerInstruction:
            return nil
        }
    }

    private func approving(_ form: inout ResponseForm) throws -> ResponseCommand? {
        switch verb {
        case .draft:
            let isMinor = flags.contains(.minor)
            return .draft(
                DraftAnswer(
                    by: form.by, isMinor: isMinor, route: try form.route(isMinor: isMinor),
                    text: form.text(.text)))
        case .withdrawDraft: return .withdrawDraft(by: form.by)
        case .checkEnvelope:
            return form.draft().map { .checkEnvelope(version: $0, by: form.by) }
        case .approve:
            guard let draft = form.draft(), let day = form.day() else { return nil }
            let post = form.post
            return .stamp(
                ApprovalStamp(
                    draft: draft, post: post, manner: try form.manner(at: post, on: day),
                    by: form.by, onBehalfOf: form.onBehalfOf, on: day))
        case .sendBack:
            guard let draft = form.draft() else { return nil }
            let post = form.post
            _ = try form.manner(at: post, on: form.setting.today)
            return .sendBack(
                DraftSentBack(
                    draft: draft, post: post, by: form.by, onBehalfOf: form.onBehalfOf,
                    reason: .readable(form.text(.reason))))
        case .claim, .release, .accept, .transfer, .returnToTriage, .note, .interimAnswer,
            .oralAnswer, .dispatch, .measure, .checkMeasure, .close, .reopen, .answerInstruction:
            return nil
        }
    }

    private func ending(_ form: inout ResponseForm) throws -> ResponseCommand? {
        switch verb {
        case .measure:
            let outcome: ItemOutcome? = form.requiredCode(.outcome)
            guard let day = form.day(), let outcome else { return nil }
            return .takeMeasure(
                MeasureTaken(
                    section: try form.section, on: day, outcome: outcome,
                    text: .readable(form.text(.text))))
        case .checkMeasure:
            guard let day = form.day() else { return nil }
            return .checkMeasure(MeasureCheck(on: day, text: .readable(form.text(.text))))
        case .close:
            let reason: NoAnswerReason? = form.code(.noAnswer)
            guard let day = form.day() else { return nil }
            return .close(
                CloseItem(
                    on: day, noAnswer: reason, note: fields[.note].map { Wording($0) }))
        case .reopen:
            let cause: ReopeningCause? = form.requiredCode(.cause)
            guard let cause else { return nil }
            return .reopen(
                ItemReopening(cause: cause, reason: .readable(form.text(.reason))))
        case .answerInstruction:
            guard let day = form.day(), let number = form.instruction() else { return nil }
            return .answerInstruction(
                InstructionAnswer(
                    number: number, section: form.actingSection, by: form.by, on: day,
                    text: .readable(form.text(.text))))
        case .claim, .release, .accept, .transfer, .returnToTriage, .note, .interimAnswer,
            .oralAnswer, .draft, .withdrawDraft, .approve, .sendBack, .checkEnvelope, .dispatch:
            return nil
        }
    }
}

/// The form of a section, filled in as far as the item and the office already say it (処理票).
struct ResponseForm {
    let request: ResponseRequest
    let item: ReceivedItem
    let setting: ResponseSetting
    private var reader: RequestReader

    init(_ request: ResponseRequest, _ item: ReceivedItem, _ setting: ResponseSetting) {
        self.request = request
        self.item = item
        self.setting = setting
        reader = RequestReader(today: setting.today, labels: \ItemField.japanese)
    }

    var isClean: Bool { reader.isClean }
    var failure: DeskError { reader.failure }

    /// What stands in a field; blank when nothing does, for the rules to refuse.
    func text(_ field: ItemField) -> Wording { Wording(request.fields[field] ?? "") }

    var by: Wording { text(.by) }
    var onBehalfOf: Wording? { request.fields[.onBehalfOf].map { Wording($0) } }

    /// The section that acts: the one named, or the one that answers.
    var section: Wording {
        get throws {
            if let named = request.fields[.section] { return Wording(named) }
            guard let lead = item.routing?.lead else {
                throw ItemRefusal.response(.triage(isSorted: false))
            }
            return Wording(lead)
        }
    }

    /// The section for which a person takes it in hand; nil for the triage of the hearing section.
    var claimedSection: Wording? {
        switch request.fields[.section] {
        case Triage.code?, Triage.japanese?: nil
        case let named?: Wording(named)
        case nil:
            item.response.claims.first { $0.by == by }?.section
                ?? item.routing.map { Wording($0.lead) }
        }
    }

    /// The section that says something; nil for the triage of the hearing section.
    var actingSection: Wording? {
        switch request.fields[.section] {
        case Triage.code?, Triage.japanese?: nil
        case let named?: Wording(named)
        case nil: item.routing.map { Wording($0.lead) }
        }
    }

    /// The number of the instruction that is meant; 0 for the first that waits.
    mutating func instruction() -> Int? {
        let text = request.fields[.instruction]
        guard text != nil else { return 0 }
        return reader.whole(text, ItemField.instruction.rawValue)
    }

    mutating func day() -> LocalDate? {
        guard let text = request.fields[.on] else { return setting.today }
        return reader.day(text, ItemField.on.rawValue)
    }

    mutating func expectedDay() -> LocalDate? {
        let text = request.fields[.expectedOn]
        let day = reader.plannedDay(text, ItemField.expectedOn.rawValue)
        return reader.required(day, given: text, ItemField.expectedOn.rawValue)
    }

    mutating func code<Code: RawRepresentable<String> & CaseIterable>(
        _ field: ItemField
    ) -> Code? {
        reader.code(request.fields[field], field.rawValue)
    }

    mutating func requiredCode<Code: RawRepresentable<String> & CaseIterable>(
        _ field: ItemField
    ) -> Code? {
        reader.required(code(field), given: request.fields[field], field.rawValue)
    }

    /// As the sender wished to be answered, where nothing else is said.
    mutating func medium(spoken: Bool) -> ReplyMedium? {
        if request.fields[.medium] != nil { return code(.medium) }
        let wish = item.plain.replyBy
        if spoken { return wish == .meeting ? .meeting : .phone }
        return wish.flatMap { $0.isSpoken ? nil : $0 } ?? .post
    }

    /// The version of the draft that is meant; 0 where there is none, for the rules to refuse.
    mutating func draft() -> Int? {
        let text = request.fields[.draft]
        guard text != nil else { return item.response.draft?.draft.version ?? 0 }
        return reader.whole(text, ItemField.draft.rawValue)
    }

    /// The post that is meant: the one named, or the one whose turn it is.
    var post: Wording {
        if let named = request.fields[.post] { return Wording(named) }
        guard let hand = item.response.draft else { return "" }
        if request.flags.contains(.onPaper) { return hand.draft.route.last?.post ?? "" }
        if request.flags.contains(.review) {
            return hand.stamps.last { $0.manner == .deputised }?.post ?? ""
        }
        switch hand.standing {
        case .inApproval(let next): return next.post
        case .noted, .sentBack, .approved: return hand.draft.route.last?.post ?? ""
        }
    }

    func route(isMinor: Bool) throws -> [ApprovalStep] {
        if request.flags.contains(.noted) { return [] }
        guard request.route.isEmpty else {
            return request.route.map { ApprovalStep(post: Wording($0)) }
        }
        guard let routing = item.routing else {
            throw ItemRefusal.response(.triage(isSorted: false))
        }
        return try setting.list(on: setting.today).route(
            of: routing, in: setting.names, isMinor: isMinor)
    }

    /// How the person who decides may stamp. What was decided on paper was seen by whoever enters it.
    func manner(at post: Wording, on date: LocalDate) throws -> StampManner {
        if request.flags.contains(.onPaper) { return .onPaper }
        // Whether there is a draft, and this post on its way, is for the item to say first.
        guard let hand = item.response.draft, hand.draft.route.contains(where: { $0.post == post })
        else { return .approved }
        let manner = try setting.list(on: date).manner(of: onBehalfOf ?? by, for: post)
        guard request.flags.contains(.review) else { return manner }
        if manner == .deputised {
            throw PostRefusal.mayNotStamp(
                onBehalfOf ?? by, post: post, holder: try setting.list(on: date).post(post)?.holder)
        }
        return .reviewed
    }
}

/// The tray of items no section has yet (担当未定).
enum Triage {
    static let code = "triage"
    static let japanese = "担当未定"
}
