import Crypto
import Foundation
import Postgres
import TestSupport
import Testing

@testable import EventLog

extension EventLogOnPostgres {
    @Suite("Keys of the sealed parts (鍵束)")
    struct KeyringTests {
        private static let secret = Array("見本太郎 北海道見本市1-2-3".utf8)

        /// Records a letter with a sealed part, as the desk does: first the key, then the event.
        private static func seal(_ n: Int, in city: TestCity) async throws -> RecordedEvent {
            let stream = item(n)
            let key = try #require(try await city.keyring.keys(creating: [stream])[stream])
            var event = letter(n)
            event.sealed = try Seal.seal(secret, with: key, stream: stream, type: event.type)
            let answer = try await city.log.append(
                Append([.init(stream, expecting: .any, [event])]))
            return try #require(try await city.log.event(at: answer.firstPosition))
        }

        private static func open(
            _ event: RecordedEvent, in keyring: Keyring, as stream: StreamName? = nil,
            type: String? = nil
        ) async throws -> Opened {
            try await keyring.open(
                try #require(event.sealed), of: stream ?? event.stream, type: type ?? event.type)
        }

        @Test("What was sealed opens, also in another process, and shows nothing before")
        func sealAndOpen() async throws {
            try await TestCity.with { city in
                let event = try await Self.seal(1, in: city)
                let sealed = try #require(event.sealed)
                #expect(!sealed.contains(Self.secret.prefix(6)))
                #expect(try await Self.open(event, in: city.keyring) == .bytes(Self.secret))
                let other = try await Keyring(
                    city.keyringSettings, on: city.reactor, dataDirectory: city.folder)
                #expect(try await Self.open(event, in: other) == .bytes(Self.secret))
                await other.close()
                // The same words sealed again look different.
                let again = try await Self.seal(1, in: city)
                #expect(again.sealed != event.sealed)
            }
        }

        @Test("A key is in the database before anybody gets to use it")
        func durableFirst() async throws {
            try await TestCity.with { city in
                let streams = (1...500).map(item)
                let keys = try await city.keyring.keys(creating: streams + streams)
                #expect(keys.count == 500)
                let other = try await Keyring(
                    city.keyringSettings, on: Reactor(name: "other"), dataDirectory: city.folder)
                for stream in streams.prefix(20) {
                    #expect(try await other.key(of: stream) == keys[stream])
                }
                #expect(try await other.keys(creating: streams) == keys)
                #expect(try await other.key(of: item(900)) == nil)
                #expect(try await other.keys(creating: []).isEmpty)
                await other.close()
            }
        }

        @Test("A sealed part opens nowhere else, and not when a bit has changed")
        func elsewhere() async throws {
            try await TestCity.with { city in
                let event = try await Self.seal(1, in: city)
                _ = try await Self.seal(2, in: city)
                let sealed = try #require(event.sealed)
                await #expect(throws: KeyringError.cannotOpen) {
                    try await Self.open(event, in: city.keyring, as: item(2))
                }
                await #expect(throws: KeyringError.cannotOpen) {
                    try await Self.open(event, in: city.keyring, type: "ItemRouted")
                }
                for index in sealed.indices {
                    var changed = sealed
                    changed[index] ^= 1
                    await #expect(throws: KeyringError.cannotOpen) {
                        try await city.keyring.open(changed, of: item(1), type: event.type)
                    }
                }
                for length in [0, 1, 12, 28, sealed.count - 1] {
                    await #expect(throws: KeyringError.cannotOpen) {
                        try await city.keyring.open(
                            Array(sealed.prefix(length)), of: item(1), type: event.type)
                    }
                }
            }
        }

        @Test("A destroyed key: erased, and the log is as sound as before, with the same root")
        func destroy() async throws {
            try await TestCity.with { city in
                let event = try await Self.seal(1, in: city)
                let other = try await Self.seal(2, in: city)
                let root = try await city.log.headRoot().root
                #expect(try await city.keyring.destroy(item(1)))
                #expect(!(try await city.keyring.destroy(item(1))))
                #expect(!(try await city.keyring.destroy(item(77))))
                #expect(try await Self.open(event, in: city.keyring) == .erased)
                #expect(try await Self.open(other, in: city.keyring) == .bytes(Self.secret))
                #expect(try await city.keyring.key(of: item(1)) == nil)
                await #expect(throws: KeyringError.destroyed(item(1))) {
                    try await city.keyring.keys(creating: [item(2), item(1), item(3)])
                }
                #expect(try await city.expectSound(2)[0] == event)
                #expect(try await city.log.headRoot().root == root)
                let admin = try await TestCluster.shared.superuser(database: city.keyringDatabase)
                let rows = try await admin.execute(
                    "SELECT count(*) FROM keyring.stream_key WHERE wrapped IS NULL")
                #expect(try rows[0].get(0, as: Int64.self) == 1)
                await admin.close()
            }
        }

        @Test("Many who want the same keys at once, in any order, get the same")
        func concurrently() async throws {
            try await TestCity.with { city in
                let other = try await Keyring(
                    city.keyringSettings, on: Reactor(name: "other"), dataDirectory: city.folder)
                for round in 0..<12 {
                    let streams = (0..<200).map { item(round * 1_000 + $0) }
                    let answers = try await withThrowingTaskGroup(
                        of: [StreamName: SymmetricKey].self
                    ) { group in
                        for n in 0..<8 {
                            let wanted = Array(streams.shuffled().prefix(150)) + [streams[0]]
                            group.addTask {
                                try await (n % 2 == 0 ? city.keyring : other).keys(creating: wanted)
                            }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    for keys in answers {
                        for (stream, key) in keys {
                            for others in answers { #expect(others[stream] ?? key == key) }
                        }
                    }
                }
                await other.close()
            }
        }

        @Test("Without its master key nothing opens: said in a line, and no fresh one is made")
        func otherMasterKey() async throws {
            try await TestCity.with { city in
                _ = try await Self.seal(1, in: city)
                let file = city.folder + "/master.key"
                let bytes = try #require(FileManager.default.contents(atPath: file))
                let wanted = try await city.keyring.masters()[0].fingerprint
                func open(_ folder: String) async throws {
                    try await Keyring(
                        city.keyringSettings, on: city.reactor, dataDirectory: folder
                    ).close()
                }
                let folder = city.folder + "/other"
                let absent = folder + "/master.key"
                await #expect(throws: KeyringError.masterAbsent(absent, wanted: wanted)) {
                    try await open(folder)
                }
                #expect(!FileManager.default.fileExists(atPath: absent))
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: false)
                var foreign = bytes
                foreign[7] ^= 1
                try foreign.write(to: URL(fileURLWithPath: absent))
                await #expect(throws: KeyringError.masterForeign(absent, wanted: wanted)) {
                    try await open(folder)
                }
                try bytes.prefix(31).write(to: URL(fileURLWithPath: absent))
                await #expect(throws: KeyringError.damagedKeyFile(absent)) {
                    try await open(folder)
                }
                #expect(FileManager.default.contents(atPath: absent) == bytes.prefix(31))
                try bytes.write(to: URL(fileURLWithPath: absent))
                try await open(folder)
                #expect(city.keyring.derivedKey("a") == city.keyring.derivedKey("a"))
                #expect(city.keyring.derivedKey("a") != city.keyring.derivedKey("b"))
            }
        }

        @Test("A keyring of another day: refused while the log has letters it has no keys for")
        func otherDay() async throws {
            try await TestCity.with { city in
                for n in 1...3 { _ = try await Self.seal(n, in: city) }
                func open() async throws {
                    try await Keyring(
                        city.keyringSettings, on: city.reactor, dataDirectory: city.folder,
                        log: city.log
                    ).close()
                }
                try await open()
                _ = try await city.keyring.destroy(item(2))
                try await open()
                let admin = try await TestCluster.shared.superuser(database: city.keyringDatabase)
                _ = try await admin.execute(
                    "DELETE FROM keyring.stream_key WHERE stream = \(item(3).text)")
                await #expect(throws: KeyringError.lacksKeys(missing: 1, looked: 3)) {
                    try await open()
                }
                let fit = try await city.keyring.fit(to: city.log, erasing: [letter(1).type])
                #expect(fit == KeyringFit(looked: 3, missing: 1, destroyed: 1, owed: 1))
                // An empty keyring is no reason to make a master key while letters wait for theirs.
                _ = try await admin.execute("DELETE FROM keyring.stream_key")
                _ = try await admin.execute("DELETE FROM keyring.master_key")
                await #expect(throws: KeyringError.lacksKeys(missing: 3, looked: 3)) {
                    try await open()
                }
                await admin.close()
            }
        }

        @Test("Keys whose event never came are swept after a day, others are left alone")
        func sweep() async throws {
            try await TestCity.with { city in
                let event = try await Self.seal(1, in: city)
                _ = try await city.keyring.keys(creating: (2...6).map(item))
                #expect(try await city.keyring.sweepOrphans(of: city.log) == 0)
                let admin = try await TestCluster.shared.superuser(database: city.keyringDatabase)
                // 1 has its event; 2 and 3 are orphans; 4 is too young, 5 long settled.
                for (n, age) in [(1, "2 days"), (2, "2 days"), (3, "25 hours"), (5, "9 days")] {
                    _ = try await admin.execute(
                        """
                        UPDATE keyring.stream_key
                           SET created_at = now() - interval '\(unsafeSQL: age)'
                         WHERE stream = \(item(n).text)
                        """)
                }
                #expect(try await city.keyring.sweepOrphans(of: city.log) == 2)
                #expect(try await city.keyring.sweepOrphans(of: city.log) == 0)
                #expect(try await Self.open(event, in: city.keyring) == .bytes(Self.secret))
                for n in [2, 3] { #expect(try await city.keyring.key(of: item(n)) == nil) }
                for n in [4, 5, 6] { #expect(try await city.keyring.key(of: item(n)) != nil) }
                // An import that was cut short comes again: its streams get keys after all.
                await #expect(throws: KeyringError.destroyed(item(2))) {
                    try await city.keyring.keys(creating: [item(2)])
                }
                let renewed = try await city.keyring.keys(creating: [item(2)], areNew: true)
                #expect(try await city.keyring.key(of: item(2)) == renewed[item(2)])
                await admin.close()
            }
        }
    }
}
