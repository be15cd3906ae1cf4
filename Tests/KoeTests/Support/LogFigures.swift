import Crypto
import Foundation
import Testing

/// What `item receive` and `POST /api/v1/items` answer.
struct Receipt: Decodable, Hashable, Sendable {
    let id: String
    let receiptNumber: String
    let enquiryCode: String
    let position: Int
}

/// What `log status` answers.
struct LogStatus: Decodable, Hashable {
    let events: Int
    let position: Int
    let root: String
}

/// What `log verify` answers.
struct LogVerification: Decodable {
    let ok: Bool
    let events: Int
    let root: String
}

/// What `log prove` answers.
struct InclusionProof: Decodable {
    let leafIndex: Int
    let treeSize: Int
    let leafHash: String
    let path: [String]
    let root: String
    let checkpoint: String
}

/// What `log consistency` answers.
struct ConsistencyProof: Decodable {
    let from: Int
    let to: Int
    let path: [String]
}

/// One line of `log export`.
struct ExportedEvent: Decodable {
    struct Payload: Decodable {
        let receiptNumber: String
        let senderKind: String
        let wantsReply: String
        let mayPublish: String
        let topics: [String]
        let category: String?
        let nature: String?
        let hasBody: Bool
    }
    let position: Int
    let stream: String
    let version: Int
    let type: String
    let recordedAt: String
    let correlation: String?
    let payload: Payload
    let sealed: Data?
    let leaf: Data
    let leafHash: String
}

/// One line of `log export --format cloudevents`.
struct CloudEvent: Decodable {
    let specversion: String
    let id: String
    let source: String
    let type: String
    let subject: String
    let time: String
    let datacontenttype: String
    let sequence: String
    let data: ExportedEvent.Payload
}

extension Office {
    func status(_ environment: [String: String] = [:]) async throws -> LogStatus {
        try await koe("log", "status", "--format", "json", environment: environment).decode()
    }

    func verify(_ environment: [String: String] = [:]) async throws -> LogVerification {
        try await koe("log", "verify", "--format", "json", environment: environment).decode()
    }

    func export(_ environment: [String: String] = [:]) async throws -> [ExportedEvent] {
        try await koe("log", "export", environment: environment).text()
            .split(separator: "\n").map { line in
                try JSONDecoder().decode(ExportedEvent.self, from: Data(line.utf8))
            }
    }
}

/// RFC 9162 in a few lines, from its text and not from our sources.
enum CertificateTree {
    static func leaf(_ bytes: Data) -> Data { Data(SHA256.hash(data: Data([0]) + bytes)) }

    static func node(_ left: Data, _ right: Data) -> Data {
        Data(SHA256.hash(data: Data([1]) + left + right))
    }

    /// MTH of section 2.1.1.
    static func root(_ leaves: ArraySlice<Data>) -> Data {
        guard let first = leaves.first else { return Data(SHA256.hash(data: Data())) }
        guard leaves.count > 1 else { return first }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    /// Section 2.1.3.2.
    static func proves(
        _ leaf: Data, at index: Int, of size: Int, path: [Data], root: Data
    ) -> Bool {
        guard index < size else { return false }
        var (fn, sn, hash) = (index, size - 1, leaf)
        for step in path {
            guard sn > 0 else { return false }
            if fn & 1 == 1 || fn == sn {
                hash = node(step, hash)
                while fn & 1 == 0, fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
            } else {
                hash = node(hash, step)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        return sn == 0 && hash == root
    }

    /// Section 2.1.4.2, for 0 < from < to.
    static func isConsistent(
        _ from: Int, _ fromRoot: Data, _ to: Int, _ toRoot: Data, path: [Data]
    ) -> Bool {
        let path = from & (from - 1) == 0 ? [fromRoot] + path : path
        guard let first = path.first else { return false }
        var (fn, sn) = (from - 1, to - 1)
        while fn & 1 == 1 { (fn, sn) = (fn >> 1, sn >> 1) }
        var (older, newer) = (first, first)
        for step in path.dropFirst() {
            guard sn > 0 else { return false }
            if fn & 1 == 1 || fn == sn {
                (older, newer) = (node(step, older), node(step, newer))
                while fn & 1 == 0, fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
            } else {
                newer = node(newer, step)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        return older == fromRoot && newer == toRoot && sn == 0
    }
}

extension Data {
    /// The bytes of a hexadecimal text.
    init(hex text: String) throws {
        let digits = try text.map { try #require($0.hexDigitValue) }
        try #require(digits.count.isMultiple(of: 2))
        self.init(
            stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        )
    }

    var hex: String {
        map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
