import Hummingbird

/// The one script, htmx 2.0.10: makes pages quick that work without it (スクリプト).
///
/// Compiled in; where it comes from and its licence stand in `Resources/README.md`.
enum Script {
    /// The version is part of the path, so that a browser may keep the file for good.
    static let path = "/htmx-2.0.10.min.js"

    static let bytes: [UInt8] = PackageResources.htmx_min_js

    static var routes: [Route] {
        [
            Route(.get, path) { _ in
                Response(
                    status: .ok, type: "text/javascript; charset=utf-8", bytes: bytes,
                    headers: [.cacheControl: "public, max-age=31536000, immutable"])
            }
        ]
    }

    /// What a page that is made quick has in its head. The policy forbids styles and code in pages:
    /// htmx is told to need neither. Nor may it keep pages in the browser, where the next person at a
    /// shared desk finds them. A form sent back with what is wrong (422) is shown like any page.
    static let head: HTML = """
        <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false,\
        "selfRequestsOnly":true,"historyCacheSize":0,"refreshOnHistoryMiss":true,\
        "responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},\
        {"code":"422","swap":true},{"code":"...","swap":false,"error":true}]}'>
        <script src="/htmx-2.0.10.min.js" defer></script>
        """
}
