import Desk
import Participation

/// What the pages of gatherings say, in one language (催しの画面の文言).
struct GatheringStrings: Sendable {
    let kind: String
    let kindName: @Sendable (GatheringKind) -> String
    let admissionName: @Sendable (Admission) -> String
    let standingName: @Sendable (RegistrationStanding) -> String
    let label: @Sendable (GatheringField) -> String
    let people: @Sendable (Int) -> String
    let difference: @Sendable (Int) -> String
    let none: String
    let signedUp: String
    let notNoted: String
    let calledOff: String
    let newTitle: String
    let create: String
    let dayHint: String
    let endsOnHint: String
    let capacityHint: String
    let backToList: String
    let backToGathering: String
    let roster: String
    let standing: String
    let name: String
    let nameless: String
    let masked: String
    let registration: String
    let firstTimer: String
    let unregister: String
    let mismatch: String
    let opinionCount: String
    let lotteryTitle: String
    let seed: String
    let lotteryNote: String
    let drawTitle: String
    let drawHint: String
    let draw: String
    let registerTitle: String
    let register: String
    let nameHint: String
    let partyHint: String
    let changeTitle: String
    let change: String
    let sheetTitle: String
    let number: String
    let attended: String
    let remark: String
    let attendTitle: String
    let walkIns: String
    let more: String
    let less: String
    let waiting: String
    let sent: String
    let refused: String
    let opinionTitle: String
    let opinion: String
    let opinionHint: String
    let note: String
    let noted: @Sendable (String) -> String
    let totalTitle: String
    let reported: String
    let counted: String
    let saveTotal: String
    let doneName: @Sendable (String) -> String
}
