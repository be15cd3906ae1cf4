/// A number of participants was corrected (参加人数の訂正).
///
/// Lectures and gatherings have it alike. The old number stays in the log, and what was published
/// with it stays true for its moment (PRODUCT §3.3); the new one counts in the quarter of the day it
/// was held (DECISIONS B2).
public struct HeadcountCorrected: Sendable, Equatable {
    /// What can be counted (公開できる部分).
    public var plain: Plain
    /// Why (理由).
    public var reason: Sealed<Wording>

    /// A number of participants was corrected (参加人数の訂正).
    public init(plain: Plain, reason: Sealed<Wording>) {
        self.plain = plain
        self.reason = reason
    }

    /// The part of a correction that holds no personal data (訂正の公開部分).
    public struct Plain: Sendable, Equatable {
        /// The number so far; nil when it was unknown (訂正前).
        public var from: Int?
        /// The number from now on (訂正後).
        public var to: Int
        /// The number by age band from now on; empty when not broken down (年代別人数).
        public var ages: [String: Int]

        /// The countable part of a correction (訂正の公開部分).
        public init(from: Int?, to: Int, ages: [String: Int] = [:]) {
            self.from = from
            self.to = to
            self.ages = ages
        }
    }
}
