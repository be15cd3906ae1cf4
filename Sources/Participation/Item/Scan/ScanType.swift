/// What a scanned or photographed file is, as its content says (添付の種類).
///
/// Neither its name nor what a browser declares decides. Raw values are media types (RFC 6838) and
/// stand in the log.
public enum ScanType: String, Sendable, CaseIterable {
    /// Pages of a scanner, or of a program (PDF).
    case pdf = "application/pdf"
    /// A photograph (JPEG).
    case jpeg = "image/jpeg"
    /// A picture of a screen (PNG).
    case png = "image/png"
    /// Pages of a fax or a scanner (TIFF).
    case tiff = "image/tiff"

    /// The word in the register (種類の表記).
    public var japanese: String {
        switch self {
        case .pdf: "PDF"
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .tiff: "TIFF"
        }
    }

    /// The ending of a file's name (拡張子).
    public var fileEnding: String {
        switch self {
        case .pdf: "pdf"
        case .jpeg: "jpg"
        case .png: "png"
        case .tiff: "tif"
        }
    }
}

/// How much a scanned file may hold (添付の上限).
public enum ScanLimits {
    /// One file, in bytes (20 MB).
    public static let bytes = 20 << 20
    /// All files attached at once, in bytes (60 MB).
    public static let bytesTogether = 60 << 20
    /// The pages of one file (頁数).
    public static let pages = 200
    /// Its name, in characters (ファイル名の字数).
    public static let name = 255
    /// The points of one page: A3 at 600 dpi, with some air (一頁の画素数).
    public static let pixels = 120_000_000
}
