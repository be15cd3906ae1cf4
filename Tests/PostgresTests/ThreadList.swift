import Foundation

/// This process's threads as the kernel lists them.
enum ThreadList {
    /// The states (R, S …) of the threads of a name; the kernel keeps 15 bytes of it.
    static func states(of name: String) -> [String] {
        let tasks = "/proc/self/task"
        let ids = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
        return ids.compactMap { id in
            // A thread may end while one looks at it.
            guard let line = try? String(contentsOfFile: "\(tasks)/\(id)/stat", encoding: .utf8),
                line.contains("(\(name.prefix(15)))")
            else { return nil }
            return line.split(separator: ")").last?.split(separator: " ").first.map(String.init)
        }
    }
}
