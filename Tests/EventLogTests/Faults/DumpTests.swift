import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("Dump and restore change nothing (複製と復元)")
    struct DumpTests {
        private static let programs = "/usr/lib/postgresql/15/bin"

        @Test("The same root, the same order, sound, and appending goes on")
        func dumpAndRestore() async throws {
            try await TestCity.with { city in
                try await Self.fill(city)
                let events = try await city.expectSound(1_540)
                let root = try await city.log.headRoot()

                let admin = try await city.superuser()
                let shown = try await admin.execute(
                    "SELECT current_setting('unix_socket_directories')")
                let socket = String((try shown[0].get(0) as String).filter { $0 != "\"" })
                await admin.close()
                let dump = city.folder + "/log.dump"
                try await Self.run("pg_dump", ["-Fc", "-f", dump, city.database], on: socket)
                let restored = try await TestCluster.shared.emptyDatabase()
                try await Self.run(
                    "pg_restore", ["--exit-on-error", "-d", restored, dump], on: socket)

                let settings = try await TestCluster.shared.settings(
                    database: restored, role: "koe_app")
                let log = EventLog(settings, on: city.reactor, now: { city.clock.now })
                #expect(try await log.everything() == events)
                let restoredRoot = try await log.headRoot()
                #expect(restoredRoot.position == root.position && restoredRoot.root == root.root)
                let checkpoint = try LogCheckpoint(
                    origin: "koe/012238", size: root.position, root: root.root)
                #expect(try await log.verify(against: [checkpoint]).damage == nil)
                #expect(try await log.checkpoint("router") == 7)

                // A command is still known, versions go on, positions too.
                #expect(try await log.append(.letter(3, command: .number(3))).isRepeat)
                let next = try await log.append(
                    .letter(5_000, to: item(2_000), expecting: .exactly(40)))
                #expect(next.firstPosition == 1_541 && next.versions == [41])
                let many = await log.append(all: (6_000..<7_200).map { .letter($0) })
                #expect(many.allSatisfy { (try? $0.get()) != nil })
                #expect(try await log.verify(against: [checkpoint]).damage == nil)
                let proof = try await log.proveConsistency(from: root.position, to: 2_741)
                let head = try await log.headRoot()
                #expect(
                    TreeProof.verifyConsistency(
                        from: proof.from, to: proof.to, fromRoot: root.root, toRoot: head.root,
                        path: proof.path))
                await log.close()
                try await Self.expectAppendOnly(restored)
                try await TestCluster.shared.drop(restored)
            }
        }

        private static func fill(_ city: TestCity) async throws {
            let outcomes = await city.log.append(
                all: (0..<1_500).map { .letter($0, command: .number($0)) })
            #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
            for n in 0..<40 {
                var event = letter(n)
                event.sealed = [0, 1, 0xFF, 0x5C, UInt8(n)]
                _ = try await city.log.append(
                    Append(
                        [.init(item(2_000), expecting: .exactly(Int32(n)), [event])],
                        actor: "課長\\\t", cause: 5))
            }
            _ = try await city.log.append(
                Append([], advancing: Advance(name: "router", from: 0, to: 7)))
        }

        /// The triggers came along: the owner is refused too, on parent and partition.
        private static func expectAppendOnly(_ database: String) async throws {
            let owner = try await Connection.connect(
                to: try await TestCluster.shared.settings(database: database, role: "koe_owner"),
                on: TestCluster.shared.reactor)
            for statement: Query in [
                "UPDATE log.event SET actor = 'x' WHERE position = 1",
                "DELETE FROM log.event_p000000 WHERE position = 1",
                "TRUNCATE log.event", "TRUNCATE log.event_p000000", "DELETE FROM log.head",
                "TRUNCATE log.stream", "DELETE FROM log.command", "DELETE FROM log.subtree",
            ] {
                await #expect(throws: PostgresError.self) { try await owner.execute(statement) }
            }
            await owner.close()
        }

        private static func run(
            _ program: String, _ arguments: [String], on socket: String
        ) async throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "\(programs)/\(program)")
            process.arguments = arguments
            process.environment = ["PGHOST": socket, "PGUSER": "koe_superuser"]
            let status: Int32 = try await withCheckedThrowingContinuation { continuation in
                process.terminationHandler = {
                    continuation.resume(returning: $0.terminationStatus)
                }
                do { try process.run() } catch { continuation.resume(throwing: error) }
            }
            #expect(status == 0, "\(program)")
        }
    }
}
