import Desk
import Participation

extension IntakeStrings {
    /// English; the names of channels, schemes and the like are those of the city's rules.
    static let english = IntakeStrings(
        lead:
            "Enter letters one by one. The first four fields stay as they are for the next letter.",
        batch: "Common to the letters of this batch",
        receivedOn: "Day of receipt (受付日)",
        receivedOnHint:
            "The first day at any office of the city: 2026-06-30, R8.6.30, 6/30 or 30.",
        channel: "Channel (経路)", channelName: \.japanese,
        scheme: "Scheme (受付制度)", schemeName: \.japanese,
        sender: "Sender's name",
        senderHint: "“*” for anonymous, “?” when the sender is not known.",
        findSender: "Find the sender",
        candidates: { "Wrote before: \($0). Choose one to fill in name and address." },
        noCandidates: "Nobody who wrote before fits. Go on typing.",
        wroteBefore: { newest, letters in
            letters == 1 ? newest : "\(newest) and \(letters - 1) more"
        },
        kana: "Reading (ふりがな)", postalCode: "Postal code",
        postalCodeHint: "Seven digits, such as 087-8711",
        findTown: "Find the town", chooseTown: "Choose the town.",
        townNotListed: "The list has no such postal code. Type the address as it is.",
        townsNotCovered: "There is no list of postal codes for today. Type the address as it is.",
        address: "Address", phone: "Telephone", email: "E-mail address",
        wantsReply: "Wants a reply",
        wantsReplyHint: "1 yes, 2 no, 3 not said. Of the anonymous, 2 is recorded.",
        mayPublish: "May be published",
        mayPublishHint: "1 yes, 2 no, 3 not said (treated as no)",
        category: "Category", categoryHint: "Its code; blank to decide later.",
        section: "Section (担当)",
        sectionHint: "Left alone, the city's rules decide after receipt. Choose only to change it.",
        asProposed: "As proposed",
        noProposal: "With a category or a gist, a section is proposed.",
        proposal: { "Proposed: \($0) (\($1))" },
        undecided: { "Proposed: nobody yet; the hearing section decides (\($0))" },
        noSuchSection: "There is no such section today. Choose another.",
        other: "Further section",
        otherHint: "For a second section. “+” in the field above leads here.",
        noOther: "none", otherAlone: "Choose a section first, and another one here.",
        place: "Put in at", placeHint: "The box it was in, for instance. Kept for the next letter.",
        check: "Show the proposed section and similar letters",
        alike: "There are similar letters. Tick those that say the same (Ctrl+D: the first). "
            + "Each is counted all the same.",
        nothingAlike: "No similar letter in the last 90 days.",
        sameSender: "[same sender]", day: \.description,
        nature: "Nature (性質)", natureName: \.japanese, natureUnknown: "Decide later",
        summary: "Gist", summaryHint: { "Up to \($0) characters; one line of the register." },
        body: "Text", bodyHint: { "Up to \($0) characters; blank to copy it out later." },
        handling: "Handling (取扱区分)",
        handlingHint:
            "限定 for whistle-blowing, complaints about a member of staff, abuse, protected persons: "
            + "only named persons see it.",
        handlingName: \.japanese,
        urgent: "Urgent", urgentHint: "Threats, abuse, disaster: what cannot wait",
        resumed: "What you had begun to enter is back",
        resumedHint: { "Kept at \($0). Go on and record it." },
        discard: "Throw it away",
        unreachable:
            "The server cannot be reached. What you typed stays on this page. Press the button again "
            + "when it is back; nothing is recorded twice.",
        submit: "Record and go on",
        keys: "Ctrl+Enter records, too. Enter only goes on to the next field.",
        received: { "\($0) was received" },
        next: "The next letter can be entered.",
        undo: "Take this receipt back", redo: "Put it back",
        annulled: { "The receipt of \($0) was taken back" },
        annulledHint:
            "The number stays in the register as annulled and is not used again. It is not counted.",
        joined: { "Tied to \($0) as saying the same." }, part: "Untie",
        closedQuarter: {
            "The published figures of \($0) do not change. It will be among the differences of the "
                + "next edition."
        }, warnings: "Please look at this:",
        warning: { "There seems to be personal data in the text: \($0.kind.rawValue)" },
        between: ", ",
        sentBefore:
            "This form was recorded a moment ago with other content. If you meant to correct it, do "
            + "not send it. If this is another letter, press the button once more.",
        notNow:
            "It is not known now whether this was recorded. What you typed is kept. Press the button "
            + "again in a moment; it will not be recorded twice.")
}
