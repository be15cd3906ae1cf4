public import Postgres

/// Limits of a change of the master key, each with its name (親鍵の更新の上限).
public enum RotationLimits {
    /// Keys wrapped anew in one transaction.
    public static let batch: Int64 = 500
    /// How often a batch that met another one's locks is tried.
    static let attempts = 5
    /// How often the switch is tried while somebody reads the keyring for long (a backup).
    static let switchAttempts = 20
    /// The pause before it is tried again.
    static let switchPause: Duration = .seconds(1)
    /// The advisory lock of whoever changes the master key.
    static let lock: Int64 = 4_924_872
}

/// How far a change of the master key has come (親鍵の更新).
public struct Rotation: Sendable, Equatable {
    /// The new master key in the register.
    public let master: RegisteredMaster
    /// Keys wrapped anew by this run.
    public let rewrapped: Int64
}

extension Keyring {
    /// The master keys there were and are (親鍵の登録簿).
    public func masters() async throws -> [RegisteredMaster] {
        try await MasterRegister(pool).masters
    }

    /// The fingerprints of the master keys in a folder's `master.key`; none when there is no file.
    public static func fingerprints(in dataDirectory: String) throws -> [String] {
        try MasterKeyFile(dataDirectory: dataDirectory).read().map(\.fingerprint)
    }

    /// How many keys there are that can be opened (鍵の数).
    public func count() async throws(PostgresError) -> Int64 {
        let rows = try await pool.execute(
            "SELECT count(*) FROM keyring.stream_key WHERE wrapped IS NOT NULL")
        return try rows.first?.get(0) ?? 0
    }

    /// Puts a new master key beside the present one into file and register; nothing is wrapped with
    /// it yet (親鍵の予告).
    ///
    /// In between other servers can be given the file. Called again it finds what it announced.
    /// - Throws: ``KeyringError/rotationUnderWay`` also when a change was cut short.
    public func announceMaster() async throws -> RegisteredMaster {
        try await alone { _ in try await announce() }
    }

    /// Changes the master key: wraps every key anew, batch by batch, and then destroys the old one
    /// (親鍵の更新).
    ///
    /// Everything goes on meanwhile: both master keys are in the file until none needs the old one.
    /// Cut short at any point, the next call goes on from there.
    /// - Parameter progress: called after each batch with the keys wrapped anew so far.
    /// - Throws: ``KeyringError``; as long as it has not returned the old master key is there.
    public func rotateMaster(
        progress: @Sendable (Int64) -> Void = { _ in }
    ) async throws -> Rotation {
        try await alone { connection in
            let master = try await nextMaster()
            if master.state == .announced { try await begin(master, connection) }
            try await refresh()
            let count = try await rewrap(to: master.number, connection, progress)
            _ = try await connection.execute("SELECT keyring.confirm_master()")
            try await destroyRetired()
            let register = try await MasterRegister(pool)
            guard let serving = register.serving else { throw KeyringError.noMaster }
            return Rotation(master: serving, rewrapped: count)
        }
    }

    /// Follows a change made elsewhere: takes destroyed master keys out of this server's file too
    /// (親鍵のファイルの整理).
    public func keepFile() async throws {
        try await refresh()
        try dropUseless(try await MasterRegister(pool))
    }

