import Foundation
import Synchronization
import Testing

/// Many senders at once, each of whom notes a letter as received only after the answer 201, and
/// sends it again under the same key until then.
final class Mailbag: Sendable {
    private struct State {
        var sent: [String] = []
        var receipts: [String: Receipt] = [:]
        var unavailable = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let characters: Int

    /// - Parameter characters: how long the letters are, three bytes each.
    init(characters: Int = 40) { self.characters = characters }

    /// Every key handed in, acknowledged or not.
    var sent: [String] { state.withLock { $0.sent } }
    /// What was acknowledged: key and receipt.
    var receipts: [String: Receipt] { state.withLock { $0.receipts } }
    var acknowledged: Int { state.withLock { $0.receipts.count } }
    /// How often the answer was 503, or none.
    var unavailable: Int { state.withLock { $0.unavailable } }
    private var isClosed: Bool { state.withLock { $0.isClosed } }

    private func letter(_ key: String) -> Data {
        let text = String(repeating: "雪", count: characters)
        return Data(
            """
            {"scheme":"opinion","channel":"form","receivedOn":"2026-06-28",\
            "sender":{"anonymous":true},"summary":"\(key)","body":"\(text)"}
            """.utf8)
    }

    /// Sends letters with so many senders while the body runs, and returns when all have stopped.
    func sending<Value: Sendable>(
        to places: [LocalHTTP], senders: Int = 12,
        _ body: @Sendable @escaping () async throws -> Value
    ) async throws -> Value {
        state.withLock { $0.isClosed = false }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            for sender in 0..<senders {
                group.addTask {
                    await self.send(to: places[sender % places.count])
                    return nil
                }
            }
            group.addTask {
                defer { self.close() }
                return try await body()
            }
            var result: Value?
            while let next = try await group.next() { result = next ?? result }
            return try #require(result)
        }
    }

    private func close() { state.withLock { $0.isClosed = true } }

    private func send(to place: LocalHTTP) async {
        while !isClosed {
            let key = UUID().uuidString.lowercased()
            state.withLock { $0.sent.append(key) }
            while !isClosed, await !post(key, to: place) {
                // A sender that was told to wait waits, a little.
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// Hands in one letter.
    /// - Returns: whether it was acknowledged.
    private func post(_ key: String, to place: LocalHTTP) async -> Bool {
        guard let answer = try? await place.post("/api/v1/items", key: key, letter(key)),
            answer.status != 503
        else {
            state.withLock { $0.unavailable += 1 }
            return false
        }
        guard answer.status == 201,
            let receipt = try? JSONDecoder().decode(Receipt.self, from: answer.body)
        else {
            Issue.record("\(answer.status) for \(key): \(answer.text)")
            return false
        }
        let first = state.withLock { state -> Receipt? in
            let first = state.receipts[key]
            state.receipts[key] = receipt
            return first
        }
        if let first { #expect(first == receipt, "a repeated key has another receipt") }
        return true
    }

    /// Hands in every letter once more under its key, until each is acknowledged; a receipt handed
    /// out before must come again.
    func repeatAll(to place: LocalHTTP) async throws {
        let keys = sent
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in 0..<8 {
                group.addTask {
                    for index in stride(from: part, to: keys.count, by: 8) {
                        let isDone = try await eventually {
                            await self.post(keys[index], to: place)
                        }
                        #expect(isDone, "\(keys[index]) is not acknowledged")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Each letter handed in is in the log exactly once, where its receipt says; nothing else is.
    func checkLog(of office: Office) async throws {
        let events = try await office.export()
        let receipts = receipts
        #expect(events.count == sent.count && receipts.count == sent.count)
        #expect(events.map(\.position) == Array(1...max(1, events.count)))
        #expect(Set(events.map(\.stream)).count == events.count)
        #expect(Set(events.map(\.payload.receiptNumber)).count == events.count)
        #expect(events.allSatisfy { CertificateTree.leaf($0.leaf).hex == $0.leafHash })
        // The command's id is the key: each exactly once.
        let byKey = Dictionary(grouping: events) { $0.correlation ?? "" }
        let wrong = receipts.filter { key, receipt in
            guard let event = byKey[key]?.first, byKey[key]?.count == 1 else { return true }
            return event.position != receipt.position || event.stream != "item-" + receipt.id
                || event.payload.receiptNumber != receipt.receiptNumber
        }
        #expect(wrong.isEmpty, "receipts without their one event")
        let verified = try await office.verify()
        #expect(verified.ok && verified.events == events.count)
        let leaves = try events.map { try Data(hex: $0.leafHash) }
        #expect(CertificateTree.root(leaves[...]).hex == verified.root)
    }
}
