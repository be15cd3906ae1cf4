import Desk
import Participation

/// One number at two moments, and every event that made the difference (差異一覧).
struct DifferenceList: Sendable {
    let difference: FigureDifference
    let indicator: Indicator
    /// The same page without the other moment.
    let without: Address
    let words: Strings

    private var texts: FigureStrings { words.figures }
    private var review: FigureReviewStrings { words.review }

    var html: HTML {
        let compared = difference.compared
        let redefined: HTML = compared.wasRedefined ? "<p>\(review.redefined)</p>" : ""
        var unexplained: HTML = ""
        if let rest = difference.unexplained, rest != .zero {
            let amount = ComparisonTable.signed(rest, indicator) ?? ""
            unexplained = "<p>\(review.unexplained(amount + indicator.unit))</p>"
        }
        return """
            <section class="list difference" aria-labelledby="difference">
            <h2 id="difference">\(review.comparisonTitle)</h2>
            <p class="compared">\(review.earlier) \(value(compared.earlier)) → \
            \(review.later) \(value(compared.later))　\(review.difference) \
            <strong>\(ComparisonTable.signed(compared.difference, indicator) ?? texts.none)</strong></p>
            \(redefined)\(unexplained)
            \(HTML(joining: difference.parts.map(part)))
            <p><a href="\(without.text)">\(review.leave)</a></p>
            </section>
            """
    }

    private func value(_ figure: Figure?) -> String {
        figure?.value.map { $0.grouped(decimals: indicator.decimals) + indicator.unit }
            ?? texts.unknown
    }

    private func part(_ part: FigureDifference.Part) -> HTML {
        guard !part.changes.isEmpty else { return "<p>\(review.noChanges)</p>" }
        let columns = [
            texts.records.position, review.recordedAt, review.event, review.record,
            texts.records.date(part.changes.first?.kind ?? .item), review.change,
        ]
        let heads = columns.enumerated().map { index, name -> HTML in
            let kind: HTML = index == 0 || index == 5 ? " class=\"amount\"" : ""
            return "<th scope=\"col\" role=\"columnheader\"\(kind)>\(name)</th>"
        }
        let total = part.tally == .values ? "" : "　\(review.sum) \(Self.signed(part.sum))"
        return """
            <h3>\(review.changesTitle(part.role)) <span class="range">\
            \(review.changesCount(part.changes.count, part.total))\(total)</span></h3>
            <table class="records" role="table">
            <thead role="rowgroup"><tr role="row">\(HTML(joining: heads))</tr></thead>
            <tbody role="rowgroup">
            \(HTML(joining: part.changes.map { row($0, part.tally, columns) }))
            </tbody>
            </table>
            """
    }

    private func row(
        _ change: FigureChange, _ tally: FigureDifference.Tally, _ columns: [String]
    ) -> HTML {
        let record =
            change.isRestricted
            ? texts.records.restricted
            : [
                change.receiptNumber?.description,
                change.sort.map {
                    DimensionWord($0, on: change.kind == .item ? "scheme" : "kind").japanese
                },
            ].compactMap(\.self).joined(separator: " ")
        let cells = [
            String(change.position), change.recordedAt,
            change.cameDue ? review.cameDue : change.title, record,
            texts.day(change.effectiveOn), amount(change, tally),
        ]
        let html = zip(columns, cells).enumerated().map { index, cell -> HTML in
            let kind: HTML = index == 0 || index == 5 ? " class=\"amount\"" : ""
            return "<td role=\"cell\" data-label=\"\(cell.0)\"\(kind)>\(cell.1)</td>"
        }
        return "<tr role=\"row\">\(HTML(joining: html))</tr>"
    }

    private func amount(_ change: FigureChange, _ tally: FigureDifference.Tally) -> String {
        switch tally {
        case .records: Self.signed(change.records)
        case .quantities: Self.signed(change.quantity)
        case .values:
            [change.before, change.after].map {
                $0?.grouped(decimals: indicator.decimals) ?? texts.none
            }.joined(separator: " → ")
        }
    }

    private static func signed(_ number: Int) -> String { number > 0 ? "+\(number)" : "\(number)" }
}
