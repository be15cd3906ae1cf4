extension String {
    /// Whether two texts are written with the very same code points (字形まで同一).
    ///
    /// `==` on strings is canonical equivalence: 神 (U+FA19) equals 神 (U+795E), and a name once
    /// corrected from one to the other would look unchanged. Names must round-trip to the code point.
    func isWritten(like other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }

    /// Whether there is nothing to see: empty, blanks, or characters without a shape (空白のみ).
    public var isBlank: Bool {
        unicodeScalars.allSatisfy {
            $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
        }
    }

    /// The text, or nil when blank: an empty field of a form says nothing (未記入).
    public var unlessBlank: String? { isBlank ? nil : self }

    /// Whether it has a control character other than a line break or a tab (制御文字).
    var hasControlCharacter: Bool {
        unicodeScalars.contains {
            $0.properties.generalCategory == .control && !Self.allowedControls.contains($0)
        }
    }

    /// CR belongs to line breaks: browsers send CRLF, and text is stored untouched.
    private static let allowedControls: Set<Unicode.Scalar> = ["\n", "\r", "\t"]

    /// Whether it has more characters than a limit (字数超過).
    ///
    /// Counted as a reader counts, in grapheme clusters (PRODUCT §5): 𠮷, 葛󠄀 and が written as two
    /// code points are one each. So that one "character" cannot carry a book of combining marks, a
    /// text may not have more than 16 code points per allowed character.
    func isLonger(than limit: Int) -> Bool {
        guard utf8.count > limit else { return false }
        return count > limit || unicodeScalars.count > limit * Self.codePointsPerCharacter
    }

    private static let codePointsPerCharacter = 16
}

extension String? {
    /// Whether both are missing, or written with the very same code points (字形まで同一).
    func isWritten(like other: String?) -> Bool {
        switch (self, other) {
        case (nil, nil): true
        case (let text?, let other?): text.isWritten(like: other)
        case (nil, _?), (_?, nil): false
        }
    }
}

extension [String: String] {
    /// Whether both have the same keys and values, written with the very same code points
    /// (字形まで同一).
    func isWritten(like other: [String: String]) -> Bool {
        count == other.count
            && allSatisfy { key, value in
                guard let index = other.index(forKey: key) else { return false }
                return key.isWritten(like: other[index].key)
                    && value.isWritten(like: other[index].value)
            }
    }
}
