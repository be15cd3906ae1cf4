import Desk
import Participation

/// One list of records behind a number (根拠の一覧).
struct FigureRecordList: Sendable {
    let part: FigureRecords.Part
    let indicator: Indicator
    let model: FigureRecordsPage.Model
    let moment: MomentLine
    let words: FigureStrings

    private var texts: FigureRecordStrings { words.records }

    /// A column: its heading, whether it holds numbers, and what stands in it.
    private struct Column {
        let name: String
        var isNumber = false
        let text: (FigureRecord.Shown) -> String?
    }

    var html: HTML {
        let id = "list-\(part.role)"
        return """
            <section class="list" aria-labelledby="\(id)">
            <h2 id="\(id)">\(texts.listTitle(part.role)) <span class="range">\(range)</span></h2>
            \(note)
            \(part.records.isEmpty ? "<p>\(nothing)</p>" : table)
            \(pages)
            </section>
            """
    }

    private var range: String {
        let first = (model.records.page - 1) * FigureRecordsRequest.pageLength + 1
        return texts.range(first, first + part.records.count - 1, part.total)
    }

    private var isObserved: Bool {
        switch indicator.measure.form {
        case .observed: true
        case .counted, .average, .ratio, .latest: false
        }
    }

    private var nothing: String { isObserved ? texts.emptyObserved : texts.empty }

    private var note: HTML {
        switch indicator.measure.form {
        case .average: "<p>\(texts.averageNote)</p>"
        case .latest: "<p>\(texts.lastOnly)</p>"
        case .counted, .ratio, .observed: ""
        }
    }

    // MARK: The table

    private var kind: FactKind {
        let shown = part.records.lazy.compactMap { record -> FactKind? in
            switch record {
            case .shown(let shown): shown.kind
            case .restricted: nil
            }
        }
        // Items alone can be restricted.
        return shown.first ?? .item
    }

    private var columns: [Column] {
        let kind = kind
        let position = Column(name: texts.position, isNumber: true) { String($0.position) }
        let date = Column(name: texts.date(kind)) { words.day($0.effectiveOn) }
        let receipt = Column(name: texts.receipt) { $0.receiptNumber?.description }
        let sort = Column(name: texts.sort(kind)) { record in
            record.sort.map { DimensionWord($0, on: kind == .item ? "scheme" : "kind").japanese }
        }
        let category = Column(name: texts.category) { $0.category }
        let section = Column(name: texts.section) { $0.section }
        let quantity = Column(name: texts.quantity(kind), isNumber: true) { record in
            record.quantity.map { FigureValue($0).grouped(decimals: 0) } ?? words.unknown
        }
        let period = Column(name: texts.period) { record in
            record.period.map { period in
                [words.year(period.year), period.quarter.map(words.quarter)]
                    .compactMap(\.self).joined(separator: " ")
            }
        }
        let value = Column(name: texts.value, isNumber: true) { record in
            record.value.map { $0.grouped(decimals: indicator.decimals) + indicator.unit }
        }
        let later = Column(name: texts.later) { $0.change.map(texts.change) }
        let columns =
            switch kind {
            case .item: [position, date, receipt, sort, category, section, quantity]
            case .lecture, .gathering: [position, date, sort, section, quantity]
            case .registration: [position, date, sort, quantity]
            case .observation: [position, period, value]
            }
        return moment.isPast ? columns + [later] : columns
    }

    private var table: HTML {
        let columns = columns
        let heads = columns.map { column -> HTML in
            let kind: HTML = column.isNumber ? " class=\"amount\"" : ""
            return "<th scope=\"col\" role=\"columnheader\"\(kind)>\(column.name)</th>"
        }
        let city = model.city?.name ?? ""
        let period = FigureRecordsPage.period(model, words)
        return """
            <table class="records" role="table">
            <caption>\(indicator.name)　\(period)　\(moment.text)</caption>
            <thead role="rowgroup">
            <tr class="print" aria-hidden="true"><td colspan="\(columns.count)">\
            \(city)　\(indicator.name)　\(period)　\(moment.text)</td></tr>
            <tr role="row">
            \(HTML(joining: heads))
            </tr>
            </thead>
            <tbody role="rowgroup">
            \(HTML(joining: part.records.map { row($0, columns) }))
            </tbody>
            </table>
            """
    }

    private func row(_ record: FigureRecord, _ columns: [Column]) -> HTML {
        let cells: [HTML] =
            switch record {
            case .shown(let shown): columns.map { cell($0.name, $0.text(shown), $0.isNumber) }
            case .restricted(let quantity): restricted(quantity, columns)
            }
        return "<tr role=\"row\">\(HTML(joining: cells))</tr>"
    }

    private func cell(_ name: String, _ text: String?, _ isNumber: Bool) -> HTML {
        let kind: HTML = isNumber ? " class=\"amount\"" : ""
        return """
            <td role="cell" data-label="\(name)"\(kind)>\(text ?? words.none)</td>
            """
    }

    /// That it counts, and how much; the rest is for named persons (限定).
    private func restricted(_ quantity: Int?, _ columns: [Column]) -> [HTML] {
        let behind = columns.count - (columns.firstIndex { $0.name == texts.quantity(kind) } ?? 0)
        let rest = (1..<behind).map { _ in "<td role=\"cell\"></td>" as HTML }
        return [
            """
            <td role="cell" class="restricted" colspan="\(columns.count - behind)">\
            \(texts.restricted)</td>
            """,
            cell(texts.quantity(kind), quantity.map { String($0) } ?? words.unknown, true),
        ] + rest
    }

    // MARK: Pages

    private var pages: HTML {
        let records = model.records
        guard records.pages > 1 else { return "" }
        // As of one place in the log, so that no record is passed over when another comes in.
        let choice = model.choice.pinned(to: records.asOf)
        func link(_ page: Int, _ text: String, _ relation: String) -> HTML {
            let address = choice.records(
                of: indicator, records.figure.period, until: model.until, page: page)
            return "<li><a rel=\"\(relation)\" href=\"\(address.text)\">\(text)</a></li>"
        }
        let before = records.page > 1 ? link(records.page - 1, texts.previousPage, "prev") : nil
        let after =
            records.page < records.pages ? link(records.page + 1, texts.nextPage, "next") : nil
        return """
            <nav class="presets" aria-label="\(texts.pagesTitle)">
            <ul>
            \(HTML(joining: [before, after].compactMap(\.self)))
            </ul>
            </nav>
            """
    }
}
