import Foundation
import Testing

@testable import EventLog

@Suite("Files with keys, and signed checkpoints (鍵と到達点のファイル)")
struct KeyFileTests {
    private static func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("koe-keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private static func mode(_ file: URL) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    private static let bytes = [UInt8](0..<32)

    @Test("A key file is its owner's alone; the first to write it wins, and no draft is left")
    func create() throws {
        try Self.inFolder { folder in
            let file = folder.appendingPathComponent("deeper/master.key")
            #expect(try KeyFile.read(file) == nil)
            let mask = umask(0)
            defer { umask(mask) }
            #expect(try KeyFile.create(file, Self.bytes) == Self.bytes)
            #expect(try Self.mode(file) == 0o600)
            #expect(try KeyFile.create(file, Self.bytes.reversed()) == Self.bytes)
            #expect(try KeyFile.read(file) == Self.bytes)
            let names = try FileManager.default.contentsOfDirectory(
                atPath: file.deletingLastPathComponent().path)
            #expect(names == ["master.key"])
        }
    }

    @Test("A draft left behind by a crash, of a process with our number, is in nobody's way")
    func leftoverDraft() throws {
        try Self.inFolder { folder in
            let file = folder.appendingPathComponent("master.key")
            let draft = file.appendingPathExtension("\(getpid()).new")
            try Data([1, 2, 3]).write(to: draft)
            #expect(try KeyFile.create(file, Self.bytes) == Self.bytes)
        }
    }

    @Test("Several at once in one process agree")
    func atOnce() throws {
        try Self.inFolder { folder in
            let file = folder.appendingPathComponent("master.key")
            let results = Shared<[[UInt8]]>([])
            DispatchQueue.concurrentPerform(iterations: 8) { n in
                let mine = [UInt8](repeating: UInt8(n), count: 32)
                do {
                    let kept = try KeyFile.create(file, mine)
                    results.change { $0.append(kept) }
                } catch {
                    Issue.record(error)
                }
            }
            #expect(results.value.count == 8)
            #expect(Set(results.value).count == 1)
        }
    }

    @Test("A cut key file is damaged, not overwritten", arguments: [0, 31, 33])
    func damaged(length: Int) throws {
        try Self.inFolder { folder in
            let file = folder.appendingPathComponent("checkpoint.key")
            let cut = Data([UInt8](repeating: 7, count: length))
            try cut.write(to: file)
            #expect(throws: KeyringError.damagedKeyFile(file.path)) { try KeyFile.read(file) }
            #expect(throws: KeyringError.damagedKeyFile(file.path)) {
                try CheckpointFolder(dataDirectory: folder.path).signer(origin: "koe/012238")
            }
            #expect(try Data(contentsOf: file) == cut)
        }
    }

    @Test("Checkpoints are signed, kept and read again; the key stays the same")
    func sign() throws {
        try Self.inFolder { folder in
            let checkpoints = CheckpointFolder(dataDirectory: folder.path)
            let origin = CheckpointFolder.origin(code: "012238")
            #expect(origin == "koe/012238")
            #expect(try checkpoints.all(origin: origin).isEmpty)
            let sizes: [Int64] = [0, 1, 600, 9_007_199_254_740_993]
            for size in sizes {
                let checkpoint = try LogCheckpoint(
                    origin: origin, size: size, root: Digest.sha256(Array("\(size)".utf8)))
                let note = try checkpoints.sign(checkpoint)
                let file = checkpoints.folder.appendingPathComponent("\(size).checkpoint")
                #expect(try String(contentsOf: file, encoding: .utf8) == note)
            }
            #expect(try Self.mode(folder.appendingPathComponent("checkpoint.key")) == 0o600)
            let again = CheckpointFolder(dataDirectory: folder.path)
            #expect(
                try again.signer(origin: origin).verifier
                    == checkpoints.signer(origin: origin).verifier)
            let all = try again.all(origin: origin)
            #expect(all.map(\.size).sorted() == sizes)
            #expect(all.allSatisfy { $0.root == Digest.sha256(Array("\($0.size)".utf8)) })
        }
    }

    @Test(
        "A checkpoint file that was tampered with is refused, whatever was changed",
        arguments: ["size", "root", "signature", "cut", "other key"])
    func tampered(part: String) throws {
        try Self.inFolder { folder in
            let checkpoints = CheckpointFolder(dataDirectory: folder.path)
            let note = try checkpoints.sign(
                try LogCheckpoint(origin: "koe/012238", size: 600, root: TreeHash.empty))
            var lines = note.split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init)
            switch part {
            case "size": lines[1] = "601"
            case "root": lines[2] = Base64.string(Digest.zero.bytes)
            case "signature":
                let last = try #require(lines[4].dropLast(8).last)
                lines[4] = lines[4].dropLast(9) + (last == "A" ? "B" : "A") + lines[4].suffix(8)
            case "cut": lines.removeLast(2)
            default:
                try FileManager.default.removeItem(
                    at: folder.appendingPathComponent("checkpoint.key"))
            }
            let file = checkpoints.folder.appendingPathComponent("600.checkpoint")
            try Data(lines.joined(separator: "\n").utf8).write(to: file)
            #expect(throws: NoteError.self) { try checkpoints.all(origin: "koe/012238") }
        }
    }
}
