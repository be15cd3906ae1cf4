import EventLog
public import FoundationEssentials
public import Participation

/// How a letter like this one was answered before (過去の似た回答).
public struct PastAnswer: Sendable, Equatable {
    /// The item (案件).
    public let id: UUID
    /// Its receipt number (受付番号).
    public let receiptNumber: ReceiptNumber
    /// Its gist (要旨).
    public let gist: String
    /// The section that answered (担当課).
    public let section: String?
    /// The day of the answer (回答日).
    public let answeredOn: LocalDate
    /// What was answered (回答文).
    public let text: String
}

/// Limits of looking for past answers (過去の回答の上限).
enum PastAnswerLimits {
    /// Answers shown.
    static let shown = 5
    /// Words of a letter that are looked for, the longest.
    static let words = 4
    /// Letters looked at for each word.
    static let letters = 20
}

extension Desk {
    /// Answers to letters that have words of this one in them, the most alike first
    /// (過去の似た回答).
    ///
    /// What is not shown is not written down as opened; restricted items and those that may not be
    /// used any more are never among them.
    /// - Throws: ``DeskError``.
    public func similarAnswers(
        to item: ItemView, for opening: Opening
    ) async throws(DeskError) -> [PastAnswer] {
        guard let personal = item.item.personal.content else { return [] }
        do {
            try await catchUp([.search])
            var alike: [UUID: (find: SearchPage.Find, words: Int)] = [:]
            for word in Self.words(of: personal.summary ?? personal.body ?? "") {
                let request = SearchRequest(text: word, limit: PastAnswerLimits.letters)
                let query = try SearchQuery(request)
                let page = try await Search(desk: self, request: request, query: query).page()
                for find in page.finds where find.item.id != item.id {
                    alike[find.item.id, default: (find, 0)].words += 1
                }
            }
            let streams = alike.keys.map { StreamName(category: Item.streamCategory, id: $0) }
            let histories = try await log.read(streams)
            var found: [(answer: PastAnswer, rank: Int)] = []
            for (id, hit) in alike {
                let stream = StreamName(category: Item.streamCategory, id: id)
                guard let history = histories[stream],
                    let opened = try ItemOpening.item(
                        after: history, with: [stream: hit.find.key]),
                    let answer = PastAnswer(opened, gist: hit.find.item.gist)
                else { continue }
                let isSameCategory =
                    opened.item.plain.category != nil
                    && opened.item.plain.category == item.item.plain.category
                found.append((answer, hit.words + (isSameCategory ? 1 : 0)))
            }
            let best = found.sorted { one, other in
                (one.rank, one.answer.answeredOn) > (other.rank, other.answer.answeredOn)
            }.prefix(PastAnswerLimits.shown).map(\.answer)
            try await record(
                opening,
                of: best.compactMap { answer in
                    alike[answer.id].map {
                        (StreamName(category: Item.streamCategory, id: answer.id), $0.find.key)
                    }
                }, showing: .text)
            return best
        } catch {
            throw DeskError(error)
        }
    }

    /// Runs of kanji or katakana, the longest first; a single character says too little.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        for run in text.split(whereSeparator: { !$0.isKanjiOrKatakana }) where run.count > 1 {
            let word = String(run)
            if !words.contains(word) { words.append(word) }
        }
        return Array(words.sorted { $0.count > $1.count }.prefix(PastAnswerLimits.words))
    }
}

extension Character {
    fileprivate var isKanjiOrKatakana: Bool {
        guard let scalar = unicodeScalars.first else { return false }
        switch scalar.value {
        case 0x30A1...0x30FA, 0x30FC, 0x3005, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0x20000...0x3FFFF:
            return true
        default: return false
        }
    }
}

extension PastAnswer {
    /// Nil for an item that has no answer whose text is there.
    fileprivate init?(_ opened: OpenedItem, gist: String) {
        let response = opened.item.response
        let said: Wording? =
            switch response.answer {
            case .sent?: response.draft?.draft.text.content
            case .spoken(let spoken)?: spoken.gist.content
            case nil: nil
            }
        guard let answer = response.answer, let said else { return nil }
        self.init(
            id: opened.id, receiptNumber: opened.item.plain.receiptNumber, gist: gist,
            section: opened.item.routing?.lead, answeredOn: answer.on, text: said.text)
    }
}
