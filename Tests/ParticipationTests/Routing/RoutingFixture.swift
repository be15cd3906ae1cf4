import Foundation
import Participation
import Testing

/// Published records whose section is known, beside the tests (担当の分かっている実データ).
enum RoutingFixture {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/routing")

    /// A request of New York City's 311.
    struct Request {
        let receivedOn: LocalDate
        let agency: String
        let complaint: String
        let descriptor: String
        let place: String

        var text: String { "\(complaint) / \(descriptor)" }
    }

    static func requests() throws -> [Request] {
        try rows("nyc311.tsv").map { cells in
            func cell(_ column: Int) -> String { cells[column] == "N/A" ? "" : cells[column] }
            return Request(
                receivedOn: .on(String(cells[1].prefix(10))), agency: cells[2],
                complaint: cells[3], descriptor: cell(4), place: cell(6))
        }
    }

    /// The contact of an event of 高松市, as printed on a day.
    struct Contact {
        let publishedOn: LocalDate
        let label: String
        let telephone: String
    }

    static func contacts() throws -> [Contact] {
        try rows("takamatsu-contacts.tsv").map { cells in
            Contact(
                publishedOn: .on(cells[0]),
                label: cells[1].replacingOccurrences(of: "\\n", with: "\n"), telephone: cells[2])
        }
    }

    private static func rows(_ name: String) throws -> [[String]] {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
