import Participation

extension ItemResponse {
    /// The same with codes, for programs; nil for an item no section has touched.
    func json(isOpened: Bool) -> JSONValue? {
        if self == ItemResponse() { return nil }
        return .object(present: [
            "accepted": .unlessEmpty(accepted.map(\.text).sorted().map(JSONValue.string)),
            "answer": answer?.json(isOpened: isOpened),
            "claims": .unlessEmpty(claims.map(\.json)),
            "closure": closure.map { closure in
                .object([
                    "noAnswer": .string(closure.noAnswer.rawValue), "on": .date(closure.on),
                ])
            },
            "contributed": .unlessEmpty(contributed.map(\.text).sorted().map(JSONValue.string)),
            "draft": draft?.json(isOpened: isOpened),
            "firstAnsweredOn": .optional(firstAnsweredOn),
            "hops": .integer(Int64(hops)),
            "instructions": .unlessEmpty(
                instructions.map { given in
                    .object(present: [
                        "answeredOn": .optional(given.answer?.on),
                        "number": .integer(Int64(given.instruction.number)),
                        "on": .date(given.instruction.on),
                        "post": .wording(given.instruction.post),
                        "text": isOpened ? .optional(given.instruction.text.content) : nil,
                    ])
                }),
            "interim": interim.map { interim in
                .object([
                    "expectedOn": .date(interim.expectedOn),
                    "medium": .string(interim.medium.rawValue), "on": .date(interim.on),
                ])
            },
            "measure": measure.map { measure in
                .object(present: [
                    "checked": .bool(isMeasureChecked), "on": .date(measure.on),
                    "outcome": .string(measure.outcome.rawValue),
                    "section": .wording(measure.section),
                    "text": isOpened ? .optional(measure.text.content) : nil,
                ])
            },
            "stage": .string(stage.rawValue),
        ])
    }
}

extension ItemClaim {
    fileprivate var json: JSONValue {
        .object(present: [
            "at": .string(at.description), "by": .wording(by), "on": .date(on),
            "section": .optional(section),
        ])
    }
}

extension GivenAnswer {
    fileprivate func json(isOpened: Bool) -> JSONValue {
        switch self {
        case .sent(let sent):
            .object(present: [
                "documentNumber": .optional(sent.documentNumber),
                "draft": .integer(Int64(sent.draft)), "medium": .string(sent.medium.rawValue),
                "on": .date(sent.on), "spoken": .bool(false),
            ])
        case .spoken(let spoken):
            .object(present: [
                "gist": isOpened ? .optional(spoken.gist.content) : nil,
                "medium": .string(spoken.medium.rawValue), "on": .date(spoken.on),
                "spoken": .bool(true),
            ])
        }
    }
}

extension DraftInHand {
    fileprivate func json(isOpened: Bool) -> JSONValue {
        .object(present: [
            "by": .wording(draft.by),
            "checkedBy": .unlessEmpty(checkedBy.map(JSONValue.wording)),
            "minor": .bool(draft.isMinor), "next": .optional(next?.post),
            "route": .array(
                draft.route.map { step in
                    .object(present: [
                        "consultation": .ifTrue(step.isConsultation),
                        "post": .wording(step.post),
                    ])
                }),
            "stamps": .unlessEmpty(stamps.map(\.json)), "standing": .string(word),
            "text": isOpened ? .optional(draft.text.content) : nil,
            "version": .integer(Int64(draft.version)),
        ])
    }

    private var next: ApprovalStep? {
        switch standing {
        case .inApproval(let next): next
        case .noted, .sentBack, .approved: nil
        }
    }

    private var word: String {
        switch standing {
        case .noted: "noted"
        case .inApproval: "in-approval"
        case .sentBack: "sent-back"
        case .approved: "approved"
        }
    }
}

extension ApprovalStamp {
    fileprivate var json: JSONValue {
        .object(present: [
            "by": .wording(by), "manner": .string(manner.rawValue), "on": .date(on),
            "onBehalfOf": .optional(onBehalfOf), "post": .wording(post),
        ])
    }
}
