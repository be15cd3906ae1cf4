import Desk
import Participation

/// Everything that happened to a record: who, when, from what to what, corrections as struck-through
/// text beside what stands there now (経過、朱書き).
struct RecordHistory: Sendable {
    let entries: [ItemHistoryEntry]
    let names: [String: String]
    let words: Strings

    private var texts: RecordStrings { words.records }

    var html: HTML {
        """
        <section class="list" aria-labelledby="history">
        <h2 id="history">\(texts.historyTitle)</h2>
        <ol class="history" reversed>
        \(HTML(joining: entries.reversed().map(entry)))
        </ol>
        </section>
        """
    }

    private func entry(_ entry: ItemHistoryEntry) -> HTML {
        let reason: HTML = entry.reason.map { "<p>\(texts.reason($0))</p>" } ?? ""
        let changes: HTML =
            entry.changes.isEmpty
            ? ""
            : """
            <ul>
            \(HTML(joining: entry.changes.map { change($0, isReceipt: entry.version == 1) }))
            </ul>
            """
        return """
            <li>
            <p class="what"><strong>\(entry.title)</strong> \
            <span class="small">\(entry.recordedAtInJapan)　\(who(entry.actor))</span></p>
            \(reason)
            \(changes)
            </li>
            """
    }

    private func who(_ actor: String?) -> String {
        guard let actor else { return texts.nobody }
        return names[actor].map { "\($0)（\(actor)）" } ?? actor
    }

    /// In words and not by colour alone.
    private func change(_ change: ItemHistoryEntry.Change, isReceipt: Bool) -> HTML {
        let name = change.field.japanese
        switch (change.old, change.new) {
        case (nil, let new?) where isReceipt: return "<li>\(name): \(new)</li>"
        case (let old?, let new?):
            return """
                <li>\(name): \(texts.before) <del>\(old)</del> \(texts.after) <ins>\(new)</ins></li>
                """
        case (nil, let new?): return "<li>\(name): \(texts.added) <ins>\(new)</ins></li>"
        case (let old?, nil): return "<li>\(name): \(texts.removed) <del>\(old)</del></li>"
        case (nil, nil): return "<li>\(name)</li>"
        }
    }
}
