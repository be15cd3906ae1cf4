import Foundation
import Participation

/// The lists of its units that 高松市 published, beside the tests (組織一覧の実データ).
enum PublishedList {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/takamatsu-organisation")

    /// The list of 1 April of a year.
    static func takamatsu(_ year: Int) throws -> OrganisationList {
        OrganisationList(rows: try rows("0083_\(year)04.csv"))
    }

    /// The cells of a file. There are no quotes in these, so a comma is always a separator.
    static func rows(_ name: String) throws -> [[String]] {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
