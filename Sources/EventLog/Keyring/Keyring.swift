public import Crypto
import Foundation
public import Postgres
import Synchronization

/// What became of a sealed part when it was opened (開封結果).
public enum Opened: Sendable, Equatable {
    /// The personal data.
    case bytes([UInt8])
    /// The key was destroyed: erased on purpose, not an error.
    case erased
}

/// The keys of the sealed personal data, in a database of their own (鍵束).
///
/// One key per stream, wrapped by a master key (親鍵) that lies in neither database. A key is durable
/// before the event that needs it; destroying it erases the personal data in every copy of the
/// log, and changes no hash, since hashes cover ciphertext.
public final class Keyring: Sendable {
    /// The first byte of everything sealed: AES-256-GCM, nonce in front, tag behind.
    static let format: UInt8 = 1

    /// The constraint that refuses keys under a master key that no longer serves.
    static let servingConstraint = "stream_key_under_serving_master"

    let pool: Pool
    private let writer: KeyWriter
    let file: MasterKeyFile
    private let held: Mutex<HeldMasters>
    let root: SymmetricKey

    /// Opens a keyring. Its first master key is made here, but only for a city that has no sealed
    /// data yet.
    /// - Parameters:
    ///   - settings: the keyring's database, as the app role.
    ///   - dataDirectory: where `master.key` lies.
    ///   - log: the log whose sealed parts it opens; its newest ones must have their keys here.
    ///   - makesMaster: `false` for whoever only looks.
    /// - Throws: ``KeyringError`` when the master key that wraps its keys is not there, or when the
    ///   keyring is of another day than the log.
    public init(
        _ settings: ConnectionSettings, on reactor: Reactor, dataDirectory: String,
        log: EventLog? = nil, makesMaster: Bool = true
    ) async throws {
        // A key must be durable before the event that needs it, whatever the server's default is.
        var durable = settings
        durable.serverSettings["synchronous_commit"] = "on"
        pool = Pool(durable, on: reactor, limits: Pool.Limits(connections: 2))
        writer = KeyWriter(pool)
        file = MasterKeyFile(dataDirectory: dataDirectory)
        do {
            let opened = try await Self.open(pool, file, log, makesMaster)
            held = Mutex(opened.masters)
            root = opened.root
        } catch {
            await pool.close()
            throw error
        }
    }

    private static func open(
        _ pool: Pool, _ file: MasterKeyFile, _ log: EventLog?, _ makesMaster: Bool
    ) async throws -> (masters: HeldMasters, root: SymmetricKey) {
        if let log { try await KeyringFit.requireNewest(of: log, in: pool) }
        var register = try await MasterRegister(pool)
        if register.masters.isEmpty {
            guard makesMaster else { throw KeyringError.noMaster }
            try await begin(pool, file)
            register = try await MasterRegister(pool)
        }
        let masters = try HeldMasters(register, in: file)
        guard let wrapped = register.serving?.root,
            let root = masters.master.unwrap(wrapped, for: MasterRegister.rootName)
        else { throw KeyringError.noMaster }
        return (masters, root)
    }

    /// Puts the first master key into the register: that of the file, or a fresh one where there
    /// are no keys.
    private static func begin(_ pool: Pool, _ file: MasterKeyFile) async throws {
        // Keys from before there was a register tell which master key is theirs.
        let some = try await pool.execute(
            "SELECT stream, wrapped FROM keyring.stream_key ORDER BY wrapped IS NULL LIMIT 1")
        let known = try file.read().first
        if let row = some.first {
            guard let known else { throw KeyringError.masterAbsent(file.path, wanted: "no. 1") }
            if let wrapped: [UInt8] = try row.getOptional(1),
                known.unwrap(wrapped, for: try row.get(0)) == nil
            {
                throw KeyringError.masterForeign(file.path, wanted: "no. 1")
            }
        }
        guard let key = try known ?? file.create().first else {
            throw KeyringError.cannotRead(file.path)
        }
        // Of two first starts at once one is quicker; both go on with what is there then.
        _ = try await pool.execute(
            """
            INSERT INTO keyring.master_key (number, fingerprint, root, serves_since)
            VALUES (1, \(key.fingerprint), \(try key.wrap(key.root, for: MasterRegister.rootName)),
                    now())
            ON CONFLICT DO NOTHING
            """)
    }

    /// A key for a purpose of its own (HKDF-SHA256): enquiry codes, digests of commands, search. It
    /// stays the same when the master key changes.
    public func derivedKey(_ purpose: String) -> SymmetricKey {
        HKDF<SHA256>.expand(
            pseudoRandomKey: root, info: Array("koe/\(purpose)".utf8), outputByteCount: 32)
    }

    /// A key that follows from the serving master key and ends with it: what it sealed is noise
    /// after a change, in old backups too.
    public func passingKey(_ purpose: String) async throws -> SymmetricKey {
        // Nothing that it seals tells under which master key, so it is looked up each time.
        try await refresh()
        return HKDF<SHA256>.expand(
            pseudoRandomKey: present.master.root, info: Array("koe/\(purpose)".utf8),
            outputByteCount: 32)
    }

