import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe import`: records of other systems and earlier years, from a file.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports records from a CSV or TSV file (取込み).",
        discussion: """
            Example: koe import R5Q1.csv --mapping db/mappings/fukui-survey.yaml --dry-run

            The whole file is checked first. One bad row and nothing is imported; every bad row is
            named by its line. --skip-bad imports the good rows and writes the bad ones, with the
            reasons, beside the file. The same file again imports nothing; a row that has changed
            corrects its record.

            Fields by kind of mapping (bold ones in db/mappings/README.md are required):
            \(ImportKind.allCases.map(Self.fields).joined(separator: "\n"))
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "File to import.") var file: String
    @Option(help: "Mapping file (YAML): which column is which field.") var mapping: String
    @Flag(help: "Say what would be imported; record nothing.") var dryRun = false
    @Flag(help: "Import the good rows, write the bad ones beside the file.") var skipBad = false
    @Option(help: "How the file is encoded.") var encoding: Encoding = .auto
    @Option(help: "The day the file was published, for days printed without a year.")
    var publishedOn: String?
    @Option(help: "How the result is printed.") var format: OutputFormat = .table

    enum Encoding: String, ExpressibleByArgument, CaseIterable {
        case auto
        case utf8 = "utf-8"
        case cp932

        var encoding: FileEncoding {
            switch self {
            case .auto: .auto
            case .utf8: .utf8
            case .cp932: .cp932
            }
        }
    }

    func run() async throws {
        let start = ContinuousClock().now
        let source = try source()
        let mode: ImportMode = dryRun ? .dryRun : skipBad ? .skippingBad : .whole
        let outcome = try await OpenDesk.with(try await common.settings()) { opened in
            let progress = Progress("取込み")
            return try await opened.desk.importFile(source, mode: mode, actor: nil) { step in
                switch step {
                case .checked: break
                case .recorded(let done, let total): progress.show(Int64(done), of: Int64(total))
                }
            }
        }
        let isHalted = !outcome.rejects.isEmpty && !skipBad
        if skipBad, !dryRun, !outcome.rejects.isEmpty {
            let path = try RejectedRows.write(outcome.rejects, of: source, beside: file)
            Terminal.note("\(outcome.rejects.count) rows were left out; they are in \(path)")
        }
        try report(outcome, isHalted: isHalted, (ContinuousClock().now - start).seconds)
        if isHalted { throw ExitCode(Failure.badData) }
    }

    private func source() throws -> ImportSource {
        var day: LocalDate?
        if let publishedOn {
            guard let read = LocalDate(iso: publishedOn) else {
                throw ValidationError("--published-on \(publishedOn) is no day such as 2024-07-11")
            }
            day = read
        }
        return try Self.source(file, mapping: mapping, encoding.encoding, publishedOn: day)
    }

    /// A file and its mapping, read from the disk.
    static func source(
        _ file: String, mapping: String, _ encoding: FileEncoding = .auto,
        publishedOn day: LocalDate? = nil
    ) throws -> ImportSource {
        let text = String(decoding: try Self.read(mapping), as: UTF8.self)
        do {
            return ImportSource(
                Array(try Self.read(file)), mapping: try ImportMapping(yaml: text),
                encoding: encoding, name: URL(fileURLWithPath: file).lastPathComponent,
                publishedOn: day)
        } catch let error as ImportError {
            throw CommandError("\(mapping): \(error.japanese)", Failure.badData)
        }
    }

    private static func read(_ path: String) throws -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw CommandError("\(path) cannot be read; give a file that can", Failure.badData)
        }
    }

    private static func fields(of kind: ImportKind) -> String {
        "  \(kind.rawValue): " + kind.fields.map(\.rawValue).joined(separator: " ")
    }

    // MARK: What became of it

    private func report(_ outcome: ImportOutcome, isHalted: Bool, _ seconds: Double) throws {
        let rejects = outcome.rejects.map { ["\($0.line)", $0.reason] }
        for warning in outcome.warnings { Terminal.note("確認: \(warning.text)") }
        switch format {
        case .json:
            Terminal.print(try Terminal.json(ImportJSON(outcome, seconds: seconds)))
        case .csv:
            Terminal.print(Terminal.csv(["line", "reason"], rejects))
        case .table:
            for name in outcome.repeatedColumns {
                Terminal.note("several columns are called \(name); none of them was used")
            }
            for reject in rejects { Terminal.print("\(reject[0])行目: \(reject[1])") }
            Terminal.print(summary(outcome, isHalted: isHalted))
        }
    }

    private func summary(_ outcome: ImportOutcome, isHalted: Bool) -> String {
        if outcome.read == 0 { return "見出しだけで行がありません。何も取り込みませんでした。" }
        let counts =
            "\(outcome.read)行: 新規\(outcome.imported) 訂正\(outcome.changed) "
            + "取込み済み\(outcome.duplicates) 対象外\(outcome.skipped) 不備\(outcome.rejects.count)"
        if isHalted {
            return counts + "\n不備があるため、1行も取り込みませんでした。直すか、--skip-bad を付けてください。"
        }
        return dryRun ? counts + "\n検査だけで、何も取り込んでいません。" : counts
    }
}

/// The JSON of CONTRACT §2.
private struct ImportJSON: Encodable {
    struct Reject: Encodable {
        var line: Int
        var reason: String
    }

    struct Warning: Encodable {
        var kind: String
        var rows: Int
        var line: Int
    }

    var read: Int
    var imported: Int
    var changed: Int
    var duplicates: Int
    var skipped: Int
    var rejected: Int
    var rejects: [Reject]
    /// Left out when nothing is to be looked at.
    var warnings: [Warning]?
    var seconds: Double

    init(_ outcome: ImportOutcome, seconds: Double) {
        read = outcome.read
        imported = outcome.imported
        changed = outcome.changed
        duplicates = outcome.duplicates
        skipped = outcome.skipped
        rejected = outcome.rejects.count
        rejects = outcome.rejects.map { Reject(line: $0.line, reason: $0.reason) }
        warnings =
            outcome.warnings.isEmpty
            ? nil
            : outcome.warnings.map {
                Warning(kind: $0.kind.rawValue, rows: $0.rows, line: $0.line)
            }
        self.seconds = (seconds * 1_000).rounded() / 1_000
    }
}

/// The rows that could not be imported, written beside the file for whoever mends them.
private enum RejectedRows {
    /// - Returns: the new file's path; an earlier one is never overwritten, someone may be at work
    ///   on it.
    static func write(
        _ rejects: [ImportReject], of source: ImportSource, beside path: String
    ) throws -> String {
        let (header, rows) = try source.records(at: rejects)
        let text =
            "\u{FEFF}" + Terminal.csv(["行", "理由"] + header, rows) + "\r\n"
        let file = URL(fileURLWithPath: path)
        let name = file.deletingPathExtension().lastPathComponent
        let folder = file.deletingLastPathComponent()
        for number in 1...999 {
            let suffix = number == 1 ? "" : "-\(number)"
            let target = folder.appendingPathComponent("\(name).rejected\(suffix).csv").path
            // Only the one who imports may read it: letters stand in it.
            let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if descriptor < 0, errno == EEXIST { continue }
            guard descriptor >= 0 else { break }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try handle.write(contentsOf: Data(text.utf8))
            try handle.close()
            return target
        }
        throw CommandError(
            "the rows that were left out cannot be written to \(folder.path); the others are "
                + "imported", Failure.unavailable)
    }
}
