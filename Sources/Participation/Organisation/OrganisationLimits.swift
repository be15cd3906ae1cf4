/// How much the organisation may hold; lengths are characters as a reader counts them (組織の上限).
public enum OrganisationLimits {
    /// The code of a unit or a category (コードの字数).
    public static let code = 40
    /// The name of a unit on one level (組織名の字数).
    public static let name = 100
    /// A telephone number with its remarks (電話番号の字数).
    public static let telephone = 100
    /// A duty in the words of the rules (事務の字数).
    public static let duty = 500
    /// Categories of one duty (事務に該当する分類の数).
    public static let categories = 100
    /// Successors of one unit (後継組織の数).
    public static let successors = 100
    /// Changes in one reorganisation, all recorded in one append (一度に記録できる変更の数).
    public static let changes = 5_000
    /// The first day a unit can be of: cities in Japan began on 1 April 1889 (設置日の下限).
    ///
    /// Source: 市制 (明治21年法律第1号) 第126条, in force from 明治22年4月1日.
    public static let earliest = LocalDate(uncheckedYear: 1889, month: 4, day: 1)
}
