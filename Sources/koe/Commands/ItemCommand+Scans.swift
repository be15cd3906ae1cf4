import ArgumentParser
import Desk
import Foundation
import Participation

// Scanned letters and photographs that belong to an item.
extension ItemCommand {
    /// `koe item attach`
    struct Attach: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Attaches scanned files to an item (添付).",
            discussion: """
                Example: koe item attach R8-0001 letter.pdf photo.jpg

                PDF, JPEG, PNG and TIFF, told apart by their content; at most \
                \(ScanLimits.bytes >> 20) MB and \(ScanLimits.pages) pages each, \
                \(ScanLimits.bytesTogether >> 20) MB together and \(ItemLimits.scans) files for one \
                item. All are attached or none. Names and content are sealed under the item's key.
                """)

        @OptionGroup var options: ItemChangeOptions
        @Argument(help: "The files.") var files: [String]

        func run() async throws {
            let command = try CommandIdentity.read(options.command)
            let read = try files.map(ScanArgument.read)
            try await options.change { desk, id in
                try await desk.attach(read, to: id, actor: "cli", command: command)
            }
        }
    }

    /// `koe item detach`
    struct Detach: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes back a file that was attached by mistake (添付の取下げ).",
            discussion: """
                Example: koe item detach R8-0001 1 --reason 別の手紙のスキャンだったため

                It is shown no more. What was recorded stays in the log, sealed, until the item is
                erased.
                """)

        @OptionGroup var options: ItemChangeOptions
        @Argument(help: "Number of the file (添付番号), as item show has it.") var number: Int
        @Option(help: "Why (理由).") var reason: String

        func run() async throws {
            try await options.change { _ in
                .detach(ScanDetachment(number: number, reason: .readable(Wording(reason))))
            }
        }
    }

    /// `koe item scan`
    struct Scan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a scanned file of an item into a file (添付の取出し).",
            discussion: """
                Example: koe item scan R8-0001 1 --output letter.pdf --reason 開示請求第3号

                Who took it and why is written down before. The file is readable by its owner alone;
                one that is there already is not written over.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Receipt number or item id.") var receipt: String
        @Argument(help: "Number of the file (添付番号), as item show has it.") var number = 1
        @Option(help: "The file to write.") var output: String
        @Option(help: "Why (閲覧の理由).") var reason: String

        func run() async throws {
            let opening = try Reason.opening(reason, way: .exported)
            try await OpenDesk.with(common.settings()) { opened in
                let id = try await opened.desk.itemID(of: receipt)
                switch try await opened.desk.scan(number, of: id, opening: opening) {
                case .erased:
                    throw CommandError("\(receipt) is erased: there is no file", Failure.badData)
                case .readable(let scan):
                    try ScanArgument.write(scan.bytes, to: output)
                    Terminal.note("\(scan.safeName)(\(scan.type.japanese)、\(scan.pages)頁)")
                }
            }
        }
    }
}

/// A scanned file on this computer (添付ファイル).
enum ScanArgument {
    static func read(_ path: String) throws -> ScanFile {
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: ScanLimits.bytes + 1)
        else {
            throw CommandError(
                "\(path) cannot be read; check the path and its rights", Failure.badData)
        }
        return ScanFile(
            name: URL(fileURLWithPath: path).lastPathComponent, bytes: Array(data))
    }

    /// Readable by its owner alone, and never in place of something else.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw CommandError(
                "\(path) cannot be written: \(String(cString: strerror(errno)))", Failure.badData)
        }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(bytes))
        } catch {
            // Half a letter is none, and would stand in the way of the whole one.
            unlink(path)
            throw error
        }
    }
}
