import Desk
import Hummingbird

/// Everything this room says to a person, in one language (文言).
///
/// One table per language, Japanese first; a page or a problem takes its words from here only.
struct Strings: Sendable {
    let code: String
    let otherCode: String
    let otherLanguage: String
    /// `lang` in links to pages of this language; Japanese needs none.
    var languageParameter: String? { code == "ja" ? nil : code }
    /// `lang` in the link to the other language.
    var otherLanguageParameter: String? { otherCode == "ja" ? nil : otherCode }

    let productName: String
    let skipToContent: String
    let placesTitle: String
    let backToStart: String
    let statusTitle: String
    let stateRunning: String
    let stateUnavailable: String
    let cityTitle: String
    let cityCode: @Sendable (String) -> String
    let cityMissing: String
    let cityMissingDetail: String
    let demoNotice: String
    let logTitle: String
    let logPosition: String
    let logRoot: String
    let logExplanation: String
    let furtherTitle: String
    let healthLive: String
    let healthReady: String
    let metrics: String
    let version: @Sendable (String) -> String

    let betweenSentences: String
    let invalid: String
    let badRequest: String
    let notFound: String
    let notFoundDetail: String
    let methodNotAllowed: String
    let methodNotAllowedDetail: @Sendable (String) -> String
    let tooLarge: String
    let tooLargeDetail: @Sendable (Int) -> String
    let unsupportedMediaType: String
    let unsupportedMediaTypeDetail: String
    let notJSON: String
    let notJSONDetail: @Sendable (Int) -> String
    let idempotencyKeyMissing: String
    let idempotencyKeyMalformed: String
    let idempotencyKeyDetail: String
    let idempotencyKeyReused: String
    let idempotencyKeyReusedDetail: String
    let versionMissing: String
    let versionMalformed: String
    let versionDetail: String
    let notOpenHere: String
    let notOpenHereDetail: String
    let notLoggedIn: String
    let notLoggedInDetail: String
    let logInUnfinished: String
    let logInUnfinishedDetail: String
    let notAllowed: String
    let notAllowedDetail: String
    let notFromOurPage: String
    let notFromOurPageDetail: String
    let notAFormDetail: String
    let conflict: String
    let conflictDetail: String
    let overloaded: String
    let unavailable: String
    let tryAgain: String
    let askAgain: String
    let outcomeUnknown: String
    let outcomeUnknownDetail: String
    let internalFault: String
    let internalFaultDetail: String

    /// What the pages are called.
    let places: PlaceStrings
    /// Words of the pages of figures.
    let figures: FigureStrings
    /// Words of narrowing, comparing and reviewing figures.
    let review: FigureReviewStrings
    /// Words of the organisation and its changes.
    let organisation: OrganisationStrings
    /// Words of a new fiscal year.
    let year: YearStrings
    /// Words of paper for power failures.
    let paper: PaperStrings
    /// Words of logging in and of the list of staff.
    let staff: StaffStrings
    /// Words of the page letters are entered on.
    let intake: IntakeStrings
    /// Words of the register.
    let register: RegisterStrings
    /// Words of the trays.
    let tray: TrayStrings
    /// Words of the page of a record.
    let records: RecordStrings
    let scans: ScanStrings
    /// Words of logging in at the identity provider.
    let signOn: SignOnStrings
    /// Words of the pages for auditors.
    let audit: AuditStrings
    /// Words of drafting and approving.
    let reply: ReplyStrings
    /// Words of reading through what came in.
    let circulation: CirculationStrings
    /// Words of the pages of lectures.
    let lectures: LectureStrings
    /// Words of the pages of gatherings.
    let gatherings: GatheringStrings

    /// What is wrong with a field; the words are the desk's.
    let inputError: @Sendable (InputError) -> String

    /// English when the address says `?lang=en`; Japanese otherwise, whatever the browser is set
    /// to: the words of a city's rules are Japanese.
    static func asked(by request: Request) -> Strings {
        request.uri.queryParameters["lang"] == "en" ? .english : .japanese
    }
}

/// What the pages are called that do not say it themselves (画面の名称).
struct PlaceStrings: Sendable {
    let intake: String
    let register: String
    let tray: String
    let lectures: String
    let gatherings: String
    let publications: String
    let glossary: String
    let glossaryLead: String
    let glossaryTerm: String
    let glossaryMeaning: String
    let glossaryCode: String

    static let japanese = PlaceStrings(
        intake: "受付", register: "受付簿", tray: "担当課トレイ", lectures: "出前講座", gatherings: "催し",
        publications: "公表", glossary: "用語集",
        glossaryLead: "Koeの画面で使う言葉です。符号は、取込みやAPIで使う名前です。", glossaryTerm: "言葉",
        glossaryMeaning: "意味", glossaryCode: "符号")
    static let english = PlaceStrings(
        intake: "Intake", register: "Register", tray: "Tray", lectures: "Lectures",
        gatherings: "Gatherings", publications: "Publications", glossary: "Glossary",
        glossaryLead: "The words of the pages, in Japanese, with codes of imports and the API.",
        glossaryTerm: "Word", glossaryMeaning: "Meaning", glossaryCode: "Code")
}
