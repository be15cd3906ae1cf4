public import EventLog
public import FoundationEssentials
public import Participation
public import Postgres

/// What the rules of the city say no with, whichever decider they belong to (断りの理由).
public struct Refused: Sendable, Equatable {
    /// The field beside which it is shown, as the API names it; nil for the whole (該当項目).
    public let field: String?
    /// What is wrong and what to do (理由の説明).
    public let japanese: String

    /// A refusal about one field that no decider has to give.
    init(field: String, japanese: String) {
        self.field = field
        self.japanese = japanese
    }

    /// A refusal in the form every page and the API can show.
    public init(_ refusal: some ExplainedRefusal) {
        field = refusal.field?.rawValue
        japanese = refusal.japanese
    }
}

/// Why the desk did not do what was asked (窓口の回答: 不可).
///
/// Holds nothing a citizen wrote, so it may be printed and logged.
public enum DeskError: Error, Sendable {
    /// The input cannot be read as what it should be; everything that is wrong (入力形式の誤り).
    case malformed([InputError])
    /// The city says no; everything that stands against it (受付不可).
    case refused([ItemRefusal])
    /// The city says no to something else than an item; everything that stands against it (不可).
    case declined([Refused])
    /// A file cannot be read as a whole; nothing was recorded (取込み不可).
    case file(ImportError)
    /// Another city is set up here (設定済み).
    case cityAlreadySetUp(City)
    /// There are records here already, and the demo is for an empty log (記録あり).
    case notEmpty
    /// No such receipt, item or position (該当なし).
    case notFound(String)
    /// The city is not set up yet (未設定).
    case cityNotSetUp
    /// The thing has another version than the caller has seen (版の不一致).
    case changed(version: Int32)
    /// The thing was changed by others again and again meanwhile: look again, then decide (競合).
    case conflict
    /// The command's id was used before for something else (指示番号の使い回し).
    case commandReused(UUID)
    /// Larger than the log takes, in bytes (大きすぎる).
    case tooLarge(bytes: Int, limit: Int)
    /// A projection has not come up to the head in time: ask again (集計中).
    case behind(ProjectionName, position: Int64, head: Int64)
    /// Something beside the database is not there just now, and why; nothing was recorded (時機待ち).
    case later(String)
    /// Too many callers wait already; nothing was recorded (混雑).
    case overloaded
    /// The database cannot be used now; nothing was recorded (利用不可).
    case unavailable(PostgresError)
    /// It may or may not be recorded: repeat it with the same command (結果不明).
    case outcomeUnknown(PostgresError)
    /// Personal data cannot be sealed or opened (鍵束の異常).
    case keyring(KeyringError)
    /// The log holds something this program cannot read (読めない記録).
    case unreadable(EventCodingError)
    /// A mistake of the program; names the kind of error only (内部エラー).
    case internalFault(String)

    /// The desk's word for an error from the rooms below.
    init(_ error: any Error) {
        self =
            switch error {
            case let error as DeskError: error
            case let error as AppendError: DeskError(append: error)
            case let error as PostgresError: DeskError(postgres: error)
            case let error as KeyringError: .keyring(error)
            case let error as EventCodingError: .unreadable(error)
            case let error as ImportError: .file(error)
            case let error as ItemRefusal: .refused([error])
            case let error as IndicatorLookupError:
                .declined([Refused(field: "indicator", japanese: error.japanese)])
            case let error as any ExplainedRefusal: .declined([Refused(error)])
            case is CancellationError:
                .unavailable(PostgresError(code: .cancelled, message: "cancelled"))
            default: .internalFault("\(type(of: error))")
            }
    }

    private init(append error: AppendError) {
        self =
            switch error {
            case .conflict, .checkpointMoved: .conflict
            case .commandReused(let id): .commandReused(id)
            case .tooLarge(let bytes, let limit): .tooLarge(bytes: bytes, limit: limit)
            case .malformed: .internalFault("AppendError.malformed")
            case .overloaded: .overloaded
            case .unavailable(let error): .unavailable(error)
            case .outcomeUnknown(let error): .outcomeUnknown(error)
            }
    }

    private init(postgres error: PostgresError) {
        self = error.code == .poolExhausted ? .overloaded : .unavailable(error)
    }
}

extension DeskError: CustomStringConvertible {
    /// One line for a terminal or a log: what, and what to do.
    public var description: String {
        switch self {
        case .malformed(let errors): errors.map(\.english).joined(separator: "; ")
        case .refused(let refusals): Self.line(refusals.map { Refused($0) })
        case .declined(let refusals): Self.line(refusals)
        case .file(let error): error.japanese
        case .cityAlreadySetUp(let city):
            "this database belongs to \(city.name) (\(city.code)) already; use another one"
        case .notEmpty: "there are records here already; --demo is for an empty data directory"
        case .notFound(let what): "\(what) is not in the log"
        case .cityNotSetUp: "no city is set up; run: koe setup --city NAME --code LGCODE"
        case .changed(let version):
            "it has come to version \(version) meanwhile; look at it again and repeat"
        case .conflict: "others changed the same thing meanwhile; look at it again and repeat"
        case .commandReused(let id):
            "command \(id.uuidString.lowercased()) was used before with other content; "
                + "use a new id for a new request"
        case .tooLarge(let bytes, let limit):
            "\(bytes) bytes are over the limit of \(limit) bytes for one event; shorten the text"
        case .behind(let name, let position, let head):
            "\(name.rawValue) has come to \(position) of \(head); ask again in a moment"
        case .later(let reason): reason
        case .overloaded: "too many requests are waiting; try again in a moment"
        case .unavailable(let error): "nothing was recorded: \(error)"
        case .outcomeUnknown(let error):
            "it is not known whether this was recorded (\(error)); repeat it with the same command"
        case .keyring(let error): "\(error)"
        case .unreadable(let error): "\(error)"
        case .internalFault(let kind): "unexpected \(kind); nothing was recorded. Please report it"
        }
    }

    /// The rules are worded once, in the language of those they are for.
    private static func line(_ refusals: [Refused]) -> String {
        refusals.map { ($0.field.map { "\($0): " } ?? "") + $0.japanese }.joined(separator: " ")
    }
}
