import TestSupport
import Testing

@testable import Postgres

extension AgainstServer {
    @Suite("Listening")
    struct ListenerTests {
        /// Runs a listener and hands its hints over as they come.
        private func listening(
            to channel: String,
            _ body: (inout AsyncStream<Notification>.Iterator, Connection) async throws -> Void
        ) async throws {
            try await Lent.database { settings in
                try await Lent.connection(to: settings) { beside in
                    let (hints, feed) = AsyncStream.makeStream(of: Notification.self)
                    let listener = Listener(
                        channel: channel, at: settings, on: TestCluster.shared.reactor)
                    let task = Task { await listener.run { feed.yield($0) } }
                    var iterator = hints.makeAsyncIterator()
                    do {
                        try await body(&iterator, beside)
                    } catch {
                        task.cancel()
                        throw error
                    }
                    task.cancel()
                    await task.value
                    try await eventually("it still listens") {
                        try await beside.neighbours() == 0
                    }
                }
            }
        }

        private func expectFirstHint(
            _ iterator: inout AsyncStream<Notification>.Iterator, on channel: String
        ) async {
            #expect(
                await iterator.next()
                    == Notification(channel: channel, payload: "", backendPID: 0))
        }

        @Test("the first hint is empty, then notifications arrive with their payload")
        func arrives() async throws {
            let channel = "koe \"声\" A"
            try await listening(to: channel) { hints, beside in
                await expectFirstHint(&hints, on: channel)
                for payload in ["", "4711", "𠮷"] {
                    _ = try await beside.execute("SELECT pg_notify(\(channel), \(payload))")
                    let note = try #require(await hints.next())
                    #expect(note.channel == channel)
                    #expect(note.payload == payload)
                    #expect(note.backendPID == (await beside.backendPID))
                }
            }
        }

        @Test("other channels and rolled back transactions are not heard")
        func others() async throws {
            try await listening(to: "a") { hints, beside in
                await expectFirstHint(&hints, on: "a")
                _ = try await beside.execute("NOTIFY b, 'not for us'")
                _ = try await failure {
                    try await beside.run(["NOTIFY a, 'never happened'", "SELECT 1/0"])
                }
                _ = try await beside.execute("NOTIFY a, 'this one'")
                #expect(await hints.next()?.payload == "this one")
            }
        }

        @Test("after its backend was killed it comes back with an empty hint, each time")
        func reconnects() async throws {
            try await listening(to: "a") { hints, beside in
                await expectFirstHint(&hints, on: "a")
                for round in 0..<3 {
                    try await beside.killNeighbours()
                    await expectFirstHint(&hints, on: "a")
                    _ = try await beside.execute("SELECT pg_notify('a', \("\(round)"))")
                    #expect(await hints.next()?.payload == "\(round)")
                }
            }
        }

        @Test("hints nobody reads in time are merged: the newest is delivered")
        func merged() async throws {
            try await Lent.database { settings in
                try await Lent.connection(to: settings) { beside in
                    let (seen, feed) = AsyncStream.makeStream(of: String.self)
                    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
                    let listener = Listener(
                        channel: "a", at: settings, on: TestCluster.shared.reactor)
                    let task = Task {
                        await listener.run { note in
                            feed.yield(note.payload)
                            // A reader busy with its first hint until the gate opens.
                            for await _ in gate { break }
                        }
                    }
                    var payloads = seen.makeAsyncIterator()
                    #expect(await payloads.next() == "")
                    for number in 1...50 {
                        _ = try await beside.execute("SELECT pg_notify('a', \("\(number)"))")
                    }
                    opener.finish()
                    var heard: [String] = []
                    while let payload = await payloads.next() {
                        heard.append(payload)
                        if payload == "50" { break }
                    }
                    #expect(heard.count <= 50)
                    #expect(heard.last == "50")
                    task.cancel()
                    await task.value
                }
            }
        }

        @Test("without a server it goes on trying until it is cancelled")
        func noServer() async throws {
            let settings = try ConnectionSettings("host=/nonexistent dbname=koe")
            let listener = Listener(channel: "a", at: settings, on: TestCluster.shared.reactor)
            let task = Task {
                await listener.run { _ in Issue.record("there is nothing to hear") }
            }
            task.cancel()
            await task.value
        }
    }
}