    /// Runs the body while nobody else changes the master key.
    private func alone<R>(_ body: (Connection) async throws -> R) async throws -> R {
        let connection = try await Connection.connect(to: pool.settings, on: pool.reactor)
        do {
            let rows = try await connection.execute(
                "SELECT pg_try_advisory_lock(\(RotationLimits.lock))")
            guard try rows.first?.get(0, as: Bool.self) == true else {
                throw KeyringError.rotationUnderWay
            }
            let result = try await body(connection)
            // The lock ends with its session.
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// The master key to change to: one a change that was cut short left behind, or a new one.
    private func nextMaster() async throws -> RegisteredMaster {
        let register = try await MasterRegister(pool)
        if let serving = register.serving, !register.retiring.isEmpty { return serving }
        return try await announce()
    }

    private func announce() async throws -> RegisteredMaster {
        try await refresh()
        let register = try await MasterRegister(pool)
        guard let serving = register.serving else { throw KeyringError.noMaster }
        // The file has room for two, and the retiring one still opens keys.
        guard register.retiring.isEmpty else { throw KeyringError.rotationUnderWay }
        let keys = try file.read()
        if let announced = register.announced {
            guard keys.contains(where: { $0.fingerprint == announced.fingerprint }) else {
                throw KeyringError.masterOutdated(file.path, wanted: announced.fingerprint)
            }
            return announced
        }
        // What stands in the file and in no register was put there by a run that was killed.
        let known = Set(register.masters.map(\.fingerprint))
        let new = keys.first { !known.contains($0.fingerprint) } ?? MasterKey.fresh()
        let present = keys.filter { $0.fingerprint == serving.fingerprint }
        // First the file: a master key in the register alone could never serve.
        try file.replace(with: present + [new], overwriting: false)
        _ = try await pool.execute(
            """
            INSERT INTO keyring.master_key (number, fingerprint, root)
            VALUES (\(serving.number + 1), \(new.fingerprint),
                    \(try new.wrap(root, for: MasterRegister.rootName)))
            """)
        guard let announced = try await MasterRegister(pool).announced else {
            throw KeyringError.noMaster
        }
        return announced
    }

    /// The switch: from here on every server wraps with the new one.
    private func begin(_ master: RegisteredMaster, _ connection: Connection) async throws {
        let query: Query = "SELECT keyring.begin_master(\(master.number))"
        for _ in 1..<RotationLimits.switchAttempts {
            do {
                _ = try await connection.execute(query)
                return
            } catch {
                guard error.isSafeToRetry else { throw error }
            }
            try await Task.sleep(for: RotationLimits.switchPause)
        }
        _ = try await connection.execute(query)
    }

    private func rewrap(
        to number: Int32, _ connection: Connection, _ progress: @Sendable (Int64) -> Void
    ) async throws -> Int64 {
        var count: Int64 = 0
        var last = ""
        while true {
            let rows = try await connection.execute(
                """
                SELECT stream, wrapped, master FROM keyring.stream_key
                 WHERE stream > \(last) AND master < \(number) AND wrapped IS NOT NULL
                 ORDER BY stream LIMIT \(RotationLimits.batch)
                """)
            guard let end = rows.last else { return count }
            last = try end.get(0)
            count += try await rewrap(rows, to: number, connection)
            progress(count)
        }
    }

    private func rewrap(
        _ rows: Rows, to number: Int32, _ connection: Connection
    ) async throws -> Int64 {
        let masters = present
        var streams: [String] = []
        var before: [[UInt8]] = []
        var after: [[UInt8]] = []
        for row in rows {
            let stream: String = try row.get(0)
            let wrapped: [UInt8] = try row.get(1)
            let key = try masters.unwrap(wrapped, under: try row.get(2), for: stream)
            streams.append(stream)
            before.append(wrapped)
            after.append(try masters.wrap(key, for: stream))
        }
        // Only where it is still what was read: a key destroyed meanwhile must stay destroyed.
        let update: Query = """
            UPDATE keyring.stream_key AS k SET wrapped = new.after, master = \(number)
              FROM unnest(\(array: streams, of: .text), \(array: before, of: .bytea),
                          \(array: after, of: .bytea)) AS new (stream, before, after)
             WHERE k.stream = new.stream AND k.wrapped = new.before
            """
        for _ in 1..<RotationLimits.attempts {
            do {
                return Int64(try await connection.execute(update).affected)
            } catch {
                guard error.isSafeToRetry else { throw error }
            }
        }
        return Int64(try await connection.execute(update).affected)
    }

    /// Once the database itself has said that none needs them.
    private func destroyRetired() async throws {
        let register = try await MasterRegister(pool)
        guard let serving = register.serving else { throw KeyringError.noMaster }
        let keys = try file.read().filter { $0.fingerprint == serving.fingerprint }
        guard !keys.isEmpty else {
            throw KeyringError.masterOutdated(file.path, wanted: serving.fingerprint)
        }
        try file.replace(with: keys, overwriting: true)
        _ = try await pool.execute(
            """
            UPDATE keyring.master_key SET root = NULL, destroyed_at = now()
             WHERE number < \(serving.number) AND destroyed_at IS NULL
            """)
        try await refresh()
    }

    private func dropUseless(_ register: MasterRegister) throws {
        let gone = Set(register.masters.filter { $0.state == .destroyed }.map(\.fingerprint))
        let keys = try file.read()
        let kept = keys.filter { !gone.contains($0.fingerprint) }
        guard kept.count < keys.count, !kept.isEmpty else { return }
        try file.replace(with: kept, overwriting: true)
    }
}
