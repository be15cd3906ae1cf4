import TestSupport
import Testing

@testable import Postgres

extension AgainstServer {
    @Suite("The reactor")
    struct ReactorTests {
        @Test("its one thread bears its name, as far as the kernel keeps it")
        func name() async throws {
            let short = Reactor(name: "short")
            #expect(try await ReactorThread(of: short).name == "short")
            let long = Reactor(name: "a name beyond fifteen bytes")
            #expect(try await ReactorThread(of: long).name == "a name beyond f")
        }

        @Test("it ends with its last owner, and its thread with it")
        func isFreed() async throws {
            weak var gone: Reactor?
            let thread: ReactorThread
            do {
                let reactor = Reactor(name: "short-lived")
                gone = reactor
                thread = try await ReactorThread(of: reactor)
                #expect(thread.isThere)
            }
            try await eventually("the reactor is still held") { gone == nil }
            try await eventually("its thread still runs") { !thread.isThere }
        }

        @Test("so it does after connections, a pool and a listener used it")
        func isFreedAfterUse() async throws {
            weak var gone: Reactor?
            let thread = try await Lent.database { settings in
                let reactor = Reactor(name: "well-used")
                gone = reactor
                let connection = try await Connection.connect(to: settings, on: reactor)
                let pool = Pool(settings, on: reactor)
                _ = try await pool.execute("SELECT 1")
                let (hints, feed) = AsyncStream.makeStream(of: Notification.self)
                let listening = Task {
                    await Listener(channel: "a", at: settings, on: reactor).run { feed.yield($0) }
                }
                for await _ in hints { break }
                listening.cancel()
                await listening.value
                _ = try await connection.number("SELECT 1")
                await pool.close()
                return try await ReactorThread(of: reactor)
            }
            try await eventually("the reactor is still held") { gone == nil }
            try await eventually("its thread still runs") { !thread.isThere }
        }

        @Test("connections and a pool that nobody closed do not keep it either")
        func isFreedWithoutClosing() async throws {
            weak var gone: Reactor?
            let thread = try await Lent.database { settings in
                let reactor = Reactor(name: "unclosed")
                gone = reactor
                let connection = try await Connection.connect(to: settings, on: reactor)
                _ = try await connection.number("SELECT 1")
                _ = try await Pool(settings, on: reactor).execute("SELECT 1")
                return try await ReactorThread(of: reactor)
            }
            try await eventually("the reactor is still held") { gone == nil }
            try await eventually("its thread still runs") { !thread.isThere }
        }

        @Test("calls run in order, on its one thread")
        func calls() async throws {
            let reactor = Reactor(name: "calls")
            #expect(reactor.isIsolatingCurrentContext() == false)
            let (numbers, feed) = AsyncStream.makeStream(of: Int.self)
            for number in 0..<1000 {
                reactor.call {
                    #expect(reactor.isIsolatingCurrentContext() == true)
                    feed.yield(number)
                    if number == 999 { feed.finish() }
                }
            }
            var seen: [Int] = []
            for await number in numbers { seen.append(number) }
            #expect(seen == Array(0..<1000))
        }

        @Test("jobs from many threads all run, one at a time")
        func jobs() async throws {
            let counter = Counter(reactor: Reactor(name: "jobs"))
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask { for _ in 0..<50 { await counter.increase() } }
                }
            }
            #expect(await counter.count == 5000)
        }
    }
}

private actor Counter {
    private nonisolated let reactor: Reactor
    nonisolated var unownedExecutor: UnownedSerialExecutor { reactor.asUnownedSerialExecutor() }
    private(set) var count = 0

    init(reactor: Reactor) { self.reactor = reactor }

    func increase() {
        reactor.checkIsolated()
        count += 1
    }
}
