public import FoundationEssentials
public import Postgres

// What is asked before something is recorded: which of it the log has already.
extension EventLog {
    /// Which of these commands have been carried out (処理済みの指示).
    public func carriedOut(_ commands: [UUID]) async throws(PostgresError) -> Set<UUID> {
        let rows = try await pool.execute(
            "SELECT id FROM log.command WHERE id = ANY (\(array: commands, of: .uuid))")
        var known: Set<UUID> = []
        for row in rows { known.insert(try row.get(0)) }
        return known
    }

    /// The stream a command was carried out on; `nil` when it was not (指示の対象).
    public func stream(of command: UUID) async throws(PostgresError) -> StreamName? {
        let rows = try await pool.execute(
            """
            SELECT e.stream FROM log.command AS c JOIN log.event AS e ON e.position = c.first_position
             WHERE c.id = \(command)
            """)
        guard let first = rows.first else { return nil }
        return StreamName(unchecked: try first.get(0))
    }

    /// Which of these streams exist (記録のある対象).
    public func existing(_ streams: [StreamName]) async throws(PostgresError) -> Set<StreamName> {
        let rows = try await pool.execute(
            """
            SELECT stream FROM log.stream
             WHERE stream = ANY (\(array: streams.map(\.text), of: .text)) AND version = 1
            """)
        var known: Set<StreamName> = []
        for row in rows { known.insert(StreamName(unchecked: try row.get(0))) }
        return known
    }
}
