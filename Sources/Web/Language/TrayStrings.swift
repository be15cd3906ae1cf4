import Desk
import Participation

/// What the trays and the page of an item in hand say, in one language (担当課トレイの文言).
struct TrayStrings: Sendable {
    // The tray
    let triage: String
    let choose: String
    let choice: @Sendable (_ name: String, _ open: String, _ overdue: String?) -> String
    let stage: @Sendable (ResponseStage) -> String
    let items: @Sendable (_ number: Int, _ orMore: Bool) -> String
    let none: String
    let further: @Sendable (_ items: String) -> String
    let beyond: @Sendable (_ items: String) -> String
    let allStages: String
    let left: @Sendable (DueMark) -> String
    let receivedOn: @Sendable (LocalDate) -> String
    let restrictedGist: String
    let restrictedNote: String
    let instructed: @Sendable (Int) -> String
    let instructionsTitle: String
    let instruction: @Sendable (_ post: String, _ day: String, _ state: String) -> String
    let proposalTitle: String
    let proposal: @Sendable (_ section: String, _ probability: String) -> String
    let proposalWords: @Sendable ([String]) -> String
    let takeProposal: @Sendable (_ section: String) -> String
    let sorted: @Sendable (_ number: String) -> String
    let holder: @Sendable (_ name: String) -> String
    let consulted: String
    let hops: @Sendable (Int) -> String
    let claimNext: String
    let claimNextHint: String
    let claim: String
    let claimOne: @Sendable (_ number: String) -> String
    let nothingNext: String
    let done: @Sendable (ResponseVerb, _ number: String) -> String
    let awaited: String
    let noStamps: String
    let duty: @Sendable (AwaitedStamp.Duty, _ post: String) -> String
    let answers: @Sendable (_ section: String) -> String

    // The item in hand
    let back: String
    let record: String
    let letter: String
    let gist: String
    let noBody: String
    let scans: @Sendable (Int) -> String
    let lead: String
    let others: String
    let due: String
    let sender: String
    let senderKind: @Sendable (SenderKind) -> String
    let masked: String
    let reveal: String
    let revealReason: String
    let revealHint: String
    let course: String
    let router: String
    let now: String
    let nothingNow: String
    let otherActions: String
    let cancel: String
    let verb: @Sendable (ResponseVerb) -> String
    let verbHint: @Sendable (ResponseVerb) -> String?
    let submit: @Sendable (ResponseVerb) -> String
    let label: @Sendable (ItemField) -> String
    let dayHint: String
    let medium: @Sendable (ReplyMedium) -> String
    let outcome: @Sendable (ItemOutcome) -> String
    let noAnswer: @Sendable (NoAnswerReason) -> String
    let cause: @Sendable (ReopeningCause) -> String
    let choosePlease: String
    let contribution: String
    let transferTo: String
    let hopsSoFar: @Sendable (Int) -> String
    let sort: String
    let sortHint: String
    let sortTo: String
    let sortWith: String
    let sortSubmit: String
    let changedTitle: String
    let changedDetail: String
    let sentBefore: String
    let notNow: String
    let textLimit: @Sendable (Int) -> String
}
