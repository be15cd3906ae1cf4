/// What the sections may be asked about an item (担当課への命令).
///
/// What is asked has the form of what then happened; the texts in it are readable.
public enum ResponseCommand: Sendable, Equatable {
    /// Take it in hand (着手).
    case claim(ItemClaim)
    /// Give it up (着手の取消し).
    case release(ItemRelease)
    /// Take it as the section's own (受領).
    case accept(section: Wording)
    /// Pass it on to another section (担当替え).
    case transfer(ItemTransfer)
    /// Give it back to be sorted anew (担当未定へ).
    case returnToTriage(ReturnToTriage)
    /// Note something for the house (庁内メモ).
    case note(InternalNote)
    /// Tell the sender to wait (中間回答).
    case answerInterim(InterimAnswer)
    /// Record an answer by word of mouth (口頭回答).
    case answerOrally(SpokenAnswer)
    /// Draft an answer, or change the draft (起案).
    case draft(DraftAnswer)
    /// Take the draft back (引戻し).
    case withdrawDraft(by: Wording)
    /// Stamp the draft (押印).
    case stamp(ApprovalStamp)
    /// Send the draft back (差戻し).
    case sendBack(DraftSentBack)
    /// Compare address and contents of the envelope (宛名・封入確認).
    case checkEnvelope(version: Int, by: Wording)
    /// Record that the answer was sent (発送).
    case send(SentAnswer)
    /// Record what was done about it (反映).
    case takeMeasure(MeasureTaken)
    /// Record what that brought (検証).
    case checkMeasure(MeasureCheck)
    /// Close it (完了).
    case close(CloseItem)
    /// Take it up again (再開).
    case reopen(ItemReopening)
    /// Say what is to be done, as the mayor or the deputy; the number is given by the item (指示).
    case instruct(Instruction)
    /// Say what was done about it (指示への対応).
    case answerInstruction(InstructionAnswer)
}

/// What is to stand in a draft (起案の内容).
public struct DraftAnswer: Sendable, Equatable {
    /// The account of the person who writes it (起案者).
    public var by: Wording
    /// Whether it is a light matter (軽易).
    public var isMinor: Bool
    /// The posts it goes through, in order; none: only written down (決裁の順路).
    public var route: [ApprovalStep]
    /// The answer (回答文).
    public var text: Wording

    /// What is to stand in a draft (起案の内容).
    public init(by: Wording, isMinor: Bool, route: [ApprovalStep], text: Wording) {
        self.by = by
        self.isMinor = isMinor
        self.route = route
        self.text = text
    }
}

/// How an item is to be closed (完了の内容).
public struct CloseItem: Sendable, Equatable {
    /// The day (完了日).
    public var on: LocalDate
    /// Why there is no answer; needed unless there was one (回答しない理由).
    public var noAnswer: NoAnswerReason?
    /// What else there is to say (説明).
    public var note: Wording?

    /// How an item is to be closed (完了の内容).
    public init(on: LocalDate, noAnswer: NoAnswerReason?, note: Wording? = nil) {
        self.on = on
        self.noAnswer = noAnswer
        self.note = note
    }
}

/// How much the work of the sections may hold; lengths are characters as a reader counts them
/// (担当課の処理の上限).
public enum ResponseLimits {
    /// A reason, a remark, a gist (理由・説明の字数).
    public static let reason = 1_000
    /// A note for the house (庁内メモの字数).
    public static let note = 10_000
    /// An answer (回答文の字数).
    public static let answer = 20_000
    /// The account of a person, the code of a section or post (担当者・課・職の字数).
    public static let code = 100
    /// Instructions about one item (指示の数).
    public static let instructions = 50
    /// Posts on the way of one draft (決裁の段階の数).
    public static let steps = 20
    /// How many people compare address and contents before a letter leaves (宛名・封入確認の人数,
    /// DECISIONS C8).
    public static let envelopeChecks = 2
    /// The last day an answer may be promised for, in days from today (回答見込日の範囲).
    public static let daysAhead = 1_096
}
