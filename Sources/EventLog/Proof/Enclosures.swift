public import Postgres

/// Which events name bytes recorded beside them, and how (同封物の名).
///
/// The log itself knows no type of event: whoever does says so.
public struct EnclosureNaming: Sendable {
    /// The type of these events.
    public let type: String
    /// The SHA-256 that a payload names; nil when it names none.
    public let digest: @Sendable (_ payload: [UInt8]) -> Digest?

    /// How events of a type name the bytes beside them.
    public init(type: String, digest: @escaping @Sendable (_ payload: [UInt8]) -> Digest?) {
        self.type = type
        self.digest = digest
    }
}

// Bytes too large for an event. They are ciphertext like the sealed part of an event, and like it
// they stay when the key is destroyed: nobody reads them any more, and the log still verifies.
extension EventLog {
    /// Enclosures looked at by one statement when a log is verified.
    static let enclosuresPerCheck = 100

    /// The bytes recorded under this SHA-256; nil when there are none (同封物).
    public func enclosure(_ digest: Digest) async throws(PostgresError) -> [UInt8]? {
        let rows = try await pool.execute(
            "SELECT bytes FROM log.enclosure WHERE digest = \(digest.bytes)")
        return try rows.first?.get(0)
    }

    /// Looks whether everything the events name is there and as it was.
    func checkEnclosures(_ verifier: inout Verifier) async throws {
        var rest = verifier.enclosed[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.enclosuresPerCheck)
            rest = rest.dropFirst(Self.enclosuresPerCheck)
            let wrong = try await pool.execute(
                """
                SELECT named.position
                  FROM unnest(\(array: part.map(\.position), of: .int8),
                              \(array: part.map(\.digest.bytes), of: .bytea))
                       AS named (position, digest)
                  LEFT JOIN log.enclosure AS e ON e.digest = named.digest
                 WHERE e.bytes IS NULL OR sha256(e.bytes) <> named.digest
                 ORDER BY 1 LIMIT 1
                """)
            if let position = try wrong.first?.get(0, as: Int64.self) {
                return verifier.report(
                    position, "the bytes the event names are missing or not as they were")
            }
        }
    }
}
