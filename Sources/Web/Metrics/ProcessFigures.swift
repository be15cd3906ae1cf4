import Glibc

/// What the kernel says about this process, from `/proc` (プロセスの計測値).
struct ProcessFigures: Sendable, Equatable {
    /// Memory in RAM, in bytes.
    let residentBytes: Int
    /// When the process started, in seconds since 1970.
    let startTime: Double

    /// The figures now; nil where there is no `/proc`.
    static func read() -> ProcessFigures? {
        guard let statm = text(of: "/proc/self/statm"), let stat = text(of: "/proc/self/stat"),
            let system = text(of: "/proc/stat")
        else { return nil }
        return ProcessFigures(
            statm: statm, stat: stat, system: system, pageSize: sysconf(Int32(_SC_PAGESIZE)),
            ticksPerSecond: sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The figures in the texts of proc(5).
    init?(statm: String, stat: String, system: String, pageSize: Int, ticksPerSecond: Int) {
        let pages = statm.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        // The second field of stat is the program's name in brackets and may hold blanks, and
        // brackets; starttime is the 22nd field, the 20th behind the last bracket.
        let fields = stat.lastIndex(of: ")").map {
            stat[stat.index(after: $0)...].split(separator: " ")
        }
        let boot = system.split(separator: "\n").first { $0.hasPrefix("btime ") }
        guard let pages, let fields, fields.count > 19, let ticks = Double(fields[19]),
            let bootTime = boot.flatMap({ Double($0.dropFirst(6)) }), ticksPerSecond > 0
        else { return nil }
        residentBytes = pages * pageSize
        startTime = bootTime + ticks / Double(ticksPerSecond)
    }

    /// Files in /proc have no size, so they are read to their end.
    private static func text(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
