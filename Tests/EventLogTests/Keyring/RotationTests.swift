import Crypto
import Foundation
import Postgres
import TestSupport
import Testing

@testable import EventLog

extension EventLogOnPostgres {
    @Suite("A change of the master key (親鍵の更新)")
    struct RotationTests {
        private static func file(of city: TestCity) throws -> Data {
            try #require(FileManager.default.contents(atPath: city.folder + "/master.key"))
        }

        private static func second(_ city: TestCity) async throws -> Keyring {
            try await Keyring(
                city.keyringSettings, on: Reactor(name: "other"), dataDirectory: city.folder)
        }

        private static func text(_ city: TestCity, _ query: Query) async throws -> [[UInt8]] {
            let admin = try await TestCluster.shared.superuser(database: city.keyringDatabase)
            let rows = try await admin.execute(query)
            await admin.close()
            return try rows.map { try $0.get(0) }
        }

        @Test("Every key stays what it is, derived keys too; the old master key is gone for good")
        func rotate() async throws {
            try await TestCity.with { city in
                let streams = (1...1_201).map(item)
                let keys = try await city.keyring.keys(creating: streams)
                #expect(try await city.keyring.destroy(item(7)))
                let old = try Self.file(of: city)
                let oldWrapped = try await Self.text(
                    city, "SELECT wrapped FROM keyring.stream_key WHERE wrapped IS NOT NULL")
                let derived = city.keyring.derivedKey("search")
                let passing = try await city.keyring.passingKey("classifier")
                #expect(
                    derived
                        == HKDF<SHA256>.deriveKey(
                            inputKeyMaterial: SymmetricKey(data: old),
                            info: Array("koe/search".utf8), outputByteCount: 32))

                let rotation = try await city.keyring.rotateMaster()
                #expect(rotation.rewrapped == 1_200)
                #expect(rotation.master.number == 2 && rotation.master.state == .serving)
                let new = try Self.file(of: city)
                #expect(new.count == 32 && new != old)
                let masters = try await city.keyring.masters()
                #expect(masters.map(\.state) == [.destroyed, .serving])
                #expect(masters[0].destroyedAt != nil && masters[0].root == nil)

                for keyring in [city.keyring, try await Self.second(city)] {
                    var expected = keys
                    expected[item(7)] = nil
                    #expect(try await keyring.keys(of: streams) == expected)
                    #expect(keyring.derivedKey("search") == derived)
                    #expect(try await keyring.passingKey("classifier") != passing)
                    #expect(try await keyring.key(of: item(7)) == nil)
                    if keyring !== city.keyring { await keyring.close() }
                }
                // An old backup of the keyring is noise to whoever holds the new master key, and to
                // whoever holds what derived keys follow from.
                let holder = MasterKey(Array(new))
                let names = streams.map(\.text)
                for wrapped in oldWrapped.prefix(50) {
                    for key in [holder, MasterKey(city.keyring.root.withUnsafeBytes { Array($0) })]
                    {
                        #expect(names.allSatisfy { key.unwrap(wrapped, for: $0) == nil })
                    }
                }
                let owner = MasterKey(Array(old))
                #expect(
                    oldWrapped.prefix(5).allSatisfy { wrapped in
                        names.contains { owner.unwrap(wrapped, for: $0) != nil }
                    })
            }
        }

        @Test("Servers that share the keyring go on meanwhile, without a restart")
        func underLoad() async throws {
            try await TestCity.with { city in
                let other = try await Self.second(city)
                var known = try await city.keyring.keys(creating: (0..<2_000).map(item))
                let made = try await withThrowingTaskGroup(
                    of: [StreamName: SymmetricKey].self
                ) { group in
                    for (worker, keyring) in [city.keyring, other, city.keyring, other].enumerated()
                    {
                        group.addTask {
                            var made: [StreamName: SymmetricKey] = [:]
                            for round in 0..<40 {
                                let first = 10_000 * (worker + 1) + 200 * round
                                // Alone and by COPY.
                                let count = round % 4 == 0 ? 150 : 1
                                let streams = (first..<first + count).map(item)
                                made.merge(try await keyring.keys(creating: streams)) { $1 }
                                let read = try await keyring.keys(of: (0..<50).map(item))
                                guard read.count == 50 else { throw KeyringError.cannotOpen }
                            }
                            return made
                        }
                    }
                    group.addTask {
                        for _ in 0..<3 { _ = try await city.keyring.rotateMaster() }
                        return [:]
                    }
                    group.addTask {
                        for n in 1_000..<1_100 { _ = try await other.destroy(item(n)) }
                        return [:]
                    }
                    return try await group.reduce(into: [:]) { all, some in
                        all.merge(some) { $1 }
                    }
                }
                known.merge(made) { $1 }
                for n in 1_000..<1_100 { known[item(n)] = nil }
                #expect(try await city.keyring.masters().count == 4)
                for keyring in [city.keyring, other] {
                    #expect(try await keyring.keys(of: Array(known.keys)) == known)
                    for n in 1_000..<1_100 { #expect(try await keyring.key(of: item(n)) == nil) }
                }
                await other.close()
            }
        }

        @Test(
            "Cut short at any point, the next run ends it",
            arguments: ["file", "switch", "half", "end"])
        func resume(after cut: String) async throws {
            try await TestCity.with { city in
                let keys = try await city.keyring.keys(creating: (1...900).map(item))
                let old = try Self.file(of: city)
                switch cut {
                case "file":
                    // The file is written, the register does not know of it.
                    let fresh = MasterKey.fresh()
                    try city.keyring.file.replace(
                        with: try city.keyring.file.read() + [fresh], overwriting: false)
                case "switch", "half":
                    let announced = try await city.keyring.announceMaster()
                    #expect(announced.state == .announced)
                    let admin = try await TestCluster.shared.superuser(
                        database: city.keyringDatabase)
                    _ = try await admin.execute("SELECT keyring.begin_master(2)")
                    // The database itself keeps the old one out, and does not let it go too early.
                    let late = try await #require(throws: PostgresError.self) {
                        try await admin.execute(
                            """
                            INSERT INTO keyring.stream_key (stream, wrapped, master)
                            VALUES ('late', 'x', 1)
                            """)
                    }
                    #expect(late.constraint == Keyring.servingConstraint)
                    let early = try await #require(throws: PostgresError.self) {
                        try await admin.execute("SELECT keyring.confirm_master()")
                    }
                    #expect(early.sqlState == "23514")
                    await admin.close()
                    if cut == "half" {
                        let running = Task {
                            try await city.keyring.rotateMaster { count in
                                if count >= 500 { withUnsafeCurrentTask { $0?.cancel() } }
                            }
                        }
                        _ = await running.result
                    }
                default:
                    let register = try await city.keyring.announceMaster()
                    _ = try await city.keyring.rotateMaster()
                    let admin = try await TestCluster.shared.superuser(
                        database: city.keyringDatabase)
                    // The file lost the old key; the register was not told.
                    _ = try await admin.execute(
                        """
                        UPDATE keyring.master_key SET root = 'x', destroyed_at = NULL
                         WHERE number < \(register.number)
                        """)
                    await admin.close()
                }
                let other = try await Self.second(city)
                #expect(try await other.keys(of: Array(keys.keys)) == keys)
                _ = try await other.keys(creating: [item(5_000)])
                let rotation = try await other.rotateMaster()
                #expect(rotation.master.number == 2)
                #expect(try await other.keys(of: Array(keys.keys)) == keys)
                #expect(try await city.keyring.keys(of: Array(keys.keys)) == keys)
                #expect(try await other.masters().map(\.state) == [.destroyed, .serving])
                let new = try Self.file(of: city)
                #expect(new.count == 32 && new != old)
                await other.close()
            }
        }

        @Test("A server with the old file says so in a line, and goes on when it gets the new one")
        func oldFile() async throws {
            try await TestCity.with { city in
                _ = try await city.keyring.keys(creating: [item(1)])
                let folder = city.folder + "/server2"
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: false)
                let file = folder + "/master.key"
                try Self.file(of: city).write(to: URL(fileURLWithPath: file))
                let other = try await Keyring(
                    city.keyringSettings, on: city.reactor, dataDirectory: folder)
                let wanted = try await city.keyring.rotateMaster().master.fingerprint
                let outdated = KeyringError.masterOutdated(file, wanted: wanted)
                #expect(!outdated.description.contains("\n"))
                await #expect(throws: outdated) { try await other.key(of: item(1)) }
                await #expect(throws: outdated) { try await other.keys(creating: [item(2)]) }
                await #expect(throws: outdated) { try await other.rotateMaster() }
                #expect(try await city.keyring.key(of: item(2)) == nil)
                try Self.file(of: city).write(to: URL(fileURLWithPath: file))
                #expect(
                    try await other.key(of: item(1)) == city.keyring.key(of: item(1)))
                #expect(try await other.keys(creating: [item(2)]).count == 1)
                await other.close()
            }
        }

        @Test("A damaged key keeps the old master key alive: nothing is destroyed")
        func damaged() async throws {
            try await TestCity.with { city in
                let keys = try await city.keyring.keys(creating: (1...20).map(item))
                let admin = try await TestCluster.shared.superuser(database: city.keyringDatabase)
                _ = try await admin.execute(
                    """
                    UPDATE keyring.stream_key SET wrapped = set_byte(wrapped, 20, 0) || '\\x00'
                     WHERE stream = \(item(9).text)
                    """)
                await admin.close()
                await #expect(throws: KeyringError.damagedKey(item(9))) {
                    try await city.keyring.rotateMaster()
                }
                #expect(try Self.file(of: city).count == 64)
                #expect(try await city.keyring.masters().map(\.state) == [.retiring, .serving])
                #expect(try await city.keyring.key(of: item(8)) == keys[item(8)])
                await #expect(throws: KeyringError.rotationUnderWay) {
                    try await city.keyring.announceMaster()
                }
            }
        }

        @Test("What a destroyed key leaves in backups, until when, and since when nothing")
        func remains() async throws {
            try await TestCity.with { city in
                _ = try await city.keyring.keys(creating: [item(1), item(2)])
                let taken = EventLog.systemClock()
                let kept = Instant(microseconds: taken.microseconds + 86_400_000_000)
                let backup = KeyringBackup(
                    name: "k1", takenAt: taken, master: 1, keepUntil: kept)
                try await city.keyring.register(backup)
                #expect(try await city.keyring.remains().keys == 0)
                _ = try await city.keyring.destroy(item(1))
                let awaited = try await city.keyring.remains(of: [item(1)])
                #expect(awaited.keys == 1 && awaited.backups.map(\.name) == ["k1"])
                #expect(awaited.backups[0].worthlessFrom == kept)
                #expect(try await city.keyring.remains(of: [item(2)]).keys == 0)
                _ = try await city.keyring.rotateMaster()
                #expect(
                    try await city.keyring.remains()
                        == KeyRemains(keys: 0, since: nil, backups: []))
                let since = try #require(try await city.keyring.backups().first?.worthlessSince)
                #expect(since < kept)
            }
        }
    }
}
