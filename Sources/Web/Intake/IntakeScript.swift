import Crypto
import Hummingbird

/// What makes the page for letters quick, beside htmx: keys and digits (受付画面のスクリプト).
///
/// Our own, compiled in. A digest of it is part of the path, so that a browser may keep it for good
/// and still has the new one after an update.
enum IntakeScript {
    static let bytes: [UInt8] = PackageResources.intake_js

    static let path: String = {
        let digest = SHA256.hash(data: bytes).prefix(4).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        return "/intake-\(digest.joined()).js"
    }()

    static var routes: [Route] {
        [
            Route(.get, path) { _ in
                Response(
                    status: .ok, type: "text/javascript; charset=utf-8", bytes: bytes,
                    headers: [.cacheControl: "public, max-age=31536000, immutable"])
            }
        ]
    }

    /// Behind htmx, which it speaks to.
    static var head: HTML { "<script src=\"\(path)\" defer></script>" }
}
