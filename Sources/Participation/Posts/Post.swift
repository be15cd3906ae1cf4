/// The rank of a post on the way of a draft, from below (決裁の職位, PRODUCT §4.4).
public enum PostRank: String, Sendable, CaseIterable, Comparable {
    /// Head of a unit (係長).
    case chief
    /// Head of a section (課長).
    case section
    /// Head of a department (部長).
    case department
    /// Deputy mayor (副市長).
    case deputyMayor = "deputy-mayor"
    /// Mayor, or who stands at the head of another executive body (市長).
    case mayor

    /// The word for the rank (職位名).
    public var japanese: String {
        switch self {
        case .chief: "係長"
        case .section: "課長"
        case .department: "部長"
        case .deputyMayor: "副市長"
        case .mayor: "市長"
        }
    }

    /// Whether one rank is below the other (職位の上下).
    public static func < (below: PostRank, above: PostRank) -> Bool {
        below.height < above.height
    }

    private var height: Int {
        switch self {
        case .chief: 0
        case .section: 1
        case .department: 2
        case .deputyMayor: 3
        case .mayor: 4
        }
    }
}

/// How the holder has a post (任用の区分, DECISIONS C6).
public enum PostTenure: String, Sendable, CaseIterable {
    /// As their own (本務).
    case regular
    /// Beside another one (併任・兼務).
    case concurrent
    /// Looking after it while it is not filled (事務取扱).
    case acting

    /// The word in the list (任用の区分の表記).
    public var japanese: String {
        switch self {
        case .regular: "本務"
        case .concurrent: "併任"
        case .acting: "事務取扱"
        }
    }
}

/// A post, and who has it (職).
///
/// Known by its name, as it is spoken of: 土木課長.
public struct Post: Sendable, Equatable {
    /// What it is called (職名).
    public var name: Wording
    /// Where it stands on the way of a draft; nil for one that only deputises, such as 課長補佐
    /// (職位).
    public var rank: PostRank?
    /// The sections whose drafts come to it; none: those of the whole city (所管する課).
    public var sections: [Wording]
    /// The account of its holder; nil while it is vacant (在職者; nil は欠員).
    public var holder: Wording?
    /// How the holder has it (任用の区分).
    public var tenure: PostTenure
    /// The posts whose holders decide while its own is away, the first first (代決順位).
    public var deputies: [Wording]

    /// A post, and who has it (職).
    public init(
        name: Wording, rank: PostRank?, sections: [Wording] = [], holder: Wording? = nil,
        tenure: PostTenure = .regular, deputies: [Wording] = []
    ) {
        self.name = name
        self.rank = rank
        self.sections = sections
        self.holder = holder
        self.tenure = tenure
        self.deputies = deputies
    }
}
