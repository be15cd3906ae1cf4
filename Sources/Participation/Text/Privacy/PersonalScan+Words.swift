// E-mail addresses, places of residence and names: told by what stands around them.
extension PersonalScan {
    private static let mailSigns: Set<Unicode.Scalar> = [".", "_", "%", "+", "-"]

    private func isMailLetter(_ place: Int) -> Bool {
        guard plain.indices.contains(place) else { return false }
        let scalar = plain[place]
        return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || isDigit(place)
            || Self.mailSigns.contains(scalar)
    }

    /// E-mail addresses, also in full width.
    func emails() -> [PersonalMark] {
        plain.indices.filter { plain[$0] == "@" }.compactMap { sign in
            var first = sign
            while isMailLetter(first - 1) { first -= 1 }
            var end = sign + 1
            while isMailLetter(end) { end += 1 }
            while end > sign + 1, plain[end - 1] == "." { end -= 1 }
            guard EmailAddress(parsing: text(first..<end)) != nil else { return nil }
            return PersonalMark(kind: .email, certainty: .certain, range: first..<end)
        }
    }

    // MARK: Places

    /// Characters of a place's name before its number, at most.
    private static let longestPlace = 30
    private static let areaSigns = Array("都道府県市区郡町村字".unicodeScalars)
    private static let numberSigns: [Word] = ["丁目", "番地", "番", "号"]
    private static let longSigns: Set<Word> = ["丁目", "番地"]
    private static let linking: Word = "の"
    private static let addressWords: [Word] = ["住所", "居所", "住まい"]

    /// A name of a place with a number behind it: 常盤町2丁目27番地, 見本市1-2-3.
    func addresses() -> [PersonalMark] {
        var marks: [PersonalMark] = []
        var place = 0
        while place < plain.count {
            guard isNumeral(place), !isNumeral(place - 1), let mark = address(numberAt: place)
            else {
                place += 1
                continue
            }
            marks.append(mark)
            place = mark.range.upperBound
        }
        return marks
    }

    private func isNumeral(_ place: Int) -> Bool {
        isDigit(place)
            || plain.indices.contains(place)
                && "一二三四五六七八九十".unicodeScalars.contains(plain[place])
    }

    private func address(numberAt start: Int) -> PersonalMark? {
        var first = start
        while start - first < Self.longestPlace, isKanji(first - 1) || isKana(first - 1) {
            first -= 1
        }
        // 「私は根室市…」: a name of a place has no particle in front of it.
        if let particle = (first..<start).last(where: {
            "はがをにでとのへも".unicodeScalars.contains(written[$0])
        }) {
            first = particle + 1
        }
        guard let area = (first..<start).last(where: { Self.areaSigns.contains(written[$0]) }),
            area > first
        else { return nil }
        var end = start
        var parts = 0
        var hasSign = false
        while isNumeral(end) {
            while isNumeral(end) { end += 1 }
            parts += 1
            if let sign = Self.numberSigns.first(where: { has($0, at: end) }) {
                hasSign = hasSign || Self.longSigns.contains(sign)
                end += sign.scalars.count
                if has(Self.linking, at: end), isNumeral(end + 1) { end += 1 }
            } else if isDash(end), isDigit(end + 1) {
                end += 1
            }
        }
        let isNamed = isSaid(Self.addressWords, before: first)
        guard hasSign || (parts >= 2 && isDigit(start)) || isNamed else { return nil }
        return PersonalMark(
            kind: .address, certainty: isNamed ? .certain : .likely, range: first..<end)
    }

    // MARK: Names

    /// Characters of a name before its title, at most.
    private static let longestName = 5
    private static let nameWords: [Word] = ["氏名", "名前", "代表者", "担当者"]

    /// Names before 様, 氏, さん, 殿, after 氏名: and before と申します.
    func names() -> [PersonalMark] {
        plain.indices.compactMap { place in
            for title in NameWords.titles where has(title, at: place) {
                if let mark = name(before: place, title) { return mark }
            }
            return Self.nameWords.lazy.compactMap { name(after: $0, at: place) }.first
        }
    }

    private func name(before end: Int, _ title: Word) -> PersonalMark? {
        var first = end
        while isKanji(first - 1), end - first <= Self.longestName { first -= 1 }
        // One character is rarely a name, and a longer run of kanji is a name of something else.
        guard (2...Self.longestName).contains(end - first),
            !isKana(first - 1) || isParticle(first - 1)
        else { return nil }
        let name = text(first..<end)
        guard !NameWords.isRole(name, title.text) else { return nil }
        let isKnown = NameWords.surnames.contains { name.hasPrefix($0) }
        let isSelf = title.text == "と申し"
        return PersonalMark(
            kind: .name, certainty: isKnown || isSelf ? .likely : .proposed, range: first..<end)
    }

    private func isParticle(_ place: Int) -> Bool {
        "はがをにでとのへもやねよ".unicodeScalars.contains(written[place])
    }

    private func name(after word: Word, at place: Int) -> PersonalMark? {
        guard has(word, at: place) else { return nil }
        var first = place + word.scalars.count
        guard first < plain.count, plain[first] == ":" || plain[first] == " " else { return nil }
        while first < plain.count, plain[first] == ":" || plain[first] == " " { first += 1 }
        var end = first
        var blanks = 0
        while end < plain.count, end - first < 2 * Self.longestName {
            if plain[end] == " ", blanks == 0, isKanji(end + 1) || isKana(end + 1) {
                blanks += 1
            } else if !isKanji(end), !isKana(end) {
                break
            }
            end += 1
        }
        guard end - first >= 2 else { return nil }
        return PersonalMark(kind: .name, certainty: .likely, range: first..<end)
    }
}
