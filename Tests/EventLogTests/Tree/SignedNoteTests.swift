import Crypto
import Testing

@testable import EventLog

@Suite("Signed checkpoints (署名つき検査点)")
struct SignedNoteTests {
    // Made once with Python 3.11 and `cryptography` 48.0.0: Ed25519PrivateKey
    // .from_private_bytes(bytes(range(32))) named koe/012238 and (bytes(range(100, 132))) named
    // witness.example/w1 sign the text; the id of a key is hashlib.sha256(name + b"\n\x01" +
    // public key).digest()[:4]; a line is base64(id + signature).
    private static let verifierKey =
        "koe/012238+9a7f2ac4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    private static let witnessKey =
        "witness.example/w1+bc685db9+AQu8NGpXZnw4ASC9nH/X5R0sX9/qN80vW/QFssa/by14"
    private static let text = "koe/012238\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n"
    private static let witnessLine =
        "— witness.example/w1 "
        + "vGhduTWNVZUH82keXUH2xXs/iZWWf7xaMD+Qf7RbqTKoIVv7CTfnvcF8YwL03H4zkHCZ1G4NeWln4c8h"
        + "lYWFbjvkCg8=\n"
    private static let line =
        "— koe/012238 "
        + "mn8qxN2jWT+JMkylTveW/L1aH+KKUFj0ePmDtertIXQCM7+RZUzcFE+cX/V2N0eei7JfpvwClAiruALv"
        + "KpeKxo05PgI=\n"
    private static let note = text + "\n" + witnessLine + line

