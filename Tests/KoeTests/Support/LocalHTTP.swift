import Foundation

/// An answer of the web server.
struct WebAnswer: Sendable {
    let status: Int
    let headers: [String: String]
    let body: Data

    var text: String { String(decoding: body, as: UTF8.self) }
}

/// No answer, or only part of one: what was asked may or may not have been done.
struct NoAnswer: Error {}

/// HTTP/1.1 over a plain socket, one request per connection: a client so simple that a server
/// killed half-way cannot confuse it.
struct LocalHTTP: Sendable {
    let port: Int
    /// What it shows the API.
    var token = ""

    /// How long one answer may take.
    private static let patienceSeconds = 30
    private static let queue = DispatchQueue(label: "local-http", attributes: .concurrent)

    func get(_ path: String) async throws -> WebAnswer {
        try await ask("GET", path, [:], Data())
    }

    func post(_ path: String, key: String, _ json: Data) async throws -> WebAnswer {
        let headers = [
            "Authorization": "Bearer \(token)", "Idempotency-Key": key,
            "Content-Type": "application/json",
        ]
        return try await ask("POST", path, headers, json)
    }

    private func ask(
        _ method: String, _ path: String, _ headers: [String: String], _ body: Data
    ) async throws -> WebAnswer {
        var request = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
        request += "Connection: close\r\nContent-Length: \(body.count)\r\n"
        for (name, value) in headers { request += "\(name): \(value)\r\n" }
        let bytes = Data((request + "\r\n").utf8) + body
        return try await withCheckedThrowingContinuation { continuation in
            Self.queue.async {
                continuation.resume(with: Result { try Self.exchange(bytes, port: port) })
            }
        }
    }

    private static func exchange(_ request: Data, port: Int) throws -> WebAnswer {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw NoAnswer() }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw NoAnswer() }
        try send(request, to: descriptor)
        return try parse(receive(from: descriptor))
    }

    private static func send(_ bytes: Data, to descriptor: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { throw NoAnswer() }
            rest = rest.dropFirst(sent)
        }
    }

    private static func receive(from descriptor: Int32) throws -> Data {
        var answer = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let got = recv(descriptor, &buffer, buffer.count, 0)
            guard got >= 0 else { throw NoAnswer() }
            if got == 0 { return answer }
            answer.append(contentsOf: buffer[..<got])
        }
    }

    private static func parse(_ answer: Data) throws -> WebAnswer {
        guard let end = answer.firstRange(of: Data("\r\n\r\n".utf8)) else { throw NoAnswer() }
        let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self)
            .components(separatedBy: "\r\n")
        let words = head.first?.split(separator: " ") ?? []
        guard words.count > 1, let status = Int(words[1]) else { throw NoAnswer() }
        var headers: [String: String] = [:]
        for line in head.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                .trimmingCharacters(in: .whitespaces)
        }
        let body = Data(answer[end.upperBound...])
        // A server killed in the middle of its answer has not acknowledged anything.
        if let length = headers["content-length"].flatMap({ Int($0) }), length != body.count {
            throw NoAnswer()
        }
        return WebAnswer(status: status, headers: headers, body: body)
    }
}
