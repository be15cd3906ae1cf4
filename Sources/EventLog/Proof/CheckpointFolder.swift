import Crypto
public import Foundation

/// Signed checkpoints outside the database: files an office can print, publish and hand to an
/// auditor (署名付き到達点).
///
/// Whoever rewrites the database cannot rewrite these; `log verify` holds them against it.
public struct CheckpointFolder: Sendable {
    /// The folder with one `<size>.checkpoint` per signed head.
    public let folder: URL
    private let keyFile: URL

    /// The checkpoints of a data directory; the signing key lies beside them.
    public init(dataDirectory: String) {
        let data = URL(fileURLWithPath: dataDirectory, isDirectory: true)
        folder = data.appendingPathComponent("checkpoints", isDirectory: true)
        keyFile = data.appendingPathComponent("checkpoint.key")
    }

    /// The origin line of a city's log.
    public static func origin(code: String) -> String { "koe/\(code)" }

    /// The signer for an origin; the key is made at first use.
    public func signer(origin: String) throws -> NoteSigner {
        let key: Curve25519.Signing.PrivateKey
        if let stored = try KeyFile.read(keyFile) {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: stored)
        } else {
            let made = Curve25519.Signing.PrivateKey()
            let kept = try KeyFile.create(keyFile, Array(made.rawRepresentation))
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: kept)
        }
        return try NoteSigner(name: origin, key: key)
    }

    /// Whether there is a signing key already.
    public var hasKey: Bool { FileManager.default.fileExists(atPath: keyFile.path) }

    /// Signs a head and keeps the note; a size signed before gives the note of then.
    /// - Throws: ``CheckpointContradiction`` when another root was signed for that size before:
    ///   the log was rewritten, and the older note is the evidence.
    public func sign(_ checkpoint: LogCheckpoint) throws -> String {
        let file = folder.appendingPathComponent("\(checkpoint.size).checkpoint")
        if let kept = try? String(contentsOf: file, encoding: .utf8) {
            let verifier = try signer(origin: checkpoint.origin).verifier
            let earlier = try LogCheckpoint.open(kept, by: verifier, origin: checkpoint.origin)
            guard earlier.root == checkpoint.root else {
                throw CheckpointContradiction(size: checkpoint.size, file: file.path)
            }
            return kept
        }
        let note = try checkpoint.signed(by: signer(origin: checkpoint.origin))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(note.utf8).write(to: file, options: .atomic)
        return note
    }

    /// All checkpoints kept here whose signature holds.
    /// - Throws: `NoteError` for one that was tampered with.
    public func all(origin: String) throws -> [LogCheckpoint] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        let verifier = try signer(origin: origin).verifier
        return try files.filter { $0.pathExtension == "checkpoint" }.map { file in
            try LogCheckpoint.open(
                String(decoding: Data(contentsOf: file), as: UTF8.self), by: verifier,
                origin: origin)
        }
    }
}

/// The log's root differs from the one signed earlier for the same size (到達点との矛盾).
public struct CheckpointContradiction: Error, Sendable, CustomStringConvertible {
    /// The size both speak of.
    public let size: Int64
    /// The note signed earlier.
    public let file: String

    /// One line.
    public var description: String {
        "the log was rewritten: at \(size) events its root is not the one signed in \(file)"
    }
}