    private func signer() throws -> NoteSigner {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: Array(0..<32))
        return try NoteSigner(name: "koe/012238", key: key)
    }

    private func verifier() throws -> NoteVerifier { try NoteVerifier(parsing: Self.verifierKey) }

    private func known() throws -> LogCheckpoint {
        try LogCheckpoint(origin: "koe/012238", size: 8, root: KnownTree.root(8))
    }

    @Test("A note made by Python verifies, whoever else signed it")
    func foreignNote() throws {
        let checkpoint = try LogCheckpoint.open(
            Self.note, by: verifier(), origin: "koe/012238")
        #expect(try checkpoint == known())
        #expect(try LogCheckpoint.open(Self.text + "\n" + Self.line, by: verifier()) == known())
        let witness = try NoteVerifier(parsing: Self.witnessKey)
        #expect(try LogCheckpoint.open(Self.note, by: witness) == known())
    }

    @Test("The printed form of a key is the one Python printed")
    func keyForm() throws {
        #expect(try signer().verifier.string == Self.verifierKey)
        #expect(try verifier() == signer().verifier)
        #expect(try verifier().string == Self.verifierKey)
    }

    // How it was tried in the other direction: this note was given to the same Python program,
    // which took it apart and verified it.
    @Test("What is signed here verifies here and prints the same text")
    func ownNote() throws {
        let note = try known().signed(by: signer())
        #expect(note.hasPrefix(Self.text + "\n— koe/012238 mn8qx"))
        #expect(try LogCheckpoint.open(note, by: verifier()) == known())
        var parsed = try SignedNote(parsing: Self.note)
        #expect(parsed.string == Self.note)
        #expect(parsed.signatures.map(\.name) == ["witness.example/w1", "koe/012238"])
        try parsed.sign(by: signer())
        #expect(parsed.signatures.count == 3)
        try parsed.verify(by: verifier())
    }

    @Test("Changing any one byte of the text or of our signature is noticed")
    func flippedBytes() throws {
        let verifier = try verifier()
        let note = Array((Self.text + "\n" + Self.line).utf8)
        for index in note.indices {
            for change in [UInt8(1), 4, 0x20] {
                var wrong = note
                wrong[index] ^= change
                // Bytes that are no longer UTF-8 never become a Swift string.
                guard let text = String(validating: wrong, as: UTF8.self) else { continue }
                #expect(throws: NoteError.self, "byte \(index) ^ \(change)") {
                    try LogCheckpoint.open(text, by: verifier)
                }
            }
        }
    }

    @Test("A note is refused for what is wrong with it")
    func refusals() throws {
        let verifier = try verifier()
        func error(_ note: String) -> NoteError? {
            do throws(NoteError) {
                _ = try LogCheckpoint.open(note, by: verifier)
                return nil
            } catch {
                return error
            }
        }
        let text = Self.text
        #expect(error(Self.note) == nil)
        #expect(error("") == .malformedNote)
        #expect(error(text) == .malformedNote)
        #expect(error(text + "\n") == .malformedNote)
        #expect(error(text + Self.line) == .malformedNote)
        #expect(error(String(Self.note.dropLast())) == .malformedNote)
        #expect(error(Self.note + "\n") == .malformedNote)
        #expect(error(Self.note + "- koe/012238 AAAAAAA=\n") == .malformedNote)
        #expect(error(Self.note + "— koe/012238  AAAAAAA=\n") == .malformedNote)
        #expect(error(Self.note + "— koe/012238 AAAAAA==\n") == .malformedNote)
        #expect(error(Self.note + "— k+e AAAAAAA=\n") == .malformedNote)
        #expect(error(Self.note + "— k\u{3000}e AAAAAAA=\n") == .malformedNote)
        #expect(error("\t" + Self.note) == .malformedNote)
        #expect(error(text + "\n" + Self.witnessLine) == .unsigned)
        // Our name with another id is another key; with our id it must be our signature.
        #expect(error(Self.note + "— koe/012238 AAAAAAA=\n") == nil)
        #expect(error(Self.note + "— koe/012238 mn8qxAA=\n") == .wrongSignature)
        #expect(error(Self.note + "— other mn8qxAA=\n") == nil)
        let many = String(repeating: "— other AAAAAAA=\n", count: SignedNote.maximumSignatures)
        #expect(error(Self.note + many) == .tooLong)
        let long = String(repeating: "x\n", count: SignedNote.maximumBytes / 2)
        #expect(error(long + Self.note) == .tooLong)
        #expect(throws: NoteError.otherOrigin) {
            try LogCheckpoint.open(Self.note, by: verifier, origin: "koe/012239")
        }
    }

    @Test("Extension lines are kept, and the text may say anything in them")
    func extensions() throws {
        let checkpoint = try LogCheckpoint(
            origin: "koe/012238", size: 0, root: TreeHash.empty,
            extensions: ["— not a signature", "\u{301}combining 根室", " "])
        let note = try checkpoint.signed(by: signer())
        #expect(try LogCheckpoint.open(note, by: verifier()) == checkpoint)
        #expect(try LogCheckpoint.open(note, by: verifier()).text == checkpoint.text)
    }

    @Test(
        "What is not the text of a checkpoint",
        arguments: [
            "", "\n", "o\n1\n", "\n1\nR\n", "o\n\nR\n", "o\n01\nR\n", "o\n+1\nR\n", "o\n-1\nR\n",
            "o\n1 \nR\n", "o\n１\nR\n", "o\n9223372036854775808\nR\n", "o\n0x1\nR\n",
            "o\n1\nR", "o\n1\nR\n\n", "o\n1\nR\n\nx\n", "o\n1\nR=\n", "o\n1\n R\n",
            "o\n1\nAAAA\n", "o\n1\nAAR\n", "o\r\n1\nR\n", "o\n1\nR\nx\ty\n",
        ])
    func malformedText(pattern: String) {
        let root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="
        let text = pattern.split(separator: "R", omittingEmptySubsequences: false)
            .joined(separator: root)
        #expect(throws: NoteError.malformedCheckpoint) { try LogCheckpoint(text: text) }
    }

    @Test(
        "What is not a key",
        arguments: [
            "", "koe", "koe/012238+9a7f2ac4",
            "+9a7f2ac4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
            "koe/012238+9a7f2ac5+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
            "koe/012238+9A7F2AC4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
            "koe/012239+9a7f2ac4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
            "koe/012238+9a7f2ac4+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
            "koe/012238+9a7f2ac4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVQ==",
            "koe/012238+9a7f2ac4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\n",
        ])
    func notKeys(text: String) {
        #expect(throws: NoteError.malformedKey) { try NoteVerifier(parsing: text) }
    }

    @Test("What cannot be the name of a key", arguments: ["", "a b", "a+b", "a\nb", "a\u{2003}b"])
    func notNames(name: String) {
        #expect(throws: NoteError.malformedKey) {
            try NoteSigner(name: name, key: Curve25519.Signing.PrivateKey())
        }
        #expect(throws: NoteError.malformedKey) {
            try NoteVerifier(
                name: String(repeating: "n", count: NoteVerifier.maximumNameBytes + 1),
                publicKey: [UInt8](repeating: 1, count: 32))
        }
    }

    @Test("A checkpoint needs an origin and a size")
    func impossibleCheckpoints() {
        for origin in ["", "a\nb"] {
            #expect(throws: NoteError.malformedCheckpoint) {
                try LogCheckpoint(origin: origin, size: 1, root: .zero)
            }
        }
        #expect(throws: NoteError.malformedCheckpoint) {
            try LogCheckpoint(origin: "o", size: -1, root: .zero)
        }
        #expect(throws: NoteError.malformedCheckpoint) {
            try LogCheckpoint(origin: "o", size: 1, root: .zero, extensions: [""])
        }
    }
}
