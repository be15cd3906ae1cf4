public import Participation

/// A field of a request that cannot be read (入力形式の誤り).
///
/// Names the field and what it should be, never what stood there.
public struct InputError: Error, Sendable, Equatable {
    /// What a field should have been.
    public enum Problem: Sendable, Equatable {
        /// It must be given.
        case required
        /// One of these codes.
        case notACode([String])
        /// A day as `2026-06-28`.
        case notADate
        /// A day, as people write it; why it is none.
        case unreadableDay(DateReading.Problem)
        /// A day, and not several it may mean.
        case ambiguousDay([LocalDate])
        /// A time of day as `13:30`.
        case notATime
        /// A fiscal year as `R8`.
        case notAYear
        /// A number from one to another.
        case notInRange(ClosedRange<Int>)
        /// A number, whole or with decimals.
        case notANumber
        /// Exactly one of these fields.
        case notOneOf([String])
        /// Anonymous, unknown and a name exclude one another.
        case contradictorySender
        /// A JSON value of this kind.
        case wrongType(JSONKind)
        /// More characters than this.
        case tooLong(Int)
        /// There is no such field.
        case unknownField
        /// A position, a day or a moment.
        case notAMoment
        /// A day or moment that has not come.
        case inTheFuture
        /// A position beyond the head, which is given.
        case beyondHead(Int64)
    }

    /// The kinds of JSON value a request is made of (値の種類).
    public enum JSONKind: Sendable, Equatable {
        /// A string.
        case text
        /// An array of strings.
        case texts
        /// `true` or `false`.
        case flag
        /// `true`, `false` or `null`.
        case flagOrNull
        /// A whole number.
        case integer
        /// An object.
        case object
    }

    /// The field as the API names it, such as `receivedOn`.
    public let field: String
    /// What is wrong with it.
    public let problem: Problem
    /// The label on the form, where it is another than on the form for letters.
    private let label: String?

    /// A field that cannot be read.
    public init(_ field: String, _ problem: Problem, label: String? = nil) {
        self.field = field
        self.problem = problem
        self.label = label
    }

    /// What to do, for the person at the form (対処).
    public var japanese: String {
        let name = label ?? Self.labels[field] ?? field
        return switch problem {
        case .required: "\(name)を入力してください。"
        case .notACode(let codes):
            "\(name)は次のいずれかで指定してください: \(codes.joined(separator: ", "))"
        case .notADate: "\(name)は実在する日付を 2026-06-28 の形で入力してください。"
        case .unreadableDay(let problem): "\(name): \(problem.japanese)"
        case .ambiguousDay(let days):
            "\(name)は\(days.map(\.wareki).joined(separator: "、"))のどれか分かりません。年を省かずに入力してください。"
        case .notATime: "\(name)は「13:30」のように時刻で入力してください。"
        case .notAYear: "\(name)は「R8」「令和8年度」「2026」のように年度で入力してください。"
        case .notInRange(let range):
            "\(name)は\(range.lowerBound)から\(range.upperBound)までの整数で入力してください。"
        case .notANumber: "\(name)は数で入力してください(例: 24.9)。"
        case .notOneOf(let fields): "\(fields.joined(separator: "・"))のうち一つを指定してください。"
        case .contradictorySender: "「匿名」「不明」「氏名など」は、いずれか一つだけを指定してください。"
        case .wrongType(let kind): "\(name)は\(kind.japanese)で指定してください。"
        case .tooLong(let limit): "\(name)は\(limit)字以内で入力してください。"
        case .unknownField: "「\(field)」という項目はありません。"
        case .notAMoment:
            "\(name)は、日付（令和8年6月30日、2026-06-30）、記録番号（数字だけ）、日時"
                + "（2026-06-30T12:00:00+09:00）のいずれかで指定してください。"
        case .inTheFuture: "\(name)に、まだ来ていない日時は指定できません。"
        case .beyondHead(let head):
            "\(name)の記録番号は\(head)までです。日付は 2026-06-30 のように区切って指定してください。"
        }
    }

    /// The same for a terminal.
    public var english: String {
        switch problem {
        case .required: "\(field) is required"
        case .notACode(let codes): "\(field) must be one of \(codes.joined(separator: ", "))"
        case .notADate: "\(field) must be a day such as 2026-06-28"
        case .unreadableDay: "\(field) must be a day such as 2026-06-28, R8.6.28 or 令和8年6月28日"
        case .ambiguousDay(let days):
            "\(field) may mean \(days.map(\.description).joined(separator: " or ")); "
                + "write the year in full"
        case .notATime: "\(field) must be a time such as 13:30"
        case .notAYear: "\(field) must be a fiscal year such as R8, 令和8年度 or 2026"
        case .notInRange(let range):
            "\(field) must be a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .notANumber: "\(field) must be a number such as 24.9"
        case .notOneOf(let fields): "give one of \(fields.joined(separator: ", "))"
        case .contradictorySender:
            "\(field): anonymous, unknown and a name exclude one another"
        case .wrongType(let kind): "\(field) must be \(kind.english)"
        case .tooLong(let limit): "\(field) may have \(limit) characters at most"
        case .unknownField: "there is no field \(field)"
        case .notAMoment:
            "\(field) must be a position, a day such as 2026-06-30, or a moment such as "
                + "2026-06-30T12:00:00+09:00"
        case .inTheFuture: "\(field) must not lie in the future"
        case .beyondHead(let head):
            "\(field) is beyond the last position, \(head); a day is written 2026-06-30"
        }
    }

    private static let labels: [String: String] = {
        var labels = [
            "anonymous": "匿名", "unknown": "不明", "party": "差出人の種別", "city": "市名", "year": "年度",
            "quarter": "四半期", "asOf": "時点", "compare": "比べる時点", "plan": "計画", "lens": "見方",
            "indicator": "指標", "by": "内訳の軸", "decidedOn": "決定日", "clear": "なくす項目",
            "until": "集計日", "page": "頁",
        ]
        for field in ItemField.allCases { labels[field.rawValue] = field.japanese }
        return labels
    }()
}

extension InputError.JSONKind {
    fileprivate var japanese: String {
        switch self {
        case .text: "文字列"
        case .texts: "文字列の配列"
        case .flag: "true か false"
        case .flagOrNull: "true・false・null のいずれか"
        case .integer: "整数"
        case .object: "オブジェクト"
        }
    }

    fileprivate var english: String {
        switch self {
        case .text: "a string"
        case .texts: "an array of strings"
        case .flag: "true or false"
        case .flagOrNull: "true, false or null"
        case .integer: "a whole number"
        case .object: "an object"
        }
    }
}
