import Desk
import EventLog
import Foundation
import Participation
import Postgres

/// When a process that erases is killed (強制終了の時点).
enum KillPoint {
    /// While it starts, before anything is recorded.
    case early
    /// As soon as the events are there.
    case recorded
    /// As soon as a key is destroyed.
    case destroying
    /// Never.
    case never

    static func of(_ round: Int) -> KillPoint {
        [.recorded, .destroying, .never, .early][round % 4]
    }
}

/// Has letters erased by a process of its own that may be killed, and looks at what is left
/// (消去の監視).
final class ErasureWatch {
    private let opened: OpenDesk
    private let log: Connection
    private let keyring: Connection
    /// What was asked to be erased so far.
    private(set) var erased: [UUID] = []
    /// How many were found neither done nor owed.
    private(set) var halves = 0

    init(_ bench: BenchSite, _ opened: OpenDesk) async throws {
        self.opened = opened
        log = try await bench.superuser()
        keyring = try await bench.superuser(of: Site.keyringDatabase)
    }

    func close() async {
        await log.close()
        await keyring.close()
    }

    /// - Returns: 1 when the process was killed.
    func erase(_ ids: [UUID], killing point: KillPoint) async throws -> Int {
        erased += ids
        let streams = ids.map { StreamName(category: Item.streamCategory, id: $0).text }
        let program = try ChildProgram(arguments(ids))
        var isKilled = false
        while program.isRunning, !isKilled {
            let isDue =
                switch point {
                case .early: program.age > .milliseconds(250)
                case .recorded: try await recorded(streams) > 0
                case .destroying: try await destroyed(streams) > 0
                case .never: false
                }
            if isDue { isKilled = program.kill() }
            if !isKilled { try await Task.sleep(for: .milliseconds(1)) }
        }
        if point == .never { _ = try await program.output() } else { await program.ended() }
        try await look(ids, streams)
        // Whatever was cut short is owed; the same request again finishes it.
        _ = try await ChildProgram(arguments(ids)).output()
        return isKilled ? 1 : 0
    }

    private func arguments(_ ids: [UUID]) -> [String] {
        ["person", "erase"] + ids.map(\.uuidString)
            + ["--entry-error", "trial", "--data-dir", opened.site.settings.dataDirectory]
    }

    /// All of a request or none, no key gone without a reason, and nobody reads what was recorded.
    private func look(_ ids: [UUID], _ streams: [String]) async throws {
        let recorded = try await recorded(streams)
        if recorded != 0, recorded != streams.count { halves += 1 }
        if recorded == 0 { halves += try await destroyed(streams) }
        guard recorded > 0 else { return }
        for id in ids.prefix(10) {
            let item = try await opened.desk.item(id, opening: try Reason.opening("計測"))
            if item.item.personal != .erased { halves += 1 }
        }
    }

    // MARK: What is left

    private func recorded(_ streams: [String]) async throws -> Int {
        try await number(
            """
            SELECT count(*) FROM log.event
             WHERE type = 'ItemErased' AND stream = ANY (\(array: streams, of: .text))
            """, log)
    }

    private func destroyed(_ streams: [String]) async throws -> Int {
        try await number(
            """
            SELECT count(*) FROM keyring.stream_key
             WHERE wrapped IS NULL AND stream = ANY (\(array: streams, of: .text))
            """, keyring)
    }

    func keysLeft() async throws -> Int {
        let streams = erased.map { StreamName(category: Item.streamCategory, id: $0).text }
        return streams.count - (try await destroyed(streams))
    }

    func indexed() async throws -> Int {
        try await number(
            "SELECT count(*) FROM search.item WHERE id = ANY (\(array: erased, of: .uuid))", log)
    }

    func readable() async throws -> Int {
        var readable = 0
        for id in erased {
            let item = try await opened.desk.item(id, opening: try Reason.opening("計測"))
            if item.item.personal != .erased { readable += 1 }
        }
        return readable
    }

    /// The letters whose receipt cannot be shown to be in the log.
    func unproven() async throws -> Int {
        var unproven = 0
        for id in erased {
            let stream = StreamName(category: Item.streamCategory, id: id)
            guard let first = try await opened.log.read(stream, limit: 1).first else {
                unproven += 1
                continue
            }
            let proof = try await opened.log.proveInclusion(of: first.position)
            let holds = TreeProof.verifyInclusion(
                leafHash: proof.leafHash, leafIndex: proof.leafIndex, treeSize: proof.treeSize,
                path: proof.path, root: proof.root)
            if !holds || proof.leafHash != first.leafHash { unproven += 1 }
        }
        return unproven
    }

    private func number(_ query: Query, _ connection: Connection) async throws -> Int {
        Int(try await connection.execute(query)[0].get(0, as: Int64.self))
    }
}
