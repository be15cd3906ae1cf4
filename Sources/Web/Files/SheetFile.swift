import Desk
import Hummingbird

/// A table as something to be saved (表のファイル).
struct SheetFile: Sendable {
    /// The forms a table is saved in (ファイルの形式).
    enum Kind: String, Sendable, CaseIterable {
        case csv
        case xlsx
    }

    let sheet: Sheet
    /// The plain name, for what cannot read the Japanese one.
    let file: String

    init(_ sheet: Sheet, file: String) {
        self.sheet = sheet
        self.file = file
    }

    func response(as kind: Kind) async throws -> Response {
        var headers = HTTPFields()
        // RFC 6266 §4.3: the name of the sheet, with the plain one beside it.
        headers.set(
            "Content-Disposition",
            "attachment; filename=\"\(file).\(kind.rawValue)\"; "
                + "filename*=UTF-8''\(Address.encoded(sheet.name)).\(kind.rawValue)")
        switch kind {
        case .csv:
            return Response(type: "text/csv; charset=utf-8", sheet.csv, headers: headers)
        case .xlsx:
            return Response(
                status: .ok, type: Workbook.mediaType,
                bytes: try await Workbook.bytes(of: sheet), headers: headers)
        }
    }
}
