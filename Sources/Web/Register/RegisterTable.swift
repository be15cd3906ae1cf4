import Desk
import Participation

/// The lines of the register, as the paper ledger has them (受付簿の表, PRODUCT §4.2).
struct RegisterTable: Sendable {
    let entries: [RegisterEntry]
    /// What stands on top of every printed sheet.
    let head: String
    /// Names of sections by the code they may be kept under.
    var sections: [String: String] = [:]
    let words: Strings

    private var texts: RegisterStrings { words.register }

    var html: HTML {
        let columns = [
            texts.number, texts.receivedOn, texts.channel, texts.gist, texts.category,
            texts.section, texts.due, texts.state, texts.publication,
        ]
        let heads = columns.map { "<th scope=\"col\" role=\"columnheader\">\($0)</th>" as HTML }
        return """
            <table class="records register" role="table">
            <caption>\(texts.caption(entries.count))</caption>
            <thead role="rowgroup">
            <tr class="print" aria-hidden="true"><td colspan="\(columns.count)">\(head)</td></tr>
            <tr role="row">
            \(HTML(joining: heads))
            </tr>
            </thead>
            <tbody role="rowgroup">
            \(HTML(joining: entries.map(row)))
            </tbody>
            </table>
            """
    }

    private func row(_ entry: RegisterEntry) -> HTML {
        let row = entry.row
        let cells = [
            cell(texts.number, number(row)),
            cell(texts.receivedOn, "\(day(row.receivedOn))"),
            cell(texts.channel, "\(texts.channelName(row.channel))"),
            cell(texts.gist, gist(entry), "gist"),
            cell(texts.category, "\(row.category ?? texts.none)"),
            cell(texts.section, "\(row.section.map { sections[$0] ?? $0 } ?? texts.noSection)"),
            cell(texts.due, due(entry)),
            cell(texts.state, state(entry)),
            cell(texts.publication, "\(texts.publicationName(row.mayPublish))"),
        ]
        return "<tr role=\"row\">\(HTML(joining: cells))</tr>"
    }

    private func cell(_ label: String, _ content: HTML, _ kind: String = "") -> HTML {
        let name: HTML = kind.isEmpty ? "" : " class=\"\(kind)\""
        return "<td role=\"cell\" data-label=\"\(label)\"\(name)>\(content)</td>"
    }

    private func number(_ row: RegisterRow) -> HTML {
        let care: HTML =
            row.handling == .ordinary
            ? "" : "<span class=\"small\">\(texts.handlingName(row.handling))</span>"
        let number = row.number.description
        return """
            <span class="receipt"><a href="\(words.address(RecordPage.path(number)))">\(number)</a>\
            </span>\(care)
            """
    }

    private func gist(_ entry: RegisterEntry) -> HTML {
        let text: HTML =
            switch entry.gist {
            case .shown(let text): "\(text)"
            case .masked: "<span class=\"masked\">\(texts.masked)</span>"
            case .erased: "\(texts.erased)"
            }
        return entry.row.hasBody
            ? text : "\(text)<span class=\"small\">\(texts.toTranscribe)</span>"
    }

    private func due(_ entry: RegisterEntry) -> HTML {
        guard let due = entry.due else { return "\(texts.none)" }
        return entry.isOverdue
            ? "\(day(due))<span class=\"mark behind\">\(texts.overdue)</span>" : "\(day(due))"
    }

    private func state(_ entry: RegisterEntry) -> HTML {
        guard entry.row.state == .routed, let stage = entry.stage else {
            return "\(texts.stateName(entry.row.state))"
        }
        return """
            \(texts.stateName(entry.row.state))<span class="small">\(texts.stageName(stage))</span>
            """
    }

    private func day(_ day: LocalDate) -> String {
        words.code == "ja" ? day.wareki : day.description
    }
}
