import Desk
import Participation

/// The register as a file for spreadsheets (受付簿のファイル).
struct RegisterFile: Sendable {
    let name: String
    let entries: [RegisterEntry]
    let words: RegisterStrings

    var sheet: Sheet {
        Sheet(
            name: name,
            columns: [
                Sheet.Column(words.number), Sheet.Column(words.receivedOn),
                Sheet.Column(words.scheme, width: 16), Sheet.Column(words.channel),
                Sheet.Column(words.gist, width: 40), Sheet.Column(words.category),
                Sheet.Column(words.section, width: 20), Sheet.Column(words.due),
                Sheet.Column(words.state), Sheet.Column(words.publication),
            ], rows: entries.map(line))
    }

    private func line(_ entry: RegisterEntry) -> [Sheet.Cell] {
        let row = entry.row
        let gist =
            switch entry.gist {
            case .shown(let text): text
            case .masked: words.masked
            case .erased: words.erased
            }
        return [
            .text(row.number.description), .day(row.receivedOn),
            .text(words.schemeName(row.scheme)),
            .text(words.channelName(row.channel)), Sheet.Cell(gist), Sheet.Cell(row.category),
            Sheet.Cell(row.section), entry.due.map { .day($0) } ?? .empty,
            .text(words.stateName(row.state)), .text(words.publicationName(row.mayPublish)),
        ]
    }
}
