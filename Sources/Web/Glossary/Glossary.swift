/// The words of the office as Koe uses them, with the codes behind them (用語集, DECISIONS C10).
///
/// Kept in a file of its own; a test holds it against the city's rules.
enum Glossary {
    /// A word and what it means.
    struct Term: Sendable, Equatable {
        let group: String
        /// The code of imports and of the API; nil for a word without one.
        let code: String?
        let word: String
        let meaning: String
    }

    /// All words in the order of the file; one line each: group, code, word, meaning.
    static let terms: [Term] = String(decoding: PackageResources.glossary_tsv, as: UTF8.self)
        .split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map { String($0) }
            guard cells.count == 4 else { return nil }
            return Term(
                group: cells[0], code: cells[1].isEmpty ? nil : cells[1], word: cells[2],
                meaning: cells[3])
        }

    /// The groups in the order of the file.
    static var groups: [(name: String, terms: [Term])] {
        var groups: [(name: String, terms: [Term])] = []
        for term in terms {
            if groups.last?.name == term.group {
                groups[groups.count - 1].terms.append(term)
            } else {
                groups.append((term.group, [term]))
            }
        }
        return groups
    }
}
