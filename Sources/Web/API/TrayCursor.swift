import Desk
import FoundationEssentials

/// A place in a tray as addresses carry it; what it is made of is nobody's business (続きの位置).
enum TrayCursor {
    /// As far as a tray can be leafed through.
    private static let farthest = 1_000_000
    private static let mark = "tray "

    /// - Parameter skipped: how many of the tray were given out.
    static func text(_ skipped: Int) -> String {
        Data((mark + String(skipped)).utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// How many were given out; nil for what no answer has said.
    static func skipped(_ text: String) -> Int? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let base = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard
            let read = Data(base64Encoded: base).flatMap({ String(validating: $0, as: UTF8.self) }),
            read.hasPrefix(mark), let skipped = Int(read.dropFirst(mark.count)),
            (1...farthest).contains(skipped), self.text(skipped) == text
        else { return nil }
        return skipped
    }
}
