import Hummingbird

/// The script that makes keys lead to links and buttons; pages work without it (キー操作のスクリプト).
enum KeysScript {
    /// Browsers keep the file for good: another content needs another number.
    static let path = "/keys-1.js"

    static var routes: [Route] {
        [
            Route(.get, path) { _ in
                Response(
                    status: .ok, type: "text/javascript; charset=utf-8",
                    bytes: PackageResources.keys_js,
                    headers: [.cacheControl: "public, max-age=31536000, immutable"])
            }
        ]
    }

    static let head: HTML = "<script src=\"/keys-1.js\" defer></script>"
}
