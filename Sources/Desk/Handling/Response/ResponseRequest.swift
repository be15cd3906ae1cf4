public import Participation

/// What the sections do about an item, by the verbs of the command line and the API (担当課の処理の種類).
public enum ResponseVerb: String, Sendable, CaseIterable {
    /// Take it in hand (着手).
    case claim
    /// Give it up (着手の取消し).
    case release
    /// Take it as the section's own (受領).
    case accept
    /// Pass it on to another section (担当替え).
    case transfer
    /// Give it back to be sorted anew (担当未定へ).
    case returnToTriage = "return"
    /// Note something for the house (庁内メモ).
    case note
    /// Tell the sender to wait (中間回答).
    case interimAnswer = "interim-answer"
    /// Record an answer by word of mouth (口頭回答).
    case oralAnswer = "oral-answer"
    /// Draft an answer (起案).
    case draft
    /// Take the draft back (引戻し).
    case withdrawDraft = "withdraw-draft"
    /// Stamp the draft (承認・代決・紙決裁済・後閲).
    case approve
    /// Send the draft back (差戻し).
    case sendBack = "send-back"
    /// Compare address and contents (宛名・封入確認).
    case checkEnvelope = "check-envelope"
    /// Send the answer (発送).
    case dispatch
    /// Record what was done (反映).
    case measure
    /// Record what that brought (検証).
    case checkMeasure = "check-measure"
    /// Close it without an answer (回答せずに完了).
    case close
    /// Take it up again (再開).
    case reopen
    /// Say what was done about an instruction of the mayor (指示への対応).
    case answerInstruction = "answer-instruction"
}

/// What a section asks to be done about an item, in the words it came in (担当課の申出).
public struct ResponseRequest: Sendable, Equatable {
    /// What is asked or not (区分).
    public enum Flag: String, Sendable, CaseIterable {
        /// A light matter (軽易).
        case minor
        /// Write the draft down, lay it before nobody yet (下書き).
        case noted
        /// What a further section has to say (関係課の意見).
        case contribution
        /// Decided on paper (紙決裁済).
        case onPaper
        /// Seen afterwards by the holder of the post (後閲).
        case review
    }

    /// What is to be done (処理の種類).
    public var verb: ResponseVerb
    /// What was filled in (記入).
    public var fields: [ItemField: String]
    /// What was ticked (区分).
    public var flags: Set<Flag>
    /// The posts a draft goes through; none given: by the list of posts (決裁の順路).
    public var route: [String]

    /// What a section asks to be done.
    public init(
        _ verb: ResponseVerb, _ fields: [ItemField: String?] = [:], flags: Set<Flag> = [],
        route: [String] = []
    ) {
        self.verb = verb
        self.fields = fields.compactMapValues(\.self)
        self.flags = flags
        self.route = route
    }

    /// The one spelling of what is asked, for the digest of the command.
    var canonical: [UInt8] {
        var members = Dictionary(
            uniqueKeysWithValues: fields.map { ($0.key.rawValue, JSONValue.string($0.value)) })
        members["verb"] = .string(verb.rawValue)
        // Under a name no field has.
        for flag in flags { members["is-\(flag.rawValue)"] = .bool(true) }
        if !route.isEmpty { members["posts"] = .array(route.map(JSONValue.string)) }
        return CanonicalJSON.bytes(.object(members))
    }
}
