/// What kind of gathering it is (催しの種類).
///
/// Raw values are the codes of CONTRACT §4; forms the city invents later are `event` with
/// attributes of its own.
public enum GatheringKind: String, Sendable, CaseIterable {
    /// A workshop, such as (仮称)多世代交流ワークショップ (ワークショップ).
    case workshop
    /// A tour of the city's facilities (市政ウォッチング).
    case cityWatching = "city-watching"
    /// A talk in a district, where the mayor and others hear what is said (地域懇談会).
    case regionalTalk = "regional-talk"
    /// A talk of citizens with the mayor (まちづくりふれあいトーク).
    case mayorDialogue = "mayor-dialogue"
    /// Any other gathering (催し).
    case event

    /// The name in the list (種類名).
    public var japanese: String {
        switch self {
        case .workshop: "ワークショップ"
        case .cityWatching: "市政ウォッチング"
        case .regionalTalk: "地域懇談会"
        case .mayorDialogue: "まちづくりふれあいトーク"
        case .event: "催し"
        }
    }
}

/// How places are given out (参加者の決め方).
public enum Admission: String, Sendable, CaseIterable {
    /// Who signs up first (先着順).
    case firstCome = "first-come"
    /// By lot, those who come for the first time first (抽選).
    case lottery

    /// The words on the notice (決め方の表記).
    public var japanese: String {
        switch self {
        case .firstCome: "先着順"
        case .lottery: "抽選"
        }
    }
}
