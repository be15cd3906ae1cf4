/// Blackens in a text who else is in it, before it is disclosed to the person it is about
/// (第三者情報の伏せ字).
///
/// A proposal, for a person to look through: it finds e-mail addresses and telephone numbers that are
/// not the person's own, names before さん, 様, 氏 and the like, and whatever names it is told.
/// Source: 個人情報の保護に関する法律第78条第1項第2号 (開示請求者以外の個人に関する情報).
public struct ThirdPartyMask: Sendable {
    /// Stands for what was blackened (伏せ字).
    public static let mark = "●●●"
    /// The longest name looked for before a form of address (氏名とみなす字数).
    static let longestName = 5

    private let names: [[Character]]
    private let ownEmail: String?
    private let ownPhones: PhoneNumbers
    private let ownName: String

    /// A mask for one person.
    /// - Parameters:
    ///   - person: the person to whom the text is disclosed; their own data stay.
    ///   - names: further names to blacken, as somebody has found them in the text.
    public init(for person: SenderDetails?, names: [String] = []) {
        self.names = names.filter { !$0.isBlank }.map(Array.init).sorted { $0.count > $1.count }
        ownEmail = person?.email?.halfWidth.lowercased()
        ownPhones = PhoneNumbers(person?.phone ?? "")
        ownName = person?.name ?? ""
    }

    /// The text with others blackened, and in how many places (伏せ字をした文).
    public func applied(to text: String) -> (text: String, places: Int) {
        var characters = Array(text)
        var places = 0
        for name in names { places += mask(name, in: &characters) }
        places += maskAddresses(in: &characters)
        places += maskPhones(in: &characters)
        places += maskAddressed(in: &characters)
        return (String(characters), places)
    }

    private func mask(_ name: [Character], in text: inout [Character]) -> Int {
        var places = 0
        var index = 0
        while index + name.count <= text.count {
            if text[index..<(index + name.count)].elementsEqual(name) {
                text.replaceSubrange(index..<(index + name.count), with: Self.mark)
                places += 1
                index += Self.mark.count
            } else {
                index += 1
            }
        }
        return places
    }

    // MARK: Contact data

    private func maskAddresses(in text: inout [Character]) -> Int {
        maskRuns(in: &text, of: \.isEmailCharacter) { run in
            let written = String(run).halfWidth.lowercased()
            guard let sign = written.firstIndex(of: "@"), sign > written.startIndex,
                written[sign...].contains(".")
            else { return false }
            return written != ownEmail
        }
    }

    private func maskPhones(in text: inout [Character]) -> Int {
        maskRuns(in: &text, of: \.isPhoneCharacter) { run in
            let digits = String(run).halfWidth.filter(\.isASCIIDigit)
            guard (10...11).contains(digits.count), digits.first == "0" else { return false }
            return !ownPhones.endings.contains(digits)
        }
    }

    /// Blackens the runs of such characters that are what is looked for.
    private func maskRuns(
        in text: inout [Character], of belongs: (Character) -> Bool,
        where isThirdParty: (ArraySlice<Character>) -> Bool
    ) -> Int {
        var places = 0
        var masked: [Character] = []
        var index = 0
        while index < text.count {
            var end = index
            while end < text.count, belongs(text[end]) { end += 1 }
            if end == index {
                masked.append(text[index])
                index += 1
                continue
            }
            if isThirdParty(text[index..<end]) {
                masked += Self.mark
                places += 1
            } else {
                masked += text[index..<end]
            }
            index = end
        }
        text = masked
        return places
    }

    // MARK: Names before a form of address

    private static let forms = ["さん", "さま", "様", "氏", "ちゃん", "くん", "君", "議員", "先生"]
        .map(Array.init)
    /// Who is meant by these is nobody in particular.
    private static let nobody: Set<String> = [
        "皆", "皆々", "各位", "奥", "客", "市長", "町長", "村長", "知事", "課長", "部長", "係長", "職員",
        "担当者", "市会", "町会", "県会", "国会", "市議会", "町議会", "同", "諸", "神", "仏", "殿",
        "王", "母", "父", "娘", "息子", "子供", "孫", "奥方", "住民", "市民", "町民", "業者",
    ]

    private func maskAddressed(in text: inout [Character]) -> Int {
        var places = 0
        var index = 1
        while index < text.count {
            guard Self.forms.contains(where: { text[index...].starts(with: $0) }) else {
                index += 1
                continue
            }
            var start = index
            while start > 0, index - start < Self.longestName, text[start - 1].isNameCharacter {
                start -= 1
            }
            let name = String(text[start..<index])
            if name.isEmpty || Self.nobody.contains(name) || isOwn(name) {
                index += 1
                continue
            }
            text.replaceSubrange(start..<index, with: Self.mark)
            places += 1
            index = start + Self.mark.count + 1
        }
        return places
    }

    private func isOwn(_ name: String) -> Bool {
        let parts = ownName.split(whereSeparator: \.isWhitespace).map(String.init)
        return (parts + [parts.joined()]).contains { !$0.isEmpty && name.hasSuffix($0) }
    }
}

extension Character {
    fileprivate var isEmailCharacter: Bool {
        guard let scalar = String(self).halfWidth.unicodeScalars.first else { return false }
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "%", "+", "-", "@": return true
        default: return false
        }
    }

    fileprivate var isPhoneCharacter: Bool {
        guard let scalar = String(self).halfWidth.unicodeScalars.first else { return false }
        switch scalar {
        case "0"..."9", "-", "(", ")", "‐", "−", "–", "—", "ー": return true
        default: return false
        }
    }

    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }

    /// Kanji, 々 and katakana: what family names are written in.
    fileprivate var isNameCharacter: Bool {
        guard let scalar = unicodeScalars.first else { return false }
        switch scalar.value {
        case 0x3005, 0x30A1...0x30FA, 0x30FC, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0x20000...0x3FFFF:
            return true
        default: return false
        }
    }
}
