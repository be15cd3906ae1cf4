import CXlsxWriter
import Foundation
import Glibc
import Participation

/// Writes a table as an Excel workbook, through libxlsxwriter (Excelブック).
///
/// The only file that imports the library. It keeps rows in files while it writes; they lie in memory,
/// in a folder only this process may enter, and are gone when the bytes are returned. What a process
/// left that was killed meanwhile is removed when the next one begins.
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
    /// - Throws: ``DeskError``: the table is too long; `later` when there is no room to write it.
    public static func bytes(of sheet: Sheet) async throws(DeskError) -> [UInt8] {
        try await bytes(of: sheet, in: memory)
    }

    /// The same in a folder.
    static func bytes(of sheet: Sheet, in memory: String) async throws(DeskError) -> [UInt8] {
        guard sheet.rows.count <= mostRows else {
            throw .internalFault("workbook: \(sheet.rows.count) rows")
        }
        let written = await threads.run {
            removeAbandoned(in: memory)
            return Result { try write(sheet, in: memory) }
        }
        switch written {
        case .success(let bytes): return bytes
        case .failure(let fault as Fault): throw .internalFault("workbook: \(fault.code)")
        case .failure:
            throw .later("Excelファイルを作る場所(\(memory))に書き込めません。空きを確かめるか、CSVで保存してください。")
        }
    }

    /// Removes what processes left that were killed while they wrote: gists must not stay.
    public static func removeAbandoned() { removeAbandoned(in: memory) }

    /// The same of a folder; whose process still runs stays, and what is another user's.
    static func removeAbandoned(in memory: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: memory)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let process = name.dropFirst(prefix.count).prefix { $0 != "-" }
            guard let process = Int32(process), process > 0, kill(process, 0) != 0, errno == ESRCH
            else { continue }
            try? FileManager.default.removeItem(atPath: "\(memory)/\(name)")
        }
    }

    /// Files in memory: gists in a list must not be left on a disk, not even deleted.
    static let memory = "/dev/shm"
    /// Before the number of the process, in the names of folders.
    static let prefix = "koe-workbook-"

    /// A file could not be begun, written or read.
    private struct NoRoom: Error {}
    /// What the library says of anything else.
    private struct Fault: Error {
        let code: UInt32
    }

    private static func write(_ sheet: Sheet, in memory: String) throws -> [UInt8] {
        let process = ProcessInfo.processInfo.processIdentifier
        let folder = URL(filePath: memory)
            .appending(path: "\(prefix)\(process)-\(UUID().uuidString)")
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
                throw NoRoom()
            }
            guard let page = workbook_add_worksheet(book, tabName(sheet.name)) else {
                workbook_close(book)
                throw NoRoom()
            }
            fill(page, of: book, with: sheet)
            let outcome = workbook_close(book)
            guard outcome == LXW_NO_ERROR else {
                // The first of its codes are about files.
                if outcome.rawValue <= LXW_ERROR_ZIP_CLOSE.rawValue { throw NoRoom() }
                throw Fault(code: outcome.rawValue)
            }
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
