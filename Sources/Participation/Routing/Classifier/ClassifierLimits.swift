/// How much is learned from, and how large what was learned may become (学習の上限).
public enum ClassifierLimits {
    /// Items a group of characters must have been seen in to be kept: what only one citizen wrote is
    /// not remembered (DECISIONS A9) (語を残す最少の案件数).
    public static let leastItems = 5
    /// Items a section must have had to be proposed (担当ごとの最少の案件数).
    public static let leastOfSection = 2
    /// Items that are learned from; the oldest are left out (学習する案件数).
    public static let items = 20_000
    /// Characters of one text, from its beginning (一件の字数).
    public static let characters = 1_000
    /// Groups of characters of all items, in memory while learning (学習中の文字の連なりの数).
    public static let groups = 12_000_000
    /// Groups of characters that are kept (残す文字の連なりの数).
    public static let vocabulary = 50_000
    /// Sections that can be told apart, those with the most items (担当の数).
    public static let sections = 400
    /// Groups times sections while learning, 4 bytes each and twice (学習中の重みの数).
    public static let weights = 6_000_000
    /// Weights that are kept, the largest; 4 bytes each (残す重みの数).
    public static let kept = 1_500_000
}
