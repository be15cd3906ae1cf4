import Desk
import Participation

/// What the register says, in one language (受付簿の文言).
struct RegisterStrings: Sendable {
    // What is asked
    let filters: String
    let year: String
    let allYears: String
    let from: String
    let through: String
    let dayHint: String
    let scheme: String
    let schemeName: @Sendable (Scheme) -> String
    let channel: String
    let channelName: @Sendable (Channel) -> String
    let category: String
    let section: String
    let state: String
    let stateName: @Sendable (RegisterRow.State) -> String
    let any: String
    let marks: String
    let markName: @Sendable (RegisterFilter.Mark) -> String
    let text: String
    let textHint: String
    let show: String
    let clear: String

    // The lines
    let caption: @Sendable (_ shown: Int) -> String
    let nothing: String
    let number: String
    let receivedOn: String
    let gist: String
    let due: String
    let publication: String
    let publicationName: @Sendable (PublicationConsent) -> String
    let stageName: @Sendable (ResponseStage) -> String
    let handlingName: @Sendable (Handling) -> String
    let noSection: String
    let noDue: String
    let none: String
    let overdue: String
    let toTranscribe: String
    /// In place of a gist that is sealed to this reader.
    let masked: String
    let maskedNote: String
    let openedNote: String
    let erased: String
    let further: String
    let newest: String
    let file: @Sendable (_ most: Int) -> String
    /// To whoever sees restricted items in the list.
    let fileNote: String

    // Who may have written before
    let peopleTitle: String
    let peopleLead: String
    let name: String
    let nameHint: String
    let phone: String
    let phoneHint: String
    let reason: String
    let reasonHint: String
    let find: String
    let foundTitle: @Sendable (_ count: Int) -> String
    let foundMore: @Sendable (_ count: Int) -> String
    let backToRegister: String
}
