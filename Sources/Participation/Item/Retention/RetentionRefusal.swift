/// Why a record cannot be kept or erased as asked (保存・消去ができない理由).
public enum RetentionRefusal: Error, Sendable, Equatable {
    /// Something keeps it (消去の停止中).
    case held([RecordHold])
    /// It is dealt with yet: its period has not begun (未完結).
    case notCompleted
    /// No rule says how long it is kept (保存区分の定めなし).
    case noPeriod(RetainedKind, completedOn: LocalDate)
    /// It is kept as long as it is in use (常用).
    case standing(RetainedKind)
    /// Its period is not over (保存期間中).
    case notBefore(RetentionSpan)
    /// A number is missing (番号が未記入).
    case numberRequired(ItemField)
    /// That is no number (番号の誤り).
    case numberMalformed(ItemField)
    /// The same hold stands already with another day (停止の登録済み).
    case heldAlready(HoldKind, Wording)
    /// More holds than a record may have (停止の数の超過).
    case tooManyHolds(limit: Int)
    /// No such hold stands (知らない停止).
    case unknownHold(HoldKind, Wording)
    /// It was lifted before it was set (解除日の誤り).
    case liftedBeforeSet(RecordHold)
    /// Several people signed up for it, and the decision is about one of them (複数の方の申込み).
    case severalPeople

    /// The field beside which it is shown; nil when it concerns the record as a whole (該当項目).
    public var field: ItemField? {
        switch self {
        case .held, .tooManyHolds: .holds
        case .notCompleted, .noPeriod, .standing, .notBefore, .severalPeople: .erasure
        case .numberRequired(let field), .numberMalformed(let field): field
        case .heldAlready, .unknownHold: .reference
        case .liftedBeforeSet: .on
        }
    }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .held(let holds):
            "消去が止められています: \(holds.map(\.japanese).joined(separator: "、"))。解除後に行ってください。"
        case .notCompleted:
            "この記録は完結していないため、保存期間が始まっていません。完結した年度の翌年度の4月1日から数えます。"
        case .noPeriod(let kind, let day):
            "\(kind.japanese)で\(day.wareki)に完結したものの保存期間が定められていません。"
                + "保存区分を登録してください。"
        case .standing(let kind):
            "\(kind.japanese)の保存区分は常用のため、保存期間は満了しません。"
        case .notBefore(let span):
            "保存期間(\(span.years)年)は\(span.lastDay.wareki)までです。"
                + "\(span.erasableFrom.wareki)から消去できます。"
        case .numberRequired(let field): "\(field.japanese)を入力してください。"
        case .numberMalformed(let field):
            "\(field.japanese)は数字を含む番号で入力してください。氏名や説明は書かないでください。"
        case .heldAlready(let kind, let reference):
            "\(kind.japanese)(\(reference))による停止は、別の開始日で登録されています。"
        case .tooManyHolds(let limit):
            "消去の停止は\(limit.grouped)件までにしてください。"
        case .unknownHold(let kind, let reference):
            "\(kind.japanese)(\(reference))による停止は登録されていません。種別と番号を確かめてください。"
        case .liftedBeforeSet(let hold):
            "解除日は停止の開始日(\(hold.from.wareki))以降の日付を入力してください。"
        case .severalPeople:
            "催しには申込みがあります。利用停止決定では、その方の申込み(registration-…)だけを消去してください。"
        }
    }
}
