import Participation

// The members of what the sections did, one by one, to JSON and back.
extension ResponseEventCoding {
    // MARK: Who deals with it

    static func parts(_ claim: ItemClaim) -> Parts {
        (
            [
                "at": .string(claim.at.description), "by": .wording(claim.by),
                "on": .date(claim.on), "section": .optional(claim.section),
            ], [:]
        )
    }

    static func claim(_ members: inout MemberReader) throws(EventCodingError) -> ItemClaim {
        ItemClaim(
            section: try members.optionalWording("section"), by: try members.wording("by"),
            on: try members.date("on"), at: try members.value("at") { TimeOfDay(parsing: $0) })
    }

    static func parts(_ release: ItemRelease) -> Parts {
        (["by": .wording(release.by), "section": .optional(release.section)], [:])
    }

    static func parts(_ transfer: ItemTransfer) -> Parts {
        (
            ["from": .wording(transfer.from), "to": .wording(transfer.to)],
            ["reason": .optional(transfer.reason.content)]
        )
    }

    static func parts(_ back: ReturnToTriage) -> Parts {
        (["from": .wording(back.from)], ["reason": .optional(back.reason.content)])
    }

    static func parts(_ note: InternalNote) -> Parts {
        (
            [
                "by": .wording(note.by), "contribution": .ifTrue(note.isContribution),
                "section": .optional(note.section),
            ], ["text": .optional(note.text.content)]
        )
    }

    static func note(
        _ members: inout MemberReader, _ text: SealedText
    ) throws(EventCodingError) -> InternalNote {
        InternalNote(
            section: try members.optionalWording("section"), by: try members.wording("by"),
            isContribution: try members.optionalFlag("contribution") ?? false,
            text: try text.required("text"))
    }

    // MARK: Answers

    static func parts(_ interim: InterimAnswer) -> Parts {
        (
            [
                "expectedOn": .date(interim.expectedOn),
                "medium": .string(interim.medium.rawValue), "on": .date(interim.on),
            ], ["reason": .optional(interim.reason.content)]
        )
    }

    static func interim(
        _ members: inout MemberReader, _ text: SealedText
    ) throws(EventCodingError) -> InterimAnswer {
        InterimAnswer(
            on: try members.date("on"),
            medium: try members.value("medium", ReplyMedium.init(rawValue:)),
            expectedOn: try members.date("expectedOn"), reason: try text.required("reason"))
    }

    static func parts(_ spoken: SpokenAnswer) -> Parts {
        (
            ["medium": .string(spoken.medium.rawValue), "on": .date(spoken.on)],
            ["gist": .optional(spoken.gist.content)]
        )
    }

    static func spoken(
        _ members: inout MemberReader, _ text: SealedText
    ) throws(EventCodingError) -> SpokenAnswer {
        SpokenAnswer(
            on: try members.date("on"),
            medium: try members.value("medium", ReplyMedium.init(rawValue:)),
            gist: try text.required("gist"))
    }

    static func parts(_ sent: SentAnswer) -> Parts {
        (
            [
                "documentNumber": .optional(sent.documentNumber),
                "draft": .integer(Int64(sent.draft)), "medium": .string(sent.medium.rawValue),
                "on": .date(sent.on),
            ], [:]
        )
    }

    static func sent(_ members: inout MemberReader) throws(EventCodingError) -> SentAnswer {
        SentAnswer(
            draft: try members.integer("draft"), on: try members.date("on"),
            medium: try members.value("medium", ReplyMedium.init(rawValue:)),
            documentNumber: try members.optionalWording("documentNumber"))
    }

    // MARK: Drafts and stamps

    static func parts(_ draft: AnswerDraft) -> Parts {
        (
            [
                "by": .wording(draft.by), "draft": .integer(Int64(draft.version)),
                "minor": .ifTrue(draft.isMinor),
                "route": .array(
                    draft.route.map { step in
                        .object(present: [
                            "consultation": .ifTrue(step.isConsultation),
                            "post": .wording(step.post),
                        ])
                    }),
            ], ["text": .optional(draft.text.content)]
        )
    }

    static func draft(
        _ members: inout MemberReader, _ text: SealedText
    ) throws(EventCodingError) -> AnswerDraft {
        AnswerDraft(
            version: try members.integer("draft"), by: try members.wording("by"),
            isMinor: try members.optionalFlag("minor") ?? false,
            route: try members.objects("route") { step throws(EventCodingError) in
                ApprovalStep(
                    post: try step.wording("post"),
                    isConsultation: try step.optionalFlag("consultation") ?? false)
            }, text: try text.required("text"))
    }

