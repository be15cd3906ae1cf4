import Crypto
import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import EventLog

@Suite("Keys made ahead of need")
struct KeyStockTests {
    @Test("many at once get streams of their own, whose keys are durable before they have them")
    func many() async throws {
        try await TestCity.with { city in
            let stock = KeyStock(city.keyring, category: "item", newID: { UUID() })
            let taken = try await withThrowingTaskGroup(of: FreshStream.self) { group in
                for _ in 0..<600 {
                    group.addTask {
                        let fresh = try await stock.take()
                        let durable = try await city.keyring.key(of: fresh.stream)
                        #expect(durable == fresh.key)
                        return fresh
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(taken.map(\.stream)).count == 600)
            #expect(taken.allSatisfy { $0.stream.id == $0.id })
        }
    }

    @Test("who takes one makes one")
    func one() async throws {
        try await TestCity.with { city in
            let made = Mutex(0)
            let stock = KeyStock(city.keyring, category: "item") {
                made.withLock { $0 += 1 }
                return UUID()
            }
            _ = try await stock.take()
            #expect(made.withLock { $0 } == 1)
        }
    }

    @Test("what has lain ready for too long is left to the sweep")
    func old() async throws {
        try await TestCity.with { city in
            let start = ContinuousClock.now
            let later = Mutex(Duration.zero)
            let made = Mutex<[UUID]>([])
            let stock = KeyStock(city.keyring, category: "item") {
                let id = UUID()
                made.withLock { $0.append(id) }
                return id
            } now: {
                start + later.withLock { $0 }
            }
            for _ in 0..<2 { _ = try await stock.take() }
            // The second came within a second, and one of its two lies ready.
            let ready = try #require(made.withLock { $0.count == 3 ? $0.last : nil })
            later.withLock { $0 = KeyStockLimits.keptFor + .seconds(1) }
            #expect(try await stock.take().id != ready)
            // After so long a pause it begins with few again.
            #expect(made.withLock { $0.count } == 4)
        }
    }

    @Test("a keyring that is away fails each who asks, and one that is back serves again")
    func away() async throws {
        try await TestCity.with { city in
            let stock = KeyStock(city.keyring, category: "item", newID: { UUID() })
            try await city.keyring.pool.withConnection { first in
                try await city.keyring.pool.withConnection { second in
                    // No connection is left, and whoever waits for one is told to stop.
                    let asking = Task { try await stock.take() }
                    let other = Task { try await stock.take() }
                    asking.cancel()
                    other.cancel()
                    await #expect(throws: (any Error).self) { try await asking.value }
                    await #expect(throws: (any Error).self) { try await other.value }
                    _ = (first, second)
                }
            }
            let fresh = try await stock.take()
            #expect(try await city.keyring.key(of: fresh.stream) == fresh.key)
        }
    }
}
