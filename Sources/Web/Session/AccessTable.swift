import Desk
import Hummingbird
import Participation

/// Whom a route answers (利用できる人).
enum Access: Sendable, Equatable {
    /// Whoever reaches the port.
    case anybody
    /// Whoever comes by the front door, logged in or not.
    case guests
    /// Programs on this computer, and people with one of these roles.
    case thisComputer(or: Set<StaffRole>)
    /// Who still owes the one-time code.
    case owesCode
    /// Who is logged in, if only so far that they must choose a password.
    case owesPassword
    /// Who has one of these roles today.
    case roles(Set<StaffRole>)

    /// Everybody who works here.
    static let staff = Access.roles(Set(StaffRole.allCases))
}

/// Who may do what: one row for each route (権限表).
///
/// A route without a row answers nobody, and a test fails. What a row does not say: an officer acts
/// for their own section, and a restricted item (限定) is there for named persons only.
enum AccessTable {
    struct Row: Sendable {
        let method: HTTPRequest.Method
        let path: String
        let access: Access
    }

    /// The row of a route; nil when there is none.
    static func access(_ method: HTTPRequest.Method, _ path: String) -> Access? {
        rows.first { $0.method == method && $0.path == path }?.access
    }

    /// The roles of a route's row; none when it is not about roles.
    static func roles(_ method: HTTPRequest.Method, _ path: String) -> Set<StaffRole> {
        switch access(method, path) {
        case .roles(let roles): roles
        case .anybody, .guests, .thisComputer, .owesCode, .owesPassword, nil: []
        }
    }

    /// Whether somebody's page of this path is there for them.
    static func opens(_ path: String, to visitor: Visitor) -> Bool {
        switch access(.get, path) {
        case .roles(let roles): visitor.member?.has(oneOf: roles) ?? false
        case .owesPassword: visitor.member != nil
        case .anybody, .guests: true
        case .thisComputer(or: let roles): visitor.member?.has(oneOf: roles) ?? false
        case .owesCode, nil: false
        }
    }

    static let rows: [Row] =
        open + own + pages + intake + register + tray + participation + items + responses
        + audit + administration

    private static let open = [
        Row(.get, "/health/live", .anybody),
        Row(.get, "/health/ready", .anybody),
        Row(.get, "/metrics", .thisComputer(or: [.auditor, .admin])),
        Row(.get, "/openapi.json", .anybody),
        Row(.get, Stylesheet.path, .anybody),
        Row(.get, Script.path, .anybody),
        Row(.get, PageScript.attendance.path, .anybody),
        Row(.get, PageScript.intake.path, .anybody),
        Row(.get, PageScript.keys.path, .anybody),
        Row(.get, "/", .guests),
        Row(.get, LogInPage.path, .guests),
        Row(.post, LogInPage.path, .guests),
        Row(.get, SignOnPage.path, .guests),
        Row(.get, SignOnPage.returnPath, .guests),
    ]

    /// What everybody does about themselves.
    private static let own = [
        Row(.get, CodePage.path, .owesCode),
        Row(.post, CodePage.path, .owesCode),
        Row(.get, PasswordPage.path, .owesPassword),
        Row(.post, PasswordPage.path, .owesPassword),
        Row(.post, LogInPage.logOutPath, .owesPassword),
        Row(.get, AccountPage.path, .staff),
        Row(.post, "/account/sessions", .staff),
        Row(.post, "/account/codes", .staff),
    ]

    private static let pages = [
        Row(.get, "/status", .staff),
        Row(.get, GlossaryPage.path, .staff),
        Row(.get, "/figures", .staff),
        Row(.get, FigureBoardPage.csvPath, .staff),
        Row(.get, FigureBoardPage.xlsxPath, .staff),
        Row(.get, FigureRecordsPage.path, .staff),
        Row(.post, FigureRecordsPage.path, .roles([.planning, .hearing, .officer])),
        Row(.get, "/api/v1/figures", .staff),
        Row(.get, OrganisationPage.path, .staff),
        Row(.get, ReformPage.path, .roles(arrangers)),
        Row(.post, ReformPage.path, .roles(arrangers)),
        Row(.get, YearPage.path, .roles(arrangers)),
        Row(.post, YearPage.path, .roles(arrangers)),
    ]

