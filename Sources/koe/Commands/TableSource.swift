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

    /// Says every problem, and ends the command when there is any.
    /// - Parameter others: how many were told before, of another file.
    static func refuse(
        _ problems: [LineProblem], of path: String, after others: Int = 0
    ) throws {
        tell(problems, of: path)
        let count = problems.count + others
        guard count > 0 else { return }
        throw CommandError(
            "nothing was recorded; mend what is named above (\(count)) and import again",
            Failure.badData)
    }

    /// What became of it, in one line.
    static func summary(_ what: String, events: Int, position: Int64) -> String {
        guard events > 0 else { return "\(what): 変更なし(登録済みの内容と同じです)" }
        return position > 0
            ? "\(what): \(events)件を記録しました(位置 \(position))"
            : "\(what): \(events)件を記録する予定です(試行のため記録していません)"
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
