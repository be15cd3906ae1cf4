import Postgres

/// Whether the keyring is of the same city and day as the log (鍵束と台帳の照合).
public struct KeyringFit: Sendable, Equatable {
    /// Sealed streams of the log that were looked at (照合した対象).
    public var looked: Int64 = 0
    /// Those whose key the keyring never had: it is of an earlier day, or of another log (欠けた鍵).
    public var missing: Int64 = 0
    /// Those whose key was destroyed (破棄済みの鍵).
    public var destroyed: Int64 = 0
    /// Those among them of which the log says nothing: it was taken back to before their erasure
    /// (台帳に消去の記録のない鍵).
    public var unrecorded: Int64 = 0
    /// Those the log says were erased while the keyring still has their key (消去が済んでいない鍵).
    public var owed: Int64 = 0

    /// How many of the newest sealed events are looked at when a keyring is opened.
    static let newest = 200
    /// How far back they are looked for, in positions.
    static let reach: Int64 = 2_000

    /// Refuses a keyring without keys for what the log has sealed last.
    ///
    /// A key handed out by such a keyring would not open what its stream sealed before, and the right
    /// keyring could not be brought back any more without losing what was sealed since.
    /// - Throws: ``KeyringError/lacksKeys(missing:looked:)``.
    static func requireNewest(of log: EventLog, in keyring: Pool) async throws {
        let head = try await log.headPosition()
        let rows = try await log.pool.execute(
            """
            SELECT DISTINCT newest.stream
              FROM (SELECT e.stream FROM log.event AS e
                     WHERE e.position > \(head - reach) AND e.sealed IS NOT NULL
                     ORDER BY e.position DESC LIMIT \(Int64(newest))) AS newest
            """)
        let streams = try rows.map { try $0.get(0, as: String.self) }
        let missing = try await self.missing(streams, in: keyring)
        guard missing == 0 else {
            throw KeyringError.lacksKeys(missing: missing, looked: streams.count)
        }
    }

    private static func missing(_ streams: [String], in keyring: Pool) async throws -> Int {
        guard !streams.isEmpty else { return 0 }
        let rows = try await keyring.execute(
            """
            SELECT count(*) FROM keyring.stream_key
             WHERE stream = ANY (\(array: streams, of: .text))
            """)
        return streams.count - Int(try rows.first?.get(0, as: Int64.self) ?? 0)
    }
}

extension Keyring {
    /// Holds the keyring against the log, page by page (鍵束と台帳の照合).
    /// - Parameters:
    ///   - erasing: event types after which a stream's key must be gone.
    ///   - pages: how many pages of the newest events are looked at; `nil` for all of them.
    public func fit(
        to log: EventLog, erasing: [String] = [], pages: Int64? = nil
    ) async throws -> KeyringFit {
        var fit = KeyringFit()
        var unrecorded: Set<String> = []
        let head = try await log.headPosition()
        var from = pages.map { max(0, head - $0 * ReadLimits.page) } ?? 0
        while from < head {
            let to = min(from + ReadLimits.page, head)
            let rows = try await log.pool.execute(
                """
                SELECT e.stream, bool_or(e.sealed IS NOT NULL),
                       bool_or(e.type = ANY (\(array: erasing, of: .text)))
                  FROM log.event AS e
                 WHERE e.position > \(from) AND e.position <= \(to)
                   AND (e.sealed IS NOT NULL OR e.type = ANY (\(array: erasing, of: .text)))
                 GROUP BY e.stream
                """)
            let destroyed = try await judge(rows, &fit)
            unrecorded.formUnion(try await log.streams(among: destroyed, without: erasing))
            from = to
        }
        fit.unrecorded = Int64(unrecorded.count)
        return fit
    }

    /// - Returns: the streams whose key was destroyed, without a reason on this page.
    private func judge(_ rows: Rows, _ fit: inout KeyringFit) async throws -> [String] {
        let streams = try rows.map { try $0.get(0, as: String.self) }
        let known = try await pool.execute(
            """
            SELECT stream, wrapped IS NULL FROM keyring.stream_key
             WHERE stream = ANY (\(array: streams, of: .text))
            """)
        var isDestroyed: [String: Bool] = [:]
        for row in known { isDestroyed[try row.get(0)] = try row.get(1) as Bool }
        var unexplained: [String] = []
        for row in rows {
            fit.looked += 1
            let stream: String = try row.get(0)
            switch isDestroyed[stream] {
            case .none: if try row.get(1) { fit.missing += 1 }
            case .some(true):
                fit.destroyed += 1
                if try !row.get(2) { unexplained.append(stream) }
            case .some(false): if try row.get(2) { fit.owed += 1 }
            }
        }
        return unexplained
    }
}

extension EventLog {
    /// The streams among these that have no event of any of these types.
    fileprivate func streams(
        among streams: [String], without types: [String]
    ) async throws -> [String] {
        guard !streams.isEmpty, !types.isEmpty else { return [] }
        let rows = try await pool.execute(
            """
            SELECT asked.stream FROM unnest(\(array: streams, of: .text)) AS asked (stream)
             WHERE NOT EXISTS (
                       SELECT FROM log.stream AS s JOIN log.event AS e ON e.position = s.position
                        WHERE s.stream = asked.stream
                          AND e.type = ANY (\(array: types, of: .text)))
            """)
        return try rows.map { try $0.get(0) }
    }
}
