import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("Verification names the first damage (検証)")
    struct VerificationTests {
        @Test("A sound log of any size is clean, and the root is that of the leaves")
        func clean() async throws {
            try await TestCity.with { city in
                var size = 0
                for next in [0, 1, 2, 255, 256, 257, 600] {
                    let outcomes = await city.log.append(
                        all: (size..<next).map { Append.letter($0) })
                    #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
                    size = next
                    let events = try await city.expectSound(size)
                    let tree = NaiveTree(leafHashes: events.map(\.leafHash))
                    let verification = try await city.log.verify()
                    #expect(verification.root == tree.root(size))
                    #expect(try await city.log.headRoot().root == tree.root(size))
                }
            }
        }

        @Test("A change in any column, a row gone or come: named, with position and reason")
        func damages() async throws {
            try await TestCity.with { city in
                let damaged = try await DamagedLog(in: city)
                let touched = Set(
                    DamagedLog.columnDamages.compactMap { $0.name.split(separator: " ").first })
                #expect(Set(touched.map(String.init)) == (try await damaged.columns()))
                for damage in DamagedLog.columnDamages + DamagedLog.rowDamages {
                    try await damaged.apply(damage)
                    do {
                        let found = try await city.log.verify().damage
                        #expect(
                            found.map { damage.positions.contains($0.position) } == true,
                            "\(damage.name): \(String(describing: found))")
                        #expect(
                            found?.reason.contains(damage.reason) == true,
                            "\(damage.name): \(String(describing: found))")
                    } catch {
                        Issue.record("\(damage.name): \(error)")
                    }
                    try await damaged.restore()
                }
                await damaged.close()
                try await city.expectSound(DamagedLog.events)
            }
        }

        @Test("Signed checkpoints are held against the log")
        func checkpoints() async throws {
            try await TestCity.with { city in
                let damaged = try await DamagedLog(in: city)
                let leaves = try await city.log.everything().map(\.leafHash)
                let tree = NaiveTree(leafHashes: leaves)
                func checkpoint(_ size: Int64, root: Digest? = nil) throws -> LogCheckpoint {
                    try LogCheckpoint(
                        origin: "koe/012238", size: size, root: root ?? tree.root(Int(size)))
                }
                // Sizes inside an append too: a checkpoint of somebody else's may be of any size.
                let right = try [0, 1, 255, 256, 303, 600].map { try checkpoint($0) }
                #expect(try await city.log.verify(against: right).damage == nil)
                #expect(try await city.log.verify(against: right + right).damage == nil)
                for size: Int64 in [1, 303, 600] {
                    let wrong = try checkpoint(size, root: tree.root(2))
                    let found = try await city.log.verify(against: right + [wrong]).damage
                    #expect(found?.position == size)
                    #expect(found?.reason.contains("checkpoint") == true)
                }
                let larger = try checkpoint(601, root: tree.root(600))
                let found = try await city.log.verify(against: right + [larger]).damage
                #expect(found?.position == 601)
                #expect(found?.reason.contains("600") == true)

                // Whoever cuts the end off cleanly is found by the checkpoint alone.
                try await damaged.apply(
                    DamagedLog.Damage(
                        name: "the end is gone without a trace",
                        statements: [
                            "DELETE FROM log.event WHERE position > 594",
                            "DELETE FROM log.stream WHERE position > 594",
                            "DELETE FROM log.command WHERE first_position > 594",
                            "DELETE FROM log.head WHERE previous_position >= 594",
                        ], positions: 595...595, reason: "checkpoint"))
                #expect(try await city.log.verify().damage == nil)
                let cut = try await city.log.verify(against: right).damage
                #expect(cut?.position == 595)
                #expect(cut?.reason.contains("checkpoint") == true)
                await damaged.close()
            }
        }

        @Test("A log rewritten from some event on is found by a checkpoint")
        func rewritten() async throws {
            let moment = Instant(microseconds: 1_782_604_800_000_000)
            var roots: [[Digest]] = []
            for forged in [false, true] {
                try await TestCity.with { city in
                    let log = EventLog(city.settings, on: city.reactor, now: { moment })
                    _ = await log.append(
                        all: (1...40).map { .letter(forged && $0 == 25 ? 99 : $0, to: item($0)) })
                    await log.close()
                    let tree = NaiveTree(leafHashes: try await city.expectSound(40).map(\.leafHash))
                    roots.append((1...40).map { tree.root($0) })
                    if forged {
                        for size in [24, 25, 40] {
                            let kept = try LogCheckpoint(
                                origin: "koe/012238", size: Int64(size), root: roots[0][size - 1])
                            let found = try await city.log.verify(against: [kept]).damage
                            #expect(found?.position == (size < 25 ? nil : Int64(size)))
                        }
                    }
                }
            }
            #expect(roots[0].prefix(24) == roots[1].prefix(24))
        }

        @Test("Verifying while others append is clean, and says how far it came")
        func whileAppending() async throws {
            try await TestCity.with { city in
                _ = await city.log.append(all: (1...500).map { .letter($0) })
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for writer in 1...4 {
                        group.addTask {
                            for n in 0..<60 {
                                _ = try await city.log.append(.letter(writer * 10_000 + n))
                            }
                        }
                    }
                    for _ in 0..<12 {
                        let verification = try await city.log.verify()
                        #expect(verification.damage == nil)
                        #expect(verification.events >= 500)
                    }
                    try await group.waitForAll()
                }
                try await city.expectSound(740)
            }
        }
    }
}
