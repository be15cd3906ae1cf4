import Desk
import EmbeddedPostgres
import EventLog
import Foundation
import Participation
import Postgres
import Schema

/// Brings log and keyring back from backups, and proves that they are what was backed up (復元).
struct Restoring {
    let log: BackupFolder.Entry
    let keyring: BackupFolder.Entry
    /// Where master.key and checkpoint.key lie, in a backup of their own.
    let keys: URL
    let settings: Settings

    static let keyFiles = ["master.key", "checkpoint.key"]
    /// What the data directory is called until everything in it is proven.
    static let making = ".restoring"

    /// What was brought back.
    struct Result {
        let verification: Verification
        let fit: KeyringFit
        let place: String
    }

    /// - Throws: with nothing left behind, where the databases are Koe's own.
    func run() async throws -> Result {
        let signed = try requireWhole()
        guard settings.isEmbedded else { return try await restoreIntoGiven(signed) }
        let data = URL(fileURLWithPath: settings.dataDirectory, isDirectory: true)
        let staging = data.path + Self.making
        try requireEmpty(data.path)
        guard !FileManager.default.fileExists(atPath: staging) else {
            throw CommandError(
                "\(staging) is left from a restore that was cut short: remove it", Failure.conflict)
        }
        do {
            let result = try await restoreOwn(staging, signed)
            rmdir(data.path)
            guard rename(staging, data.path) == 0 else {
                throw CommandError("cannot write \(data.path)", Failure.unavailable)
            }
            return Result(
                verification: result.verification, fit: result.fit, place: data.path)
        } catch {
            try? FileManager.default.removeItem(atPath: staging)
            throw error
        }
    }

    // MARK: Before anything is written

    /// Whole files of one city, with the keys that belong to them.
    /// - Returns: the checkpoint that was signed when the log was dumped.
    private func requireWhole() throws -> LogCheckpoint {
        guard log.manifest.kind == .log, keyring.manifest.kind == .keyring else {
            throw CommandError(
                "give a backup of the log, and one of the keyring with --keyring", Failure.usage)
        }
        guard log.manifest.city.code == keyring.manifest.city.code else {
            throw CommandError(
                "the log is that of \(log.manifest.city.name) (\(log.manifest.city.code)), the "
                    + "keyring that of \(keyring.manifest.city.name) "
                    + "(\(keyring.manifest.city.code))", Failure.badData)
        }
        try log.manifest.requireWhole(log.folder)
        try keyring.manifest.requireWhole(keyring.folder)
        for name in Self.keyFiles {
            let file = keys.appendingPathComponent(name).path
            guard FileManager.default.fileExists(atPath: file) else {
                throw CommandError(
                    "\(file) is missing: put the backup of \(name) there", Failure.unavailable)
            }
        }
        let wanted = keyring.manifest.master?.fingerprint ?? ""
        guard try Keyring.fingerprints(in: keys.path).contains(wanted) else {
            throw CommandError(
                "\(keys.path)/master.key does not open this keyring: it is wrapped with master key "
                    + "\(wanted) of \(keyring.manifest.name); take a newer backup of the keyring, or "
                    + "the master.key of that day", Failure.badData)
        }
        let origin = CheckpointFolder.origin(code: log.manifest.city.code)
        let signer = try CheckpointFolder(dataDirectory: keys.path).signer(origin: origin)
        return try LogCheckpoint.open(
            log.manifest.checkpoint ?? "", by: signer.verifier, origin: origin)
    }

