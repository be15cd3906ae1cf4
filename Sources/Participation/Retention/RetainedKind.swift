/// What a period of retention is for (保存区分の対象).
public enum RetainedKind: Sendable, Hashable {
    /// All items whose scheme has no period of its own (受付案件).
    case items
    /// The items of one scheme (受付制度ごとの案件).
    case scheme(Scheme)
    /// Lectures and the requests for them (まちづくり出前講座).
    case lectures
    /// Gatherings and who signed up (催し).
    case gatherings
    /// Who opened what is sealed (開封の記録).
    case openings

    /// The code on a command line: `items`, `petition`, `lectures` (対象の符号).
    public var code: String {
        switch self {
        case .items: "items"
        case .scheme(let scheme): scheme.rawValue
        case .lectures: "lectures"
        case .gatherings: "gatherings"
        case .openings: "openings"
        }
    }

    /// The words on a list (対象の表記).
    public var japanese: String {
        switch self {
        case .items: "受付案件"
        case .scheme(let scheme): scheme.japanese
        case .lectures: "まちづくり出前講座"
        case .gatherings: "催し"
        case .openings: "開封の記録"
        }
    }

    /// How long it is kept where the city has no rule; nil: nothing expires without one (通常の保存期間).
    ///
    /// Who opened what: three years, as long as unauthorised access can be prosecuted (不正アクセス行為の禁止等
    /// に関する法律第11条と刑事訴訟法第250条; so IPA「企業における情報システムのログ管理に関する実態調査」2016).
    public var usual: RetentionPeriod? {
        switch self {
        case .items, .scheme, .lectures, .gatherings: nil
        case .openings: .years(3)
        }
    }

    /// All there are (対象の一覧).
    public static let all: [RetainedKind] =
        [.items] + Scheme.allCases.map(RetainedKind.scheme) + [.lectures, .gatherings, .openings]

    /// Reads a code (対象の読取り).
    public init?(code: String) {
        guard let kind = Self.all.first(where: { $0.code == code }) else { return nil }
        self = kind
    }
}
