import EventLog
import Foundation
import Glibc
import Postgres
import Synchronization
import TestSupport

/// A relay between a unix socket of its own and PostgreSQL's that cuts a connection at a chosen
/// moment: how else could a commit succeed whose answer never arrives?
///
/// Threads with blocking sockets: what it does must not depend on what it tests.
final class CuttingProxy: Sendable {
    /// When to cut, once.
    enum Cut: Sendable {
        /// What comes with the mark reaches the server; when the server has answered, the answer
        /// is thrown away and the connection cut.
        case afterServer(mark: String)
        /// What comes with the mark reaches nobody.
        case beforeServer(mark: String)
        /// When the server has said `COMMIT`, an administrator's FATAL follows instead of the rest.
        case fatalAfterCommit
    }

    private struct State: Sendable {
        var cut: Cut?
        var cuts = 0
        var refusesAfterCut = false
        var isUnreachable = false
        var sockets: Set<Int32> = []
    }

    /// One client and its server connection.
    private final class Link: Sendable {
        let client: Int32
        let server: Int32
        let isSwallowing = Mutex(false)

        init(client: Int32, server: Int32) {
            self.client = client
            self.server = server
        }

        func cut() {
            _ = shutdown(client, Int32(SHUT_RDWR))
            _ = shutdown(server, Int32(SHUT_RDWR))
        }
    }

    private static let fileName = ".s.PGSQL.5432"
    private let state = Mutex(State())
    private let folder: String
    private let target: String
    private let listening: Int32

    /// Starts relaying to a server's socket folder.
    init(to serverFolder: String) throws {
        folder = "/tmp/koe-proxy-\(UUID().uuidString.prefix(8))"
        target = "\(serverFolder)/\(Self.fileName)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let isBound = Self.withAddress("\(folder)/\(Self.fileName)") {
            bind(listening, $0, $1) == 0
        }
        guard isBound, listen(listening, 64) == 0 else { throw POSIXError(.EADDRINUSE) }
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// Where a client of the proxy connects.
    func settings(database: String) throws -> ConnectionSettings {
        try ConnectionSettings(
            "host='\(folder)' hostaddr='' port='5432' dbname='\(database)' user='koe_app'")
    }

    /// Cuts once at the given moment; afterwards nobody gets through when so wished.
    func cutOnce(_ cut: Cut, thenUnreachable: Bool = false) {
        state.withLock {
            $0.cut = cut
            $0.refusesAfterCut = thenUnreachable
        }
    }

    /// How often it has cut.
    var cuts: Int { state.withLock { $0.cuts } }

    /// Lets clients through again.
    func beReachable() { state.withLock { $0.isUnreachable = false } }

    /// Stops listening and cuts everything.
    func stop() {
        _ = shutdown(listening, Int32(SHUT_RDWR))
        close(listening)
        let sockets = state.withLock { $0.sockets }
        for socket in sockets { _ = shutdown(socket, Int32(SHUT_RDWR)) }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func acceptAll() {
        while true {
            let client = accept(listening, nil, nil)
            guard client >= 0 else { return }
            let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            let isThrough =
                !state.withLock { $0.isUnreachable }
                && Self.withAddress(target) { connect(server, $0, $1) == 0 }
            guard isThrough else {
                close(client)
                close(server)
                continue
            }
            state.withLock { $0.sockets.formUnion([client, server]) }
            let link = Link(client: client, server: server)
            Thread.detachNewThread { [self] in relay(link) }
        }
    }

    private func relay(_ link: Link) {
        let isDown = DispatchSemaphore(value: 0)
        Thread.detachNewThread { [self] in
            relayAnswers(link)
            link.cut()
            isDown.signal()
        }
        relayRequests(link)
        link.cut()
        isDown.wait()
        state.withLock { $0.sockets.subtract([link.client, link.server]) }
        close(link.client)
        close(link.server)
    }

    private func relayRequests(_ link: Link) {
        var tail: [UInt8] = []
        while let piece = Self.read(link.client) {
            let seen = tail + piece
            switch fires(on: seen) {
            case .beforeServer?: return
            case .afterServer?: link.isSwallowing.withLock { $0 = true }
            case .fatalAfterCommit?, nil: break
            }
            guard Self.write(piece, to: link.server) else { return }
            tail = Array(seen.suffix(64))
        }
    }

    /// The cut whose mark is among the bytes; it is used up.
    private func fires(on bytes: [UInt8]) -> Cut? {
        state.withLock { state in
            let mark: String
            switch state.cut {
            case .afterServer(let text)?, .beforeServer(let text)?: mark = text
            case .fatalAfterCommit?, nil: return nil
            }
            guard bytes.contains(Array(mark.utf8)) else { return nil }
            let fired = state.cut
            Self.used(&state)
            return fired
        }
    }

    private static func used(_ state: inout State) {
        state.cut = nil
        state.cuts += 1
        state.isUnreachable = state.refusesAfterCut
    }

    private func relayAnswers(_ link: Link) {
        let ready: [UInt8] = [UInt8(ascii: "Z"), 0, 0, 0, 5]
        let committed: [UInt8] = [UInt8(ascii: "C"), 0, 0, 0, 11] + Array("COMMIT\u{0}".utf8)
        var swallowed: [UInt8] = []
        while let piece = Self.read(link.server) {
            if link.isSwallowing.withLock({ $0 }) {
                swallowed += piece
                if swallowed.dropLast().suffix(5).elementsEqual(ready) { return }
                continue
            }
            if let end = piece.firstRange(of: committed)?.upperBound, isFatalDue() {
                _ = Self.write(Array(piece[..<end]) + Self.fatal, to: link.client)
                return
            }
            guard Self.write(piece, to: link.client) else { return }
        }
    }

    private func isFatalDue() -> Bool {
        state.withLock { state in
            guard case .fatalAfterCommit? = state.cut else { return false }
            Self.used(&state)
            return true
        }
    }

    /// What pg_terminate_backend makes a server say.
    private static let fatal: [UInt8] = {
        var fields: [UInt8] = []
        for field in ["SFATAL", "VFATAL", "C57P01", "Mterminating connection"] {
            fields += Array(field.utf8) + [0]
        }
        fields.append(0)
        let length = withUnsafeBytes(of: Int32(fields.count + 4).bigEndian) { Array($0) }
        return [UInt8(ascii: "E")] + length + fields
    }()

    private static func read(_ socket: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = Glibc.read(socket, &buffer, buffer.count)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    private static func write(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func withAddress<R>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R
    ) -> R {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            room.copyBytes(from: Array(path.utf8).prefix(room.count - 1))
        }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

extension TestCity {
    /// Lends a log that reaches the database only through a proxy.
    func throughProxy<R>(_ body: (EventLog, CuttingProxy) async throws -> R) async throws -> R {
        let admin = try await superuser()
        let shown = try await admin.execute("SELECT current_setting('unix_socket_directories')")
        await admin.close()
        let folder: String = try shown[0].get(0)
        let proxy = try CuttingProxy(to: String(folder.filter { $0 != "\"" }))
        let log = EventLog(
            try proxy.settings(database: database), on: Reactor(name: "proxied"),
            now: { [clock] in clock.now })
        do {
            let result = try await body(log, proxy)
            await log.close()
            proxy.stop()
            return result
        } catch {
            await log.close()
            proxy.stop()
            throw error
        }
    }
}
