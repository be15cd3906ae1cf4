import Participation
import Postgres

/// What facts can be told apart by, in the words of plan files and of `--by` (軸).
enum Axis: Sendable, Hashable {
    /// A dimension of the city's own.
    case dimension(Dimension)
    /// The unit of the organisation asked for that an item belongs to (組替え後の担当).
    case currentSection
    /// Whether the sender is anonymous: `true` or `false` (匿名).
    case anonymous
    /// The day, `2026-06-28` (日).
    case day
    /// The month, `2026-06` (月).
    case month
    /// An attribute an import brought (取り込んだ属性).
    case attribute(String)

    /// The names of Koe's own axes, without second names (軸の名).
    static let names = [
        "scheme", "channel", "nature", "kind", "sender", "standing", "handling", "district",
        "category", "department", "anonymous", "day", "month",
    ]

    /// The axis of a name; any name that is not Koe's own is an imported attribute.
    init(_ name: String, lens: Lens) {
        self =
            switch name {
            case "scheme": .dimension(.scheme)
            case "channel": .dimension(.channel)
            case "nature": .dimension(.nature)
            case "kind", "menu", "indicator": .dimension(.sort)
            case "sender": .dimension(.sender)
            case "standing": .dimension(.standing)
            case "handling": .dimension(.handling)
            case "district": .dimension(.district)
            case "category":
                .dimension(lens.category == .recorded ? .category : .categoryNow)
            case "department", "section":
                lens.organisation == .recorded ? .dimension(.section) : .currentSection
            case "anonymous": .anonymous
            case "day": .day
            case "month": .month
            default: .attribute(name)
            }
    }
}

/// How a changed classification or organisation is looked at (見方).
public struct Lens: Sendable, Hashable {
    /// Which of two words counts.
    public enum View: String, Sendable, CaseIterable {
        /// As it was at receipt (当時).
        case recorded
        /// As it stands at the moment asked of (現在).
        case current
    }

    /// 受付時の分類 or 現在の分類.
    public var category: View
    /// 当時の組織 or 現在の組織.
    public var organisation: View

    /// A lens for both axes.
    public init(category: View = .recorded, organisation: View = .recorded) {
        self.category = category
        self.organisation = organisation
    }
}
