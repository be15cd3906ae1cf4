/// What the sections did about an item (担当課の処理の出来事).
///
/// What people write in words is sealed, as what the sender wrote is (DECISIONS A9).
public enum ResponseEvent: Sendable, Equatable {
    /// A person took it in hand (着手).
    case claimed(ItemClaim)
    /// The person gave it up again (着手の取消し).
    case released(ItemRelease)
    /// A section took it as its own (受領).
    case accepted(section: Wording)
    /// A section passed it on to another as not its business (担当替え).
    case transferred(ItemTransfer)
    /// A section gave it back to the hearing section, to be sorted anew (担当未定へ).
    case returnedToTriage(ReturnToTriage)
    /// Somebody noted something for the house (庁内メモ).
    case noted(InternalNote)
    /// The sender was told to wait, and until when (中間回答).
    case interimAnswered(InterimAnswer)
    /// The sender was answered by word of mouth (口頭回答).
    case answeredOrally(SpokenAnswer)
    /// An answer was drafted (起案).
    case drafted(AnswerDraft)
    /// The draft was taken back (引戻し).
    case draftWithdrawn(version: Int, by: Wording)
    /// A post gave its stamp (押印).
    case stamped(ApprovalStamp)
    /// A post sent the draft back (差戻し).
    case sentBack(DraftSentBack)
    /// A person compared address and contents of the envelope (宛名・封入確認).
    case envelopeChecked(version: Int, by: Wording)
    /// The answer was sent (発送).
    case sent(SentAnswer)
    /// Something was done about it (反映).
    case measureTaken(MeasureTaken)
    /// Somebody looked at what that brought (検証).
    case measureChecked(MeasureCheck)
    /// It was closed without an answer (回答せずに完了).
    case closed(ItemClosure)
    /// It was taken up again (再開).
    case reopened(ItemReopening)
    /// The mayor, or the deputy, said what is to be done (指示).
    case instructed(Instruction)
    /// A section said what it did about that (指示への対応).
    case instructionAnswered(InstructionAnswer)
}

/// A person gives an item up (着手の取消し).
public struct ItemRelease: Sendable, Equatable {
    /// The section; nil for the triage of the hearing section (担当課).
    public var section: Wording?
    /// Who gives it up: the person, or another for them (取消者).
    public var by: Wording

    /// A person gives an item up (着手の取消し).
    public init(section: Wording?, by: Wording) {
        self.section = section
        self.by = by
    }
}

/// An item goes to another section, as not the business of this one (担当替え(所管外申出)).
public struct ItemTransfer: Sendable, Equatable {
    /// The section that passes it on (担当替え元).
    public var from: Wording
    /// The section that gets it (担当替え先).
    public var to: Wording
    /// Why (理由).
    public var reason: Sealed<Wording>

    /// An item goes to another section (担当替え).
    public init(from: Wording, to: Wording, reason: Sealed<Wording>) {
        self.from = from
        self.to = to
        self.reason = reason
    }
}

/// A section gives an item back to be sorted anew (担当未定へ).
public struct ReturnToTriage: Sendable, Equatable {
    /// The section that gives it back (戻し元).
    public var from: Wording
    /// Why (理由).
    public var reason: Sealed<Wording>

    /// A section gives an item back (担当未定へ).
    public init(from: Wording, reason: Sealed<Wording>) {
        self.from = from
        self.reason = reason
    }
}

/// A note for the house (庁内メモ).
public struct InternalNote: Sendable, Equatable {
    /// The section of the writer (担当課).
    public var section: Wording?
    /// The account of the writer (記入者).
    public var by: Wording
    /// Whether it is what a further section has to say for the answer (関係課の意見).
    public var isContribution: Bool
    /// The note (メモ).
    public var text: Sealed<Wording>

    /// A note for the house (庁内メモ).
    public init(
        section: Wording?, by: Wording, isContribution: Bool = false, text: Sealed<Wording>
    ) {
        self.section = section
        self.by = by
        self.isContribution = isContribution
        self.text = text
    }
}

/// The sender is told to wait; the letter is headed 【中間回答】 (中間回答).
public struct InterimAnswer: Sendable, Equatable {
    /// The day it was given (中間回答日).
    public var on: LocalDate
    /// How (発送方法).
    public var medium: ReplyMedium
    /// The day by which an answer is expected (回答見込日).
    public var expectedOn: LocalDate
    /// Why it takes longer (理由).
    public var reason: Sealed<Wording>

