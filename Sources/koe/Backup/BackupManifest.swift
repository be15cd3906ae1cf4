import Crypto
import Foundation

/// What lies in a backup and how it can be told whole: its `manifest.json` (退避の目録).
struct BackupManifest: Codable, Equatable {
    /// The two kinds, which live differently long: a log may be kept for ever.
    enum Kind: String, Codable, CaseIterable { case log, keyring }

    struct City: Codable, Equatable {
        let code: String
        let name: String
    }

    /// One file, and how to tell that it is whole.
    struct File: Codable, Equatable {
        let name: String
        let bytes: Int
        let sha256: String
    }

    /// Which master key opens the keyring; never the key.
    struct Master: Codable, Equatable {
        let number: Int32
        let fingerprint: String
    }

    /// The only shape there has been so far.
    static let currentFormat = 1
    static let fileName = "manifest.json"

    var format = currentFormat
    let kind: Kind
    let name: String
    let city: City
    let takenAt: Date
    let program: String
    let schema: [String]
    /// Of a log: its head, and the signed checkpoint of it.
    var position: Int64?
    var root: String?
    var checkpoint: String?
    /// Of a keyring: the master key, its keys, and until when it may be kept.
    var master: Master?
    var keys: Int64?
    var keepUntil: Date?
    var files: [File] = []

    /// The manifest of a backup's folder.
    static func read(_ folder: URL) throws -> BackupManifest {
        let file = folder.appendingPathComponent(fileName)
        guard let data = FileManager.default.contents(atPath: file.path) else {
            throw CommandError(
                "\(folder.path) is no backup: it has no \(fileName)", Failure.badData)
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let manifest = try? decoder.decode(BackupManifest.self, from: data) else {
            throw CommandError("\(file.path) is damaged: it cannot be read", Failure.badData)
        }
        guard manifest.format == currentFormat else {
            throw CommandError(
                "\(file.path) was written by a newer Koe; install that one", Failure.internalError)
        }
        return manifest
    }

    /// Puts it beside the files.
    func write(into folder: URL) throws {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var data = try encoder.encode(self)
        data.append(UInt8(ascii: "\n"))
        try data.write(to: folder.appendingPathComponent(Self.fileName))
    }

    /// Refuses a backup of which a file is missing, cut or changed.
    func requireWhole(_ folder: URL) throws {
        for file in files {
            let path = folder.appendingPathComponent(file.name)
            guard FileManager.default.fileExists(atPath: path.path) else {
                throw CommandError("\(path.path) is missing from the backup", Failure.badData)
            }
            let found = try File(path, name: file.name)
            guard found == file else {
                throw CommandError(
                    "\(path.path) is damaged: its SHA-256 is not the one in \(Self.fileName)",
                    Failure.badData)
            }
        }
    }
}

extension BackupManifest.File {
    /// Bytes read at a time.
    private static let chunk = 1 << 20

    /// Reads a file that is there.
    init(_ file: URL, name: String) throws {
        guard let handle = try? FileHandle(forReadingFrom: file) else {
            throw CommandError("cannot read \(file.path)", Failure.unavailable)
        }
        defer { try? handle.close() }
        var hash = SHA256()
        var count = 0
        while let data = try handle.read(upToCount: Self.chunk), !data.isEmpty {
            hash.update(data: data)
            count += data.count
        }
        self.name = name
        bytes = count
        sha256 = hash.finalize().map { String(format: "%02x", $0) }.joined()
    }
}
