/// How much an item may hold; lengths are characters as a reader counts them (受付案件の上限).
public enum ItemLimits {
    /// The gist in the register, which prints it on one line (要旨の字数, PRODUCT §4.1).
    public static let summary = 60
    /// The gist in a file of earlier records, which cannot be shortened now (取込み時の要旨の字数).
    public static let importedSummary = 1_000
    /// The text of the letter (本文の字数).
    public static let body = 100_000
    /// A name or its reading; joint senders may be many (氏名・ふりがなの字数).
    public static let name = 200
    /// An address (住所の字数).
    public static let address = 300
    /// A telephone number with its remarks, or a postal code (電話番号等の字数).
    public static let phone = 100
    /// The code of a category, topic, district or section (分類・話題・地区・担当の字数).
    public static let code = 100
    /// Topics of one item (話題の数).
    public static let topics = 20
    /// Scanned files of one item (添付の数).
    public static let scans = 200
    /// The same with those that were taken back (取下げ済みを含む添付の数).
    public static let scansEver = 1_000
    /// Imported dimensions of one item (属性の数).
    public static let attributes = 50
    /// The value of one imported dimension (属性の字数).
    public static let attribute = 200
    /// The letters of one bundle (通数).
    public static let copies = 99_999
    /// Further sections that deal with one item (関係課の数).
    public static let sections = 20
    /// A remark on why something was put right (訂正の説明の字数).
    public static let note = 1_000
    /// The first day an item can have been received, 1950-01-01 (受付日の下限).
    public static let earliestReceipt = LocalDate(uncheckedYear: 1950, month: 1, day: 1)
}
