/// The size and root of a log at one moment, as C2SP tlog-checkpoint writes it (到達点).
///
/// Signed and kept outside the database, it is what nobody who holds the database can alter.
public struct LogCheckpoint: Hashable, Sendable {
    /// Which log, such as `koe/012238`.
    public let origin: String
    /// How many events the log has.
    public let size: Int64
    /// The root of the tree of those events.
    public let root: Digest
    /// Further lines, without line breaks; Koe writes none and preserves those of others.
    public let extensions: [String]

    /// Makes a checkpoint.
    ///
    /// - Throws: ``NoteError/malformedCheckpoint`` if the origin or an extension is empty or has a
    ///   control character, or the size is negative.
    public init(
        origin: String, size: Int64, root: Digest, extensions: [String] = []
    ) throws(NoteError) {
        guard size >= 0, Self.isLine(origin), extensions.allSatisfy(Self.isLine) else {
            throw .malformedCheckpoint
        }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Reads the text of a note.
    ///
    /// - Throws: ``NoteError/malformedCheckpoint``: the size must be decimal without sign or
    ///   leading zeros, the root base64 of exactly 32 bytes, no line empty.
    public init(text: String) throws(NoteError) {
        // Bytes, because Swift's Characters join a line break with a combining mark after it.
        let lines = text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last?.isEmpty == true,
            let size = Self.size(lines[1]), let hash = Base64.decode(lines[2]),
            let root = Digest(bytes: hash)
        else { throw .malformedCheckpoint }
        try self.init(
            origin: String(Substring(lines[0])), size: size, root: root,
            extensions: lines[3...].dropLast().map { String(Substring($0)) })
    }

    /// The text that is signed.
    public var text: String {
        let lines = [origin, String(size), Base64.string(root.bytes)] + extensions
        return lines.reduce(into: "") { $0 += $1 + "\n" }
    }

    /// The signed note.
    ///
    /// - Throws: ``NoteError/tooLong`` if the extensions are; ``NoteError/wrongSignature`` if the
    ///   key could not sign.
    public func signed(by signer: NoteSigner) throws(NoteError) -> String {
        var note = try SignedNote(text: text)
        try note.sign(by: signer)
        return note.string
    }

    /// Reads a signed note and makes sure that the known key signed it.
    ///
    /// - Parameters:
    ///   - note: The note as it was published.
    ///   - verifier: The key that must have signed it. Further signatures are ignored.
    ///   - origin: Which log it must be of; nil only for one who goes on to look at the origin,
    ///     since one key may sign for several logs.
    /// - Throws: ``NoteError``.
    public static func open(
        _ note: String, by verifier: NoteVerifier, origin: String? = nil
    ) throws(NoteError) -> LogCheckpoint {
        let note = try SignedNote(parsing: note)
        try note.verify(by: verifier)
        let checkpoint = try LogCheckpoint(text: note.text)
        if let origin, !origin.utf8.elementsEqual(checkpoint.origin.utf8) { throw .otherOrigin }
        return checkpoint
    }

    /// Reads a size; one way to write each number, so that a checkpoint has one text.
    private static func size(_ digits: Substring.UTF8View) -> Int64? {
        guard let size = Int64(Substring(digits)), size >= 0,
            digits.elementsEqual(String(size).utf8)
        else { return nil }
        return size
    }

    private static func isLine(_ line: String) -> Bool {
        !line.isEmpty && line.utf8.allSatisfy { $0 >= 0x20 }
    }
}
