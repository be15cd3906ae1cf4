import Desk
import FoundationEssentials

/// A place in the register as addresses carry it; what it is made of is nobody's business
/// (続きの位置).
enum RegisterCursor {
    static func text(_ place: SearchPlace) -> String {
        Data(place.description.utf8).base64EncodedString()
    }

    static func place(_ text: String) -> SearchPlace? {
        Data(base64Encoded: text).flatMap { String(validating: $0, as: UTF8.self) }
            .flatMap { SearchPlace($0) }
    }
}
