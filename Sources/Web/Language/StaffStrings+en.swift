import Participation

extension StaffStrings {
    /// English
    static let english = StaffStrings(
        required: "(required)", yearPart: "Year", monthPart: "Month", dayPart: "Day",
        logInTitle: "Log in",
        logInLead: "Enter your user name and password.",
        loginName: "User name", password: "Password", logIn: "Log in", logOut: "Log out",
        loggedOut: "You have logged out.",
        refused: "User name or password is not right.",
        wait: { "Too many attempts. Please try again in \($0) seconds." },
        interrupted: "Your time was over, so you were logged out.",
        interruptedDetail: "What you typed is kept. Log in to send it.",
        resumeTitle: "Send what you typed",
        resumeDetail: {
            "You are logged in as \($0). What you typed before has not been sent yet."
        },
        resume: "Send it", discard: "Do not send; go to the first page",
        codeTitle: "One-time code",
        codeLead: "Enter the six digits your authenticator app shows.",
        code: "Code", codeHint: "Without the device, a recovery code works once.",
        codeWrong: "The code is not right.",
        codeExpired: "The time is over. Please log in again.", confirm: "Confirm",
        passwordTitle: "Change password",
        passwordFirstLead:
            "The password you were given works once. Choose one that only you know.",
        presentPassword: "Present password", newPassword: "New password",
        newPasswordHint:
            "At least \(PasswordRule.shortest) characters, of any kind. A sentence is fine.",
        repeatedPassword: "New password again", changePassword: "Change",
        accountTitle: "My account",
        accountOf: { "\($0) (\($1))" },
        rolesTitle: "Roles today", sessionsTitle: "Where you are logged in",
        thisSession: "here", endSession: "End", since: "Since", lastSeen: "Last seen",
        browser: "Browser", address: "From",
        passwordSection: "Password", codesTitle: "One-time codes (second factor)",
        codesOn: "A code is asked for at every login.", codesOff: "No code is asked for.",
        codesBegin: "Use codes", codesKey: "Key for your authenticator app",
        codesKeyHint: "Enter it by hand in the app; it then shows six digits.",
        codesEnd: "Stop using codes", recoveryTitle: "Recovery codes",
        recoveryDetail:
            "For when the device is lost. They are shown only now; print them and keep them safe. "
            + "Each works once.",
        done: "Changed.",
        usersTitle: "Users", user: "User name", name: "Name", role: "Role",
        roleName: { role in
            switch role {
            case .viewer: "Viewer"
            case .intake: "Intake"
            case .hearing: "Hearing section"
            case .officer: "Officer"
            case .approver: "Approver"
            case .planning: "Planning"
            case .auditor: "Auditor"
            case .admin: "Administrator"
            }
        },
        section: "Section", allSections: "All sections",
        sectionHint: "Name or code of the section; blank for all.",
        from: "From", through: "Through", throughHint: "Blank: until it is ended.",
        state: "State", stateActive: "Active", stateDisabled: "Disabled",
        stateNoPassword: "No password yet", stateOneTime: "One-time password issued",
        stateNoRole: "No role today",
        addTitle: "Add a user", add: "Add", giveTitle: "Give a role", give: "Give",
        endRole: { "End \($0) today" },
        disable: "Disable", enable: "Enable", issuePassword: "Issue a one-time password",
        issuedTitle: "One-time password",
        issuedDetail: {
            "Shown only now. Hand it to the person, who replaces it at the first login within "
                + "\($0) days."
        },
        removeCodes: "Remove one-time codes", backToUsers: "Back to the users",
        noRoles: "No roles.",
        transfersTitle: "Import transfers",
        transfersLead:
            "From the day on, everybody in the list has the roles it says. Others keep theirs.",
        transfersText: "List of transfers",
        transfersTextHint:
            "Paste it from a spreadsheet with its header: login, name, role, section, through. "
            + "A blank role ends all roles of that person the day before.",
        effectiveOn: "Effective on", preview: "Preview", apply: "Record this",
        previewTitle: { "Changes (\($0) people)" }, appliedTitle: { "Recorded (\($0) people)" },
        nothingChanges: "Nothing changes.", change: "Change", changeNew: "New account",
        changeRenamed: "New name", changeEnded: { "Ends: \($0)" }, changeGiven: { "Begins: \($0)" })
}
