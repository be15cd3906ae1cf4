// Numbers: digits in groups, told apart by how many there are and how they are divided.
extension PersonalScan {
    private static let phoneWords: [Word] = [
        "電話", "TEL", "Tel", "tel", "ＴＥＬ", "℡", "☎", "携帯", "連絡先", "FAX", "Fax", "fax", "ファクス",
    ]
    private static let postalWords: [Word] = ["〒", "郵便番号"]
    private static let individualWords: [Word] = ["マイナンバー", "個人番号"]
    private static let cardWords: [Word] = ["カード", "口座"]
    private static let dividers: Set<Unicode.Scalar> = ["(", ")", " ", "."]
    /// The fewest digits of a telephone number with its area code.
    private static let wholePhone = 10
    /// The most characters between two groups: `) ` and `)-`.
    private static let longestDivider = 2

    /// Digits that belong together: `0153-23-6111`, `(0153) 23 6111`, `1234 5678 9012`.
    struct Run {
        var range: Range<Int>
        var groups: [[UInt8]]
        var isInternational: Bool
        var hasDivider: Bool { groups.count > 1 }
        var digits: [UInt8] { groups.flatMap(\.self) }
        var lengths: [Int] { groups.map(\.count) }
    }

    /// Telephone numbers, 個人番号, cards and postal codes.
    func numbers() -> [PersonalMark] {
        var marks: [PersonalMark] = []
        var place = 0
        while place < plain.count {
            guard let run = run(at: place) else {
                place += 1
                continue
            }
            marks += judge(run)
            place = run.range.upperBound
        }
        return marks
    }

    private func run(at start: Int) -> Run? {
        var place = start
        if plain[place] == "+" || plain[place] == "(" { place += 1 }
        guard isDigit(place), !isDigit(start - 1) else { return nil }
        let isInternational = plain[start] == "+"
        var run = Run(range: start..<place, groups: [], isInternational: isInternational)
        var count = 0
        while isDigit(place) {
            var group: [UInt8] = []
            while isDigit(place) {
                group.append(UInt8(plain[place].value - 0x30))
                place += 1
            }
            run.groups.append(group)
            count += group.count
            run.range = start..<place
            var next = place
            while next < plain.count, next - place < Self.longestDivider, isDivider(next) {
                next += 1
            }
            // 「087-839-2275（087-839-2277）」: a bracket behind a whole number begins another.
            let isWhole = count >= Self.wholePhone
            if isDigit(next), !(isWhole && plain[place..<next].contains("(")) { place = next }
        }
        return run
    }

    private func isDivider(_ place: Int) -> Bool {
        isDash(place) || Self.dividers.contains(plain[place])
    }

    private func judge(_ run: Run) -> [PersonalMark] {
        func mark(_ kind: PersonalMark.Kind, _ certainty: PersonalMark.Certainty) -> [PersonalMark]
        {
            [PersonalMark(kind: kind, certainty: certainty, range: run.range)]
        }
        let start = run.range.lowerBound
        if IndividualNumber.isValid(run.digits), run.lengths == [12] || run.lengths == [4, 4, 4] {
            let isNamed = isSaid(Self.individualWords, before: start)
            return mark(.individualNumber, isNamed ? .certain : .likely)
        }
        if isCard(run) {
            let isNamed = isSaid(Self.cardWords, before: start)
            return mark(.card, isNamed ? .certain : .likely)
        }
        if let certainty = phone(run) { return mark(.phone, certainty) }
        if let certainty = postal(run) { return mark(.postalCode, certainty) }
        return []
    }

    /// ISO/IEC 7812-1, annex B (Luhn), in the groups cards print.
    private func isCard(_ run: Run) -> Bool {
        guard [[16], [15], [14], [4, 4, 4, 4], [4, 6, 5], [4, 6, 4]].contains(run.lengths),
            [3, 4, 5, 6].contains(run.digits[0])
        else { return false }
        var sum = 0
        for (index, digit) in run.digits.reversed().enumerated() {
            let value = index.isMultiple(of: 2) ? Int(digit) : Int(digit) * 2
            sum += value > 9 ? value - 9 : value
        }
        return sum.isMultiple(of: 10)
    }

    /// Source: 電気通信番号計画 (令和元年総務省告示第6号): 0 and nine digits, or ten for mobile, IP and 0800.
    private func phone(_ run: Run) -> PersonalMark.Certainty? {
        var digits = run.digits
        if run.isInternational {
            guard digits.starts(with: [8, 1]) else { return nil }
            digits = [0] + digits.dropFirst(2).drop { $0 == 0 }
        }
        let isNamed = isSaid(Self.phoneWords, before: run.range.lowerBound)
        guard digits.first == 0, digits.count > 1, digits[1] != 0 else {
            // A number without its area code, where the text says that it is one.
            let isLocal =
                run.lengths.count == 2 && run.lengths[1] == 4 && (1...4).contains(run.lengths[0])
            return isNamed && isLocal ? .likely : nil
        }
        let isLong = digits.count == 11 && (digits[2] == 0 && digits[1] >= 2)
        let isShort = digits.count == 10 && run.lengths.last.map { $0 >= 3 } ?? false
        guard isLong || isShort else { return nil }
        return run.hasDivider || run.isInternational || isNamed ? .certain : .likely
    }

    private func postal(_ run: Run) -> PersonalMark.Certainty? {
        guard run.lengths == [3, 4] || run.lengths == [7] else { return nil }
        if isSaid(Self.postalWords, before: run.range.lowerBound) { return .certain }
        guard run.lengths == [3, 4], isDash(run.range.lowerBound + 3) else { return nil }
        // 「085-0011 北海道…」
        let after = run.range.upperBound..<min(plain.count, run.range.upperBound + Self.wordReach)
        return after.contains { "都道府県市区町村".unicodeScalars.contains(plain[$0]) }
            ? .likely : .proposed
    }
}
