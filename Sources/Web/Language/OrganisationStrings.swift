import Desk
import Participation

/// What the pages of the organisation say, in one language (組織の画面の文言).
struct OrganisationStrings: Sendable {
    let title: String
    let on: String
    let prepare: String
    let back: String
    let changeDays: String
    let prepared: String
    let none: String
    let noUnits: String
    let unitsTitle: String
    let count: @Sendable (Int) -> String
    let code: String
    let name: String
    let level: String
    let levelName: @Sendable (UnitLevel) -> String
    let since: String
    let ends: String
    let openItems: String
    let endedTitle: String
    let formerUnit: String
    let newUnit: String
    let successors: String
    let noSuccessor: String
    let succession: @Sendable (SuccessionKind) -> String
    let resultTitle: String
    let items: String
    let doneAt: String
    let toTriage: String

    // Preparing
    let reformTitle: String
    let reformLead: String
    let effectiveOn: String
    let noSteps: String
    let stepsTitle: String
    let remove: String
    let addTitle: String
    let add: String
    let kindName: @Sendable (ReformStep.Kind) -> String
    let unit: String
    let newCode: String
    let newName: String
    let parent: String
    let atTheTop: String
    let choose: String
    let endingUnit: String
    let successor: @Sendable (Int) -> String
    let successionLabel: String
    let successionHint: String
    let byNumber: String
    let duty: String
    let categories: String
    let categoriesHint: String
    let waiting: @Sendable (Int) -> String
    let newlyBegun: @Sendable (_ name: String, _ code: String) -> String
    let willBegin: @Sendable (_ name: String, _ code: String, _ parent: String?) -> String
    let willBeCalled: @Sendable (_ unit: String, _ name: String) -> String
    let willStandUnder: @Sendable (_ unit: String, _ parent: String?) -> String
    let willEnd: @Sendable (_ unit: String, _ successors: [String], SuccessionKind?) -> String
    let willDo: @Sendable (_ unit: String, _ duty: String, _ categories: [String]) -> String
    let tooMany: @Sendable (Int) -> String
    let preview: String
    let apply: String
    let overtaken: String
    let otherDay: String
    let nothingChanges: String
    let trialTitle: @Sendable (_ day: String) -> String
    let trialLead: @Sendable (_ changes: Int, _ items: Int) -> String
    let nothingMoves: String
    let unallocatable: String
}