    /// The master keys at hand.
    var present: HeldMasters { held.withLock { $0 } }

    /// Looks anew which master keys there are, in the register and in the file.
    /// - Throws: ``KeyringError`` when the one that serves is not in the file.
    func refresh() async throws {
        let register = try await MasterRegister(pool)
        let masters = try HeldMasters(register, in: file)
        held.withLock { $0 = masters }
    }

    /// Does it again with the present master keys when they were changed meanwhile.
    private func following<R>(_ body: (HeldMasters) async throws -> R) async throws -> R {
        do {
            return try await body(present)
        } catch let error as PostgresError where error.constraint == Self.servingConstraint {
            try await refresh()
        } catch is UnknownMaster {
            try await refresh()
        }
        do {
            return try await body(present)
        } catch is UnknownMaster {
            throw KeyringError.noMaster
        }
    }

    /// The keys of streams, made durable before this returns where they did not exist.
    /// - Parameter areNew: the caller has seen that these streams have no events. A key of theirs
    ///   that was swept, after an import that was cut short, has sealed nothing and is made anew.
    /// - Throws: ``KeyringError/destroyed(_:)`` when one of them was destroyed.
    public func keys(
        creating streams: [StreamName], areNew: Bool = false
    ) async throws -> [StreamName: SymmetricKey] {
        try await following { masters in
            try await keys(creating: streams, areNew: areNew, under: masters)
        }
    }

    private func keys(
        creating streams: [StreamName], areNew: Bool, under masters: HeldMasters
    ) async throws -> [StreamName: SymmetricKey] {
        var made: [String: (key: SymmetricKey, wrapped: [UInt8])] = [:]
        let distinct = Set(streams)
        made.reserveCapacity(distinct.count)
        var random = RandomBytes.draw(distinct.count * (32 + 12))[...]
        for stream in distinct {
            let key = SymmetricKey(data: random.prefix(32))
            let nonce = random.dropFirst(32).prefix(12)
            random = random.dropFirst(32 + 12)
            made[stream.text] = (key, try masters.wrap(key, for: stream.text, nonce: nonce))
        }
        var keys: [StreamName: SymmetricKey] = [:]
        for name in try await store(made.mapValues(\.wrapped), under: masters.serving) {
            keys[StreamName(unchecked: name)] = made[name]?.key
        }
        // Usually all are new. The others were there before, or made by a quicker process.
        let others = streams.filter { keys[$0] == nil }
        guard !others.isEmpty else { return keys }
        let known = try await pool.execute(
            """
            SELECT stream, wrapped, master FROM keyring.stream_key
             WHERE stream = ANY (\(array: others.map(\.text), of: .text))
            """)
        for row in known {
            let name: String = try row.get(0)
            guard let wrapped: [UInt8] = try row.getOptional(1) else {
                guard areNew, let new = made[name],
                    try await renew(name, new.wrapped, under: masters.serving)
                else {
                    throw KeyringError.destroyed(StreamName(unchecked: name))
                }
                keys[StreamName(unchecked: name)] = new.key
                continue
            }
            keys[StreamName(unchecked: name)] =
                try masters.unwrap(wrapped, under: try row.get(2), for: name)
        }
        return keys
    }

    /// - Returns: `false` when somebody else has made it anew meanwhile.
    private func renew(
        _ stream: String, _ wrapped: [UInt8], under master: Int32
    ) async throws -> Bool {
        try await pool.execute(
            """
            UPDATE keyring.stream_key
               SET wrapped = \(wrapped), master = \(master), destroyed_at = NULL,
                   created_at = now()
             WHERE stream = \(stream) AND wrapped IS NULL
            """
        ).affected > 0
    }

    /// Makes wrapped keys durable where the stream has none yet; returns the streams that are new.
    private func store(
        _ wrapped: [String: [UInt8]], under master: Int32
    ) async throws -> [String] {
        if wrapped.count >= AppendLimits.copyFrom {
            do {
                try await copy(wrapped, under: master)
                return Array(wrapped.keys)
            } catch let error as PostgresError where error.sqlState == "23505" {
                // One of them exists: sorted out below, key by key.
            }
        }
        return Array(try await writer.store(wrapped, under: master))
    }

    private func copy(_ wrapped: [String: [UInt8]], under master: Int32) async throws {
        var rows = BinaryCopy(capacity: 160 * wrapped.count)
        for (stream, key) in wrapped.sorted(by: { $0.key < $1.key }) {
            rows.row(columns: 3)
            rows.append(stream)
            rows.append(key)
            rows.append(master)
        }
        rows.end()
        let bytes = rows.bytes
        try await pool.withConnection { connection in
            _ = try await connection.copyIn(
                unsafeSQL: """
                    COPY keyring.stream_key (stream, wrapped, master) FROM STDIN (FORMAT binary)
                    """
            ) { try await $0.write(bytes) }
        }
    }

