import Desk
import Participation

extension TrayStrings {
    /// English
    static let english = TrayStrings(
        triage: "No section yet", choose: "Section",
        choice: { name, open, overdue in
            "\(name) \(open)" + (overdue.map { " (\($0) overdue)" } ?? "")
        },
        stage: { stage in
            switch stage {
            case .new: "New"
            case .considering: "In hand"
            case .approving: "In approval"
            case .toSend: "To be sent"
            case .done: "Done"
            }
        },
        items: { "\($0)\($1 ? " or more" : "")" }, none: "None.",
        further: { "See \($0) more" }, beyond: { "\($0) more." }, allStages: "See all stages",
        left: { mark in
            guard mark.due != nil else { return "No deadline" }
            guard let days = mark.daysLeft else {
                return mark.isLate ? "Answered late" : "Answered in time"
            }
            let unit = mark.countsOpeningDays ? "opening days" : "days"
            return switch days {
            case ..<0: "\(-days) \(unit) over"
            case 0: "Due today"
            default: "\(days) \(unit) left"
            }
        },
        receivedOn: { "received \($0)" },
        restrictedGist: "(restricted: not shown in lists)",
        restrictedNote:
            "Restricted: whoever takes it in hand, here or elsewhere, must be named for it first.",
        instructed: { "Instructions of the mayor waiting: \($0)" },
        instructionsTitle: "Instructions of the mayor", instruction: { "\($0) \($1) (\($2))" },
        proposalTitle: "Proposed from earlier letters",
        proposal: { "Proposed: \($0), likelihood \($1) (1 is certain)" },
        proposalWords: { "Because of: " + $0.joined(separator: ", ") },
        takeProposal: { "Give it to \($0) as proposed" }, sorted: { "\($0): section chosen." },
        holder: { "With \($0)" }, consulted: "Asked for its view", hops: { "\($0) transfers" },
        claimNext: "Take the next one", claimNextHint: "The one that is due first becomes yours.",
        claim: "Take", claimOne: { "Take \($0)" }, nothingNext: "There is nothing new to take.",
        done: { "\($1): \(verbs($0)) recorded." },
        awaited: "Drafts that wait for your stamp", noStamps: "None waits.",
        duty: { duty, post in
            switch duty {
            case .decide: "To be decided as \(post)"
            case .review: "To be seen afterwards as \(post)"
            case .deputise: "You may decide for \(post)"
            }
        },
        answers: { "Answered by \($0)" },
        back: "Back to the tray", record: "The whole record",
        letter: "What was received", gist: "Gist", noBody: "The text has not been copied yet.",
        scans: { "\($0) attachments" }, lead: "Section", others: "Further sections",
        due: "Answer due", sender: "Sender",
        senderKind: { kind in
            switch kind {
            case .identified: "Named"
            case .anonymous: "Anonymous"
            case .unknown: "Unknown"
            }
        },
        masked: "(masked)", reveal: "Show the sender", revealReason: "Why",
        revealHint: "Who looked, when and why is written down.",
        course: "What has happened", router: "automatic routing", now: "What can be done now",
        nothingNow: "There is nothing to do now.", otherActions: "What else can be done",
        cancel: "Leave it", verb: verbs, verbHint: { _ in nil },
        submit: { verbs($0) }, label: labels,
        dayHint: "As 2026-07-10 or R8.7.10.",
        medium: { medium in
            switch medium {
            case .post: "Post"
            case .phone: "Telephone"
            case .fax: "Fax"
            case .email: "E-mail"
            case .meeting: "Face to face"
            case .braille: "Braille"
            case .largePrint: "Large print"
            case .multilingual: "Another language"
            }
        },
        outcome: { outcome in
            switch outcome {
            case .realised: "Done or sure to be done"
            case .study: "To be studied"
            case .difficult: "Hardly possible"
            case .reference: "Noted"
            case .other: "Other"
            }
        },
        noAnswer: { reason in
            switch reason {
            case .anonymous: "Anonymous"
            case .notWanted: "None wanted"
            case .answeredBefore: "Answered before"
            case .inDispute: "In dispute"
            case .notOurs: "Not the city's"
            case .advertising: "Advertising"
            case .unclear: "Unclear"
            case .abusive: "Abusive"
            }
        },
        cause: { cause in
            switch cause {
            case .entryError: "Recorded in error"
            case .further: "More to do"
            }
        },
        choosePlease: "Choose", contribution: "As the view of a further section",
        transferTo: "To", hopsSoFar: { "Transferred \($0) times so far." },
        sort: "Choose the section", sortHint: "The section that answers, and one that is asked.",
        sortTo: "Section", sortWith: "Further section (or none)", sortSubmit: "Give it to them",
        changedTitle: "Somebody else was first",
        changedDetail:
            "Nothing was recorded; what you typed is still here. Look at the changes, then send it.",
        sentBefore: "This form was sent before with other content. Send it again to record it.",
        notNow: "It cannot be recorded now. What you typed is still here; send it in a moment.",
        textLimit: { "Up to \($0) characters" }
    )

    @Sendable private static func verbs(_ verb: ResponseVerb) -> String {
        switch verb {
        case .claim: "Take in hand"
        case .release: "Give up"
        case .accept: "Accept"
        case .transfer: "Transfer"
        case .returnToTriage: "Give back"
        case .note: "Note"
        case .interimAnswer: "Interim answer"
        case .oralAnswer: "Answer by word of mouth"
        case .draft: "Draft an answer"
        case .withdrawDraft: "Take the draft back"
        case .approve: "Approve"
        case .sendBack: "Send back"
        case .checkEnvelope: "Check the envelope"
        case .dispatch: "Dispatch"
        case .measure: "Measure taken"
        case .checkMeasure: "Later look"
        case .close: "Close without an answer"
        case .reopen: "Reopen"
        case .answerInstruction: "Answer the instruction"
        }
    }

    @Sendable private static func labels(_ field: ItemField) -> String {
        switch field {
        case .reason: "Why"
        case .text: "Text"
        case .on: "Day"
        case .medium: "How"
        case .expectedOn: "Expected on"
        case .documentNumber: "Document number"
        case .outcome: "Outcome"
        case .noAnswer: "Why no answer"
        case .note: "Remark"
        case .cause: "Cause"
        case _: field.japanese
        }
    }
}
