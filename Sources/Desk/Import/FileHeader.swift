import Participation

/// The names of a file's columns (見出し).
public struct FileHeader: Sendable {
    /// The names as written, outer blanks trimmed, line breaks kept (列名).
    public let names: [String]
    private let places: [String: [Int]]

    /// A header of one row, or of two whose names are joined (見出し).
    init(_ rows: [DelimitedRecord]) {
        let width = rows.map(\.cells.count).max() ?? 0
        names = (0..<width).map { column in
            rows.compactMap { row -> String? in
                guard column < row.cells.count, !row.cells[column].isBlank else { return nil }
                return row.cells[column].trimmingBlanks
            }
            .joined(separator: ImportMapping.headerJoint)
        }
        places = Dictionary(grouping: names.indices) { [names] in Self.key(names[$0]) }
    }

    /// The cells a row must have at least: columns at the end without a name may be left out.
    var leastWidth: Int {
        (names.lastIndex { !$0.isEmpty } ?? -1) + 1
    }

    /// The names that several columns have; a mapping cannot refer to them (重複する列名).
    public var repeatedNames: [String] {
        names.indices.filter { index in
            let same = places[Self.key(names[index])] ?? []
            return !names[index].isEmpty && same.count > 1 && same.first == index
        }
        .map { names[$0] }
    }

    /// The columns of a name, which may be given with or without its line breaks.
    func columns(named name: String) -> [Int] {
        places[Self.key(name)] ?? []
    }

    /// Layout, not content: a heading is broken where the cell was narrow.
    private static func key(_ name: String) -> String {
        String(name.trimmingBlanks.filter { !$0.isNewline })
    }
}
