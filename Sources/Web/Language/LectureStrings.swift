import Desk
import Participation

/// What the pages of outreach lectures say, in one language (出前講座の画面の文言).
struct LectureStrings: Sendable {
    let stage: String
    let stageName: @Sendable (LectureStage) -> String
    let allStages: String
    let nextStep: @Sendable (LectureStage) -> String?
    let next: String
    let by: @Sendable (String) -> String
    let between: String
    let hearingSection: String
    let undecided: String
    let day: String
    let people: String
    let date: @Sendable (LocalDate) -> String
    let slot: @Sendable (LectureSlot) -> String
    let cameCount: @Sendable (Int) -> String
    let expectedCount: @Sendable (Int) -> String
    let unknownCount: String
    let minutes: @Sendable (Int) -> String
    let none: String
    let listCaption: String
    let masked: String
    let label: @Sendable (LectureField) -> String
    let menuLabel: @Sendable (LectureMenuField) -> String
    let ruleName: @Sendable (LectureRule) -> String
    let warningsTitle: String
    let menuTitle: String
    let menuStage: @Sendable (LectureMenuStage) -> String
    let noMenu: String
    let menuOf: @Sendable (String) -> String
    let copyMenu: String
    let confirmMenu: String
    let addOffer: String
    let changeOffer: String
    let withdrawOffer: String
    let save: String
    let asRules: String
    let anyDay: String
    let minutesHint: String
    let minimumHint: String
    let topicsHint: String
    let weekdaysHint: String
    let requestTitle: String
    let requestLead: String
    let takeRequest: String
    let requestedOnHint: String
    let besideMenu: String
    let wish: String
    let wishHint: String
    let choice: @Sendable (Int) -> String
    let choiceHint: String
    let outsideCity: String
    let excludedPurpose: String
    let considerationsHint: String
    let requestPart: String
    let decisionPart: String
    let reportPart: String
    let noteLabel: String
    let noticeDay: String
    let otherDate: String
    let otherVenue: String
    let scheduleTitle: String
    let rescheduleTitle: String
    let decide: String
    let refuseTitle: String
    let refuseHint: String
    let refuse: String
    let cancelTitle: String
    let cancel: String
    let strikeTitle: String
    let strike: String
    let causeLabel: String
    let causeName: @Sendable (CancellationCause) -> String
    let reportTitle: String
    let reportButton: String
    let startsAt: String
    let endsAt: String
    let timeHint: String
    let headcountHint: String
    let agesHint: String
    let correctTitle: String
    let correct: String
    let opinionsTitle: String
    let opinions: String
    let opinionsHint: String
    let takeOpinions: String
    let noted: @Sendable (String) -> String
    let doneName: @Sendable (String) -> String
    let printNotice: String
    let noticeTitle: String
    let noticeText: @Sendable (String) -> String
    let noticeFoot: String
    let addressee: @Sendable (String) -> String
    let backToLecture: String
    let backToList: String
    let sentBefore: String
    let notNow: String
}
