/// Blackens in a text who else is in it, before it is disclosed to the person it is about
/// (第三者情報の伏せ字).
///
/// A proposal, for a person to look through: what ``PersonalMarks`` finds and is not the person's own,
/// names before さん, 様, 氏 and the like, also unlikely ones, and whatever names it is told.
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
    private let ownPlace: String

    /// A mask for one person.
    /// - Parameters:
    ///   - person: the person to whom the text is disclosed; their own data stay.
    ///   - names: further names to blacken, as somebody has found them in the text.
    public init(for person: SenderDetails?, names: [String] = []) {
        self.names = names.filter { !$0.isBlank }.map(Array.init).sorted { $0.count > $1.count }
        ownEmail = person?.email?.halfWidth.lowercased()
        ownPhones = PhoneNumbers(person?.phone ?? "")
        ownName = person?.name ?? ""
        ownPlace =
            [person?.postalCode, person?.address].compactMap(\.self)
            .joined(separator: " ").halfWidth
    }

    /// The text with others blackened, and in how many places (伏せ字をした文).
    public func applied(to text: String) -> (text: String, places: Int) {
        let others = PersonalMarks(in: text).marks.filter { isOthers($0, in: text) }
        var characters = Array(Self.masked(text, others))
        var places = others.count
        for name in names { places += mask(name, in: &characters) }
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

    // MARK: What a text says of somebody by itself

    private func isOthers(_ mark: PersonalMark, in text: String) -> Bool {
        let written = Self.scalars(mark.range, of: text).halfWidth
        switch mark.kind {
        case .email: return written.lowercased() != ownEmail
        case .phone:
            return !ownPhones.endings.contains(written.filter { ("0"..."9").contains($0) })
        case .postalCode, .address: return !ownPlace.contains(written)
        case .name: return !isOwn(written)
        // Whose it is cannot be seen, and another's must not go out.
        case .individualNumber, .card: return true
        }
    }

    private static func scalars(_ range: Range<Int>, of text: String) -> String {
        var part = String.UnicodeScalarView()
        part.append(contentsOf: text.unicodeScalars.dropFirst(range.lowerBound).prefix(range.count))
        return String(part)
    }

    private static func masked(_ text: String, _ marks: [PersonalMark]) -> String {
        var scalars = Array(text.unicodeScalars)
        // From the end, so that the places before stay what they are.
        for mark in marks.reversed() {
            scalars.replaceSubrange(mark.range, with: Self.mark.unicodeScalars)
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
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
