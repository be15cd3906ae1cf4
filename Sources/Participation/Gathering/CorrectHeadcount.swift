/// Another number of participants, and why (参加人数の訂正の内容).
public struct CorrectHeadcount: Sendable, Equatable {
    /// The right number, without staff, speakers and escorts (訂正後の人数).
    public var to: Int
    /// The right number by age band; empty when not broken down (年代別人数).
    public var ages: [String: Int]
    /// Why (理由).
    public var reason: String

    /// Another number of participants (参加人数の訂正の内容).
    public init(to: Int, ages: [String: Int] = [:], reason: String) {
        self.to = to
        self.ages = ages
        self.reason = reason
    }

    /// The longest reason, in characters (理由の字数).
    public static let longestReason = 10_000

    /// What stands against the reason; nil when nothing does (理由の検査).
    var reasonFault: TextFault? {
        TextFault.of(reason, limit: Self.longestReason, required: true)
    }

    /// The event that makes it so; nil when the numbers are these already (訂正の要否).
    func event(from headcount: Int?, ages current: [String: Int]) -> HeadcountCorrected? {
        guard headcount != to || current != ages else { return nil }
        return HeadcountCorrected(
            plain: HeadcountCorrected.Plain(from: headcount, to: to, ages: ages),
            reason: .readable(Wording(reason)))
    }
}
