import ArgumentParser
import Desk
import EventLog
import Foundation
import Postgres

/// `koe backup`: log and keyring, apart.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Backs up log and keyring, apart, while the service runs (退避).",
        discussion: """
            Examples:
              koe backup /backup/koe
              koe backup /backup/koe --keyring-to /other/koe --keep-days 14
              koe backup list /backup/koe
              koe backup prune /backup/koe
            """,
        subcommands: [Take.self, List.self, Prune.self], defaultSubcommand: Take.self)

    /// `koe backup DIR`
    struct Take: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "take",
            abstract: "Takes a backup of the log and one of the keyring.",
            discussion: """
                Example: koe backup /backup/koe --keep-days 14

                The log may be kept for ever. The keyring may not: a key that is destroyed later is
                still in it, until it is pruned or the master key is changed (koe keyring rotate).
                master.key and checkpoint.key are in neither: back them up by hand, elsewhere.
                """)

        /// How long backups of the keyring are kept, in days.
        static let usualDays = 30
        static let mostDays = 366

        @OptionGroup var common: CommonOptions
        @Argument(help: "The folder backups lie in; made when missing.") var directory: String
        @Option(help: "Another folder for the keyring's.") var keyringTo: String?
        @Option(help: "Days the keyring's may be kept, 1 to \(mostDays).") var keepDays = usualDays
        @Option(help: "How the result is printed.") var format: OutputFormat = .table

        func validate() throws {
            guard (1...Self.mostDays).contains(keepDays) else {
                throw ValidationError("--keep-days takes 1 to \(Self.mostDays)")
            }
        }

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let taking = TakingBackup(opened: opened)
                try taking.requireApart(directory)
                try taking.requireApart(keyringTo ?? directory)
                let log = try await taking.log(into: BackupFolder(directory))
                let keyring = try await taking.keyring(
                    into: BackupFolder(keyringTo ?? directory), keepDays: keepDays)
                try BackupTable([log, keyring], []).print(format)
            }
        }
    }

    /// `koe backup list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists backups, and which of the keyring's still open anything.",
            discussion: "Example: koe backup list /backup/koe --check")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The folder backups lie in.") var directory: String
        @Flag(help: "Read every file and compare its SHA-256; 65 when one is damaged.")
        var check = false
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let entries = BackupFolder(directory).entries()
                if check { for entry in entries { try entry.manifest.requireWhole(entry.folder) } }
                try BackupTable(entries, try await opened.keyring.masters()).print(format)
            }
        }
    }

    /// `koe backup prune`
    struct Prune: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes the keyring's backups whose days are over; the log's are kept.",
            discussion: "Example: koe backup prune /backup/koe")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The folder backups lie in.") var directory: String

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                var removed = 0
                for entry in BackupFolder(directory).entries() {
                    guard let end = entry.manifest.keepUntil, end <= Date() else { continue }
                    do {
                        try FileManager.default.removeItem(at: entry.folder)
                    } catch {
                        throw CommandError(
                            "cannot remove \(entry.folder.path): check its owner",
                            Failure.unavailable)
                    }
                    try await opened.keyring.unregister(backup: entry.manifest.name)
                    removed += 1
                }
                Terminal.print("期限の過ぎた鍵束の退避\(removed)件を削除しました。")
            }
        }
    }
}

/// Backups as they are listed (退避の一覧).
struct BackupTable {
    private struct Line: Encodable {
        let kind: String
        let name: String
        let takenAt: String
        let position: Int64?
        let root: String?
        let keys: Int64?
        let master: String?
        let keepUntil: String?
        let worthlessSince: String?
        let bytes: Int
        let folder: String
    }

    private let lines: [Line]

    init(_ entries: [BackupFolder.Entry], _ masters: [RegisteredMaster]) {
        lines = entries.map { entry in
            let manifest = entry.manifest
            let master = masters.first { $0.fingerprint == manifest.master?.fingerprint }
            return Line(
                kind: manifest.kind.rawValue, name: manifest.name,
                takenAt: RFC3339.string(manifest.takenAt.instant.microseconds),
                position: manifest.position, root: manifest.root, keys: manifest.keys,
                master: manifest.master?.fingerprint,
                keepUntil: manifest.keepUntil.map { RFC3339.string($0.instant.microseconds) },
                worthlessSince: master?.destroyedAt.map { RFC3339.string($0.microseconds) },
                bytes: manifest.files.reduce(0) { $0 + $1.bytes }, folder: entry.folder.path)
        }
    }

    func print(_ format: OutputFormat) throws {
        switch format {
        case .json: Terminal.print(try Terminal.json(lines))
        case .csv:
            let header = [
                "kind", "name", "takenAt", "bytes", "keepUntil", "worthlessSince", "folder",
            ]
            let rows = lines.map {
                [
                    $0.kind, $0.name, $0.takenAt, String($0.bytes), $0.keepUntil ?? "",
                    $0.worthlessSince ?? "", $0.folder,
                ]
            }
            Terminal.print(Terminal.csv(header, rows))
        case .table:
            Terminal.print(
                Terminal.table(["種類", "名前", "内容", "保存", "場所"], lines.map(Self.row)))
        }
    }

    private static func row(_ line: Line) -> [String] {
        let kind = line.kind == BackupManifest.Kind.log.rawValue ? "台帳" : "鍵束"
        let content = line.position.map { "位置\($0)まで" } ?? "鍵\(line.keys ?? 0)件"
        var life = "無期限"
        if let end = line.keepUntil { life = "\(end.prefix(10))まで保存" }
        if let since = line.worthlessSince { life = "\(since.prefix(10))から無効" }
        return [kind, line.name, content, life, line.folder]
    }
}
