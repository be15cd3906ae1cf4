import Participation

/// How an indicator is counted, in a sentence an office can check (数え方の説明).
struct MeasureSentence: Sendable {
    let measure: Measure
    let words: MeasureStrings
    let year: @Sendable (FiscalYear) -> String

    /// `受付案件の数（受付制度が「市長への手紙」）。受付日の属する期間に数えます。`
    var text: String {
        let since = measure.accumulatedSince.map { words.since(year($0)) }
        return ([what + words.stop] + dates + [since].compactMap(\.self))
            .joined(separator: words.betweenSentences)
    }

    private var what: String {
        switch measure.form {
        case .counted(let countable): self.countable(countable)
        case .average(let field, let selection):
            conditioned(
                words.average(words.source(selection.source), words.field(field)), selection)
        case .ratio(let numerator, let denominator):
            words.ratio(countable(numerator), countable(denominator))
        case .latest(let field, let selection):
            conditioned(
                words.latest(words.source(selection.source), words.field(field)), selection)
        case .observed: words.observed
        }
    }

    private func countable(_ countable: Measure.Countable) -> String {
        let source = words.source(countable.selection.source)
        let what =
            switch countable.tally {
            case .count: words.count(source)
            case .sum(let field): words.sum(source, words.field(field))
            case .distinct(let field): words.distinct(source, words.dimension(field))
            }
        return conditioned(what, countable.selection)
    }

    private func conditioned(_ what: String, _ selection: Measure.Selection) -> String {
        guard !selection.conditions.isEmpty else { return what }
        return words.conditions(
            what,
            selection.conditions.map { condition in
                words.condition(
                    words.dimension(condition.dimension),
                    condition.values.map { DimensionWord($0, on: condition.dimension).japanese })
            })
    }

    private var dates: [String] {
        let dates = measure.selections.map(\.date)
        return dates.enumerated().filter { dates.firstIndex(of: $0.element) == $0.offset }
            .map { words.date($0.element) }
    }
}

/// The word of a dimension, as the office says it (軸の語).
///
/// Codes of Koe's own become their Japanese names, in English pages too: they are names of the
/// city's rules. Words of the city, such as categories, stand as they are.
struct DimensionWord: Sendable {
    let japanese: String

    init(_ word: String, on dimension: String) {
        let known: String? =
            switch dimension {
            case "scheme": Scheme(rawValue: word)?.japanese
            case "channel": Channel(rawValue: word)?.japanese
            case "nature": Nature(rawValue: word)?.japanese
            case "kind": GatheringKind(rawValue: word)?.japanese
            case "sender": SenderKind(rawValue: word)?.japanese
            case "handling": Handling(rawValue: word)?.japanese
            case "anonymous": word == "true" ? "匿名" : "匿名以外"
            default: nil
            }
        japanese = known ?? word
    }
}
