public import Participation

/// A file as somebody hands it in, not looked at yet (添付の申出).
public struct ScanFile: Sendable {
    /// What it is called where it comes from (ファイル名).
    public var name: String
    /// What is in it (内容).
    public var bytes: [UInt8]

    /// What is known of it, where it was looked through before.
    let known: (type: ScanType, pages: Int)?

    /// A file as handed in (添付の申出).
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        known = nil
    }

    /// A file that was looked through before, or was made of one that was.
    init(_ name: String, _ type: ScanType, pages: Int, _ bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        known = (type, pages)
    }
}

/// A file that was looked through: what it is, and that it can be read (確認済みの添付).
public struct ExaminedScan: Sendable {
    /// What it is called (ファイル名).
    public let name: String
    /// What it is (種類).
    public let type: ScanType
    /// Its pages (頁数).
    public let pages: Int
    /// What is in it (内容).
    public let bytes: [UInt8]
}

/// A file of an item, opened (開封した添付).
public struct ScanContent: Sendable, Equatable {
    /// Its number (添付番号).
    public let number: Int
    /// What it is (種類).
    public let type: ScanType
    /// Its pages (頁数).
    public let pages: Int
    /// What it is called (ファイル名).
    public let name: String
    /// What is in it (内容).
    public let bytes: [UInt8]

    /// A name that is safe in every folder and every header: its own, without what leads to another
    /// folder or line (保存時のファイル名).
    public var safeName: String {
        let kept = String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { scalar in
                    let isUnsafe =
                        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                        || Self.unsafe.contains(scalar)
                    return isUnsafe ? "_" : scalar
                }))
        let named = kept.drop { $0 == "." || $0 == " " }
        return named.isEmpty ? "添付\(number).\(type.fileEnding)" : String(named)
    }

    /// Ways to other folders, and marks that make a name look like another one.
    private static let unsafe: Set<Unicode.Scalar> = [
        "/", "\\", ":", "*", "?", "\"", "<", ">", "|", "\u{2028}", "\u{2029}", "\u{202A}",
        "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}",
        "\u{2069}",
    ]
}
