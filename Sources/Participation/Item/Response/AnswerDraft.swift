/// A draft of the answer, laid before the posts that decide (回答の起案).
///
/// Every change is a new version: a stamp belongs to the text its holder saw (DECISIONS C6).
public struct AnswerDraft: Sendable, Equatable {
    /// Its number, from 1 (版).
    public var version: Int
    /// The account of the person who wrote it (起案者).
    public var by: Wording
    /// Whether it is a light matter, decided below the mayor (軽易).
    public var isMinor: Bool
    /// The posts it goes through, in order; none: not laid before anybody yet (決裁の順路).
    public var route: [ApprovalStep]
    /// The answer (回答文).
    public var text: Sealed<Wording>

    /// A draft of the answer (回答の起案).
    public init(
        version: Int, by: Wording, isMinor: Bool, route: [ApprovalStep], text: Sealed<Wording>
    ) {
        self.version = version
        self.by = by
        self.isMinor = isMinor
        self.route = route
        self.text = text
    }

    /// Whether both ask the same posts for the same text (同一の起案).
    func says(the other: AnswerDraft) -> Bool {
        isMinor == other.isMinor && route == other.route && text == other.text
    }
}

/// A post on the way of a draft (決裁の段階).
public struct ApprovalStep: Sendable, Equatable {
    /// The code of the post (職).
    public var post: Wording
    /// Whether another section is only asked to agree (合議).
    public var isConsultation: Bool

    /// A post on the way of a draft (決裁の段階).
    public init(post: Wording, isConsultation: Bool = false) {
        self.post = post
        self.isConsultation = isConsultation
    }
}

/// How a post gave its stamp (押印の区分, DECISIONS C6).
public enum StampManner: String, Sendable, CaseIterable {
    /// Its holder agreed, or decided at the end of the route (承認).
    case approved
    /// A deputy decided while the holder was away (代決).
    case deputised
    /// It was decided on paper, with all the posts before it (紙決裁済).
    case onPaper = "on-paper"
    /// The holder has seen afterwards what a deputy decided (後閲).
    case reviewed

    /// The word on the stamp (押印の表記).
    public var japanese: String {
        switch self {
        case .approved: "承認"
        case .deputised: "代決"
        case .onPaper: "紙決裁済"
        case .reviewed: "後閲"
        }
    }
}

/// The stamp of a post on one version of a draft (押印).
public struct ApprovalStamp: Sendable, Equatable {
    /// The version of the draft (起案の版).
    public var draft: Int
    /// The code of the post (職).
    public var post: Wording
    /// How it was given (押印の区分).
    public var manner: StampManner
    /// The account of the person who entered it (入力者).
    public var by: Wording
    /// The person who decided, when another entered it for them (決裁者; 代理入力のとき).
    public var onBehalfOf: Wording?
    /// The day of the decision (決裁日).
    public var on: LocalDate

    /// The stamp of a post (押印).
    public init(
        draft: Int, post: Wording, manner: StampManner, by: Wording, onBehalfOf: Wording? = nil,
        on: LocalDate
    ) {
        self.draft = draft
        self.post = post
        self.manner = manner
        self.by = by
        self.onBehalfOf = onBehalfOf
        self.on = on
    }
}

/// The draft a section works on, and what the posts have said to it (起案中の回答).
public struct DraftInHand: Sendable, Equatable {
    /// The draft (起案).
    public var draft: AnswerDraft
    /// The stamps on this version, the first first (押印).
    public var stamps: [ApprovalStamp] = []
    /// Whether a post sent it back (差戻しの有無).
    public var isSentBack = false
    /// Who compared address and contents of the envelope (宛名・封入を確認した者).
    public var checkedBy: [Wording] = []

    /// A draft nobody has stamped (押印前の起案).
    public init(_ draft: AnswerDraft) { self.draft = draft }

    /// How far a draft has come (起案の状態).
    public enum Standing: Sendable, Equatable {
        /// Written down, laid before nobody (下書き).
        case noted
        /// On its way (決裁中).
        case inApproval(next: ApprovalStep)
        /// A post sent it back (差戻し).
        case sentBack
        /// Every post agreed (決裁済み).
        case approved
    }

    /// How far it has come (起案の状態).
    public var standing: Standing {
        if draft.route.isEmpty { return .noted }
        if isSentBack { return .sentBack }
        return draft.route.dropFirst(settledSteps).first.map(Standing.inApproval(next:))
            ?? .approved
    }

    /// The stamp by which a post settled its step; one given on paper settles all before it (押印).
    public func stamp(of post: Wording) -> ApprovalStamp? {
        stamps.first { $0.post == post && $0.manner != .reviewed }
    }

    /// How many steps are settled, counted from the first (済んだ段階の数).
    private var settledSteps: Int {
        draft.route.lastIndex { stamp(of: $0.post) != nil }.map { $0 + 1 } ?? 0
    }
}
