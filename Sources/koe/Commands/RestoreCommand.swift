import ArgumentParser
import EventLog
import Foundation

/// `koe restore`: a city from its backups.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Brings a city back from backups of log and keyring, and proves it (復元).",
        discussion: """
            Example:
              koe restore /backup/koe/log/20260628T090000Z \\
                --keyring /backup/koe/keyring/20260629T090000Z \\
                --keys /safe/koe-keys --data-dir /var/lib/koe

            --keys names the folder with the backups of master.key and checkpoint.key. Take the
            newest backup of the keyring, also with an older one of the log: what was erased since
            stays erased. The data directory must be empty; with KOE_DATABASE_URL the two databases
            must be fresh. Every hash is recomputed, and the root must be the one that was signed
            with the backup; otherwise nothing is left behind.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The folder of a backup of the log.") var log: String
    @Option(help: "The folder of a backup of the keyring.") var keyring: String
    @Option(help: "The folder with master.key and checkpoint.key.") var keys: String

    func run() async throws {
        func entry(_ path: String) throws -> BackupFolder.Entry {
            let folder = URL(fileURLWithPath: path, isDirectory: true)
            return BackupFolder.Entry(
                folder: folder, manifest: try BackupManifest.read(folder))
        }
        let restoring = Restoring(
            log: try entry(log), keyring: try entry(keyring),
            keys: URL(fileURLWithPath: keys, isDirectory: true),
            settings: try await common.settings())
        let result = try await restoring.run()
        Terminal.print(
            "\(restoring.log.manifest.city.name)の台帳を\(result.place)に復元しました。")
        Terminal.print(
            "位置\(result.verification.events)、根 \(result.verification.root.hex)。"
                + "退避のときに署名した到達点と一致します。")
        Terminal.print(
            "封印した対象\(result.fit.looked)件のうち、鍵を破棄済みのもの\(result.fit.destroyed)件。")
    }
}
