import Postgres
import TestSupport
import Testing

@testable import EventLog

extension EventLogOnPostgres {
    @Suite("Bytes beside the events (同封物)")
    struct EnclosureTests {
        private static func append(
            _ n: Int, _ bytes: [[UInt8]], expecting: ExpectedVersion = .none
        ) -> Append {
            var append = Append.letter(n, expecting: expecting)
            append.enclosures = bytes
            return append
        }

        private func count(_ city: TestCity) async throws -> Int64 {
            try await city.pool.execute("SELECT count(*) FROM log.enclosure")[0].get(0)
        }

        @Test("they are there when the event is, under their SHA-256")
        func recorded() async throws {
            try await TestCity.with { city in
                let large = [UInt8](repeating: 7, count: 3 << 20)
                _ = try await city.log.append(Self.append(1, [[1, 2, 3], large]))
                #expect(try await city.log.enclosure(.sha256([1, 2, 3])) == [1, 2, 3])
                #expect(try await city.log.enclosure(.sha256(large)) == large)
                #expect(try await city.log.enclosure(.sha256([9])) == nil)
                try await city.expectSound(1)
            }
        }

        @Test("neither event nor bytes without the other: what is refused leaves nothing")
        func together() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(Self.append(1, [[1]]))
                // The stream exists, so the event is refused; the bytes go with it.
                await #expect(throws: AppendError.self) {
                    try await city.log.append(Self.append(1, [[2]]))
                }
                #expect(try await count(city) == 1)
                // The bytes are there already, so they are refused; the event goes with them.
                await #expect(throws: AppendError.self) {
                    try await city.log.append(Self.append(2, [[1]]))
                }
                #expect(try await city.log.headPosition() == 1)
                try await city.expectSound(1)
            }
        }

        @Test("a server that ends the connection in the middle leaves both or none")
        func killed() async throws {
            try await TestCity.with { city in
                let bytes = [UInt8](repeating: 5, count: 8 << 20)
                let superuser = try await city.superuser()
                async let outcome = city.log.append(Self.append(1, [bytes]))
                for _ in 0..<20 {
                    _ = try await superuser.execute(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                         WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """)
                }
                await superuser.close()
                let position = try? await outcome.lastPosition
                let log = city.secondLog()
                let there = try await log.enclosure(.sha256(bytes)) != nil
                #expect(there == (try await log.headPosition() == 1))
                if position != nil { #expect(there) }
                await log.close()
            }
        }

        @Test("batches that travel by COPY take theirs along")
        func copied() async throws {
            try await TestCity.with { city in
                let appends = (1...200).map { Self.append($0, $0 == 150 ? [[1, 5, 0]] : []) }
                let outcomes = await city.log.append(all: appends)
                #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
                #expect(try await city.log.enclosure(.sha256([1, 5, 0])) == [1, 5, 0])
                try await city.expectSound(200)
            }
        }

        @Test("too large, or without an event, they are refused before they are sent")
        func limits() async throws {
            try await TestCity.with { city in
                let tooLarge = [UInt8](repeating: 0, count: AppendLimits.enclosureBytes + 1)
                await #expect(
                    throws: AppendError.tooLarge(
                        bytes: tooLarge.count, limit: AppendLimits.enclosureBytes)
                ) { try await city.log.append(Self.append(1, [tooLarge])) }
                let most = [UInt8](repeating: 0, count: AppendLimits.enclosureBytes)
                _ = try await city.log.append(Self.append(1, [most]))
                await #expect(throws: AppendError.self) {
                    try await city.log.append(Self.append(2, [most, most, most, most]))
                }
                await #expect(throws: AppendError.self) {
                    try await city.log.append(
                        Append(
                            [], advancing: Advance(name: "r", from: 0, to: 1),
                            enclosures: [[1]]))
                }
            }
        }
    }
}
