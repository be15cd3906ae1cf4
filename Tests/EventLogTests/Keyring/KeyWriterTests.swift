import Crypto
import EventLog
import Foundation
import TestSupport
import Testing

@Suite("Keys made by many at once")
struct KeyWriterTests {
    @Test("every caller gets a key that is durable, and all callers of one stream the same")
    func together() async throws {
        try await TestCity.with { city in
            let streams = (0..<40).map { _ in StreamName(category: "item", id: UUID()) }
            let made = try await withThrowingTaskGroup(
                of: (StreamName, SymmetricKey?).self
            ) { group in
                for _ in 0..<5 {
                    for stream in streams {
                        group.addTask {
                            (stream, try await city.keyring.keys(creating: [stream])[stream])
                        }
                    }
                }
                var made: [StreamName: [SymmetricKey?]] = [:]
                for try await (stream, key) in group { made[stream, default: []].append(key) }
                return made
            }
            let kept = try await city.keyring.keys(of: streams)
            for stream in streams {
                let key = try #require(kept[stream])
                #expect(made[stream]?.count == 5)
                #expect(made[stream]?.allSatisfy { $0 == key } == true)
            }
        }
    }
}