    static func parts(_ stamp: ApprovalStamp) -> Parts {
        (
            [
                "by": .wording(stamp.by), "draft": .integer(Int64(stamp.draft)),
                "manner": .string(stamp.manner.rawValue), "on": .date(stamp.on),
                "onBehalfOf": .optional(stamp.onBehalfOf), "post": .wording(stamp.post),
            ], [:]
        )
    }

    static func stamp(_ members: inout MemberReader) throws(EventCodingError) -> ApprovalStamp {
        ApprovalStamp(
            draft: try members.integer("draft"), post: try members.wording("post"),
            manner: try members.value("manner", StampManner.init(rawValue:)),
            by: try members.wording("by"),
            onBehalfOf: try members.optionalWording("onBehalfOf"), on: try members.date("on"))
    }

    static func parts(_ back: DraftSentBack) -> Parts {
        (
            [
                "by": .wording(back.by), "draft": .integer(Int64(back.draft)),
                "onBehalfOf": .optional(back.onBehalfOf), "post": .wording(back.post),
            ], ["reason": .optional(back.reason.content)]
        )
    }

    static func sentBack(
        _ members: inout MemberReader, _ text: SealedText
    ) throws(EventCodingError) -> DraftSentBack {
        DraftSentBack(
            draft: try members.integer("draft"), post: try members.wording("post"),
            by: try members.wording("by"),
            onBehalfOf: try members.optionalWording("onBehalfOf"),
            reason: try text.required("reason"))
    }

    // MARK: What came of it

    static func parts(_ measure: MeasureTaken) -> Parts {
        (
            [
                "on": .date(measure.on), "outcome": .string(measure.outcome.rawValue),
                "section": .wording(measure.section),
            ], ["text": .optional(measure.text.content)]
        )
    }

    static func measure(
        _ members: inout MemberReader, _ text: SealedText
    ) throws(EventCodingError) -> MeasureTaken {
        MeasureTaken(
            section: try members.wording("section"), on: try members.date("on"),
            outcome: try members.value("outcome", ItemOutcome.init(rawValue:)),
            text: try text.required("text"))
    }

    static func parts(_ check: MeasureCheck) -> Parts {
        (["on": .date(check.on)], ["text": .optional(check.text.content)])
    }

    static func parts(_ closure: ItemClosure) -> Parts {
        (
            ["noAnswer": .string(closure.noAnswer.rawValue), "on": .date(closure.on)],
            ["note": .optional(closure.note.content ?? nil)]
        )
    }

    static func closure(
        _ members: inout MemberReader, _ text: SealedText
    ) throws(EventCodingError) -> ItemClosure {
        ItemClosure(
            on: try members.date("on"),
            noAnswer: try members.value("noAnswer", NoAnswerReason.init(rawValue:)),
            note: try text.optional("note"))
    }

    static func parts(_ reopening: ItemReopening) -> Parts {
        (
            ["cause": .string(reopening.cause.rawValue)],
            ["reason": .optional(reopening.reason.content)]
        )
    }

    // MARK: Instructions

    static func parts(_ instruction: Instruction) -> Parts {
        (
            [
                "by": .wording(instruction.by),
                "number": .integer(Int64(instruction.number)), "on": .date(instruction.on),
                "post": .wording(instruction.post),
            ], ["text": .optional(instruction.text.content)]
        )
    }

    static func instruction(
        _ members: inout MemberReader, _ text: SealedText
    ) throws(EventCodingError) -> Instruction {
        Instruction(
            number: try members.integer("number"), post: try members.wording("post"),
            by: try members.wording("by"), on: try members.date("on"),
            text: try text.required("text"))
    }

    static func parts(_ answer: InstructionAnswer) -> Parts {
        (
            [
                "by": .wording(answer.by), "number": .integer(Int64(answer.number)),
                "on": .date(answer.on), "section": .optional(answer.section),
            ], ["text": .optional(answer.text.content)]
        )
    }

    static func instructionAnswer(
        _ members: inout MemberReader, _ text: SealedText
    ) throws(EventCodingError) -> InstructionAnswer {
        InstructionAnswer(
            number: try members.integer("number"),
            section: try members.optionalWording("section"), by: try members.wording("by"),
            on: try members.date("on"), text: try text.required("text"))
    }
}
