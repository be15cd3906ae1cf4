import Participation

/// The gist and the text of an item as they are searched: folded, passage by passage (検索の対象).
///
/// A word is looked for within one passage: the gist, or a paragraph of the text. Blanks and line
/// breaks are dropped in folding, because mail programs break lines in the middle of a word; the
/// end of one paragraph and the beginning of the next never make a word.
struct SearchedText {
    /// A passage and where it stands.
    struct Passage {
        let field: ItemField
        let folded: FoldedText
    }

    let passages: [Passage]

    init(_ personal: ItemReceived.Personal) {
        var passages: [Passage] = []
        func add(_ text: some StringProtocol, _ field: ItemField) {
            let folded = FoldedText(String(text))
            if !folded.text.isEmpty { passages.append(Passage(field: field, folded: folded)) }
        }
        if let summary = personal.summary { add(summary, .summary) }
        if let body = personal.body {
            for paragraph in Self.paragraphs(of: body) { add(paragraph, .body) }
        }
        self.passages = passages
    }

    /// Runs of lines without a blank one between them.
    private static func paragraphs(of text: String) -> [Substring] {
        let lines = text.unicodeScalars.split(
            separator: "\n", omittingEmptySubsequences: false)
        var paragraphs: [Substring] = []
        var start: String.Index?
        var end = text.startIndex
        for line in lines {
            if line.allSatisfy(\.properties.isWhitespace) {
                if let begun = start { paragraphs.append(text[begun..<end]) }
                start = nil
            } else {
                start = start ?? line.startIndex
                end = line.endIndex
            }
        }
        if let begun = start { paragraphs.append(text[begun..<end]) }
        return paragraphs
    }

    /// What the item is filed under.
    var terms: [IndexTerm] {
        passages.flatMap { $0.folded.bigrams.map { IndexTerm(kind: .text, text: $0) } }
    }

    /// Where the words stand; `nil` unless all of them do.
    func fields(having words: [FoldedText]) -> [ItemField]? {
        var fields: [ItemField] = []
        for word in words {
            let found = passages.filter { $0.folded.contains(word) }
            if found.isEmpty { return nil }
            for passage in found where !fields.contains(passage.field) {
                fields.append(passage.field)
            }
        }
        return fields
    }
}
