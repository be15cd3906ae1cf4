import Participation

/// What logging in and the list of staff say, in one language (ログインと利用者の文言).
struct StaffStrings: Sendable {
    // Fields
    let required: String
    let yearPart: String
    let monthPart: String
    let dayPart: String

    // Logging in
    let logInTitle: String
    let logInLead: String
    let loginName: String
    let password: String
    let logIn: String
    let logOut: String
    let loggedOut: String
    let refused: String
    let wait: @Sendable (Int) -> String
    let interrupted: String
    let interruptedDetail: String
    let resumeTitle: String
    let resumeDetail: @Sendable (_ name: String) -> String
    let resume: String
    let discard: String

    // The one-time code
    let codeTitle: String
    let codeLead: String
    let code: String
    let codeHint: String
    let codeWrong: String
    let codeExpired: String
    let confirm: String

    // Passwords
    let passwordTitle: String
    let passwordFirstLead: String
    let presentPassword: String
    let newPassword: String
    let newPasswordHint: String
    let repeatedPassword: String
    let changePassword: String

    // One's own account
    let accountTitle: String
    let accountOf: @Sendable (_ name: String, _ login: String) -> String
    let rolesTitle: String
    let sessionsTitle: String
    let thisSession: String
    let endSession: String
    let since: String
    let lastSeen: String
    let browser: String
    let address: String
    let passwordSection: String
    let codesTitle: String
    let codesOn: String
    let codesOff: String
    let codesBegin: String
    let codesKey: String
    let codesKeyHint: String
    let codesEnd: String
    let recoveryTitle: String
    let recoveryDetail: String
    let done: String

    // The list of staff
    let usersTitle: String
    let user: String
    let name: String
    let role: String
    let roleName: @Sendable (StaffRole) -> String
    let section: String
    let allSections: String
    let sectionHint: String
    let from: String
    let through: String
    let throughHint: String
    let state: String
    let stateActive: String
    let stateDisabled: String
    let stateNoPassword: String
    let stateOneTime: String
    let stateNoRole: String
    let addTitle: String
    let add: String
    let giveTitle: String
    let give: String
    let endRole: @Sendable (_ role: String) -> String
    let disable: String
    let enable: String
    let issuePassword: String
    let issuedTitle: String
    let issuedDetail: @Sendable (_ days: Int) -> String
    let removeCodes: String
    let backToUsers: String
    let noRoles: String

    // Transfers
    let transfersTitle: String
    let transfersLead: String
    let transfersText: String
    let transfersTextHint: String
    let effectiveOn: String
    let preview: String
    let apply: String
    let previewTitle: @Sendable (Int) -> String
    let appliedTitle: @Sendable (Int) -> String
    let nothingChanges: String
    let change: String
    let changeNew: String
    let changeRenamed: String
    let changeEnded: @Sendable (String) -> String
    let changeGiven: @Sendable (String) -> String
}
