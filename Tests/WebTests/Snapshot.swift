import Foundation
import Testing

/// A whole answer, kept in a file beside the tests, so that a reader sees the page itself.
///
/// Where a page is meant to change, delete its file and run the test twice: the first run writes
/// it and fails, so that somebody looks at what was written.
enum Snapshot {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "Snapshots")

    static func expect(
        _ text: String, is name: String, at location: SourceLocation = #_sourceLocation
    ) throws {
        let file = folder.appending(path: name)
        guard FileManager.default.fileExists(atPath: file.path) else {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            Issue.record("\(name) was written; look at it", sourceLocation: location)
            return
        }
        let kept = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let difference = zip(
            text.split(separator: "\n", omittingEmptySubsequences: false),
            kept.split(separator: "\n", omittingEmptySubsequences: false)
        ).first { $0 != $1 }
        #expect(
            text == kept, "\(name): \(String(describing: difference))", sourceLocation: location)
    }
}
