import Foundation
import Participation
import Testing

/// The calendars that ship with Koe, read as an office would import them.
enum CalendarFiles {
    /// National holidays, weekends and the end of the year.
    static func calendar() throws -> OpeningCalendar {
        try shipped.get()
    }

    private static let shipped = Result {
        OpeningCalendar(closures: try closures("holidays.csv") + closures("closed-days.csv"))
    }

    static func closures(_ file: String) throws -> [Closure] {
        try rows(file).map { row in
            try #require(Closure(date: row.date, name: row.name), "\(file): \(row)")
        }
    }

    static func rows(_ file: String) throws -> [(date: String, name: String)] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let bytes = try Data(contentsOf: root.appending(path: "db/calendars/\(file)"))
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        #expect(lines.first == "date,name")
        return lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            #expect(cells.count == 2, "\(line)")
            return (String(cells[0]), String(cells[cells.count - 1]))
        }
    }
}
