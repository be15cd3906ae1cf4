extension Unicode.Scalar {
    /// The scalar that stands for this one in folded text; nil when it is dropped (検索用の字形).
    ///
    /// One for one: what takes several scalars is left to NFKC.
    var searchForm: Unicode.Scalar? {
        let scalar = halfWidth
        switch scalar.value {
        case 0x21...0x40, 0x5B...0x7E:
            return scalar
        case 0x41...0x5A:
            return Unicode.Scalar(scalar.value + 0x20)
        case 0x3041...0x309E, 0x30A1...0x30FE, 0x31F0...0x31FF:
            return scalar.isDash ? "-" : scalar.largeHiragana
        case 0x3001...0x301B, 0x301D...0x302F:
            return scalar
        case 0x2053, 0x223C, 0x301C, 0x3030:
            return "~"
        case 0x2E80...0x2EFF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xFA0E...0xFA29, 0x20000...0x3FFFF:
            return VariantKanji.commonForm(of: scalar)
        case 0xFF66...0xFF9F:
            return Self.halfWidthKana[Int(scalar.value - 0xFF66)]
        default:
            if scalar.isDash { return "-" }
            let properties = scalar.properties
            guard !properties.isWhitespace, !properties.isDefaultIgnorableCodePoint,
                properties.generalCategory != .control
            else { return nil }
            let lowercase = properties.lowercaseMapping.unicodeScalars
            return lowercase.count == 1 ? lowercase.first : scalar
        }
    }

    /// Katakana as hiragana, small kana as large: `ャ` → `や`, `ヶ` → `け` (平仮名・大文字).
    ///
    /// By code-point arithmetic; ICU's transform would rewrite the long vowel mark as well.
    private var largeHiragana: Unicode.Scalar {
        let hiragana: UInt32 =
            switch value {
            case 0x30A1...0x30F6, 0x30FD...0x30FE: value - 0x60
            // The small kana of Ainu, as in place names of Hokkaido: ㇰ to ㇿ.
            case 0x31F0...0x31FF: Self.ainuKana[Int(value - 0x31F0)].value
            // A sound mark that stands alone joins its kana.
            case 0x309B: 0x3099
            case 0x309C: 0x309A
            default: value
            }
        return switch hiragana {
        case 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308E:
            Unicode.Scalar(hiragana + 1) ?? self
        case 0x3095: "か"
        case 0x3096: "け"
        default: Unicode.Scalar(hiragana) ?? self
        }
    }

    private static let ainuKana = Array("くしすとぬはひふへほむらりるれろ".unicodeScalars)

    /// From ｦ to ﾟ. Not left to NFKC: Foundation's on Linux makes カ and a loose mark of ｶﾞ, not ガ.
    private static let halfWidthKana = Array(
        ("をあいうえおやゆよつ-あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほ"
            + "まみむめもやゆよらりるれろわん\u{3099}\u{309A}").unicodeScalars)

    /// Whether NFKC leaves it as it is, whatever stands before it, or `searchForm` does its work.
    ///
    /// The characters of nearly all letters; a few more that are settled may say no.
    var isSettled: Bool {
        switch value {
        case 0x09...0x0D, 0x20...0x7E, 0x2012...0x2015, 0x2212, 0x2500...0x266F, 0x3000...0x3020,
            0x3041...0x3096, 0x309D...0x309E, 0x30A1...0x30FE, 0x31F0...0x31FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xFE00...0xFE0F, 0xFF01...0xFF5E, 0x20000...0x2F7FF,
            0x30000...0x3FFFF, 0xE0100...0xE01EF:
            true
        default: false
        }
    }
}
