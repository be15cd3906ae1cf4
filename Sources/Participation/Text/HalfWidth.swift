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
        var scalars = String.UnicodeScalarView()
        for scalar in halfWidth.unicodeScalars {
            scalars.append(scalar.isDash ? "-" : scalar)
        }
        return String(scalars)
    }
}

extension Unicode.Scalar {
    private static let fullWidthASCII: ClosedRange<UInt32> = 0xFF01...0xFF5E

    /// Hyphens, dashes, minus, the long vowel marks and the box rule (PRODUCT §5).
    var isDash: Bool {
        switch value {
        case 0x2010...0x2015, 0x2212, 0x2500, 0x30FC, 0xFE58, 0xFE63, 0xFF70: true
        default: false
        }
    }

    /// The half-width form of full-width ASCII and of the ideographic blank (半角).
    var halfWidth: Unicode.Scalar {
        if value == 0x3000 { return " " }
        guard Self.fullWidthASCII.contains(value) else { return self }
        return Unicode.Scalar(value - 0xFEE0) ?? self
    }
}
