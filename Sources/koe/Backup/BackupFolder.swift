import Foundation

/// A folder with backups: `log/<name>` and `keyring/<name>`, apart (退避先).
struct BackupFolder {
    let root: URL

    init(_ path: String) { root = URL(fileURLWithPath: path, isDirectory: true) }

    /// One backup in it.
    struct Entry {
        let folder: URL
        let manifest: BackupManifest
    }

    private func folder(of kind: BackupManifest.Kind) -> URL {
        root.appendingPathComponent(kind.rawValue, isDirectory: true)
    }

    /// Makes a backup: all of it is there under its name, or nothing.
    /// - Parameter fill: writes the files into the folder it is given, and says what they are.
    func add(
        _ kind: BackupManifest.Kind, named name: String,
        _ fill: (URL) async throws -> BackupManifest
    ) async throws -> Entry {
        let final = folder(of: kind).appendingPathComponent(name, isDirectory: true)
        let making = folder(of: kind).appendingPathComponent(name + ".making", isDirectory: true)
        guard !FileManager.default.fileExists(atPath: final.path) else {
            throw CommandError("\(final.path) is there already", Failure.conflict)
        }
        do {
            try FileManager.default.createDirectory(
                at: making, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandError(
                "cannot write into \(root.path): check its owner and free space",
                Failure.unavailable)
        }
        do {
            var manifest = try await fill(making)
            manifest.files = try Self.files(in: making)
            try manifest.write(into: making)
            try Self.sync(making)
            guard rename(making.path, final.path) == 0 else {
                throw CommandError("cannot write \(final.path)", Failure.unavailable)
            }
            try Self.sync(folder(of: kind))
            return Entry(folder: final, manifest: manifest)
        } catch {
            try? FileManager.default.removeItem(at: making)
            throw error
        }
    }

    /// All backups in it, the oldest first; what is no backup is passed over.
    func entries() -> [Entry] {
        var entries: [Entry] = []
        for kind in BackupManifest.Kind.allCases {
            let folder = folder(of: kind)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            for name in names.sorted() where !name.hasSuffix(".making") {
                let place = folder.appendingPathComponent(name, isDirectory: true)
                if let manifest = try? BackupManifest.read(place) {
                    entries.append(Entry(folder: place, manifest: manifest))
                }
            }
        }
        return entries
    }

    private static func files(in folder: URL) throws -> [BackupManifest.File] {
        guard let all = FileManager.default.enumerator(atPath: folder.path) else { return [] }
        var files: [BackupManifest.File] = []
        for case let name as String in all {
            let file = folder.appendingPathComponent(name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: file.path)
            files.append(try BackupManifest.File(file, name: name))
        }
        return files.sorted { $0.name < $1.name }
    }

    /// Files and names survive a power cut.
    private static func sync(_ folder: URL) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        for path in names.map({ folder.appendingPathComponent($0).path }) + [folder.path] {
            let opened = open(path, O_RDONLY | O_CLOEXEC)
            guard opened >= 0 else { continue }
            let isDurable = fsync(opened) == 0
            close(opened)
            guard isDurable else {
                throw CommandError("cannot write \(path) to disk", Failure.unavailable)
            }
        }
    }
}
