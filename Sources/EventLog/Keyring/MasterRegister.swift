import Crypto
public import Postgres

/// What the keyring knows of one master key, never the key itself (親鍵の登録).
public struct RegisteredMaster: Sendable, Equatable {
    /// Where it stands in its life (親鍵の状態).
    public enum State: String, Sendable, Equatable {
        /// Made and put into the file; it does not wrap anything yet (予告).
        case announced
        /// Wraps new keys (使用中).
        case serving
        /// A later one serves; keys are being taken from it (更新中).
        case retiring
        /// Nobody has it any more, and what it wrapped is lost for good (破棄済み).
        case destroyed
    }

    /// 1, 2, 3 … in the order of making (番号).
    public let number: Int32
    /// Sixteen hexadecimal digits that tell it from others (指紋).
    public let fingerprint: String
    /// Where it stands (状態).
    public let state: State
    /// When it was made (作成日時).
    public let madeAt: Instant
    /// Since when it serves, or when it began to (使用開始日時).
    public let servesSince: Instant?
    /// Since when keyring backups under it are worthless (破棄日時).
    public let destroyedAt: Instant?
    let root: [UInt8]?
}

/// The register of master keys in the keyring's database (親鍵の登録簿).
struct MasterRegister: Sendable {
    /// The name under which the root of derived keys is wrapped. No stream is called so.
    static let rootName = "koe/root"

    let masters: [RegisteredMaster]

    /// The one new keys are wrapped with.
    var serving: RegisteredMaster? { masters.last { $0.state == .serving } }
    /// The one that will serve next.
    var announced: RegisteredMaster? { masters.last.flatMap { $0.state == .announced ? $0 : nil } }
    /// Those keys are still to be taken from.
    var retiring: [RegisteredMaster] { masters.filter { $0.state == .retiring } }

    /// Reads it.
    init(_ pool: Pool) async throws(PostgresError) {
        let rows = try await pool.execute(
            """
            SELECT number, fingerprint, root, made_at, serves_since, destroyed_at
              FROM keyring.master_key ORDER BY number
            """)
        var last: Int32?
        for row in rows where try row.getOptional(4, as: Instant.self) != nil {
            last = try row.get(0)
        }
        var masters: [RegisteredMaster] = []
        for row in rows {
            let number: Int32 = try row.get(0)
            let destroyedAt: Instant? = try row.getOptional(5)
            let servesSince: Instant? = try row.getOptional(4)
            let state: RegisteredMaster.State =
                if destroyedAt != nil {
                    .destroyed
                } else if servesSince == nil {
                    .announced
                } else {
                    number == last ? .serving : .retiring
                }
            masters.append(
                RegisteredMaster(
                    number: number, fingerprint: try row.get(1), state: state,
                    madeAt: try row.get(3), servesSince: servesSince, destroyedAt: destroyedAt,
                    root: try row.getOptional(2)))
        }
        self.masters = masters
    }
}

/// The master keys a process holds just now (手元の親鍵).
struct HeldMasters: Sendable {
    /// The number of the one that serves.
    let serving: Int32
    /// That one.
    let master: MasterKey
    /// By number; all that are still of use.
    let keys: [Int32: MasterKey]

    /// Finds the keys of the register in the file.
    /// - Throws: ``KeyringError`` when the serving one is not there.
    init(_ register: MasterRegister, in file: MasterKeyFile) throws {
        guard let serving = register.serving else { throw KeyringError.noMaster }
        let held = try file.read()
        var keys: [Int32: MasterKey] = [:]
        for key in held {
            let fingerprint = key.fingerprint
            guard let known = register.masters.first(where: { $0.fingerprint == fingerprint })
            else { continue }
            if known.state != .destroyed { keys[known.number] = key }
        }
        guard let master = keys[serving.number] else {
            if held.isEmpty {
                throw KeyringError.masterAbsent(file.path, wanted: serving.fingerprint)
            }
            let fingerprints = held.map(\.fingerprint)
            throw register.masters.contains { fingerprints.contains($0.fingerprint) }
                ? KeyringError.masterOutdated(file.path, wanted: serving.fingerprint)
                : KeyringError.masterForeign(file.path, wanted: serving.fingerprint)
        }
        self.serving = serving.number
        self.master = master
        self.keys = keys
    }

    /// A stream's key, encrypted under the serving master key.
    func wrap(
        _ key: SymmetricKey, for stream: String,
        nonce: ArraySlice<UInt8> = RandomBytes.draw(12)[...]
    ) throws -> [UInt8] {
        try master.wrap(key, for: stream, nonce: nonce)
    }

    /// A stream's key as it is in the keyring, opened.
    /// - Throws: `UnknownMaster`, ``KeyringError/damagedKey(_:)``.
    func unwrap(
        _ wrapped: [UInt8], under number: Int32, for stream: String
    ) throws -> SymmetricKey {
        guard let master = keys[number] else { throw UnknownMaster() }
        guard let key = master.unwrap(wrapped, for: stream) else {
            throw KeyringError.damagedKey(StreamName(unchecked: stream))
        }
        return key
    }
}

/// A key is wrapped with a master key this process does not hold, or not yet (未知の親鍵).
struct UnknownMaster: Error {}
