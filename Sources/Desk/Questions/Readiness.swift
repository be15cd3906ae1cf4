import EventLog
import Postgres

/// Whether requests can be served now (受付可否).
public struct Readiness: Sendable, Equatable {
    /// Whether requests can be served.
    public let isReady: Bool
    /// Why not, and what to do; nothing in it is secret.
    public let reason: String?

    /// Requests can be served.
    public static let ready = Readiness(isReady: true, reason: nil)

    /// Requests cannot be served, because …
    public static func notReady(_ reason: String) -> Readiness {
        Readiness(isReady: false, reason: reason)
    }
}

extension Desk {
    /// Whether the database answers within ``HandlingLimits/healthWait`` and has the tables this
    /// program needs (受付可否).
    ///
    /// A city that is not set up yet is no reason: setting it up needs a running server.
    public func readiness() async -> Readiness {
        do {
            _ = try await position()
            return .ready
        } catch {
            return .notReady(Self.reason(for: error))
        }
    }

    /// The last position of the log, for monitoring; answers within
    /// ``HandlingLimits/healthWait`` or not at all (最終位置).
    public func position() async throws(DeskError) -> Int64 {
        do {
            let answers = try await pool.run(
                [
                    "SELECT position FROM log.head ORDER BY previous_position DESC LIMIT 1",
                    "SELECT count(*) FROM desk.city",
                ], within: HandlingLimits.healthWait)
            return try answers.first?.first?.get(0) ?? 0
        } catch {
            throw DeskError(error)
        }
    }

    /// In words of our own: an error of the driver names hosts and users.
    private static func reason(for error: DeskError) -> String {
        if case .overloaded = error { return "all database connections are in use" }
        guard case .unavailable(let error) = error else { return "the database cannot be read" }
        return switch (error.code, error.sqlState) {
        // undefined_table, undefined_column, undefined_function, invalid_schema_name
        case (.server, "42P01"?), (.server, "42703"?), (.server, "42883"?), (.server, "3F000"?):
            "the database schema does not fit this program; run: koe database migrate"
        case (.server, "42501"?): "the database role lacks privileges; run: koe database migrate"
        case (.authenticationFailed, _): "the database refuses the user or password"
        case (.poolExhausted, _): "all database connections are in use"
        case (.timedOut, _): "the database does not answer in time"
        case (.invalidConnectionString, _), (.connectionFailed, _), (.connectionLost, _),
            (.closed, _):
            "the database cannot be reached"
        case (.server, _), (.cancelled, _), (.decoding, _), (.misuse, _):
            "the database cannot be read"
        }
    }
}
