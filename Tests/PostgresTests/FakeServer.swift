import Foundation

/// A plain socket that accepts connections and answers as told: for what a real server will not
/// do on request.
final class FakeServer: Sendable {
    /// The port on 127.0.0.1.
    let port: UInt16
    private let listening: Int32
    private let isServed: Bool

    /// Accepts, and never says a word.
    static func silent() throws -> FakeServer { try FakeServer(answers: []) }

    /// A port that nobody listens on.
    static func deadPort() throws -> UInt16 {
        let server = try silent()
        return server.port
    }

    /// Sends one answer after each message it reads, then closes.
    init(answers: [[UInt8]]) throws {
        let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listening, $0, size) == 0 && listen(listening, 16) == 0
                    && getsockname(listening, $0, &size) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listening = listening
        port = UInt16(bigEndian: address.sin_port)
        isServed = !answers.isEmpty
        // Without answers the kernel's own accepting is enough.
        if isServed {
            Thread { Self.serve(listening, answers) }.start()
        }
    }

    deinit {
        shutdown(listening, Int32(SHUT_RDWR))
        // A thread that still accepts closes it itself: the number may be another server's by then.
        if !isServed { close(listening) }
    }

    private static func serve(_ listening: Int32, _ answers: [[UInt8]]) {
        while true {
            let client = accept(listening, nil, nil)
            guard client >= 0 else {
                close(listening)
                return
            }
            var buffer = [UInt8](repeating: 0, count: 4096)
            for answer in answers where read(client, &buffer, buffer.count) > 0 {
                _ = send(client, answer, answer.count, Int32(MSG_NOSIGNAL))
            }
            close(client)
        }
    }

    /// AuthenticationCleartextPassword.
    static let asksForPassword: [UInt8] = [UInt8(ascii: "R"), 0, 0, 0, 8, 0, 0, 0, 3]

    /// ErrorResponse.
    static func refusal(sqlState: String, message: String) -> [UInt8] {
        let fields =
            Array("SFATAL\u{0}VFATAL\u{0}C\(sqlState)\u{0}M\(message)\u{0}".utf8) + [0]
        let length = UInt32(fields.count + 4)
        return [UInt8(ascii: "E")]
            + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }
            + fields
    }
}
