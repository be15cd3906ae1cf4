extension TextClassifier {
    /// The words of a text that speak most for a section, the strongest first (判断の手掛かり).
    ///
    /// Made anew from the text whenever somebody looks: they are part of a letter and are not kept
    /// beside it (DECISIONS A9). A word is a run of one kind of writing: kanji, katakana, Latin letters.
    public func strongestWords(
        in text: String, for section: String, limit: Int = 5
    ) -> [String] {
        guard let wanted = sections.firstIndex(of: section) else { return [] }
        var scalars: [UInt32] = []
        // Folding drops and joins characters, so each remembers which of the text it came from.
        var origins: [Int] = []
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            for scalar in FoldedText(String(character)).text.unicodeScalars {
                scalars.append(scalar.value)
                origins.append(index)
            }
            if scalars.count >= ClassifierLimits.characters { break }
        }
        var strength = [Double](repeating: 0, count: characters.count)
        NGrams.visit(scalars) { key, range in
            guard let index = index(of: key) else { return }
            let weights = weights[Int(starts[index])..<Int(starts[index + 1])]
            guard let weight = weights.first(where: { Int($0.section) == wanted }) else { return }
            for place in range {
                strength[origins[place]] += Double(weight.value) / Double(range.count)
            }
        }
        var best: [String: Double] = [:]
        for word in Self.words(of: characters) {
            let text = String(characters[word])
            let sum = strength[word].reduce(0, +)
            if sum > 0 { best[text] = max(sum, best[text] ?? 0) }
        }
        return best.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map(\.key)
    }

    private enum Script {
        case kanji, kana, latin
    }

    private static func words(of characters: [Character]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = 0
        var current: Script?
        for index in 0...characters.count {
            let script = index < characters.count ? script(of: characters[index]) : nil
            if index < characters.count, script != nil, script == current { continue }
            if current != nil { words.append(start..<index) }
            (start, current) = (index, script)
        }
        return words
    }

    /// Hiragana joins the words of a sentence and says nothing by itself.
    private static func script(of character: Character) -> Script? {
        guard let scalar = character.unicodeScalars.first else { return nil }
        switch scalar.value {
        case 0x30A1...0x30FA, 0x30FC, 0xFF66...0xFF9D: return .kana
        case 0x3005, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            return .kanji
        default: return scalar.properties.isAlphabetic && scalar.value < 0x3000 ? .latin : nil
        }
    }
}
