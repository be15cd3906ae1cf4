import Desk
import Foundation

/// A list on disk that is taken or refused as one (表のファイル).
enum TableSource {
    static func read(_ path: String, as encoding: Code<FileEncoding>?) throws -> TableFile {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw CommandError("\(path) cannot be read; give a CSV file", Failure.badData)
        }
        do throws(ImportError) {
            return try TableFile(Array(bytes), encoding: encoding?.value ?? .auto)
        } catch {
            throw CommandError("\(path): \(error.japanese)", Failure.badData)
        }
    }

    /// Says every problem on standard error, one line each.
    static func tell(_ problems: [LineProblem], of path: String) {
        for problem in problems { Terminal.note("\(path): \(problem.japanese)") }
    }
}

/// A line that is wrong, in JSON.
struct ListedProblem: Encodable {
    var file: String
    var line: Int?
    var reason: String

    init(_ problem: LineProblem, file: String) {
        self.file = file
        line = problem.line
        reason = problem.reason
    }
}
