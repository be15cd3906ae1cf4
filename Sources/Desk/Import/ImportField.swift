import Participation

/// A field that a mapping fills from columns or with a constant (取込み項目).
///
/// Raw values are the names in mapping files (CONTRACT §2) and, for items, those of the API.
public enum ImportField: String, Sendable, CaseIterable {
    /// What tells this record from all others of its source (元の番号).
    case externalId
    /// The day it first arrived at any city office (受付日).
    case receivedOn
    /// The scheme it came under (受付制度).
    case scheme
    /// The way it came (経路).
    case channel
    /// What it is by content (性質).
    case nature
    /// The category, a label of the source or a code of the city (分類).
    case category
    /// Further subjects (話題).
    case topics
    /// The district it is about (地区).
    case district
    /// The section it went to or that holds the event (所管).
    case department
    /// The gist (要旨).
    case summary
    /// The text (本文).
    case body
    /// The sender's name, or the title of a gathering (氏名・名称).
    case name
    /// The reading of the name (ふりがな).
    case kana
    /// The postal code (郵便番号).
    case postalCode
    /// The address (住所).
    case address
    /// The telephone number (電話番号).
    case phone
    /// The e-mail address (メールアドレス).
    case email
    /// Whether the sender gave no name (匿名).
    case anonymous
    /// Whether a reply is wanted (回答希望).
    case wantsReply
    /// Whether it may be published (公表の可否).
    case mayPublish
    /// The kind of gathering (催しの種類).
    case kind
    /// The day, or the first day, it was held (開催日).
    case heldOn
    /// The last day (終了日).
    case endsOn
    /// The time it begins (開始時刻).
    case startsAt
    /// The time it ends (終了時刻).
    case endsAt
    /// Where (会場).
    case place
    /// How many can take part (定員).
    case capacity
    /// How many took part (参加人数).
    case headcount
    /// The number or name on the menu of lectures (講座メニュー).
    case menu
    /// The title of the lecture (講座名).
    case title
    /// The code of the indicator (指標).
    case indicator
    /// The fiscal year (年度).
    case year
    /// The quarter of it (四半期).
    case quarter
    /// The value measured (値).
    case value
    /// Who measured it, or where it is printed (出典).
    case source

    /// The word for it in messages (項目名).
    public var japanese: String {
        switch self {
        case .externalId: "元の番号"
        case .receivedOn: "受付日"
        case .scheme: "受付制度"
        case .channel: "経路"
        case .nature: "性質"
        case .category: "分類"
        case .topics: "話題"
        case .district: "地区"
        case .department: "所管"
        case .summary: "要旨"
        case .body: "本文"
        case .name: "氏名・名称"
        case .kana: "ふりがな"
        case .postalCode: "郵便番号"
        case .address: "住所"
        case .phone: "電話番号"
        case .email: "メールアドレス"
        case .anonymous: "匿名"
        case .wantsReply: "回答希望"
        case .mayPublish: "公表の可否"
        case .kind: "催しの種類"
        case .heldOn: "開催日"
        case .endsOn: "終了日"
        case .startsAt: "開始時刻"
        case .endsAt: "終了時刻"
        case .place: "会場"
        case .capacity: "定員"
        case .headcount: "参加人数"
        case .menu: "講座メニュー"
        case .title: "講座名"
        case .indicator: "指標"
        case .year: "年度"
        case .quarter: "四半期"
        case .value: "値"
        case .source: "出典"
        }
    }

    /// How its text is read (読み方).
    var shape: Shape {
        switch self {
        case .externalId: .key
        case .receivedOn: .day
        case .scheme: .code(Scheme.allCases.map { ($0.rawValue, $0.japanese) })
        case .channel: .code(Channel.allCases.map { ($0.rawValue, $0.japanese) })
        case .nature: .code(Nature.allCases.map { ($0.rawValue, $0.japanese) })
        case .kind: .code(Self.gatherings)
        case .category, .district, .department, .menu, .indicator: .label
        case .topics: .labels
        case .summary, .body, .name, .kana, .postalCode, .address, .phone, .email, .place,
            .title, .source:
            .text
        case .anonymous, .wantsReply, .mayPublish: .flag
        case .heldOn: .firstDay
        case .endsOn: .lastDay
        case .startsAt: .startTime
        case .endsAt: .endTime
        case .capacity: .capacity
        case .headcount: .count
        case .year: .fiscalYear
        case .quarter: .quarter
        case .value: .decimal
        }
    }

    /// How a field's text is read (読み方).
    enum Shape {
        /// Columns that together name the record.
        case key
        /// Kept as written, to the code point.
        case text
        /// One name: outer blanks and line breaks of the layout are taken away.
        case label
        /// Several names.
        case labels
        /// One of these codes, or the Japanese name of one.
        case code([(code: String, japanese: String)])
        /// Yes or no.
        case flag
        /// One day.
        case day
        /// The first of the days named.
        case firstDay
        /// The last of them, when there are several.
        case lastDay
        /// The time of day the first session begins.
        case startTime
        /// The time of day it ends.
        case endTime
        /// How many can take part.
        case capacity
        /// A whole number, not negative.
        case count
        /// A fiscal year.
        case fiscalYear
        /// 1…4.
        case quarter
        /// A number with or without decimals.
        case decimal
    }

    /// The kinds of CONTRACT §4.
    private static let gatherings: [(code: String, japanese: String)] = [
        ("workshop", "ワークショップ"), ("city-watching", "市政ウォッチング"),
        ("regional-talk", "地域懇談会"), ("mayor-dialogue", "市長との対話"), ("event", "イベント"),
    ]
}
