import Foundation
import Hummingbird

@testable import Web

/// The scanned files the desk is tested with (試験用のスキャン).
enum SampleScan {
    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return Array(
            try Data(contentsOf: folder.appending(path: "DeskTests/Fixtures/Scans/\(name)")))
    }
}

extension Browser {
    /// Sends a form with files, as a button with `formenctype` does.
    @discardableResult
    func send(
        _ path: String, _ fields: [(String, String)], files: [(name: String, bytes: [UInt8])],
        withToken: Bool = true, headers: [String: String] = [:]
    ) async throws -> Answer {
        var body: [UInt8] = []
        func add(_ head: String, _ content: [UInt8]) {
            body += Array("--x\r\nContent-Disposition: form-data; \(head)\r\n\r\n".utf8)
            body += content + Array("\r\n".utf8)
        }
        let hidden = withToken ? page.hiddenFields : []
        for (name, value) in fields + hidden { add("name=\"\(name)\"", Array(value.utf8)) }
        for file in files { add("name=\"scans\"; filename=\"\(file.name)\"", file.bytes) }
        body += Array("--x--\r\n".utf8)
        let type = ["Content-Type": "multipart/form-data; boundary=x"]
        return try await ask(.post, path, type.merging(headers) { $1 }, body)
    }
}
