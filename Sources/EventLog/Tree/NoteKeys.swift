// Only the enum, so that `Digest` here and in those who import both stays ours.
public import enum Crypto.Curve25519

/// The public half of the city's signing key, as it is published (検証鍵).
///
/// Its printed form is that of C2SP signed-note: `name+hexkeyid+base64(0x01 ‖ public key)`.
public struct NoteVerifier: Hashable, Sendable {
    /// The longest name a key may have, in bytes.
    public static let maximumNameBytes = 255

    /// The number of Ed25519 in signed-note.
    private static let algorithm: UInt8 = 0x01
    private static let publicKeyBytes = 32

    /// The name of the key; by custom the origin of the log it signs.
    public let name: String
    /// The first four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ public key), as a number.
    public let keyID: UInt32
    /// The 32 bytes of the Ed25519 public key.
    public let publicKey: [UInt8]

    /// Makes the verifier of a public key.
    ///
    /// - Throws: ``NoteError/malformedKey`` if the name is empty, longer than
    ///   ``maximumNameBytes``, or has blanks or a plus sign, or if the key has not 32 bytes.
    public init(name: String, publicKey: [UInt8]) throws(NoteError) {
        guard Self.isName(name), publicKey.count == Self.publicKeyBytes else {
            throw .malformedKey
        }
        self.name = name
        self.publicKey = publicKey
        let named = Array(name.utf8) + [UInt8(ascii: "\n"), Self.algorithm]
        let digest = Digest.sha256(named + publicKey)
        keyID = digest.withUnsafeBytes { UInt32(bigEndian: $0.loadUnaligned(as: UInt32.self)) }
    }

    /// Reads the printed form.
    ///
    /// - Throws: ``NoteError/malformedKey`` for anything else, also if the key id is not that of
    ///   the name and key.
    public init(parsing text: String) throws(NoteError) {
        // Base64 has plus signs of its own.
        let parts = text.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, case let name = String(Substring(parts[0])),
            let key = Base64.decode(parts[2]), key.first == Self.algorithm
        else { throw .malformedKey }
        try self.init(name: name, publicKey: Array(key[1...]))
        guard parts[1].elementsEqual(hexKeyID.utf8) else { throw .malformedKey }
    }

    /// The printed form.
    public var string: String {
        "\(name)+\(hexKeyID)+\(Base64.string([Self.algorithm] + publicKey))"
    }

    /// Whether these bytes are this key's signature of a text.
    func isValid(_ signature: [UInt8], for text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: Array(text.utf8))
    }

    /// Whether a key can have this name: something, without blanks, plus signs or control
    /// characters.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= maximumNameBytes
            && name.unicodeScalars.allSatisfy {
                $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace
            }
    }

    private var hexKeyID: String {
        withUnsafeBytes(of: keyID.bigEndian) { Hexadecimal.string($0) }
    }
}

/// A key that signs notes (署名鍵).
public struct NoteSigner: Sendable {
    /// The public half.
    public let verifier: NoteVerifier

    private let key: Curve25519.Signing.PrivateKey

    /// The name of the key.
    public var name: String { verifier.name }

    /// Names a key.
    ///
    /// - Throws: ``NoteError/malformedKey`` if a key cannot have the name.
    public init(name: String, key: Curve25519.Signing.PrivateKey) throws(NoteError) {
        verifier = try NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
        self.key = key
    }

    func sign(_ text: String) throws(NoteError) -> SignedNote.Signature {
        guard let bytes = try? key.signature(for: Array(text.utf8)) else { throw .wrongSignature }
        return SignedNote.Signature(name: name, keyID: verifier.keyID, bytes: Array(bytes))
    }
}