    private static let intake = [
        Row(.get, IntakePage.path, .roles([.intake, .hearing])),
        Row(.post, IntakePage.path, .roles([.intake, .hearing])),
        Row(.post, IntakePage.senderPath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.addressPath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.checkPath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.undoPath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.draftPath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.discardPath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.redoPath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.partPath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.scansPath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.joinPath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.partPagePath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.skipPath, .roles([.intake, .hearing])),
        Row(.post, IntakePage.withoutPath, .roles([.intake, .hearing])),
        Row(.get, IntakePage.picturePattern, .roles([.intake, .hearing])),
        Row(.get, PrintPage.slipsPath, .roles([.intake, .hearing, .officer])),
        Row(.get, PrintPage.ledgerPath, .roles([.intake, .hearing, .officer])),
    ]

    private static let register = [
        Row(.get, RegisterListPage.path, .roles(readers)),
        Row(.get, RegisterListPage.filePath, .roles(readers)),
        Row(.get, RegisterListPage.workbookPath, .roles(readers)),
        Row(.get, PeoplePage.path, .roles(letterReaders)),
        Row(.post, PeoplePage.path, .roles(letterReaders)),
        Row(.get, "/api/v1/items", .roles(readers)),
        Row(.get, RecordPage.pattern, .roles(readers)),
        Row(.post, RecordPage.openingPattern, .roles(letterReaders)),
        Row(.get, ScanPage.pattern, .roles(letterReaders)),
        Row(.get, ScanPage.picturePattern, .roles(letterReaders)),
        Row(.get, AttachmentPage.pattern, .roles(correctors)),
        Row(.post, AttachmentPage.pattern, .roles(correctors)),
        Row(.post, AttachmentPage.withdrawalPattern, .roles(correctors)),
        Row(.get, CorrectionPage.pattern, .roles(correctors)),
        Row(.post, CorrectionPage.pattern, .roles(correctors)),
        Row(.get, PresenceRoute.pattern, .roles(readers)),
        Row(.get, SuspensionPage.pattern, .roles(deciders)),
        Row(.post, SuspensionPage.pattern, .roles(deciders)),
        Row(.get, ProofPage.pattern, .roles(readers)),
        Row(.get, ProofPage.filePattern, .roles(readers)),
    ]

    private static let tray = [
        Row(.get, TrayPage.path, .roles(sections.union([.approver]))),
        Row(.post, TrayPage.path, .roles(sections)),
        Row(.get, WorkPage.pattern, .roles(sections.union([.approver]))),
        Row(.post, WorkPage.pattern, .roles(sections)),
        Row(.post, WorkPage.revealPattern, .roles(sections.union([.approver]))),
        Row(.get, ReplyPage.pattern, .roles(sections)),
        Row(.post, ReplyPage.pattern, .roles(sections)),
        Row(.get, LetterPage.pattern, .roles(sections)),
        Row(.get, ApprovalPage.pattern, .roles(sections.union([.approver]))),
        // Whose stamp it is, the list of posts says; a clerk records what was decided on paper.
        Row(.post, ApprovalPage.pattern, .roles(sections.union([.approver]))),
        // Who has the post of the mayor or the deputy, the list of posts says.
        Row(.get, CirculationPage.path, .roles([.approver])),
        Row(.get, CirculationPage.pattern, .roles([.approver])),
        Row(.post, CirculationPage.pattern, .roles([.approver])),
    ]

