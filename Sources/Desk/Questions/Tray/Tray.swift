public import FoundationEssentials
public import Participation

/// What lies in the tray of a section (担当課トレイ).
public struct Tray: Sendable, Equatable {
    /// One item of it (トレイの案件).
    public struct Entry: Sendable, Equatable {
        /// The item (案件).
        public let id: UUID
        /// The receipt number (受付番号).
        public let receiptNumber: ReceiptNumber
        /// The day of receipt (受付日).
        public let receivedOn: LocalDate
        /// The scheme (受付制度).
        public let scheme: Scheme
        /// The handling class (取扱区分).
        public let handling: Handling
        /// Whether it cannot wait (緊急).
        public let isUrgent: Bool
        /// Whether this section answers it (主担当か).
        public let isLead: Bool
        /// Where it stands (処理状況).
        public let stage: ResponseStage
        /// The last day for the answer (回答期限).
        public let due: LocalDate?
        /// The days left, counted as the rule counts them; below 0 by so many it is over. Nil where
        /// there is no deadline, or it was answered (残日数).
        public let daysLeft: Int?
        /// Whether the days are those on which the city hall is open (開庁日で数えるか).
        public let countsOpeningDays: Bool
        /// The day promised by an interim answer (回答見込日).
        public let expectedOn: LocalDate?
        /// The day of the first answer (最初の回答日).
        public let answeredOn: LocalDate?
        /// Who has it in hand, and since when (担当者).
        public let claimedBy: String?
        /// Since when (着手日).
        public let claimedOn: LocalDate?
        /// How often it went to another section (担当替え回数).
        public let hops: Int
        /// The version of its stream (版).
        public let version: Int32
        /// Instructions of the mayor that wait to be dealt with (対応していない指示の数).
        public let instructions: Int

        /// Whether and by how much it is over, in words (残日数の表記).
        public var left: String {
            guard let due else { return "期限なし" }
            guard let daysLeft else {
                return (answeredOn ?? due) <= due ? "期限内" : "期限後"
            }
            let unit = countsOpeningDays ? "開庁日" : "日"
            return switch daysLeft {
            case ..<0: "\(-daysLeft)\(unit)超過"
            case 0: "本日まで"
            default: "あと\(daysLeft)\(unit)"
            }
        }
    }

    /// The section as it was asked for; nil: the triage of the hearing section (担当課).
    public let section: String?
    /// The items, by where they stand, the most pressing first (案件).
    public let entries: [Entry]
    /// How many stand where, also of those that are not listed (処理状況ごとの件数).
    public let counts: [ResponseStage: Int]

    /// For programs.
    public var json: JSONValue {
        .object(present: [
            "counts": .object(
                Dictionary(
                    uniqueKeysWithValues: ResponseStage.allCases.map {
                        ($0.rawValue, .integer(Int64(counts[$0] ?? 0)))
                    })),
            "department": .string(section ?? Triage.code),
            "items": .array(entries.map(\.json)),
        ])
    }
}

extension Tray.Entry {
    fileprivate var json: JSONValue {
        .object(present: [
            "answeredOn": .optional(answeredOn), "claimedBy": .optional(claimedBy),
            "claimedOn": .optional(claimedOn), "daysLeft": .optional(daysLeft),
            "dueOn": .optional(due), "expectedOn": .optional(expectedOn),
            "handling": .string(handling.rawValue), "hops": .integer(Int64(hops)),
            "id": .id(id),
            "instructions": instructions == 0 ? nil : .integer(Int64(instructions)),
            "lead": .bool(isLead), "openingDays": .ifTrue(countsOpeningDays),
            "receiptNumber": .string(receiptNumber.description),
            "receivedOn": .date(receivedOn), "scheme": .string(scheme.rawValue),
            "stage": .string(stage.rawValue), "urgent": .bool(isUrgent),
            "version": .integer(Int64(version)),
        ])
    }
}

/// Limits of the trays, each with its name (トレイの上限).
public enum TrayLimits {
    /// Items shown at once.
    public static let shown = 200
    /// How far items are counted on the page of a tray; whoever has more reads "and more".
    public static let counted = 1_000
    /// Items of each stage on the page of a tray.
    public static let perStage = 20
    /// Drafts shown that wait for somebody's stamp, of each duty, the most pressing first.
    static let stamps = 500
    /// Drafts looked through for them.
    static let drafts = 10_000
    /// Answers sent that are looked through for what a deputy decided, the newest first.
    static let doneDrafts = 1_000
    /// Drafts read at once.
    static let draftsAtOnce = 500
    /// For how many days a tray shows what is done.
    static let doneDays = 30
    /// For how many seconds the next item is proposed to one caller alone.
    static let offerSeconds = 10
    /// How many proposals that others took first are tried before the caller is told to try again.
    static let proposals = 50
    /// Callers for whom items are proposed by one statement.
    static let together = 256
}