    private func requireEmpty(_ path: String) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard names.isEmpty else {
            throw CommandError(
                "\(path) is not empty: a restore needs a data directory of its own "
                    + "(--data-dir); nothing was changed", Failure.notAllowed)
        }
    }

    // MARK: Restoring

    private func restoreOwn(_ staging: String, _ signed: LogCheckpoint) async throws -> Result {
        let cluster = try await Cluster.hold(dataDirectory: staging, say: settings.say)
        do {
            let site = Site(settings: settings, cluster: cluster)
            try await Bootstrap(cluster: cluster, reactor: site.reactor).run()
            let result = try await fill(site, signed)
            await cluster.release()
            return result
        } catch {
            await cluster.release()
            throw error
        }
    }

    private func restoreIntoGiven(_ signed: LogCheckpoint) async throws -> Result {
        let site = Site(settings: settings, cluster: nil)
        for name in Self.keyFiles {
            let file = settings.dataDirectory + "/" + name
            guard !FileManager.default.fileExists(atPath: file) else {
                throw CommandError(
                    "\(file) is there: a restore needs a data directory of its own (--data-dir); "
                        + "nothing was changed", Failure.notAllowed)
            }
        }
        for place in [try site.logDatabase(as: .owner), try site.keyringDatabase(as: .owner)] {
            let connection = try await Connection.connect(to: place, on: site.reactor)
            let rows = try await connection.execute(
                "SELECT to_regclass('koe.migration') IS NULL")
            await connection.close()
            guard try rows.first?.get(0, as: Bool.self) == true else {
                throw CommandError(
                    "\(place) is not empty: a restore needs fresh databases; nothing was changed",
                    Failure.notAllowed)
            }
        }
        return try await fill(site, signed)
    }

    private func fill(_ site: Site, _ signed: LogCheckpoint) async throws -> Result {
        for (entry, name, place) in [
            (log, "log.dump", try site.logDatabase(as: .owner)),
            (keyring, "keyring.dump", try site.keyringDatabase(as: .owner)),
        ] {
            let dump = entry.folder.appendingPathComponent(name).path
            try await PostgresTool.run(
                "pg_restore", on: place, ["--exit-on-error", "--single-transaction", dump])
        }
        _ = try await site.migrate()
        try copyKeys(to: site)
        let opened = try await OpenDesk(site)
        do {
            let result = try await prove(opened, signed)
            await opened.close()
            return result
        } catch {
            await opened.close()
            throw error
        }
    }

    private func copyKeys(to site: Site) throws {
        let place = URL(fileURLWithPath: site.keyDirectory, isDirectory: true)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for name in Self.keyFiles {
            let copy = place.appendingPathComponent(name)
            try FileManager.default.copyItem(at: keys.appendingPathComponent(name), to: copy)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: copy.path)
        }
        let signed = log.folder.appendingPathComponent("checkpoints")
        if FileManager.default.fileExists(atPath: signed.path) {
            try FileManager.default.copyItem(
                at: signed, to: place.appendingPathComponent("checkpoints"))
        }
    }

    /// The same city, every hash, the root that was signed, and a key for everything sealed.
    private func prove(_ opened: OpenDesk, _ signed: LogCheckpoint) async throws -> Result {
        guard let city = try await opened.desk.city(),
            city.code.description == log.manifest.city.code
        else {
            throw CommandError(
                "the restored log is not that of \(log.manifest.city.name)", Failure.notAllowed)
        }
        let progress = Progress("verify")
        let others = try opened.site.checkpoints.all(origin: signed.origin)
        let verification = try await opened.log.verify(
            against: others + [signed], enclosures: ItemScanCoding.naming
        ) {
            progress.show($0, of: $1)
        }
        if let damage = verification.damage {
            throw CommandError(
                "the restored log is damaged at position \(damage.position): \(damage.reason)",
                Failure.badData)
        }
        guard verification.events == signed.size, verification.root == signed.root else {
            throw CommandError(
                "the restored log has another root than the checkpoint signed with the backup",
                Failure.badData)
        }
        let fit = try await opened.keyring.fit(to: opened.log)
        guard fit.missing == 0 else {
            throw KeyringError.lacksKeys(missing: Int(fit.missing), looked: Int(fit.looked))
        }
        return Result(verification: verification, fit: fit, place: opened.site.keyDirectory)
    }
}
