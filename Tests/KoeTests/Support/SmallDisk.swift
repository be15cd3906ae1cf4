import Foundation
import Testing

/// A data directory on a file system of its own, small enough to be filled.
struct SmallDisk: Sendable {
    let path: String

    /// Bytes of the whole disk: a new cluster takes about 90 MB of it.
    static let size = 150 << 20

    private var filler: String { path + "/filler" }

    /// Whether this user may mount anything here: root in a container often may not.
    static func isPossible() async throws -> Bool {
        guard geteuid() == 0 else { return false }
        let folder = "/tmp/koe-mount-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        defer { rmdir(folder) }
        guard mount("tmpfs", folder, "tmpfs", 0, "size=1m") == 0 else { return false }
        return umount2(folder, Int32(MNT_DETACH)) == 0
    }

    /// Mounts it as the office's data directory, and unmounts it however the body ends.
    static func lend<Value>(
        to office: Office, _ body: (SmallDisk) async throws -> Value
    ) async throws -> Value {
        try FileManager.default.createDirectory(
            atPath: office.data, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o711])
        try #require(mount("tmpfs", office.data, "tmpfs", 0, "size=\(size),mode=711") == 0)
        let disk = SmallDisk(path: office.data)
        do {
            let value = try await body(disk)
            try await disk.unmount(office)
            return value
        } catch {
            try await disk.unmount(office)
            throw error
        }
    }

    private func unmount(_ office: Office) async throws {
        // In the way of a folder's removal it must not be, whoever still works in it.
        #expect(try await office.isQuiet())
        if umount2(path, 0) != 0 { #expect(umount2(path, Int32(MNT_DETACH)) == 0) }
    }

    /// Bytes that can still be written.
    func free() throws -> Int {
        var figures = statvfs()
        try #require(statvfs(path, &figures) == 0)
        return Int(figures.f_bavail) * Int(figures.f_bsize)
    }

    /// Fills it up to so many bytes.
    func fill(leaving rest: Int) throws {
        let size = try free() - rest
        try #require(size > 0, "the cluster has taken too much of the disk already")
        let descriptor = open(filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(posix_fallocate(descriptor, 0, off_t(size)) == 0)
    }

    /// Makes room again.
    func clear() throws { try FileManager.default.removeItem(atPath: filler) }
}
