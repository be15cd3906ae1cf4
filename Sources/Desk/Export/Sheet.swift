public import Participation

/// A table that leaves the house as a file: what a page shows, cell by cell (書き出す表).
///
/// Made once, written as CSV or as a workbook, so that both say the same.
public struct Sheet: Sendable, Equatable {
    /// What is in a cell (升目).
    public enum Cell: Sendable, Equatable {
        /// Nothing (空欄).
        case empty
        /// Words; never taken for a formula (文字).
        case text(String)
        /// A number, with so many decimal places (数).
        case number(FigureValue, decimals: Int)
        /// A day (日付).
        case day(LocalDate)
    }

    /// A column: its heading and how wide it is, in half-width characters (列).
    public struct Column: Sendable, Equatable {
        /// The heading (見出し).
        public let name: String
        /// How wide (幅).
        public let width: Int

        /// A column.
        public init(_ name: String, width: Int = 12) {
            self.name = name
            self.width = width
        }
    }

    /// The name of the sheet; what a workbook forbids in it is left out (シート名).
    public let name: String
    /// The columns (列).
    public let columns: [Column]
    /// The rows; each has as many cells as there are columns (行).
    public let rows: [[Cell]]

    /// A table.
    public init(name: String, columns: [Column], rows: [[Cell]]) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    /// The table as CSV: UTF-8 with the mark old spreadsheets need (CSV).
    public var csv: String {
        let head = columns.map { Self.quoted($0.name) }
        let lines = ([head] + rows.map { $0.map(Self.csv) }).map {
            $0.joined(separator: ",") + "\r\n"
        }
        return "\u{FEFF}" + lines.joined()
    }

    private static func csv(_ cell: Cell) -> String {
        switch cell {
        case .empty: quoted("")
        case .text(let text): quoted(text)
        case .number(let value, let decimals): value.text(decimals: decimals)
        case .day(let day): quoted(day.description)
        }
    }

    /// A text in quotes; before what begins like a formula stands an apostrophe (OWASP, CSV
    /// injection).
    static func quoted(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) }
        let safe = isFormula == true ? "'" + text : text
        return "\"\(safe.replacing("\"", with: "\"\""))\""
    }
}

extension Sheet.Cell {
    /// A text, or nothing (文字か空欄).
    public init(_ text: String?) {
        self = text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty
    }

    /// A number, or nothing (数か空欄).
    public init(_ value: FigureValue?, decimals: Int) {
        self = value.map { .number($0, decimals: decimals) } ?? .empty
    }
}
