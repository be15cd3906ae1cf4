public import EventLog
public import Participation

/// What is asked when records are to be disposed of (廃棄の条件).
public struct DisposalRequest: Sendable, Equatable {
    /// The fiscal year in which they may be: their periods ended before its first day (廃棄年度).
    public var year: FiscalYear
    /// For how many years they were kept (保存区分).
    public var years: Int
    /// Those that only named persons may know of, and no others (限定の案件).
    public var isRestricted: Bool

    /// What is to be disposed of in a year (廃棄の条件).
    public init(year: FiscalYear, years: Int, isRestricted: Bool = false) {
        self.year = year
        self.years = years
        self.isRestricted = isRestricted
    }
}

/// The register of what is, or was, disposed of: no personal data (廃棄簿).
public struct Disposal: Sendable, Equatable {
    /// One record of it (廃棄簿の一件).
    public struct Entry: Sendable, Equatable {
        /// The record, by the name of its stream (対象).
        public let stream: StreamName
        /// The receipt number of an item (受付番号).
        public let receiptNumber: ReceiptNumber?
        /// The scheme of an item (受付制度).
        public let scheme: Scheme?
        /// The kind of record (種別).
        public let genre: String
        /// What a lecture or a gathering is called, nothing of what anybody said (件名).
        public let title: String?
        /// How many people's registrations go with a gathering (申込みの件数).
        public let registrations: Int
        /// How long it was kept (保存期間).
        public let span: RetentionSpan
        /// What keeps it from being disposed of (消去の停止).
        public let holds: [RecordHold]
        /// The day it was erased; nil while it is not (消去日).
        public let erasedOn: LocalDate?

        /// By what it is known: its receipt number, or `lecture-…` (番号).
        public var name: String { receiptNumber?.description ?? stream.text }

        /// The title of the series it belongs to: year and kind, nothing of what it says (簿冊名).
        public var series: String {
            let signedUp = registrations > 0 ? "申込み\(registrations)件" : nil
            return [FiscalYear(span.completedOn).japanese, genre, title, signedUp]
                .compactMap(\.self).joined(separator: " ")
        }

        /// Where it stands: to be disposed of, kept, disposed of (状態の表記).
        public var standing: String {
            if let erasedOn { return "廃棄済み(\(erasedOn.wareki))" }
            return holds.isEmpty
                ? "廃棄対象" : "停止中: \(holds.map(\.japanese).joined(separator: "、"))"
        }

        /// The same for programs.
        public var json: JSONValue {
            .object(present: [
                "completedOn": .date(span.completedOn), "erasedOn": .optional(erasedOn),
                "expiredOn": .date(span.lastDay),
                "holds": .unlessEmpty(holds.map { .string($0.japanese) }),
                "receiptNumber": .optional(receiptNumber?.description),
                "record": .string(stream.text),
                "registrations": registrations > 0 ? .integer(Int64(registrations)) : nil,
                "scheme": .optional(scheme?.rawValue), "series": .string(series),
                "years": .integer(Int64(span.years)),
            ])
        }
    }

    /// What was asked (条件).
    public let request: DisposalRequest
    /// The records, by receipt number (記録).
    public let entries: [Entry]
    /// Where the last event stands; 0 when nothing was recorded (通し位置).
    public let position: Int64
    /// What is still waited for (消去の完了待ち).
    public let awaited: [Awaited]

    /// How many were disposed of, by now (廃棄済みの件数).
    public var erased: Int { entries.count { $0.erasedOn != nil } }

    /// The same for programs.
    public var json: JSONValue {
        .object([
            "awaited": .array(awaited.map(\.json)), "entries": .array(entries.map(\.json)),
            "erased": .integer(Int64(erased)), "position": .integer(position),
            "year": .string(request.year.label), "years": .integer(Int64(request.years)),
        ])
    }
}
