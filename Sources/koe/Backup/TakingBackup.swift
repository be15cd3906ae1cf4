import Desk
import EventLog
import Foundation
import Participation
import Postgres
import Schema

/// Takes the backups of log and keyring while the city works (退避の取得).
struct TakingBackup {
    let opened: OpenDesk
    let moment = Date()

    /// Names sort by time.
    var name: String {
        moment.formatted(
            .iso8601.year().month().day().dateSeparator(.omitted)
                .time(includingFractionalSeconds: false).timeSeparator(.omitted)
        ) + "Z"
    }

    private func city() async throws -> BackupManifest.City {
        guard let city = try await opened.desk.city() else { throw DeskError.cityNotSetUp }
        return BackupManifest.City(code: city.code.description, name: city.name)
    }

    /// Where it may not lie: beside the master key, that one theft would not take both.
    func requireApart(_ path: String) throws {
        let keys = URL(fileURLWithPath: opened.site.keyDirectory).resolvingSymlinksInPath().path
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard place != keys, !place.hasPrefix(keys + "/"), !keys.hasPrefix(place + "/") else {
            throw CommandError(
                "\(path) and the data directory \(keys) lie in each other: backups must not lie "
                    + "with the master key; choose another folder", Failure.usage)
        }
    }

    /// The log: a dump of one moment, with the signed checkpoint of that moment.
    func log(into folder: BackupFolder) async throws -> BackupFolder.Entry {
        let place = try opened.site.logDatabase(as: .owner)
        let city = try await city()
        let origin = try await opened.origin()
        return try await folder.add(.log, named: name) { files in
            try await atOneMoment(place) { connection, snapshot in
                let rows = try await connection.execute(
                    """
                    SELECT position, root FROM log.head ORDER BY previous_position DESC LIMIT 1
                    """)
                let position: Int64 = try rows.first?.get(0) ?? 0
                let bytes: [UInt8]? = try rows.first?.get(1)
                let root = bytes.flatMap { Digest(bytes: $0) } ?? TreeHash.empty
                let note = try opened.site.checkpoints.sign(
                    LogCheckpoint(origin: origin, size: position, root: root))
                try await dump(place, snapshot, to: files.appendingPathComponent("log.dump"))
                let signed = opened.site.checkpoints.folder
                if FileManager.default.fileExists(atPath: signed.path) {
                    try FileManager.default.copyItem(
                        at: signed, to: files.appendingPathComponent("checkpoints"))
                }
                return BackupManifest(
                    kind: .log, name: name, city: city, takenAt: moment, program: Version.text,
                    schema: try await schema(connection), position: position, root: root.hex,
                    checkpoint: note)
            }
        }
    }

    /// The keyring, after the log: a key is made before the event that needs it, so a keyring that is
    /// later has all of them.
    func keyring(
        into folder: BackupFolder, keepDays: Int
    ) async throws -> BackupFolder.Entry {
        let place = try opened.site.keyringDatabase(as: .owner)
        let city = try await city()
        let end = moment.addingTimeInterval(Double(keepDays) * 86_400)
        let entry = try await folder.add(.keyring, named: name) { files in
            try await atOneMoment(place) { connection, snapshot in
                let rows = try await connection.execute(
                    """
                    SELECT m.number, m.fingerprint,
                           (SELECT count(*) FROM keyring.stream_key WHERE wrapped IS NOT NULL)
                      FROM keyring.master_key AS m
                     WHERE m.serves_since IS NOT NULL ORDER BY m.number DESC LIMIT 1
                    """)
                guard let row = rows.first else { throw KeyringError.noMaster }
                try await requireOneMaster(connection)
                try await dump(place, snapshot, to: files.appendingPathComponent("keyring.dump"))
                return BackupManifest(
                    kind: .keyring, name: name, city: city, takenAt: moment,
                    program: Version.text, schema: try await schema(connection),
                    master: .init(number: try row.get(0), fingerprint: try row.get(1)),
                    keys: try row.get(2), keepUntil: end)
            }
        }
        try await opened.keyring.register(
            KeyringBackup(
                name: name, takenAt: moment.instant, master: entry.manifest.master?.number ?? 0,
                keepUntil: end.instant))
        return entry
    }

    /// Half-way through a change of the master key a dump would need two of them.
    private func requireOneMaster(_ connection: Connection) async throws {
        let rows = try await connection.execute(
            """
            SELECT count(*) FROM keyring.master_key
             WHERE serves_since IS NOT NULL AND destroyed_at IS NULL
            """)
        guard try rows.first?.get(0, as: Int64.self) == 1 else {
            throw KeyringError.rotationUnderWay
        }
    }

    /// Runs the body in a transaction whose view of the database pg_dump shares.
    private func atOneMoment<R>(
        _ place: ConnectionSettings, _ body: (Connection, String) async throws -> R
    ) async throws -> R {
        let connection = try await Connection.connect(to: place, on: opened.site.reactor)
        do {
            _ = try await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            let rows = try await connection.execute("SELECT pg_export_snapshot()")
            let result = try await body(connection, try rows[0].get(0))
            _ = try await connection.execute("COMMIT")
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    private func dump(_ place: ConnectionSettings, _ snapshot: String, to file: URL) async throws {
        try await PostgresTool.run(
            "pg_dump", on: place,
            ["--format=custom", "--snapshot=\(snapshot)", "--file=\(file.path)"])
    }

    private func schema(_ connection: Connection) async throws -> [String] {
        let rows = try await connection.execute("SELECT name FROM koe.migration ORDER BY name")
        return try rows.map { try $0.get(0) }
    }
}

extension Date {
    /// In microseconds, as the log counts (時刻).
    var instant: Instant { Instant(microseconds: Int64(timeIntervalSince1970) * 1_000_000) }
}
