import Crypto
import Hummingbird

/// A script of our own that makes one page quick; the page works without it (画面ごとのスクリプト).
///
/// Compiled in. A digest of it is part of the path, so that a browser may keep it for good and still
/// has the new one after an update.
struct PageScript: Sendable {
    /// Keys and digits for entering letters (受付).
    static let intake = PageScript("intake", PackageResources.intake_js)
    /// Keys that lead to links and buttons (キー操作).
    static let keys = PageScript("keys", PackageResources.keys_js)
    /// Counting at the door, also without a network (出欠).
    static let attendance = PageScript("attendance", PackageResources.attendance_js)

    let path: String
    private let bytes: [UInt8]

    private init(_ name: String, _ bytes: [UInt8]) {
        let digest = SHA256.hash(data: bytes).prefix(4).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        path = "/\(name)-\(digest.joined()).js"
        self.bytes = bytes
    }

    static var routes: [Route] {
        [intake, keys, attendance].map { script in
            Route(.get, script.path) { _ in
                Response(
                    status: .ok, type: "text/javascript; charset=utf-8", bytes: script.bytes,
                    headers: [.cacheControl: "public, max-age=31536000, immutable"])
            }
        }
    }

    /// Behind htmx, which it may speak to.
    var head: HTML { "<script src=\"\(path)\" defer></script>" }
}