    /// A stream's key; `nil` when it was destroyed or never made.
    public func key(of stream: StreamName) async throws -> SymmetricKey? {
        try await following { masters in
            let rows = try await pool.execute(
                "SELECT wrapped, master FROM keyring.stream_key WHERE stream = \(stream.text)")
            guard let row = rows.first, let wrapped: [UInt8] = try row.getOptional(0) else {
                return nil
            }
            return try masters.unwrap(wrapped, under: try row.get(1), for: stream.text)
        }
    }

    /// The keys of many streams in one round trip; those destroyed or never made are missing.
    public func keys(of streams: [StreamName]) async throws -> [StreamName: SymmetricKey] {
        guard !streams.isEmpty else { return [:] }
        return try await following { masters in
            let rows = try await pool.execute(
                """
                SELECT stream, wrapped, master FROM keyring.stream_key
                 WHERE stream = ANY (\(array: streams.map(\.text), of: .text))
                   AND wrapped IS NOT NULL
                """)
            var keys: [StreamName: SymmetricKey] = [:]
            keys.reserveCapacity(rows.count)
            for row in rows {
                let name: String = try row.get(0)
                keys[StreamName(unchecked: name)] =
                    try masters.unwrap(try row.get(1), under: try row.get(2), for: name)
            }
            return keys
        }
    }

    /// Destroys a stream's key. What it sealed can never be opened again.
    /// - Returns: `false` when there was no key, or it was destroyed before.
    public func destroy(_ stream: StreamName) async throws(PostgresError) -> Bool {
        let rows = try await pool.execute(
            """
            UPDATE keyring.stream_key SET wrapped = NULL, destroyed_at = now()
             WHERE stream = \(stream.text) AND wrapped IS NOT NULL
            """)
        return rows.affected > 0
    }

    /// Destroys the keys of many streams in one statement; what is destroyed already stays so.
    /// - Returns: how many were destroyed by this.
    public func destroy(_ streams: [StreamName]) async throws(PostgresError) -> Int {
        // In one order everywhere: two processes that settle the same erasures must not wait for
        // each other in a circle.
        let rows = try await pool.execute(
            """
            UPDATE keyring.stream_key AS k SET wrapped = NULL, destroyed_at = now()
              FROM (SELECT stream FROM keyring.stream_key
                     WHERE stream = ANY (\(array: streams.map(\.text), of: .text))
                       AND wrapped IS NOT NULL
                     ORDER BY stream FOR UPDATE) AS alive
             WHERE k.stream = alive.stream
            """)
        return rows.affected
    }

    /// Opens the sealed part of an event.
    public func open(_ sealed: [UInt8], of stream: StreamName, type: String) async throws -> Opened
    {
        guard let key = try await key(of: stream) else { return .erased }
        return .bytes(try Seal.open(sealed, with: key, stream: stream, type: type))
    }

    /// Keys whose event never came (a crash in between), older than a day: removed.
    /// - Returns: how many were removed.
    public func sweepOrphans(of log: EventLog) async throws -> Int {
        let rows = try await pool.execute(
            """
            SELECT stream FROM keyring.stream_key
             WHERE created_at BETWEEN now() - interval '3 days' AND now() - interval '1 day'
               AND wrapped IS NOT NULL
            """)
        var removed = 0
        for row in rows {
            let stream = StreamName(unchecked: try row.get(0))
            if try await log.read(stream, limit: 1).isEmpty, try await destroy(stream) {
                removed += 1
            }
        }
        return removed
    }

    /// Closes the keyring's connections.
    public func close() async { await pool.close() }
}

/// Sealing and opening with a stream's key. Stream and event type are authenticated: a sealed
/// part moved to another row does not open there.
public enum Seal {
    /// Seals bytes for one event.
    public static func seal(
        _ bytes: [UInt8], with key: SymmetricKey, stream: StreamName, type: String
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            bytes, using: key, nonce: AES.GCM.Nonce(data: RandomBytes.draw(12)),
            authenticating: context(stream, type))
        guard let combined = box.combined else { throw KeyringError.cannotOpen }
        var sealed: [UInt8] = [Keyring.format]
        sealed.append(contentsOf: combined)
        return sealed
    }

    /// Opens what ``seal(_:with:stream:type:)`` sealed.
    /// - Throws: ``KeyringError/cannotOpen``.
    public static func open(
        _ sealed: [UInt8], with key: SymmetricKey, stream: StreamName, type: String
    ) throws(KeyringError) -> [UInt8] {
        do {
            guard sealed.first == Keyring.format else { throw KeyringError.cannotOpen }
            let box = try AES.GCM.SealedBox(combined: sealed.dropFirst())
            return Array(
                try AES.GCM.open(box, using: key, authenticating: context(stream, type)))
        } catch {
            throw .cannotOpen
        }
    }

    private static func context(_ stream: StreamName, _ type: String) -> [UInt8] {
        Array("\(stream.text)/\(type)".utf8)
    }
}