    /// Lectures and gatherings; an officer acts for their own section.
    private static let participation = [
        Row(.get, LecturePages.path, .roles(readers)),
        Row(.get, LectureMenuPage.path, .roles(readers)),
        Row(.post, LectureMenuPage.path, .roles(hosts)),
        Row(.get, LectureRequestPage.path, .roles(hosts)),
        Row(.post, LectureRequestPage.path, .roles(hosts)),
        Row(.get, LecturePage.path, .roles(readers)),
        Row(.post, LecturePage.path, .roles(hosts)),
        Row(.get, LecturePage.noticePath, .roles(readers)),
        Row(.get, GatheringPages.path, .roles(readers)),
        Row(.get, GatheringPages.newPath, .roles(hosts)),
        Row(.post, GatheringPages.newPath, .roles(hosts)),
        Row(.get, GatheringPage.path, .roles(readers)),
        Row(.post, GatheringPage.path, .roles(hosts)),
        Row(.get, GatheringPage.sheetPath, .roles(readers)),
        Row(.get, AttendancePage.path, .roles(hosts)),
        Row(.post, AttendancePage.path, .roles(hosts)),
        Row(.post, AttendancePage.entriesPath, .roles(hosts)),
    ]

    private static let items = [
        Row(.post, "/api/v1/items", .roles([.intake, .hearing])),
        Row(.get, "/api/v1/items/{id}", .roles(readers)),
        Row(.get, "/api/v1/items/{id}/history", .roles(readers)),
        Row(.get, "/api/v1/departments/{code}/tray", .roles(readers)),
        Row(.post, "/api/v1/departments/{code}/claims", .roles(sections)),
    ]

    private static let responses =
        [
            "claims", "releases", "acceptances", "transfers", "returns", "notes", "interim-answers",
            "oral-answers", "answers", "draft-withdrawals", "envelope-checks", "dispatches",
            "measures", "measure-checks", "closures", "reopenings", "instruction-answers",
        ].map { Row(.post, "/api/v1/items/{id}/\($0)", .roles(sections)) }
        // Whose stamp it is, the list of posts says; a clerk records what was decided on paper.
        + ["approvals", "send-backs"].map {
            Row(.post, "/api/v1/items/{id}/\($0)", .roles(sections.union([.approver])))
        } + [
            Row(.post, CorrectionRoutes.corrections, .roles(correctors)),
            Row(.post, CorrectionRoutes.suspensions, .roles(deciders)),
        ]

    /// Auditors see who did what; what is 限定 has no number there.
    private static let audit = [
        Row(.get, LogPage.path, .roles([.auditor])),
        Row(.get, LogPage.openingsPath, .roles([.auditor])),
        Row(.get, LogPage.keysPath, .roles([.auditor])),
        Row(.get, LogPage.checkPath, .roles([.auditor])),
        Row(.post, LogPage.checkPath, .roles([.auditor])),
    ]

    private static let administration = [
        Row(.get, StaffPages.path, .roles([.admin, .auditor])),
        Row(.post, StaffPages.path, .roles([.admin])),
        Row(.get, "/admin/users/{login}", .roles([.admin, .auditor])),
        Row(.post, "/admin/users/{login}", .roles([.admin])),
        Row(.get, TransferPage.path, .roles([.admin])),
        Row(.post, TransferPage.path, .roles([.admin])),
    ]

    /// Whoever may look at letters; an administrator may not.
    static let readers: Set<StaffRole> = [
        .viewer, .intake, .hearing, .officer, .approver, .planning, .auditor,
    ]
    /// Whoever may read what is sealed in them, for a reason that is written down; others see that it
    /// is there.
    static let letterReaders: Set<StaffRole> = [.intake, .hearing, .officer, .approver, .auditor]
    /// Whoever puts records right: an officer those of their section.
    static let correctors: Set<StaffRole> = [.intake, .hearing, .officer]
    /// Whoever enters what was decided on a person's request about their data.
    static let deciders: Set<StaffRole> = [.hearing]
    /// Whoever arranges lectures and gatherings.
    static let hosts: Set<StaffRole> = [.hearing, .officer, .planning]
    /// Whoever prepares the organisation and the year of the whole city.
    static let arrangers: Set<StaffRole> = [.hearing, .planning, .admin]
    /// Whoever may change something about a letter.
    static let dealing: Set<StaffRole> = [.intake, .hearing, .officer, .approver]
    /// Whoever answers letters.
    static let sections: Set<StaffRole> = [.hearing, .officer]
}

extension AccessTable.Row {
    init(_ method: HTTPRequest.Method, _ path: String, _ access: Access) {
        self.init(method: method, path: path, access: access)
    }
}
