import Foundation

/// What a person at the terminal sees: results on standard output, everything else on standard
/// error.
enum Terminal {
    static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

    /// One line of information on standard error.
    static func note(_ line: String) {
        FileHandle.standardError.write(Data("koe: \(line)\n".utf8))
    }

    /// Prints to standard output at once, also into a pipe.
    static func print(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// A JSON value in one line, keys sorted so that the same state prints the same text.
    static func json<T: Encodable>(_ value: T) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Rows with aligned columns; widths count full-width characters twice.
    static func table(_ header: [String], _ rows: [[String]]) -> String {
        let widths = header.indices.map { column in
            ([header] + rows).map { Self.width($0[column]) }.max() ?? 0
        }
        return ([header] + rows).map { row in
            zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: max(0, width - Self.width(cell)))
            }.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }.joined(separator: "\n")
    }

    /// CSV (RFC 4180) with a header.
    static func csv(_ header: [String], _ rows: [[String]]) -> String {
        ([header] + rows).map { row in
            row.map { cell in
                let needsQuotes = cell.contains { ",\"\r\n".contains($0) }
                return needsQuotes
                    ? "\"\(cell.replacingOccurrences(of: "\"", with: "\"\""))\"" : cell
            }.joined(separator: ",")
        }.joined(separator: "\r\n")
    }

    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { width, scalar in
            width + (scalar.value >= 0x1100 && scalar.value != 0x2013 ? 2 : 1)
        }
    }
}

/// Position, rate and time left of a long piece of work, on standard error when it is a terminal.
final class Progress: Sendable {
    private let what: String
    private let start = ContinuousClock().now
    private let isShown = Terminal.isInteractive

    init(_ what: String) { self.what = what }

    func show(_ done: Int64, of total: Int64) {
        guard isShown, total > 0 else { return }
        let elapsed = (ContinuousClock().now - start).seconds
        let rate = elapsed > 0 ? Double(done) / elapsed : 0
        let left = rate > 0 ? Int((Double(total - done) / rate).rounded()) : 0
        let text = "\r\(what) \(done)/\(total)  \(Int(rate))/s  残り\(left)秒   "
        FileHandle.standardError.write(Data(text.utf8))
        if done >= total { FileHandle.standardError.write(Data("\n".utf8)) }
    }
}

extension Duration {
    /// Seconds as a floating-point number, for printing.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
