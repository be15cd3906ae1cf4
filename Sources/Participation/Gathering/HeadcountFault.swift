/// What stands against a headcount and its breakdown by age (参加人数の誤り).
///
/// A headcount is of persons and occasions (延べ), without staff, speakers and escorts (DECISIONS B7);
/// age bands are the city's own words.
public enum HeadcountFault: Sendable, Hashable {
    /// A number below none or beyond all belief (人数の誤り).
    case outOfRange(ClosedRange<Int>)
    /// Ages are given, the number of people is not (合計なし).
    case agesWithoutTotal
    /// The ages add up to more than the number of people (年代別の合計超過).
    case agesExceed(total: Int)
    /// More age bands than there can be (年代区分が多すぎる).
    case tooManyAges(limit: Int)
    /// The name of an age band (年代区分の誤り).
    case ageText(TextFault)

    /// How many can have taken part (参加人数の範囲).
    public static let range = 0...99_999
    /// The most age bands of one headcount (年代区分の数).
    public static let mostAges = 30
    /// The longest name of an age band, in characters (年代区分の字数).
    public static let longestAge = 100

    /// What stands against them; nil when nothing does (参加人数の検査).
    ///
    /// The ages may add up to less: not everybody says how old they are.
    static func of(_ headcount: Int?, ages: [String: Int]) -> HeadcountFault? {
        guard ([headcount].compactMap(\.self) + ages.values).allSatisfy(range.contains) else {
            return .outOfRange(range)
        }
        if ages.count > mostAges { return .tooManyAges(limit: mostAges) }
        let names = ages.keys.sorted()
        if let fault = names.lazy.compactMap({
            TextFault.of($0, limit: longestAge, required: true)
        }).first {
            return .ageText(fault)
        }
        if ages.isEmpty { return nil }
        guard let headcount else { return .agesWithoutTotal }
        return ages.values.reduce(0, +) > headcount ? .agesExceed(total: headcount) : nil
    }

    /// What is wrong and what to do (誤りの説明).
    public var japanese: String {
        switch self {
        case .outOfRange(let range):
            "参加人数は\(range.lowerBound)人から\(range.upperBound.grouped)人までで入力してください。"
        case .agesWithoutTotal: "年代別人数を入力する場合は、参加人数も入力してください。"
        case .agesExceed(let total): "年代別人数の合計が参加人数(\(total.grouped)人)を超えています。人数を確かめてください。"
        case .tooManyAges(let limit): "年代区分は\(limit.grouped)個までにしてください。"
        case .ageText(let fault): fault.japanese(of: "年代区分")
        }
    }
}
