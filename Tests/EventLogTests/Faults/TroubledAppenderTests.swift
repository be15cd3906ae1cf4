import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("What happens around the appender (追記係の周辺)")
    struct TroubledAppenderTests {
        @Test("Closed in the middle of an append: not told that nothing was recorded")
        func closedMeanwhile() async throws {
            try await TestCity.with { city in
                let log = city.secondLog()
                _ = try await log.append(.letter(1))
                let admin = try await city.superuser()
                _ = try await admin.run(["BEGIN", "LOCK TABLE log.head IN SHARE MODE"])
                async let outcome = Self.outcome(of: .letter(2), in: log)
                try await eventually("never waited") { try await Self.isWaiting(admin) }
                async let late = Self.outcome(of: .letter(3), in: log)
                await log.close()
                _ = try await admin.execute("COMMIT")
                let said = await outcome
                switch said {
                case .success, .failure(.outcomeUnknown): break
                case .failure(let error): Issue.record("\(error)")
                }
                switch await late {
                case .success(let answer): Issue.record("recorded after close: \(answer)")
                case .failure: break
                }
                try await eventually("a connection is left") {
                    let rows = try await admin.execute(
                        """
                        SELECT count(*) FROM pg_stat_activity
                         WHERE datname = current_database() AND usename = 'koe_app'
                        """)
                    return try rows[0].get(0, as: Int64.self) == 0
                }
                await admin.close()
                let events = try await city.expectSound()
                #expect(events.count { $0.number == 3 } == 0)
            }
        }

        @Test("A caller that was cancelled does not drag down those it shares a batch with")
        func cancelledLeader() async throws {
            try await TestCity.with { city in
                let admin = try await city.superuser()
                try await city.throughProxy { log, proxy in
                    _ = try await log.append(.letter(1))
                    // While the first waits, a queue forms: the cancelled one at its head.
                    _ = try await admin.run(["BEGIN", "LOCK TABLE log.head IN SHARE MODE"])
                    async let first = log.append(.letter(2))
                    try await eventually("never waited") { try await Self.isWaiting(admin) }
                    var event = letter(3)
                    event.type = "LetterMarked"
                    let marked = Append([.init(item(3), expecting: .none, [event])])
                    let answers = try await withThrowingTaskGroup(of: Appended.self) { group in
                        group.addTask {
                            withUnsafeCurrentTask { $0?.cancel() }
                            return try await log.append(marked)
                        }
                        for _ in 0..<200 { await Task.yield() }
                        for n in 4...8 { group.addTask { try await log.append(.letter(n)) } }
                        for _ in 0..<200 { await Task.yield() }
                        proxy.cutOnce(.beforeServer(mark: "LetterMarked"))
                        _ = try await admin.execute("COMMIT")
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    #expect(answers.count == 6)
                    #expect(proxy.cuts == 1)
                    _ = try await first
                }
                await admin.close()
                try await city.expectSound(8)
            }
        }

        @Test("An appender stopped while it takes its turn can append again")
        func stoppedInTurn() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(1))
                let admin = try await city.superuser()
                let holder = try await city.superuser()
                // Three refusals bring the appender to take its turn.
                for statement: Query in [
                    "CREATE SEQUENCE public.refusals",
                    "GRANT USAGE ON SEQUENCE public.refusals TO koe_app",
                    """
                    CREATE FUNCTION public.refuse_three() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        IF nextval('public.refusals') <= 3 THEN
                            RAISE EXCEPTION 'not yet' USING ERRCODE = '40001';
                        END IF;
                        RETURN NEW;
                    END $$
                    """,
                    """
                    CREATE TRIGGER refuse_three BEFORE INSERT ON log.head
                        FOR EACH ROW EXECUTE FUNCTION public.refuse_three()
                    """,
                ] { _ = try await admin.execute(statement) }
                // Appends pass this lock, the turn does not.
                _ = try await holder.run(["BEGIN", "LOCK TABLE log.head IN ROW EXCLUSIVE MODE"])
                async let stopped = Self.outcome(of: .letter(2), in: city.log)
                try await eventually("never took its turn") { try await Self.isWaiting(admin) }
                _ = try await admin.execute(
                    """
                    SELECT pg_cancel_backend(pid) FROM pg_locks WHERE NOT granted
                       AND relation = 'log.head'::regclass
                    """)
                let said = await stopped
                _ = try await holder.execute("COMMIT")
                for n in 3...5 {
                    let later = await Self.outcome(of: .letter(n), in: city.log)
                    #expect((try? later.get()) != nil, "\(later)")
                }
                await admin.close()
                await holder.close()
                try await city.expectSound((try? said.get()) == nil ? 4 : 5)
            }
        }

        @Test("A damaged head stops appending, and says what to do")
        func damagedHead() async throws {
            try await TestCity.with { city in
                _ = await city.log.append(all: (1...3).map { .letter($0) })
                let admin = try await city.superuser()
                _ = try await admin.run([
                    "SET LOCAL session_replication_role = replica",
                    "UPDATE log.head SET frontier = substr(frontier, 33)",
                ])
                await admin.close()
                let log = city.secondLog()
                guard case .failure(let error) = await Self.outcome(of: .letter(4), in: log) else {
                    Issue.record("appended to a damaged head")
                    return
                }
                #expect(error.description.contains("koe log verify"))
                await log.close()
            }
        }

        private static func outcome(
            of append: Append, in log: EventLog
        ) async -> Result<Appended, AppendError> {
            do throws(AppendError) {
                return .success(try await log.append(append))
            } catch {
                return .failure(error)
            }
        }

        private static func isWaiting(_ admin: Connection) async throws -> Bool {
            let rows = try await admin.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'log.head'::regclass"
            )
            return try rows[0].get(0, as: Int64.self) > 0
        }
    }
}
