public import Crypto
import Foundation
public import Postgres

/// Why personal data could not be sealed or opened.
public enum KeyringError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A key file has been cut or overwritten.
    case damagedKeyFile(String)
    /// A key file cannot be written.
    case cannotWrite(String)
    /// The stream's key was destroyed: its personal data is gone for good.
    case destroyed(StreamName)
    /// The keyring's master key is not the one the keys were wrapped with.
    case wrongMasterKey
    /// The sealed bytes were damaged or belong elsewhere.
    case cannotOpen

    /// One line: what, and what to do.
    public var description: String {
        switch self {
        case .damagedKeyFile(let path):
            "\(path) is damaged: restore it from its own backup; until then personal data "
                + "stays sealed"
        case .cannotWrite(let path): "cannot write \(path): check the folder's owner and free space"
        case .destroyed(let stream): "the key of \(stream) was destroyed; its personal data is gone"
        case .wrongMasterKey:
            "the master key does not open this keyring: restore the master.key that belongs to it"
        case .cannotOpen: "sealed data is damaged or belongs to another stream"
        }
    }
}

/// What became of a sealed part when it was opened (開封結果).
public enum Opened: Sendable, Equatable {
    /// The personal data.
    case bytes([UInt8])
    /// The key was destroyed: erased on purpose, not an error.
    case erased
}

/// The keys of the sealed personal data, in a database of their own (鍵束).
///
/// One key per stream, wrapped by a master key that lies in neither database. A key is durable
/// before the event that needs it; destroying it erases the personal data in every copy of the
/// log, and changes no hash, since hashes cover ciphertext.
public struct Keyring: Sendable {
    /// The first byte of everything sealed: AES-256-GCM, nonce in front, tag behind.
    static let format: UInt8 = 1

    private let pool: Pool
    private let master: SymmetricKey

    /// Opens a keyring; the master key file is made at first use.
    /// - Parameters:
    ///   - settings: the keyring's database, as the app role.
    ///   - dataDirectory: where `master.key` lies.
    public init(
        _ settings: ConnectionSettings, on reactor: Reactor, dataDirectory: String
    ) throws {
        // A key must be durable before the event that needs it, whatever the server's default is.
        var durable = settings
        durable.serverSettings["synchronous_commit"] = "on"
        pool = Pool(durable, on: reactor, limits: Pool.Limits(connections: 2))
        let file = URL(fileURLWithPath: dataDirectory, isDirectory: true)
            .appendingPathComponent("master.key")
        let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        let bytes = try KeyFile.read(file) ?? KeyFile.create(file, fresh)
        master = SymmetricKey(data: bytes)
    }

