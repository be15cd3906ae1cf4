import Foundation
import Glibc

/// A clamd that looks through files for harm, by its INSTREAM command (ウイルス検査).
///
/// Reached by a socket of this computer or by TCP. While it looks, clamd has the bytes in its own
/// `TemporaryDirectory` (clamd.conf(5)).
public struct VirusCheck: Sendable {
    /// Limits of asking, each with its name (ウイルス検査の上限).
    enum Limits {
        /// How long one step of the talk may take, in seconds.
        static let wait = 20
        /// Bytes sent as one chunk.
        static let chunk = 1 << 16
        /// Bytes of an answer that are read.
        static let answer = 1_024
        /// Characters of a finding that are passed on.
        static let name = 100
    }

    /// What it says of a file (検査結果).
    enum Verdict: Equatable, Sendable {
        /// Nothing was found.
        case clean
        /// This was found.
        case infected(String)
        /// It takes no file so large.
        case tooLarge
        /// It is not there, or does not answer.
        case noAnswer
    }

    private enum Place: Sendable, Equatable {
        case path(String)
        case host(String, port: String)
    }

    private let place: Place

    /// A clamd by its address: `/run/clamav/clamd.ctl`, `unix:/run/clamav/clamd.ctl` or
    /// `127.0.0.1:3310`; nil for anything else.
    public init?(address: String) {
        let path = address.hasPrefix("unix:") ? String(address.dropFirst(5)) : address
        // A socket's path has its end, sun_path of unix(7).
        if path.hasPrefix("/"), path.utf8.count < 108 {
            place = .path(path)
            return
        }
        guard let colon = address.lastIndex(of: ":"),
            let port = UInt16(address[address.index(after: colon)...]), port > 0,
            colon > address.startIndex
        else { return nil }
        let host = address[..<colon].filter { $0 != "[" && $0 != "]" }
        place = .host(String(host), port: String(port))
    }

    /// What it says of these bytes; blocks.
    func verdict(on bytes: [UInt8]) -> Verdict {
        guard let socket = connected() else { return .noAnswer }
        defer { close(socket) }
        guard Self.send(Array("zINSTREAM\0".utf8), to: socket) else { return .noAnswer }
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(Limits.chunk)
            rest = rest.dropFirst(Limits.chunk)
            let length = UInt32(chunk.count)
            let head = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
            // It says why before it hangs up: a file that is too large, for instance.
            guard Self.send(head + chunk, to: socket) else { break }
        }
        if rest.isEmpty { _ = Self.send([0, 0, 0, 0], to: socket) }
        return Self.verdict(from: Self.answer(of: socket))
    }

    /// Reads `stream: OK`, `stream: NAME FOUND`, `INSTREAM size limit exceeded. ERROR`, clamd(8).
    static func verdict(from answer: String) -> Verdict {
        let line = answer.prefix { $0 != "\0" && $0 != "\n" }
        if line == "stream: OK" { return .clean }
        if line.hasPrefix("stream: "), line.hasSuffix(" FOUND") {
            let name = line.dropFirst("stream: ".count).dropLast(" FOUND".count)
            return .infected(String(name.prefix(Limits.name).filter(\.isASCII)))
        }
        return line.contains("size limit exceeded") ? .tooLarge : .noAnswer
    }

    // MARK: Sockets

    private func connected() -> Int32? {
        switch place {
        case .path(let path):
            let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            guard socket >= 0 else { return nil }
            Self.bound(socket)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { room in
                room.copyBytes(from: path.utf8)
            }
            let length = socklen_t(MemoryLayout<sockaddr_un>.size)
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, length)
                }
            }
            if result == 0 { return socket }
            close(socket)
            return nil
        case .host(let host, let port): return Self.connected(to: host, port)
        }
    }

    private static func connected(to host: String, _ port: String) -> Int32? {
        var wanted = addrinfo()
        wanted.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, port, &wanted, &found) == 0 else { return nil }
        defer { freeaddrinfo(found) }
        var next = found
        while let address = next?.pointee {
            let socket = Glibc.socket(address.ai_family, address.ai_socktype, 0)
            if socket >= 0 {
                bound(socket)
                if connect(socket, address.ai_addr, address.ai_addrlen) == 0 { return socket }
                close(socket)
            }
            next = address.ai_next
        }
        return nil
    }

    /// Nothing on it takes longer than it may; connecting is bounded by the same.
    private static func bound(_ socket: Int32) {
        var wait = timeval(tv_sec: Limits.wait, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &wait, size)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, size)
    }

    private static func send(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private static func answer(of socket: Int32) -> String {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: Limits.answer)
        while answer.count < Limits.answer, !answer.contains(0) {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer.append(contentsOf: buffer[..<count])
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
