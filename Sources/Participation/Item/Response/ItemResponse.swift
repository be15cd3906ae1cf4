/// How the sections deal with an item, from the tray to the answer and after (担当課の処理).
///
/// Part of the item's own stream: two clerks who reach for the same letter, or an approver and a
/// drafter who change it at once, meet at its version, and one of them is told.
public struct ItemResponse: Sendable, Equatable {
    /// Who of which section has it; one person of each section at most (担当者).
    public var claims: [ItemClaim] = []
    /// The sections that have taken it as theirs (受領した課).
    public var accepted: Set<Wording> = []
    /// The further sections that have said what they have to say (意見を出した関係課).
    public var contributed: Set<Wording> = []
    /// How often it went from one section to another or back to triage (担当替え回数, DECISIONS C10).
    public var hops = 0
    /// The last interim answer (中間回答).
    public var interim: InterimAnswer?
    /// How many drafts there have been; a draft's version is never used twice (起案の版の数).
    public var drafts = 0
    /// The draft in hand, with its stamps (起案中の回答).
    public var draft: DraftInHand?
    /// How it was answered (回答).
    public var answer: GivenAnswer?
    /// The day of its first answer, by which the deadline is measured; an answer recorded in error
    /// is none (最初の回答日, PRODUCT §4.4).
    public var firstAnsweredOn: LocalDate?
    /// What was done about it (反映).
    public var measure: MeasureTaken?
    /// Whether somebody looked later at what the measure brought (検証の有無).
    public var isMeasureChecked = false
    /// Why it was closed without an answer (回答せずに完了).
    public var closure: ItemClosure?
    /// What the mayor or the deputy said is to be done, in their order (指示).
    public var instructions: [GivenInstruction] = []

    /// An item nobody has touched (未着手).
    public init() {}

    /// Where it stands in the tray (処理状況).
    public var stage: ResponseStage {
        if isDone { return .done }
        switch draft?.standing {
        case .approved?: return .toSend
        case .inApproval?: return .approving
        case .noted?, .sentBack?: return .considering
        case nil: break
        }
        return claims.isEmpty && accepted.isEmpty && interim == nil ? .new : .considering
    }

    /// The instructions nobody has dealt with (対応していない指示).
    public var openInstructions: [GivenInstruction] { instructions.filter { $0.answer == nil } }

    /// Whether nothing is left to answer (完了か否か).
    public var isDone: Bool { answer != nil || closure != nil }

    /// Who of a section has it; `nil` names the triage of the hearing section (担当者).
    public func claim(of section: Wording?) -> ItemClaim? {
        claims.first { $0.section == section }
    }
}

/// Where an item stands in the tray of a section (処理状況, PRODUCT §4.3).
public enum ResponseStage: String, Sendable, CaseIterable {
    /// Nobody has taken it up (新着).
    case new
    /// Somebody deals with it (検討中).
    case considering
    /// A draft is on its way through the posts (決裁中).
    case approving
    /// The answer is decided and must be sent (発送待ち).
    case toSend = "to-send"
    /// Answered, or closed without an answer (完了).
    case done

    /// The word in the tray (処理状況の表記).
    public var japanese: String {
        switch self {
        case .new: "新着"
        case .considering: "検討中"
        case .approving: "決裁中"
        case .toSend: "発送待ち"
        case .done: "完了"
        }
    }
}

/// A person of a section has an item in hand (担当者).
public struct ItemClaim: Sendable, Equatable {
    /// The section; nil while the hearing section sorts it (担当課; nil は担当未定の振分け).
    public var section: Wording?
    /// The account of the person (担当者).
    public var by: Wording
    /// The day since when (開始日).
    public var on: LocalDate
    /// The time of that day (開始時刻).
    public var at: TimeOfDay

    /// A person has an item in hand (担当者).
    public init(section: Wording?, by: Wording, on: LocalDate, at: TimeOfDay) {
        self.section = section
        self.by = by
        self.on = on
        self.at = at
    }
}

/// How an item was answered (回答).
public enum GivenAnswer: Sendable, Equatable {
    /// In writing (発送).
    case sent(SentAnswer)
    /// By word of mouth (口頭回答).
    case spoken(SpokenAnswer)

    /// The day of the answer (回答日).
    public var on: LocalDate {
        switch self {
        case .sent(let sent): sent.on
        case .spoken(let spoken): spoken.on
        }
    }
}
