/// What went wrong between this program and PostgreSQL.
///
/// Safe to print and to log: it names statements, constraints and codes, never a bound value.
/// The server's DETAIL and HINT are dropped because they quote the offending row.
public struct PostgresError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable {
        /// The connection string is not one libpq can read.
        case invalidConnectionString
        /// No server could be reached.
        case connectionFailed
        /// The server refused this user, password or database.
        case authenticationFailed
        /// The connection broke while something was under way; see ``PostgresError/wasSent``.
        case connectionLost
        /// The server answered with an error; see ``PostgresError/sqlState``.
        case server
        /// The pool's queue is full, or a connection did not come free in time.
        case poolExhausted
        /// Connecting took longer than the limit.
        case timedOut
        /// The caller's task was cancelled.
        case cancelled
        /// A column does not hold what the program expects.
        case decoding
        /// The connection or pool was closed before.
        case closed
        /// The connection is in the middle of a COPY or was used out of order.
        case misuse
    }

    /// The kind of failure.
    public var code: Code
    /// The five-character SQLSTATE, when the server gave one.
    public var sqlState: String?
    /// One line, without values.
    public var message: String
    /// The violated constraint's name, when there is one.
    public var constraint: String?
    /// The table concerned, when the server named it.
    public var table: String?
    /// The label of the statement that failed.
    public var statement: String?
    /// Whether the statement had been handed to the socket. When a connection is lost after
    /// that, the server may have committed: only an idempotent statement may be repeated.
    public var wasSent: Bool

    /// Makes an error; used by the room itself and by callers that decode rows.
    public init(
        code: Code, sqlState: String? = nil, message: String, constraint: String? = nil,
        table: String? = nil, statement: String? = nil, wasSent: Bool = false
    ) {
        self.code = code
        self.sqlState = sqlState
        // Class 22 (data exceptions) quotes the offending value behind the first colon.
        let quotes = sqlState?.hasPrefix("22") == true
        self.message = quotes ? String(message.prefix { $0 != ":" && $0 != "\"" }) : message
        self.constraint = constraint
        self.table = table
        self.statement = statement
        self.wasSent = wasSent
    }

    /// True when repeating the same statements cannot act twice: nothing was sent, or the
    /// server said that it rolled back (serialization failure, deadlock, shutting down, …).
    public var isSafeToRetry: Bool {
        switch code {
        case .connectionFailed, .timedOut, .poolExhausted: true
        case .connectionLost: !wasSent
        case .server: Self.rolledBackStates.contains(sqlState ?? "")
        case .invalidConnectionString, .authenticationFailed, .cancelled, .decoding, .closed,
            .misuse:
            false
        }
    }

    /// serialization_failure, deadlock_detected, lock_not_available, too_many_connections,
    /// cannot_connect_now, disk_full, out_of_memory, query_canceled (a cancel request can hit the
    /// statement behind the one it was meant for).
    private static let rolledBackStates: Set<String> = [
        "40001", "40P01", "55P03", "53300", "57P03", "53100", "53200",
        "57014",
    ]

    /// One line: code or SQLSTATE, statement, message.
    public var description: String {
        var text = sqlState.map { "SQLSTATE \($0)" } ?? code.rawValue
        if let statement { text += " in \(statement)" }
        text += ": \(message)"
        if let constraint { text += " (\(constraint))" }
        return text
    }
}
