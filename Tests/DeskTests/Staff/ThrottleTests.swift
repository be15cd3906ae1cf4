import Crypto
import Desk
import Foundation
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("試行の制限")
struct ThrottleTests {
    private static let second: Int64 = 1_000_000

    private func attempt(_ login: String, _ address: String) -> Throttle.Attempt {
        Throttle.Attempt(what: "password", login: login, address: address)
    }

    @Test("失敗が続くと待ち時間が倍になり、上限で止まる。間が空けば忘れる")
    func doubles() {
        var count = ThrottleCount(failures: 0, countedFrom: Instant(microseconds: 0))
        var now = Instant(microseconds: 1)
        for _ in 0..<4 { count.fail(.pair, at: now) }
        #expect(count.wait(at: now) == nil)
        for wait in [30, 60, 120, 240, 480, 900, 900] {
            count.fail(.pair, at: now)
            #expect(count.wait(at: now) == .seconds(wait))
            now = now.advanced(by: .seconds(wait))
            #expect(count.wait(at: now) == nil)
        }
        now = now.advanced(by: .seconds(901))
        count.fail(.pair, at: now)
        #expect(count.failures == 1)
        for _ in 0..<100_000 { count.fail(.account, at: now) }
        #expect(count.wait(at: now) == .seconds(60))
    }

    @Test("一斉に試しても、決めた回数だけしか照合しない")
    func atOnce() async throws {
        try await TestCity.with { city in
            let throttle = Throttle(pool: city.pool, key: SymmetricKey(size: .bits256))
            let now = city.clock.now
            let letIn = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await throttle.begin(attempt("sato", "192.0.2.1"), at: now) == nil
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(letIn == Int(ThrottleRule.pair.free))
        }
    }

    @Test("よそから幾ら試されても、いつもの場所の職員は待たされず、初めての場所でも1分で入れる")
    func strangersShutNobodyOut() async throws {
        try await TestCity.with { city in
            let throttle = Throttle(pool: city.pool, key: SymmetricKey(size: .bits256))
            var now = city.clock.now
            let usual = attempt("sato", "10.0.0.5")
            #expect(try await throttle.begin(usual, at: now) == nil)
            try await throttle.succeed(usual, at: now)
            for stranger in 0..<200 {
                _ = try await throttle.begin(attempt("sato", "203.0.113.\(stranger)"), at: now)
            }
            let elsewhere = attempt("sato", "10.0.0.6")
            #expect(try await throttle.begin(usual, at: now) == nil)
            let wait = try #require(try await throttle.begin(elsewhere, at: now))
            #expect(wait <= .seconds(60))
            now = now.advanced(by: wait)
            #expect(try await throttle.begin(elsewhere, at: now) == nil)
            // The strangers learn nothing about others from the same address.
            #expect(try await throttle.begin(attempt("abe", "10.0.0.6"), at: now) == nil)
            // What no longer counts is forgotten; where somebody logged in lately is not.
            now = now.advanced(by: .seconds(86_400))
            try await throttle.sweep(at: now)
            let rows = try await city.pool.execute("SELECT count(*) FROM staff.throttle")
            #expect(try rows[0].get(0, as: Int64.self) == 1)
        }
    }

    @Test("一つの接続元から多くの利用者名を試すと、接続元ごと待たされる")
    func oneAddress() async throws {
        try await TestCity.with { city in
            let throttle = Throttle(pool: city.pool, key: SymmetricKey(size: .bits256))
            let now = city.clock.now
            var letIn = 0
            for number in 0..<100 {
                let wait = try await throttle.begin(attempt("user\(number)", "192.0.2.9"), at: now)
                if wait == nil { letIn += 1 }
            }
            #expect(letIn == Int(ThrottleRule.address.free))
        }
    }
}
