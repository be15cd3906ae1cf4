import Crypto
import EventLog
import Postgres

/// How often something may fail, and how long it is shut then (試行回数の規則).
struct ThrottleRule: Sendable {
    /// Failures that have no consequence.
    let free: Int32
    /// After this time without any, failures are forgotten.
    let window: Duration
    /// How long it is shut after the first failure too many; twice as long after each further one.
    let firstWait: Duration
    /// How long at most.
    let longestWait: Duration

    /// One account from one address: who guesses, or has forgotten.
    static let pair = ThrottleRule(
        free: 5, window: .seconds(900), firstWait: .seconds(30), longestWait: .seconds(900))
    /// One address, whatever the account: a city hall may have one for everybody.
    static let address = ThrottleRule(
        free: 60, window: .seconds(900), firstWait: .seconds(30), longestWait: .seconds(900))
    /// One account from wherever: not for long, so that strangers cannot keep a clerk out; and not
    /// at all from where the account has logged in lately.
    static let account = ThrottleRule(
        free: 20, window: .seconds(900), firstWait: .seconds(10), longestWait: .seconds(60))
    /// For how long an address is one the account has logged in from lately.
    static let trust: Duration = .seconds(30 * 86_400)
}

/// What is counted, as it stands (計数の状態).
struct ThrottleCount: Sendable, Equatable {
    var failures: Int32
    var countedFrom: Instant
    var shutUntil: Instant?
    var trustedAt: Instant?

    /// How long it is shut still; nil when it is open.
    func wait(at now: Instant) -> Duration? {
        guard let shutUntil, shutUntil > now else { return nil }
        return .microseconds(shutUntil.microseconds - now.microseconds)
    }

    /// Counts an attempt as failed before it is looked at: of many at once none slips through.
    mutating func fail(_ rule: ThrottleRule, at now: Instant) {
        if countedFrom.advanced(by: rule.window) < now {
            failures = 0
            countedFrom = now
        }
        failures += 1
        guard failures >= rule.free else { return }
        let doublings = min(failures - rule.free, 16)
        let wait = min(rule.firstWait * (1 << Int(doublings)), rule.longestWait)
        shutUntil = now.advanced(by: wait)
        // A wait is no time without failures.
        countedFrom = now
    }
}

extension Instant {
    /// The moment so much later.
    func advanced(by duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        return Instant(
            microseconds: microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }
}

/// Keeps people from guessing, in the database: all servers count together (試行の制限).
struct Throttle: Sendable {
    let pool: Pool
    let key: SymmetricKey

    /// Whoever tries something, from where.
    struct Attempt: Sendable {
        /// What is tried: a password, a code.
        let what: String
        let login: String
        let address: String
    }

    /// Counts an attempt.
    /// - Returns: how long to wait, and then it was not counted; nil to go on.
    func begin(_ attempt: Attempt, at now: Instant) async throws -> Duration? {
        let keys = keys(of: attempt)
        let sorted = [keys.pair, keys.address, keys.account].sorted {
            $0.lexicographicallyPrecedes($1)
        }
        return try await pool.transaction { connection in
            _ = try await connection.execute(
                """
                INSERT INTO staff.throttle (key, counted_from)
                SELECT key, \(now) FROM unnest(\(array: sorted, of: .bytea)) AS key
                ON CONFLICT DO NOTHING
                """)
            // In one order everywhere: two attempts must not wait for each other in a circle.
            let rows = try await connection.execute(
                """
                SELECT key, failures, counted_from, shut_until, trusted_at FROM staff.throttle
                 WHERE key = ANY (\(array: sorted, of: .bytea)) ORDER BY key FOR UPDATE
                """)
            var counts: [[UInt8]: ThrottleCount] = [:]
            for row in rows {
                counts[try row.get(0)] = ThrottleCount(
                    failures: try row.get(1), countedFrom: try row.get(2),
                    shutUntil: try row.getOptional(3), trustedAt: try row.getOptional(4))
            }
            guard var pair = counts[keys.pair], var address = counts[keys.address],
                var account = counts[keys.account]
            else { throw DeskError.internalFault("staff.throttle") }
            let isTrusted = pair.trustedAt.map { $0.advanced(by: ThrottleRule.trust) > now }
            let waits = [
                pair.wait(at: now), address.wait(at: now),
                isTrusted == true ? nil : account.wait(at: now),
            ].compactMap(\.self)
            if let longest = waits.max() { return longest }
            pair.fail(.pair, at: now)
            address.fail(.address, at: now)
            account.fail(.account, at: now)
            for (key, count) in [
                (keys.pair, pair), (keys.address, address), (keys.account, account),
            ] {
                _ = try await connection.execute(
                    """
                    UPDATE staff.throttle
                       SET failures = \(count.failures), counted_from = \(count.countedFrom),
                           shut_until = \(count.shutUntil)
                     WHERE key = \(key)
                    """)
            }
            return nil
        }
    }

    /// The attempt was right after all: forgets what was counted against it.
    func succeed(_ attempt: Attempt, at now: Instant) async throws {
        let keys = keys(of: attempt)
        _ = try await pool.run([
            """
            UPDATE staff.throttle SET failures = 0, shut_until = NULL, trusted_at = \(now)
             WHERE key = \(keys.pair)
            """,
            // Others may be guessing from the same address or at the same account: only this one.
            """
            UPDATE staff.throttle
               SET failures = greatest(failures - 1, 0),
                   shut_until = CASE WHEN failures > \(ThrottleRule.address.free) THEN shut_until END
             WHERE key = \(keys.address)
            """,
            """
            UPDATE staff.throttle
               SET failures = greatest(failures - 1, 0),
                   shut_until = CASE WHEN failures > \(ThrottleRule.account.free) THEN shut_until END
             WHERE key = \(keys.account)
            """,
        ])
    }

    /// Forgets what no longer counts.
    func sweep(at now: Instant) async throws {
        let old = now.advanced(by: .zero - ThrottleRule.trust)
        let recent = now.advanced(by: .zero - ThrottleRule.address.window)
        _ = try await pool.execute(
            """
            DELETE FROM staff.throttle
             WHERE counted_from < \(recent) AND coalesce(trusted_at, '-infinity') < \(old)
               AND coalesce(shut_until, '-infinity') < \(now)
            """)
    }

    private func keys(
        of attempt: Attempt
    ) -> (pair: [UInt8], address: [UInt8], account: [UInt8]) {
        func digest(_ parts: [String]) -> [UInt8] {
            let text = ([attempt.what] + parts).joined(separator: "\u{0}")
            return Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
        }
        return (
            digest(["pair", attempt.login, attempt.address]), digest(["address", attempt.address]),
            digest(["account", attempt.login])
        )
    }
}
