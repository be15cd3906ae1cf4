import Desk
import Participation

/// The register as a file for spreadsheets (受付簿のCSV).
///
/// UTF-8 with the mark old spreadsheets need; what a citizen wrote is never taken for a formula
/// (OWASP, CSV injection).
struct RegisterFile: Sendable {
    let entries: [RegisterEntry]
    let words: RegisterStrings

    var text: String {
        let head = [
            words.number, words.receivedOn, words.scheme, words.channel, words.gist,
            words.category, words.section, words.due, words.state, words.publication,
        ]
        let lines = ([head] + entries.map(line)).map { cells in
            cells.map(Self.cell).joined(separator: ",") + "\r\n"
        }
        return "\u{FEFF}" + lines.joined()
    }

    private func line(_ entry: RegisterEntry) -> [String] {
        let row = entry.row
        let gist =
            switch entry.gist {
            case .shown(let text): text
            case .masked: words.masked
            case .erased: words.erased
            }
        return [
            row.number.description, row.receivedOn.description, words.schemeName(row.scheme),
            words.channelName(row.channel), gist, row.category ?? "", row.section ?? "",
            entry.due?.description ?? "", words.stateName(row.state),
            words.publicationName(row.mayPublish),
        ]
    }

    /// A cell in quotes; before what begins like a formula stands an apostrophe.
    static func cell(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) }
        let safe = isFormula == true ? "'" + text : text
        return "\"\(safe.replacing("\"", with: "\"\""))\""
    }
}