    /// A key for a purpose of its own, derived from the master key (HKDF-SHA256): enquiry codes,
    /// digests of commands.
    public func derivedKey(_ purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master, info: Array("koe/\(purpose)".utf8), outputByteCount: 32)
    }

    /// The keys of streams, made durable before this returns where they did not exist.
    /// - Parameter areNew: the caller has seen that these streams have no events. A key of theirs
    ///   that was swept, after an import that was cut short, has sealed nothing and is made anew.
    /// - Throws: ``KeyringError/destroyed(_:)`` when one of them was destroyed.
    public func keys(
        creating streams: [StreamName], areNew: Bool = false
    ) async throws -> [StreamName: SymmetricKey] {
        var made: [String: (key: SymmetricKey, wrapped: [UInt8])] = [:]
        for stream in Set(streams) {
            let key = SymmetricKey(size: .bits256)
            made[stream.text] = (key, try wrap(key, for: stream.text))
        }
        var keys: [StreamName: SymmetricKey] = [:]
        for name in try await store(made.mapValues(\.wrapped)) {
            keys[StreamName(unchecked: name)] = made[name]?.key
        }
        // Usually all are new. The others were there before, or made by a quicker process.
        let others = streams.filter { keys[$0] == nil }
        guard !others.isEmpty else { return keys }
        let known = try await pool.execute(
            """
            SELECT stream, wrapped FROM keyring.stream_key
             WHERE stream = ANY (\(array: others.map(\.text), of: .text))
            """)
        for row in known {
            let name: String = try row.get(0)
            guard let wrapped: [UInt8] = try row.getOptional(1) else {
                guard areNew, let new = made[name], try await renew(name, new.wrapped) else {
                    throw KeyringError.destroyed(StreamName(unchecked: name))
                }
                keys[StreamName(unchecked: name)] = new.key
                continue
            }
            keys[StreamName(unchecked: name)] = try unwrap(wrapped, for: name)
        }
        return keys
    }

    /// - Returns: `false` when somebody else has made it anew meanwhile.
    private func renew(_ stream: String, _ wrapped: [UInt8]) async throws -> Bool {
        try await pool.execute(
            """
            UPDATE keyring.stream_key
               SET wrapped = \(wrapped), destroyed_at = NULL, created_at = now()
             WHERE stream = \(stream) AND wrapped IS NULL
            """
        ).affected > 0
    }

    /// Makes wrapped keys durable where the stream has none yet; returns the streams that are new.
    private func store(_ wrapped: [String: [UInt8]]) async throws -> [String] {
        if wrapped.count >= AppendLimits.copyFrom {
            do {
                try await copy(wrapped)
                return Array(wrapped.keys)
            } catch let error as PostgresError where error.sqlState == "23505" {
                // One of them exists: sorted out below, key by key.
            }
        }
        // In one order everywhere: two callers that insert the same keys must not wait for each
        // other in a circle.
        let names = wrapped.keys.sorted()
        let rows = try await pool.execute(
            """
            INSERT INTO keyring.stream_key (stream, wrapped)
            SELECT * FROM unnest(\(array: names, of: .text),
                                 \(array: names.compactMap { wrapped[$0] }, of: .bytea))
            ON CONFLICT DO NOTHING RETURNING stream
            """)
        var created: [String] = []
        for row in rows { created.append(try row.get(0)) }
        return created
    }

    private func copy(_ wrapped: [String: [UInt8]]) async throws {
        var rows = BinaryCopy(capacity: 160 * wrapped.count)
        for (stream, key) in wrapped.sorted(by: { $0.key < $1.key }) {
            rows.row(columns: 2)
            rows.append(stream)
            rows.append(key)
        }
        rows.end()
        let bytes = rows.bytes
        try await pool.withConnection { connection in
            _ = try await connection.copyIn(
                unsafeSQL: "COPY keyring.stream_key (stream, wrapped) FROM STDIN (FORMAT binary)"
            ) { try await $0.write(bytes) }
        }
    }

    /// A stream's key; `nil` when it was destroyed or never made.
    public func key(of stream: StreamName) async throws -> SymmetricKey? {
        let rows = try await pool.execute(
            "SELECT wrapped FROM keyring.stream_key WHERE stream = \(stream.text)")
        guard let row = rows.first, let wrapped: [UInt8] = try row.getOptional(0) else {
            return nil
        }
        return try unwrap(wrapped, for: stream.text)
    }

    /// The keys of many streams in one round trip; those destroyed or never made are missing.
    public func keys(of streams: [StreamName]) async throws -> [StreamName: SymmetricKey] {
        guard !streams.isEmpty else { return [:] }
        let rows = try await pool.execute(
            """
            SELECT stream, wrapped FROM keyring.stream_key
             WHERE stream = ANY (\(array: streams.map(\.text), of: .text))
               AND wrapped IS NOT NULL
            """)
        var keys: [StreamName: SymmetricKey] = [:]
        keys.reserveCapacity(rows.count)
        for row in rows {
            let name: String = try row.get(0)
            keys[StreamName(unchecked: name)] = try unwrap(try row.get(1), for: name)
        }
        return keys
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

    private func wrap(_ key: SymmetricKey, for stream: String) throws -> [UInt8] {
        let box = try key.withUnsafeBytes { bytes in
            try AES.GCM.seal(bytes, using: master, authenticating: Array(stream.utf8))
        }
        guard let combined = box.combined else { throw KeyringError.cannotOpen }
        return Array(combined)
    }

    private func unwrap(_ wrapped: [UInt8], for stream: String) throws -> SymmetricKey {
        do {
            let box = try AES.GCM.SealedBox(combined: wrapped)
            return SymmetricKey(
                data: try AES.GCM.open(box, using: master, authenticating: Data(stream.utf8)))
        } catch {
            throw KeyringError.wrongMasterKey
        }
    }
}

/// Sealing and opening with a stream's key. Stream and event type are authenticated: a sealed
/// part moved to another row does not open there.
public enum Seal {
    /// Seals bytes for one event.
    public static func seal(
        _ bytes: [UInt8], with key: SymmetricKey, stream: StreamName, type: String
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(bytes, using: key, authenticating: context(stream, type))
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
