/// Limits of searching, each with its name (検索の上限).
public enum SearchLimits {
    /// Rows of a page, unless asked otherwise.
    public static let page = 20
    /// The most rows of a page.
    public static let longestPage = 100
    /// Characters of what is looked for.
    public static let text = 200
    /// Words looked for at once.
    public static let words = 10
    /// The fewest characters of a word: the index holds pairs.
    public static let shortestWord = 2
    /// Letters opened for one page; then the page ends where it has come to.
    public static let opened = 500
    /// Hashes of character pairs kept in memory while the index is written.
    static let rememberedTerms = 1 << 18
    /// The newest letters are looked through so many at a time.
    static let window: Int32 = 1_000
    /// That goes on while at least one letter in so many fits; what is rarer is left to the index.
    static let rarity = 200
    /// Rows taken from the index at a time.
    static let indexed: Int32 = 100
}
