import CXlsxWriter
import Foundation
import Participation

/// Writes a table as an Excel workbook, through libxlsxwriter (Excelブック).
///
/// The only file that imports the library. It keeps rows in files while it writes; they lie in memory,
/// in a folder only this process may enter, and are gone when the bytes are returned.
public enum Workbook {
    /// The media type of a workbook, RFC 6838 (媒体型).
    public static let mediaType =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// The most rows of one workbook: what Excel opens, less the heading (行数の上限).
    public static let mostRows = 1_048_575
    /// The most UTF-16 units of a cell, as Excel counts; a longer text is cut (升目の字数).
    static let longestText = 32_767
    /// The most characters of a sheet's name (シート名の字数).
    static let longestName = 31

    /// Writing blocks: on threads of its own, at most so many at once. They hold nothing of a city.
    private static let threads = BlockingThreads(most: 2, name: "koe-workbook")

    /// The bytes of a workbook with this one table.
    /// - Throws: ``DeskError``: the table is too long, or the disk did not take it.
    public static func bytes(of sheet: Sheet) async throws(DeskError) -> [UInt8] {
        guard sheet.rows.count <= mostRows else {
            throw .internalFault("workbook: \(sheet.rows.count) rows")
        }
        let written = await threads.run { Result { try write(sheet) } }
        switch written {
        case .success(let bytes): return bytes
        case .failure(let error): throw .internalFault("workbook: \(error)")
        }
    }

    /// Files in memory: gists in a list must not be left on a disk, not even deleted.
    private static let memory = "/dev/shm"

    private struct Failure: Error {
        let what: String
    }

    private static func write(_ sheet: Sheet) throws -> [UInt8] {
        let folder = URL(filePath: memory).appending(path: "koe-workbook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "sheet.xlsx")
        try folder.path.withCString { temporary in
            var options = lxw_workbook_options()
            options.constant_memory = 1
            // The library promises not to write to it.
            options.tmpdir = UnsafeMutablePointer(mutating: temporary)
            guard let book = workbook_new_opt(file.path, &options) else {
                throw Failure(what: "not begun")
            }
            guard let page = workbook_add_worksheet(book, tabName(sheet.name)) else {
                workbook_close(book)
                throw Failure(what: "no sheet")
            }
            fill(page, of: book, with: sheet)
            let outcome = workbook_close(book)
            guard outcome == LXW_NO_ERROR else { throw Failure(what: "\(outcome.rawValue)") }
        }
        return Array(try Data(contentsOf: file))
    }

    private static func fill(
        _ page: UnsafeMutablePointer<lxw_worksheet>, of book: UnsafeMutablePointer<lxw_workbook>,
        with sheet: Sheet
    ) {
        let heading = workbook_add_format(book)
        format_set_bold(heading)
        format_set_text_wrap(heading)
        let wrapped = workbook_add_format(book)
        format_set_text_wrap(wrapped)
        let day = workbook_add_format(book)
        format_set_num_format(day, "yyyy/mm/dd")
        let decimals = Set(
            sheet.rows.joined().compactMap { cell -> Int? in
                if case .number(_, let decimals) = cell { decimals } else { nil }
            })
        let numbers = Dictionary(
            uniqueKeysWithValues: decimals.map { decimals in
                let format = workbook_add_format(book)
                let places = decimals > 0 ? "." + String(repeating: "0", count: decimals) : ""
                format_set_num_format(format, "#,##0\(places)")
                return (decimals, format)
            })
        for (column, described) in sheet.columns.enumerated() {
            let place = lxw_col_t(column)
            worksheet_set_column(page, place, place, Double(described.width), nil)
            worksheet_write_string(page, 0, place, described.name, heading)
        }
        worksheet_freeze_panes(page, 1, 0)
        worksheet_set_landscape(page)
        worksheet_set_paper(page, a4)
        worksheet_repeat_rows(page, 0, 0)
        for (index, row) in sheet.rows.enumerated() {
            for (column, cell) in row.enumerated() {
                let (line, place) = (lxw_row_t(index + 1), lxw_col_t(column))
                switch cell {
                case .empty: break
                case .text(let text):
                    // A string cell is never calculated, whatever it begins with.
                    worksheet_write_string(page, line, place, cut(text), wrapped)
                case .number(let value, let decimals):
                    let number = Double(value.text(decimals: decimals)) ?? 0
                    worksheet_write_number(page, line, place, number, numbers[decimals] ?? nil)
                case .day(let date):
                    var moment = lxw_datetime()
                    moment.year = Int32(date.year)
                    moment.month = Int32(date.month)
                    moment.day = Int32(date.day)
                    worksheet_write_datetime(page, line, place, &moment, day)
                }
            }
        }
    }

    /// `DMPAPER_A4` of the Windows API, which the format counts paper by.
    private static let a4: UInt8 = 9

    /// A name a sheet may have: without `[]:*?/\`, no longer than Excel takes, never blank.
    static func tabName(_ name: String) -> String {
        let kept = name.filter { !"[]:*?/\\'".contains($0) }
        return kept.isEmpty ? "Koe" : String(kept.prefix(longestName))
    }

    private static func cut(_ text: String) -> String {
        guard text.utf16.count > longestText else { return text }
        var kept = ""
        var units = 0
        for character in text {
            units += character.utf16.count
            if units > longestText { break }
            kept.append(character)
        }
        return kept
    }
}
