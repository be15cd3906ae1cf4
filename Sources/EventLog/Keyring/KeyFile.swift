import Foundation

/// A file with 32 secret bytes, readable by its owner only (鍵のファイル).
enum KeyFile {
    static func read(_ file: URL) throws -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let bytes = Array(try Data(contentsOf: file))
        guard bytes.count == 32 else { throw KeyringError.damagedKeyFile(file.path) }
        return bytes
    }

    /// Writes the bytes unless another process was quicker; returns what the file holds then.
    static func create(_ file: URL, _ bytes: [UInt8]) throws -> [UInt8] {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let draft = try draft(of: file, bytes)
        defer { unlink(draft) }
        // link(2) does not replace: of two processes one wins, and both read the winner's key.
        if link(draft, file.path) != 0, errno != EEXIST {
            throw KeyringError.cannotWrite(file.path)
        }
        try syncFolder(of: file)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw KeyringError.cannotWrite(file.path)
        }
        return Array(try Data(contentsOf: file))
    }

    /// Puts the bytes in the place of what the file holds, in one step.
    static func replace(_ file: URL, _ bytes: [UInt8]) throws {
        var before = stat()
        guard stat(file.path, &before) == 0 else { throw KeyringError.cannotWrite(file.path) }
        let draft = try draft(of: file, bytes)
        defer { unlink(draft) }
        // Run by root, it stays the file of whom the server runs as.
        guard before.st_uid == geteuid() || chown(draft, before.st_uid, before.st_gid) == 0,
            rename(draft, file.path) == 0
        else { throw KeyringError.cannotWrite(file.path) }
        try syncFolder(of: file)
    }

    /// A durable file beside it.
    private static func draft(of file: URL, _ bytes: [UInt8]) throws -> String {
        // A name of its own: a draft left by a crash must be in nobody's way, and in a container
        // the process number is the same after every start.
        let draft = file.appendingPathExtension("\(UUID().uuidString).new").path
        let opened = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw KeyringError.cannotWrite(file.path) }
        let written = write(opened, bytes, bytes.count)
        let isDurable = fsync(opened) == 0
        close(opened)
        guard written == bytes.count, isDurable else {
            unlink(draft)
            throw KeyringError.cannotWrite(file.path)
        }
        return draft
    }

    /// The name too must survive a power cut, or the keys wrapped with this one are lost.
    private static func syncFolder(of file: URL) throws {
        let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw KeyringError.cannotWrite(file.path) }
        let isNamed = fsync(folder) == 0
        close(folder)
        guard isNamed else { throw KeyringError.cannotWrite(file.path) }
    }
}
