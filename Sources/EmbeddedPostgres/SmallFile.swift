import Glibc

/// Reading and writing the small files of a cluster (小さなファイルの読み書き).
///
/// As root these calls work inside folders the `postgres` user may write to; none of them follows
/// a symbolic link put there.
enum SmallFile {
    /// The file's text from `offset` on, at most `limit` bytes; nil when it cannot be read.
    static func read(_ path: String, from offset: Int = 0, limit: Int = 65_536) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit)
        var filled = 0
        while filled < limit {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, limit - filled,
                    off_t(offset + filled))
            }
            guard got >= 0 else { return nil }
            if got == 0 { break }
            filled += got
        }
        return String(decoding: bytes[..<filled], as: UTF8.self)
    }

    /// Its length in bytes; 0 when it is not there.
    static func length(_ path: String) -> Int {
        var info = stat()
        return lstat(path, &info) == 0 ? Int(info.st_size) : 0
    }

    /// Puts the file there whole or not at all, readable by its owner alone.
    static func replace(
        _ path: String, with text: String, owner: ClusterOwner
    ) throws(ClusterError) {
        let fresh = path + ".new"
        unlink(fresh)
        let descriptor = open(
            fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .file(path, errno: errno) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { throw .file(path, errno: errno) }
            rest = rest.dropFirst(written)
        }
        if owner.needsDropping, fchown(descriptor, owner.userID, owner.groupID) != 0 {
            throw .file(path, errno: errno)
        }
        guard fsync(descriptor) == 0, rename(fresh, path) == 0 else {
            throw .file(path, errno: errno)
        }
    }

    /// Writes a folder's entries to disk, so that a rename in it survives a power cut.
    static func syncFolder(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

/// The names in a folder.
enum FolderListing {
    /// All names but `.` and `..`, in no order; none when the folder cannot be read.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
