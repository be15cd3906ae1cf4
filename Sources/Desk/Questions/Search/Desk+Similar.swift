import Participation

/// A letter that may say the same as the one being entered (同趣旨・重複の候補).
public struct SimilarLetter: Sendable, Equatable {
    /// The letter (案件).
    public let letter: FoundItem
    /// Whether somebody of the same name sent it (同一の差出人か).
    public let isOfSameSender: Bool
}

/// Limits of looking for letters that say the same, each with its name (同趣旨の照会の上限).
public enum SimilarLimits {
    /// How far back they are looked for, in days (PRODUCT §4.1).
    public static let days = 90
    /// How many are shown, of the same sender and of the same words.
    public static let shown = 5
    /// Words of the gist that must all be there.
    static let words = 2
}

extension Desk {
    /// Letters of the last ``SimilarLimits/days`` days by the same sender, and those of the same
    /// category with the most telling words of the gist (同趣旨・重複の候補).
    ///
    /// Restricted and erased letters are never among them.
    /// - Parameter opening: who looks; written down for every letter that is shown.
    /// - Throws: ``DeskError``.
    public func similar(
        to request: ReceiveRequest, for opening: Opening
    ) async throws(DeskError) -> [SimilarLetter] {
        do {
            let from = LocalDate(dayNumber: today.dayNumber - SimilarLimits.days)
            var similar: [SimilarLetter] = []
            if let name = request.sender?.name, FoldedText(name).text.unicodeScalars.count > 1 {
                let found = try await page(
                    SearchRequest(person: PersonClues(name: name), receivedFrom: from),
                    for: opening)
                similar += found.finds.filter {
                    $0.sender.map { FoldedText($0.name) } == FoldedText(name)
                }.prefix(SimilarLimits.shown).map {
                    SimilarLetter(letter: $0.item, isOfSameSender: true)
                }
            }
            let words = Self.tellingWords(of: request.summary ?? "")
            if !words.isEmpty {
                let found = try await findItems(
                    SearchRequest(
                        text: words.joined(separator: " "), receivedFrom: from,
                        category: request.category, limit: SimilarLimits.shown),
                    for: opening)
                similar += found.items.filter { item in
                    !similar.contains { $0.letter.id == item.id }
                }.map { SimilarLetter(letter: $0, isOfSameSender: false) }
            }
            return similar
        } catch {
            throw DeskError(error)
        }
    }

    /// The longest runs of kanji or katakana: what a gist is about stands in these.
    static func tellingWords(of gist: String) -> [String] {
        var words: [String] = []
        var run = ""
        var kind = 0
        for character in gist + " " {
            let next = kindOfLetter(character)
            if next != kind {
                if run.count >= SearchLimits.shortestWord, !words.contains(run) {
                    words.append(run)
                }
                (run, kind) = ("", next)
            }
            if next != 0 { run.append(character) }
        }
        let longest = words.enumerated().sorted {
            ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
        }
        return longest.prefix(SimilarLimits.words).map(\.element)
    }

    /// 1 for kanji, 2 for katakana, 0 for anything else.
    private static func kindOfLetter(_ character: Character) -> Int {
        switch character {
        case "一"..."鿿", "々": 1
        case "ァ"..."ヺ", "ー": 2
        default: 0
        }
    }
}
