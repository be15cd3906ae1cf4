import Foundation
import Glibc
import Participation
import Synchronization
import Testing

@testable import Desk

@Suite("ウイルス検査 (clamd の INSTREAM)")
struct VirusCheckTests {
    /// Harmless, and known to every scanner as the test for it (eicar.org).
    private static let eicar =
        #"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR"# + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

    @Test("何もなければ受け付け、検出されれば断ってその名を言う")
    func verdicts() throws {
        let server = try Clamd()
        defer { server.stop() }
        let check = try #require(VirusCheck(address: server.path))
        #expect(check.verdict(on: Array("a letter".utf8)) == .clean)
        #expect(check.verdict(on: Array(Self.eicar.utf8)) == .infected("Eicar-Test-Signature"))
        let large = [UInt8](repeating: 7, count: 300_000)
        #expect(check.verdict(on: large) == .clean)
        #expect(server.longest == large.count)
    }

    @Test("応答がなければ、後でもう一度と言って断る")
    func noAnswer() async throws {
        let check = try #require(VirusCheck(address: "unix:/nonexistent/clamd.ctl"))
        #expect(check.verdict(on: [1]) == .noAnswer)
        let port = try #require(VirusCheck(address: "127.0.0.1:1"))
        #expect(port.verdict(on: [1]) == .noAnswer)
        let reading = ScanReading(virusCheck: check)
        let bytes = try Fixture.bytes("Scans/picture.png")
        do throws(ScanFault) {
            _ = try await reading.examine(ScanFile(name: "a", bytes: bytes))
            Issue.record("nobody looked, and it was taken")
        } catch {
            #expect(error == .later("ウイルス検査の応答がありません。"))
            guard case .later(let reason) = error.error(ofFile: 1, among: 1) else {
                Issue.record("\(error)")
                return
            }
            #expect(reason.contains("しばらくしてから"))
        }
    }

    @Test(
        "返事を読む",
        arguments: [
            ("stream: OK\0", VirusCheck.Verdict.clean),
            ("stream: Win.Test.EICAR_HDB-1 FOUND\0", .infected("Win.Test.EICAR_HDB-1")),
            ("INSTREAM size limit exceeded. ERROR\0", .tooLarge),
            ("stream: lstat() failed. ERROR\0", .noAnswer), ("", .noAnswer), ("OK", .noAnswer),
        ])
    func answers(text: String, verdict: VirusCheck.Verdict) {
        #expect(VirusCheck.verdict(from: text) == verdict)
    }

    @Test("設定として読めない宛先は断る", arguments: ["", "clamd", "host:", ":3310", "host:70000"])
    func addresses(text: String) {
        #expect(VirusCheck(address: text) == nil)
    }
}

/// Speaks INSTREAM as clamd(8) does, and finds what every scanner finds.
private final class Clamd: Sendable {
    let path: String
    private let socket: Int32
    private let seen = Mutex(0)

    var longest: Int { seen.withLock(\.self) }

    init() throws {
        path = "/tmp/koe-clamd-\(UUID().uuidString.prefix(8))"
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = path
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.utf8) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) }
        }
        try #require(bound == 0 && listen(socket, 4) == 0)
        let thread = Thread { [self] in
            while true {
                let client = accept(socket, nil, nil)
                guard client >= 0 else { return }
                serve(client)
                close(client)
            }
        }
        thread.start()
    }

    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
        unlink(path)
    }

    private func serve(_ client: Int32) {
        guard take(10, from: client) == Array("zINSTREAM\0".utf8) else { return }
        var content: [UInt8] = []
        while let head = take(4, from: client) {
            let length = head.reduce(0) { $0 << 8 | Int($1) }
            if length == 0 { break }
            content += take(length, from: client) ?? []
        }
        seen.withLock { $0 = max($0, content.count) }
        let isBad = content.contains(Array("EICAR-STANDARD-ANTIVIRUS".utf8))
        let answer = isBad ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0"
        _ = Array(answer.utf8).withUnsafeBytes { write(client, $0.baseAddress, $0.count) }
    }

    private func take(_ count: Int, from client: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var buffer = [UInt8](repeating: 0, count: count - bytes.count)
            let got = read(client, &buffer, buffer.count)
            guard got > 0 else { return nil }
            bytes += buffer[..<got]
        }
        return bytes
    }
}
