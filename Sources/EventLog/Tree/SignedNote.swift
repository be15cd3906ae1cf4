/// Why a note was refused (署名文書の誤り).
public enum NoteError: Error, Hashable, Sendable {
    /// Longer than ``SignedNote/maximumBytes``, or more lines of signatures than allowed.
    case tooLong
    /// Not the form of a note: text, blank line, signature lines.
    case malformedNote
    /// A key's printed form, or the name of a key, is not one.
    case malformedKey
    /// Nobody we know signed it.
    case unsigned
    /// A signature in the name of the known key is not its signature of this text.
    case wrongSignature
    /// The text of the note is not a checkpoint.
    case malformedCheckpoint
    /// A checkpoint of another log than the one asked for.
    case otherOrigin
}

/// A text and the signatures under it, as C2SP signed-note defines it (署名文書).
public struct SignedNote: Hashable, Sendable {
    /// The longest note that is read, in bytes. A checkpoint has about 200, but
    /// signed-note wants 16 signatures accepted, and post-quantum ones have 5,000 bytes each.
    public static let maximumBytes = 256 * 1024
    /// The most signature lines a note may have.
    public static let maximumSignatures = 100

    static let separator = "\n\n"
    static let signaturePrefix = "— "

    /// One line under the text.
    public struct Signature: Hashable, Sendable {
        /// The name of the key.
        public let name: String
        /// The first four bytes of the hash of name and key, as a number.
        public let keyID: UInt32
        /// What the key made: 64 bytes if it is Ed25519.
        public let bytes: [UInt8]
    }

    /// The text signed; ends with a line break.
    public let text: String
    /// The signatures, in the order of their lines; most of them may be by keys nobody here knows.
    public private(set) var signatures: [Signature]

    /// A text nobody has signed yet.
    ///
    /// - Throws: ``NoteError/malformedNote`` unless the text is lines, each with its line break,
    ///   without control characters; ``NoteError/tooLong``.
    public init(text: String) throws(NoteError) {
        guard text.utf8.count <= Self.maximumBytes else { throw .tooLong }
        guard Self.isText(text) else { throw .malformedNote }
        self.text = text
        signatures = []
    }

    /// Reads a note; says nothing yet about who signed it.
    ///
    /// - Throws: ``NoteError/tooLong``, ``NoteError/malformedNote``.
    public init(parsing note: String) throws(NoteError) {
        guard note.utf8.count <= Self.maximumBytes else { throw .tooLong }
        // The last blank line, since the text may have some of its own. Bytes, because Swift's
        // Characters join a line break with the combining mark after it.
        let bytes = Array(note.utf8)
        let lineBreak = UInt8(ascii: "\n")
        guard bytes.last == lineBreak,
            let blank = bytes.indices.dropFirst().last(where: {
                bytes[$0] == lineBreak && bytes[$0 - 1] == lineBreak
            })
        else { throw .malformedNote }
        let text = String(decoding: bytes[..<blank], as: UTF8.self)
        guard Self.isText(text) else { throw .malformedNote }
        let lines = bytes[(blank + 1)...].dropLast()
            .split(separator: lineBreak, omittingEmptySubsequences: false)
        guard lines.count <= Self.maximumSignatures else { throw .tooLong }
        var signatures: [Signature] = []
        for line in lines {
            guard let signature = Signature(line: String(decoding: line, as: UTF8.self)) else {
                throw .malformedNote
            }
            signatures.append(signature)
        }
        self.text = text
        self.signatures = signatures
    }

    /// Adds a signature.
    ///
    /// - Throws: ``NoteError/wrongSignature`` if the key could not sign.
    public mutating func sign(by signer: NoteSigner) throws(NoteError) {
        signatures.append(try signer.sign(text))
    }

    /// Makes sure that the known key signed the text.
    ///
    /// Signatures of other keys are ignored, even if they share its name or its id.
    ///
    /// - Throws: ``NoteError/unsigned`` if there is no signature in the name of the key,
    ///   ``NoteError/wrongSignature`` if there is one but it is not by the key.
    public func verify(by verifier: NoteVerifier) throws(NoteError) {
        let known = signatures.filter {
            // By bytes: Swift's `==` would take differently composed names for the same.
            $0.keyID == verifier.keyID && $0.name.utf8.elementsEqual(verifier.name.utf8)
        }
        guard !known.isEmpty else { throw .unsigned }
        for signature in known where !verifier.isValid(signature.bytes, for: text) {
            throw .wrongSignature
        }
    }

    /// The note as it is published.
    public var string: String {
        signatures.reduce(into: text + "\n") { $0 += $1.line }
    }

    /// Whether this is lines, each ended, with no control characters among them.
    private static func isText(_ text: String) -> Bool {
        text.utf8.last == UInt8(ascii: "\n")
            && text.utf8.allSatisfy { $0 >= 0x20 || $0 == UInt8(ascii: "\n") }
    }
}

extension SignedNote.Signature {
    /// Reads a line without its line break; nil if it is not one.
    fileprivate init?(line: String) {
        let prefix = Array(SignedNote.signaturePrefix.utf8)
        guard line.utf8.starts(with: prefix) else { return nil }
        let parts = line.utf8.dropFirst(prefix.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, case let name = String(Substring(parts[0])),
            NoteVerifier.isName(name), let bytes = Base64.decode(parts[1]), bytes.count > 4
        else { return nil }
        self.name = name
        keyID = bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = Array(bytes[4...])
    }

    /// The line with its line break.
    fileprivate var line: String {
        let id = withUnsafeBytes(of: keyID.bigEndian) { Array($0) }
        return "\(SignedNote.signaturePrefix)\(name) \(Base64.string(id + bytes))\n"
    }
}
