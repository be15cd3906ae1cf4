/// How much a lecture may hold; lengths are characters as a reader counts them (出前講座の上限).
public enum LectureLimits {
    /// Wished dates of one request (希望日時の数, PRODUCT §4.7).
    public static let choices = 3
    /// People expected at one lecture (予定人数).
    public static let expected = HeadcountFault.range
    /// A lecture's length, in minutes (時間).
    public static let minutes = 1...1_440
    /// A title (講座名の字数).
    public static let title = 200
    /// The name of a group or of a person (団体名・氏名の字数).
    public static let name = 200
    /// A place (会場の字数).
    public static let venue = 300
    /// The code of a menu item, a section or a district (符号の字数).
    public static let code = 100
    /// A remark, a wish, a reason (自由記述の字数).
    public static let remark = 10_000
    /// Items of one year's menu (メニューの数).
    public static let menuItems = 500
    /// Topics of one menu item (話題の数).
    public static let topics = 20
    /// The first day on which a lecture can have been held, 1950-01-01 (実施日の下限).
    public static let earliest = LocalDate(uncheckedYear: 1950, month: 1, day: 1)
}
