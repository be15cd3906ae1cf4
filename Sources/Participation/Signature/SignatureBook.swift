/// In whose name the city answers, each from a day on (回答の名義).
///
/// One stream for the city. After an election, or while a deputy acts, letters of that day on are
/// signed otherwise; what was printed before keeps its name (DECISIONS C6).
public struct SignatureBook: Decider {
    /// The signatures, in the order of the days from which they hold (名義).
    public private(set) var terms: [SignatureTerm] = []

    /// Nothing is known (未登録).
    public static let initial = SignatureBook()

    /// In whose name is signed on a day; nil when none is in force (その日の名義).
    public func signature(on day: LocalDate) -> SignatureTerm? {
        terms.last { $0.from <= day }
    }

    /// Answers a command with the events that follow from it (判断).
    /// - Throws: the reason why the signature is not taken.
    public static func decide(
        _ command: SignatureCommand, _ state: SignatureBook
    ) throws(SignatureRefusal) -> [SignatureEvent] {
        switch command {
        case .define(let term):
            for (field, text) in [(SignatureField.title, term.title), (.name, term.name)] {
                if let fault = TextFault.of(
                    text.text, limit: SignatureLimits.text, required: true)
                {
                    throw .text(field, fault)
                }
            }
            if state.terms.contains(term) { return [] }
            let isReplaced = state.terms.contains { $0.from == term.from }
            guard isReplaced || state.terms.count < SignatureLimits.terms else {
                throw .tooMany(SignatureLimits.terms)
            }
            return [.defined(term)]
        }
    }

    /// The state after an event (状態の更新).
    public static func evolve(_ state: SignatureBook, _ event: SignatureEvent) -> SignatureBook {
        var state = state
        switch event {
        case .defined(let term):
            state.terms.removeAll { $0.from == term.from }
            let place = state.terms.firstIndex { $0.from > term.from }
            state.terms.insert(term, at: place ?? state.terms.endIndex)
        }
        return state
    }
}

/// In whose name is signed from a day until the next one (名義の一件).
public struct SignatureTerm: Sendable, Equatable {
    /// The first day (適用開始日).
    public var from: LocalDate
    /// The title: 市長, 市長職務代理者副市長, 教育長, 管理者, 課長 (職名).
    public var title: Wording
    /// The name (氏名).
    public var name: Wording

    /// In whose name is signed from a day on (名義).
    public init(from: LocalDate, title: Wording, name: Wording) {
        self.from = from
        self.title = title
        self.name = name
    }
}

/// What may be asked of the signatures (名義の命令).
public enum SignatureCommand: Sendable, Equatable {
    /// Sign so from a day on; the same day again takes the place of what was said (名義の登録).
    case define(SignatureTerm)
}

/// What happened to the signatures (名義の出来事).
public enum SignatureEvent: Sendable, Equatable {
    /// A signature was taken (名義の登録).
    case defined(SignatureTerm)
}

/// How much the signatures may hold (名義の上限).
public enum SignatureLimits {
    /// Signatures of one city (名義の数).
    public static let terms = 500
    /// A title or a name, in characters (字数).
    public static let text = 60
}

/// A field of the form for signatures (名義の入力項目).
public enum SignatureField: String, Sendable, CaseIterable {
    /// The title (職名).
    case title
    /// The name (氏名).
    case name
    /// The first day (適用開始日).
    case from

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .title: "職名"
        case .name: "氏名"
        case .from: "適用開始日"
        }
    }
}

/// Why a signature is not taken (名義を登録できない理由).
public enum SignatureRefusal: ExplainedRefusal {
    /// Something stands against a text (記入の誤り).
    case text(SignatureField, TextFault)
    /// More than there may be (件数超過).
    case tooMany(Int)

    /// The field beside which it is shown (該当項目).
    public var field: SignatureField? {
        switch self {
        case .text(let field, _): field
        case .tooMany: nil
        }
    }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .text(let field, let fault): fault.japanese(of: field.japanese)
        case .tooMany(let limit): "名義が多すぎます。\(limit)件までにしてください。"
        }
    }
}