    /// An interim answer (中間回答).
    public init(
        on: LocalDate, medium: ReplyMedium, expectedOn: LocalDate, reason: Sealed<Wording>
    ) {
        self.on = on
        self.medium = medium
        self.expectedOn = expectedOn
        self.reason = reason
    }
}

/// An answer by word of mouth (口頭回答).
public struct SpokenAnswer: Sendable, Equatable {
    /// The day (回答日).
    public var on: LocalDate
    /// By telephone or face to face (回答方法).
    public var medium: ReplyMedium
    /// What was said (回答の要旨).
    public var gist: Sealed<Wording>

    /// An answer by word of mouth (口頭回答).
    public init(on: LocalDate, medium: ReplyMedium, gist: Sealed<Wording>) {
        self.on = on
        self.medium = medium
        self.gist = gist
    }
}

/// A post does not agree with a draft (差戻し).
public struct DraftSentBack: Sendable, Equatable {
    /// The version of the draft (起案の版).
    public var draft: Int
    /// The code of the post (職).
    public var post: Wording
    /// The account of the person who entered it (入力者).
    public var by: Wording
    /// The person who decided, when another entered it for them (決裁者; 代理入力のとき).
    public var onBehalfOf: Wording?
    /// Why (理由).
    public var reason: Sealed<Wording>

    /// A post does not agree with a draft (差戻し).
    public init(
        draft: Int, post: Wording, by: Wording, onBehalfOf: Wording? = nil,
        reason: Sealed<Wording>
    ) {
        self.draft = draft
        self.post = post
        self.by = by
        self.onBehalfOf = onBehalfOf
        self.reason = reason
    }
}

/// An answer in writing was sent (発送).
public struct SentAnswer: Sendable, Equatable {
    /// The version of the draft that was sent (起案の版).
    public var draft: Int
    /// The day it was sent, by which the deadline is measured (発送日, PRODUCT §4.4).
    public var on: LocalDate
    /// How (発送方法).
    public var medium: ReplyMedium
    /// The number of the document (文書番号).
    public var documentNumber: Wording?

    /// An answer in writing was sent (発送).
    public init(draft: Int, on: LocalDate, medium: ReplyMedium, documentNumber: Wording? = nil) {
        self.draft = draft
        self.on = on
        self.medium = medium
        self.documentNumber = documentNumber
    }
}

/// What was done about an item (反映).
///
/// Source: 釧路市 除雪要望 (要望→対応検討→業務へ反映→検証), PRODUCT §1.1 no. 21.
public struct MeasureTaken: Sendable, Equatable {
    /// The section that did it (担当課).
    public var section: Wording
    /// The day (反映日).
    public var on: LocalDate
    /// What came of the item (対応の種別).
    public var outcome: ItemOutcome
    /// What was done (反映の内容).
    public var text: Sealed<Wording>

    /// What was done about an item (反映).
    public init(section: Wording, on: LocalDate, outcome: ItemOutcome, text: Sealed<Wording>) {
        self.section = section
        self.on = on
        self.outcome = outcome
        self.text = text
    }
}

/// A later look at what a measure brought (検証).
public struct MeasureCheck: Sendable, Equatable {
    /// The day (検証日).
    public var on: LocalDate
    /// What was found (検証の結果).
    public var text: Sealed<Wording>

    /// A later look at what a measure brought (検証).
    public init(on: LocalDate, text: Sealed<Wording>) {
        self.on = on
        self.text = text
    }
}

/// An item is closed without an answer; with one it is done by that (回答せずに完了).
public struct ItemClosure: Sendable, Equatable {
    /// The day (完了日).
    public var on: LocalDate
    /// Why there is no answer (回答しない理由).
    public var noAnswer: NoAnswerReason
    /// What else there is to say (説明).
    public var note: Sealed<Wording?>

    /// An item is closed without an answer (回答せずに完了).
    public init(on: LocalDate, noAnswer: NoAnswerReason, note: Sealed<Wording?>) {
        self.on = on
        self.noAnswer = noAnswer
        self.note = note
    }
}

/// An item is taken up again (再開).
public struct ItemReopening: Sendable, Equatable {
    /// Whether its end was an error, or there is more to do (再開の区分).
    public var cause: ReopeningCause
    /// Why (理由).
    public var reason: Sealed<Wording>

    /// An item is taken up again (再開).
    public init(cause: ReopeningCause, reason: Sealed<Wording>) {
        self.cause = cause
        self.reason = reason
    }
}
