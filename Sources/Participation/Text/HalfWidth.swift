extension StringProtocol {
    /// The text with full-width ASCII made half width and outer blanks removed (半角化).
    ///
    /// For reading codes and numbers only; what a person wrote is stored as written.
    public var halfWidth: String {
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            scalars.append(scalar.halfWidth)
        }
        var trimmed = Substring(String(scalars))
        while trimmed.first?.isWhitespace == true { trimmed.removeFirst() }
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        return String(trimmed)
    }

    /// The text half width, with every dash people use for a hyphen made `-` (ハイフンの統一).
    var halfWidthHyphenated: String {
        String(halfWidth.map { dashes.contains($0) ? "-" : $0 })
    }
}

/// Hyphens, dashes, minus, the long vowel marks and the box rule (PRODUCT §5).
private let dashes: Set<Character> = [
    "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}",
    "\u{2500}", "\u{30FC}", "\u{FE58}", "\u{FE63}", "\u{FF70}",
]

extension Unicode.Scalar {
    private static let fullWidthASCII: ClosedRange<UInt32> = 0xFF01...0xFF5E

    fileprivate var halfWidth: Unicode.Scalar {
        if value == 0x3000 { return " " }
        guard Self.fullWidthASCII.contains(value) else { return self }
        return Unicode.Scalar(value - 0xFEE0) ?? self
    }
}
