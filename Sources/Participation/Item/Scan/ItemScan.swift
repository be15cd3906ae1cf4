/// A scanned or photographed file to be attached to an item, looked through and sealed (添付するファイル).
public struct NewScan: Sendable, Equatable {
    /// What it is (種類).
    public var type: ScanType
    /// Its length before it was sealed (バイト数).
    public var bytes: Int
    /// Its pages (頁数).
    public var pages: Int
    /// SHA-256 of its ciphertext, in hexadecimal: by this it is found, and by this the log says that
    /// it is the very file (暗号文の要約).
    public var digest: String
    /// Its name, as whoever made it wrote it (ファイル名).
    public var name: String

    /// A file to be attached (添付するファイル).
    public init(type: ScanType, bytes: Int, pages: Int, digest: String, name: String) {
        self.type = type
        self.bytes = bytes
        self.pages = pages
        self.digest = digest
        self.name = name
    }
}

/// A file was attached to an item (添付).
///
/// Source of what may be kept: DECISIONS A9 (names and bytes of attachments are sealed under the
/// item's key).
public struct ItemScan: Sendable, Equatable {
    /// Its place among all files ever attached to the item, from 1 (添付番号).
    public var number: Int
    /// What it is (種類).
    public var type: ScanType
    /// Its length before it was sealed (バイト数).
    public var bytes: Int
    /// Its pages (頁数).
    public var pages: Int
    /// SHA-256 of its ciphertext, in hexadecimal (暗号文の要約).
    public var digest: String
    /// Its name (ファイル名).
    public var name: Sealed<Wording>

    /// A file was attached (添付).
    public init(
        number: Int, type: ScanType, bytes: Int, pages: Int, digest: String, name: Sealed<Wording>
    ) {
        self.number = number
        self.type = type
        self.bytes = bytes
        self.pages = pages
        self.digest = digest
        self.name = name
    }
}

/// A file was attached by mistake: it is shown no more, and stays in the log (添付の取下げ).
public struct ScanDetachment: Sendable, Equatable {
    /// The number of the file (添付番号).
    public var number: Int
    /// Why (理由).
    public var reason: Sealed<Wording>

    /// A file was attached by mistake (添付の取下げ).
    public init(number: Int, reason: Sealed<Wording>) {
        self.number = number
        self.reason = reason
    }
}

/// A file of an item, as it stands now (案件の添付).
public struct AttachedScan: Sendable, Equatable {
    /// The file (添付).
    public var scan: ItemScan
    /// Whether it was attached by mistake (取下げ済みか).
    public var isDetached = false

    /// A file just attached (案件の添付).
    public init(_ scan: ItemScan) {
        self.scan = scan
    }
}
