public import Participation

/// Limits of the register, each with its name (受付簿の上限).
public enum RegisterLimits {
    /// Rows of a page, unless asked otherwise: as many as stand on a sheet of A4.
    public static let page = 30
    /// The most rows of a page of the API.
    public static let longestPage = 100
    /// The most rows of one file.
    public static let exported = 1_000
    /// Those who may have written before, shown at once.
    public static let people = 100
}

/// What is asked of the register (受付簿の照会).
public struct RegisterRequest: Sendable {
    /// Which items (条件).
    public var filter: RegisterFilter
    /// Words of gist or text; all of them must be there (検索語).
    public var text: String?
    /// What is known of the sender (差出人の手掛かり).
    public var person: PersonClues
    /// Go on after this place (続き).
    public var after: SearchPlace?
    /// How many at most (件数の上限).
    public var limit: Int
    /// Whether a copy leaves the house: then without what is restricted, whoever asks
    /// (DECISIONS C3; ファイル出力).
    public var isFile = false

    /// A question.
    public init(
        filter: RegisterFilter = RegisterFilter(), text: String? = nil,
        person: PersonClues = PersonClues(), after: SearchPlace? = nil,
        limit: Int = RegisterLimits.page
    ) {
        self.filter = filter
        self.text = text
        self.person = person
        self.after = after
        self.limit = limit
    }

    /// Whether what is sealed must be opened to answer it.
    public var looksIntoLetters: Bool { text != nil || !person.isBlank }
}

/// A line of the register as a reader sees it (受付簿の一行).
public struct RegisterEntry: Sendable, Equatable {
    /// The gist, as far as the reader may see it (要旨の表示).
    public enum Gist: Sendable, Equatable {
        /// What it says; 「(要旨なし)」 when there is none (開封済み).
        case shown(String)
        /// Sealed, and not opened (伏せ字).
        case masked
        /// Nobody can read it any more (消去済み).
        case erased
    }

    /// What stands in the register without being sealed (公開部分).
    public let row: RegisterRow
    /// The gist (要旨).
    public let gist: Gist
    /// Where it stands in the tray of its section; nil for what lies in none (処理状況).
    public let stage: ResponseStage?
    /// The last day for the answer (回答期限).
    public let due: LocalDate?
    /// Whether that day is over without an answer (期限切れ).
    public let isOverdue: Bool

    /// The same for programs.
    public var json: JSONValue {
        let (personal, summary): (String, JSONValue?) =
            switch gist {
            case .shown(let text): ("readable", .string(text))
            case .masked: ("masked", nil)
            case .erased: ("erased", nil)
            }
        return .object(present: [
            "category": .optional(row.category), "channel": .string(row.channel.rawValue),
            "dueOn": .optional(due), "handling": .string(row.handling.rawValue),
            "id": .id(row.id), "lead": .optional(row.section),
            "mayPublish": row.mayPublish.flag.map(JSONValue.bool) ?? .null,
            "nature": .optional(row.nature?.rawValue), "overdue": .ifTrue(isOverdue),
            "personal": .string(personal), "receiptNumber": .string(row.number.description),
            "receivedOn": .date(row.receivedOn), "scheme": .string(row.scheme.rawValue),
            "senderKind": .string(row.sender.rawValue), "stage": .optional(stage?.rawValue),
            "state": .string(row.state.rawValue), "summary": summary,
            "transcribed": .bool(row.hasBody), "version": .integer(Int64(row.version)),
        ])
    }
}

/// A page of the register, newest first (受付簿の頁).
public struct RegisterPage: Sendable, Equatable {
    /// The lines (行).
    public let entries: [RegisterEntry]
    /// Where to go on; nil when nothing is left (続き).
    public let next: SearchPlace?

    /// The same for programs.
    public var json: JSONValue { .object(["items": .array(entries.map(\.json))]) }
}
