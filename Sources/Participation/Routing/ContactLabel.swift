extension OrganisationDirectory {
    /// The unit somebody means who names it in running text, as in a column 問い合わせ先 (記載からの組織の特定).
    ///
    /// The whole label, when it is a unit. Else the unit in brackets, which is how an outside body is
    /// printed with the section behind it: 「カマタマーレ讃岐（高松市スポーツ振興課）」,
    /// 「…（市の担当課：生活衛生課）」, 「高松まつり振興会（観光交流課内）」. Else the unit at the beginning,
    /// up to a blank, a line break or another kind of letters: 「広聴広報課　市民相談コーナー」,
    /// 「生涯学習センターまなびCAN」. Two that have nothing to do with each other are two: then a person
    /// decides. Parts of words are never looked at: 市民課題 is not 市民課. The city is no unit of
    /// itself: 「高松市　フォークダンス協会」 says nothing.
    public func match(contact label: String) -> UnitMatch {
        let whole = section(label)
        guard case .none = whole else { return whole }
        let parts = ContactParts(label)
        var found: [OrganisationUnit] = []
        for text in parts.bracketed {
            switch section(text) {
            case .one(let unit): if !found.contains(unit) { found.append(unit) }
            case .several(let units): return .several(units)
            case .none: break
            }
        }
        let beginning = beginning(of: parts.outside)
        switch (found.count, beginning) {
        case (0, let match): return match
        case (1, .none): return .one(found[0])
        case (1, .one(let unit)):
            // The one is a part of the other, and the bracket says which part or whose.
            let isRelated = found[0] == unit || unit.contains(found[0]) || found[0].contains(unit)
            return isRelated ? .one(found[0]) : .several([unit, found[0]])
        case (_, .one(let unit)): return .several([unit] + found)
        case (_, .several(let units)): return .several(units + found)
        case (_, .none): return .several(found)
        }
    }

    private func section(_ label: String) -> UnitMatch {
        let match = match(label)
        guard case .one(let unit) = match, unit.isCity else { return match }
        return .none
    }

    /// The longest run of pieces from the first that names units; else the longest beginning of the
    /// first, up to where its letters become others.
    private func beginning(of pieces: [String]) -> UnitMatch {
        for count in stride(from: pieces.count, to: 0, by: -1) {
            let match = section(pieces[..<count].joined())
            guard case .none = match else { return match }
        }
        let first = Array(pieces.first ?? "")
        for end in first.indices.dropFirst().reversed()
        where !first[end - 1].isHiragana && first[end].isHiragana || first[end].isASCII {
            let match = section(String(first[..<end]))
            guard case .none = match else { return match }
        }
        return .none
    }
}

extension Character {
    fileprivate var isHiragana: Bool {
        unicodeScalars.first.map { (0x3041...0x309F).contains($0.value) } ?? false
    }
}

extension OrganisationUnit {
    /// Whether another unit stands below it, by their names.
    fileprivate func contains(_ other: OrganisationUnit) -> Bool {
        let names = pathNames
        return other.pathNames.count > names.count && other.pathNames.starts(with: names)
    }
}

/// A contact taken apart: what stands in brackets, and the pieces outside (記載の分解).
private struct ContactParts {
    private(set) var bracketed: [String] = []
    private(set) var outside: [String] = []

    init(_ label: String) {
        var inside = ""
        var depth = 0
        var rest = ""
        for character in label {
            switch character {
            case "(", "（", "〔", "[", "［", "【":
                depth += 1
                if depth == 1 { rest.append(" ") }
            case ")", "）", "〕", "]", "］", "】":
                if depth == 1 { add(inside) }
                if depth > 0 { depth -= 1 }
                if depth == 0 { inside = "" }
            case _ where depth > 0: inside.append(character)
            case _: rest.append(character)
            }
        }
        if depth > 0 { add(inside) }
        outside = rest.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private mutating func add(_ text: String) {
        // 「市の担当課：生活衛生課」, 「観光交流課内」.
        var text = text.split { ":：".contains($0) }.last.map(String.init) ?? ""
        if text.hasSuffix("内"), text.count > 1 { text.removeLast() }
        if !text.isBlank { bracketed.append(text) }
    }
}
