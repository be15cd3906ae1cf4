/// A piece of a page. Text put into it is escaped; only literals and other pieces are markup
/// (ページの断片).
struct HTML: Sendable, ExpressibleByStringInterpolation {
    let text: String

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    init(joining pieces: [HTML]) { text = pieces.map(\.text).joined(separator: "\n") }

    /// One piece after another, with nothing in between.
    static func + (first: HTML, second: HTML) -> HTML { "\(first)\(second)" }

    /// Collects markup and escaped text.
    struct Interpolation: StringInterpolationProtocol {
        var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 32 * interpolationCount)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ piece: HTML) { text += piece.text }

        mutating func appendInterpolation(_ plain: String) {
            // Most text has nothing to escape, and goes in as it is.
            guard plain.utf8.contains(where: Self.isMarkup) else { return text += plain }
            for character in plain.unicodeScalars {
                switch character {
                case "&": text += "&amp;"
                case "<": text += "&lt;"
                case ">": text += "&gt;"
                case "\"": text += "&quot;"
                case "'": text += "&#39;"
                default: text.unicodeScalars.append(character)
                }
            }
        }

        private static func isMarkup(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
                UInt8(ascii: "'"):
                true
            default: false
            }
        }

        mutating func appendInterpolation(_ number: Int64) { text += String(number) }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }
    }
}
