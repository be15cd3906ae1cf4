/// A quarter of the fiscal year, in which figures are published (四半期).
public enum Quarter: Int, Sendable, CaseIterable, Comparable {
    /// April to June (第1四半期).
    case first = 1
    /// July to September (第2四半期).
    case second
    /// October to December (第3四半期).
    case third
    /// January to March of the next calendar year (第4四半期).
    case fourth

    /// The quarter a day lies in (その日の四半期).
    public init(_ date: LocalDate) {
        self =
            switch date.month {
            case 4...6: .first
            case 7...9: .second
            case 10...12: .third
            default: .fourth
            }
    }

    /// The name, `第1四半期` (四半期名).
    public var japanese: String { "第\(rawValue)四半期" }

    /// Whether one quarter comes before the other in a fiscal year (四半期の前後).
    public static func < (earlier: Quarter, later: Quarter) -> Bool {
        earlier.rawValue < later.rawValue
    }
}
