import Desk
import Participation

/// What the page for entering letters says, in one language (受付画面の文言).
struct IntakeStrings: Sendable {
    let lead: String
    let batch: String
    let receivedOn: String
    let receivedOnHint: String
    let channel: String
    let channelName: @Sendable (Channel) -> String
    let scheme: String
    let schemeName: @Sendable (Scheme) -> String
    let sender: String
    let senderHint: String
    /// The button that looks for who wrote before.
    let findSender: String
    let candidates: @Sendable (_ count: Int) -> String
    let noCandidates: String
    /// By which letter somebody is known, and how many there are of theirs.
    let wroteBefore: @Sendable (_ newest: String, _ letters: Int) -> String
    let kana: String
    let postalCode: String
    let postalCodeHint: String
    /// The button that looks up the postal code.
    let findTown: String
    let chooseTown: String
    let townNotListed: String
    let townsNotCovered: String
    let address: String
    let phone: String
    let email: String
    let wantsReply: String
    /// What 1, 2 and 3 mean.
    let wantsReplyHint: String
    let mayPublish: String
    let mayPublishHint: String
    let category: String
    let categoryHint: String
    let section: String
    let sectionHint: String
    /// Leaves it to the rules.
    let asProposed: String
    let noProposal: String
    let proposal: @Sendable (_ sections: String, _ reason: String) -> String
    let undecided: @Sendable (_ reason: String) -> String
    let noSuchSection: String
    /// A further section beside the one that answers.
    let other: String
    let otherHint: String
    let noOther: String
    let otherAlone: String
    let place: String
    let placeHint: String
    /// The button that asks for the proposal and for letters that say the same.
    let check: String
    let alike: String
    let nothingAlike: String
    let sameSender: String
    let day: @Sendable (LocalDate) -> String
    let nature: String
    let natureName: @Sendable (Nature) -> String
    let natureUnknown: String
    let summary: String
    let summaryHint: @Sendable (_ limit: Int) -> String
    let body: String
    let bodyHint: @Sendable (_ limit: Int) -> String
    let handling: String
    let handlingHint: String
    let handlingName: @Sendable (Handling) -> String
    let urgent: String
    let urgentHint: String
    let resumed: String
    let resumedHint: @Sendable (_ savedAt: String) -> String
    let discard: String
    /// The server cannot be reached; what was typed stays.
    let unreachable: String
    let submit: String
    /// What the keyboard does.
    let keys: String
    let received: @Sendable (_ number: String) -> String
    let next: String
    let undo: String
    let redo: String
    let annulled: @Sendable (_ number: String) -> String
    let annulledHint: String
    let joined: @Sendable (_ numbers: String) -> String
    let part: String
    let closedQuarter: @Sendable (FigurePeriod) -> String
    let warnings: String
    let warning: @Sendable (IntakeWarning) -> String
    /// Between the digits and what they mean.
    let between: String
    /// The form was sent before with other content.
    let sentBefore: String
    /// The log cannot take it now, or its answer was lost.
    let notNow: String
}
