import Crypto
import Foundation

/// A master key: 32 bytes in a file outside both databases that wrap the keys of streams (親鍵).
struct MasterKey: Sendable {
    /// How long it is, in bytes.
    static let length = 32

    /// What the file holds.
    let bytes: [UInt8]

    /// One that was never there before.
    static func fresh() -> MasterKey {
        MasterKey(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Tells master keys apart; nothing about the key follows from it.
    var fingerprint: String {
        HKDF<SHA256>.expand(
            pseudoRandomKey: root, info: Array("koe/fingerprint".utf8), outputByteCount: 8
        ).withUnsafeBytes { Hexadecimal.string($0) }
    }

    /// HKDF-Extract of the key: what derived keys are expanded from. One-way, so that whoever holds
    /// it cannot open what the key wrapped.
    var root: SymmetricKey {
        SymmetricKey(
            data: HKDF<SHA256>.extract(
                inputKeyMaterial: SymmetricKey(data: bytes), salt: [UInt8]()))
    }

    /// A key, encrypted; it opens under the same name only.
    /// - Parameter nonce: twelve random bytes nobody has used.
    func wrap(
        _ key: SymmetricKey, for name: String, nonce: ArraySlice<UInt8> = RandomBytes.draw(12)[...]
    ) throws -> [UInt8] {
        let box = try key.withUnsafeBytes { bytes in
            try AES.GCM.seal(
                bytes, using: SymmetricKey(data: self.bytes),
                nonce: AES.GCM.Nonce(data: nonce), authenticating: Array(name.utf8))
        }
        guard let combined = box.combined else { throw KeyringError.cannotOpen }
        return Array(combined)
    }

    /// - Returns: `nil` when these bytes were damaged, or wrapped with another key or name.
    func unwrap(_ wrapped: [UInt8], for name: String) -> SymmetricKey? {
        guard let box = try? AES.GCM.SealedBox(combined: wrapped),
            let key = try? AES.GCM.open(
                box, using: SymmetricKey(data: bytes), authenticating: Data(name.utf8))
        else { return nil }
        return SymmetricKey(data: key)
    }
}

/// The file that holds the master key, and the one before it while keys are wrapped anew
/// (親鍵のファイル).
struct MasterKeyFile: Sendable {
    /// More than two would mean that a change began before the last one had ended.
    static let most = 2

    private let file: URL

    init(dataDirectory: String) {
        file = URL(fileURLWithPath: dataDirectory, isDirectory: true)
            .appendingPathComponent("master.key")
    }

    /// Where it is, for messages.
    var path: String { file.path }

    /// Its keys; none when there is no file.
    /// - Throws: ``KeyringError/damagedKeyFile(_:)``, ``KeyringError/cannotRead(_:)``.
    func read() throws -> [MasterKey] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let data = try? Data(contentsOf: file) else { throw KeyringError.cannotRead(path) }
        let bytes = Array(data)
        let count = bytes.count / MasterKey.length
        guard (1...Self.most).contains(count), bytes.count == count * MasterKey.length else {
            throw KeyringError.damagedKeyFile(path)
        }
        return (0..<count).map {
            MasterKey(Array(bytes[$0 * MasterKey.length..<($0 + 1) * MasterKey.length]))
        }
    }

    /// The first key of a city, unless another process was quicker; what the file holds then.
    func create() throws -> [MasterKey] {
        _ = try KeyFile.create(file, MasterKey.fresh().bytes)
        return try read()
    }

    /// Puts other keys in place of those it holds; durable before this returns.
    /// - Parameter overwriting: the bytes it held are overwritten, not only forgotten. What the
    ///   medium or a snapshot keeps of them is beyond us.
    func replace(with keys: [MasterKey], overwriting: Bool) throws {
        let held = overwriting ? open(path, O_WRONLY | O_CLOEXEC) : -1
        defer { if held >= 0 { close(held) } }
        try KeyFile.replace(file, keys.flatMap(\.bytes))
        if held >= 0 {
            let zeros = [UInt8](repeating: 0, count: MasterKey.length * Self.most)
            guard pwrite(held, zeros, zeros.count, 0) == zeros.count, fsync(held) == 0 else {
                throw KeyringError.cannotWrite(path)
            }
        }
    }
}
