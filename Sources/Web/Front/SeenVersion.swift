import Hummingbird

/// The header by which a caller says which version of a thing they have seen (見た版).
///
/// An entity tag, RFC 9110 §13.1.1: the version of the item in quotes. `*` means whatever it is now.
enum SeenVersion {
    /// The version; `nil` for `*`.
    static func read(_ request: Request) throws(WebError) -> Int32? {
        guard let value = request.headers[.ifMatch] else { throw .versionMissing }
        let text = value.filter { $0 != " " }
        if text == "*" { return nil }
        guard text.count > 2, text.first == "\"", text.last == "\"",
            let version = Int32(text.dropFirst().dropLast())
        else { throw .versionMalformed }
        return version
    }

    /// The tag of a version.
    static func tag(_ version: Int32) -> String { "\"\(version)\"" }
}
