public import Postgres

/// A backup of the keyring, as its register knows it (鍵束の退避).
public struct KeyringBackup: Sendable, Equatable {
    /// The name of its folder.
    public let name: String
    /// As of when it is (取得日時).
    public let takenAt: Instant
    /// Number of the master key that served then (親鍵の番号).
    public let master: Int32
    /// Until when it may be kept (保存期限).
    public let keepUntil: Instant
    /// When it was removed; `nil` while it is kept (削除日時).
    public let removedAt: Instant?
    /// Since when nobody can open it any more, because its master key is destroyed (無効化日時).
    public let worthlessSince: Instant?

    /// One that is kept.
    public init(name: String, takenAt: Instant, master: Int32, keepUntil: Instant) {
        self.init(
            name: name, takenAt: takenAt, master: master, keepUntil: keepUntil, removedAt: nil,
            worthlessSince: nil)
    }

    init(
        name: String, takenAt: Instant, master: Int32, keepUntil: Instant, removedAt: Instant?,
        worthlessSince: Instant?
    ) {
        self.name = name
        self.takenAt = takenAt
        self.master = master
        self.keepUntil = keepUntil
        self.removedAt = removedAt
        self.worthlessSince = worthlessSince
    }

    /// Since when, or from when on, it opens nothing.
    public var worthlessFrom: Instant {
        [worthlessSince, removedAt].compactMap(\.self).min() ?? keepUntil
    }
}

/// What is left of destroyed keys outside this database (破棄した鍵の残り).
public struct KeyRemains: Sendable, Equatable {
    /// Destroyed keys that a backup of the keyring taken before could still hold.
    public let keys: Int64
    /// When the first of them was destroyed.
    public let since: Instant?
    /// The registered backups that hold one of them and can still be opened.
    public let backups: [KeyringBackup]
}

extension Keyring {
    /// Notes a backup, so that it can be said later which destroyed keys it still holds.
    public func register(_ backup: KeyringBackup) async throws(PostgresError) {
        _ = try await pool.execute(
            """
            INSERT INTO keyring.backup (name, taken_at, master, keep_until)
            VALUES (\(backup.name), \(backup.takenAt), \(backup.master), \(backup.keepUntil))
            ON CONFLICT DO NOTHING
            """)
    }

    /// Notes that a backup was removed.
    public func unregister(backup name: String) async throws(PostgresError) {
        _ = try await pool.execute(
            """
            UPDATE keyring.backup SET removed_at = now()
             WHERE name = \(name) AND removed_at IS NULL
            """)
    }

    /// All backups that were noted, the newest first.
    public func backups() async throws(PostgresError) -> [KeyringBackup] {
        try await backups(where: "true")
    }

    /// What is still awaited until destroyed keys are gone from old backups, too (消去の残り).
    ///
    /// A key is gone for good when the master key it was wrapped with last is destroyed.
    /// - Parameter streams: those that are asked about; `nil` for all.
    public func remains(of streams: [StreamName]? = nil) async throws(PostgresError) -> KeyRemains {
        let rows = try await pool.execute(
            """
            SELECT count(*), min(k.destroyed_at), min(k.created_at), max(k.destroyed_at)
              FROM keyring.stream_key AS k
              JOIN keyring.master_key AS m ON m.number = k.master
             WHERE k.wrapped IS NULL AND m.destroyed_at IS NULL
               AND (\(streams == nil) OR k.stream = ANY (\(array: streams?.map(\.text) ?? [], of: .text)))
            """)
        guard let row = rows.first, let since: Instant = try row.getOptional(1),
            let made: Instant = try row.getOptional(2), let last: Instant = try row.getOptional(3)
        else { return KeyRemains(keys: 0, since: nil, backups: []) }
        let backups = try await backups(
            where: """
                b.removed_at IS NULL AND m.destroyed_at IS NULL AND b.taken_at >= \(made)
                AND b.taken_at < \(last)
                """)
        return KeyRemains(keys: try row.get(0), since: since, backups: backups)
    }

    private func backups(where condition: Query) async throws(PostgresError) -> [KeyringBackup] {
        let rows = try await pool.execute(
            Query(
                unsafeSQL: """
                    SELECT b.name, b.taken_at, b.master, b.keep_until, b.removed_at, m.destroyed_at
                      FROM keyring.backup AS b
                      LEFT JOIN keyring.master_key AS m ON m.number = b.master
                     WHERE \(condition.sql) ORDER BY b.taken_at DESC, b.name
                    """, bindings: condition.bindings))
        var backups: [KeyringBackup] = []
        for row in rows {
            backups.append(
                KeyringBackup(
                    name: try row.get(0), takenAt: try row.get(1), master: try row.get(2),
                    keepUntil: try row.get(3), removedAt: try row.getOptional(4),
                    worthlessSince: try row.getOptional(5)))
        }
        return backups
    }
}
