public import Participation

/// Which items of the register are asked for; all that is given must hold (受付簿の条件).
public struct RegisterFilter: Sendable, Equatable {
    /// What the office goes after when it looks through the register (受付簿の絞込み, PRODUCT §4.2).
    /// Raw values are the names the API uses.
    public enum Mark: String, Sendable, CaseIterable {
        /// No section has it yet (未振分け).
        case untriaged
        /// The sender gave no name (匿名).
        case anonymous
        /// Its text is still on paper (転記待ち).
        case untranscribed
        /// Its deadline is over, and nobody has answered (期限切れ).
        case overdue
        /// The sender agreed to its publication (公表可).
        case publishable
    }

    /// Received on this day or later (受付日の始め).
    public var from: LocalDate?
    /// Received on this day or before (受付日の終わり).
    public var through: LocalDate?
    /// The scheme (受付制度).
    public var scheme: Scheme?
    /// The channel (経路).
    public var channel: Channel?
    /// The category, as its code is written (分類).
    public var category: String?
    /// The section in charge, by its code or name (担当).
    public var section: String?
    /// Where it stands (状態).
    public var state: RegisterRow.State?
    /// What is gone after (絞込み).
    public var marks: Set<Mark>

    /// A filter; by itself it lets everything through.
    public init(
        from: LocalDate? = nil, through: LocalDate? = nil, scheme: Scheme? = nil,
        channel: Channel? = nil, category: String? = nil, section: String? = nil,
        state: RegisterRow.State? = nil, marks: Set<Mark> = []
    ) {
        self.from = from
        self.through = through
        self.scheme = scheme
        self.channel = channel
        self.category = category
        self.section = section
        self.state = state
        self.marks = marks
    }
}

extension RegisterFilter.Mark {
    /// The word on the page (絞込みの名).
    public var japanese: String {
        switch self {
        case .untriaged: "未振分け"
        case .anonymous: "匿名"
        case .untranscribed: "転記待ち"
        case .overdue: "期限切れ"
        case .publishable: "公表可"
        }
    }
}
