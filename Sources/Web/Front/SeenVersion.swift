import Desk
import FoundationEssentials
import Hummingbird

/// The header by which a caller says which version of a thing they have seen (見た版).
///
/// Entity tags, RFC 9110 §13.1.1: the version of the item in quotes, or several of which one must be
/// the present one. `*` means whatever it is now.
enum SeenVersion: Sendable, Equatable {
    case any
    /// Tags that can be none of our versions are not among them: they match nothing.
    case oneOf([Int32])

    /// The most tags of one request.
    private static let mostTags = 20
    /// No item has this version.
    private static let none: Int32 = 0

    static func read(_ request: Request) throws(WebError) -> SeenVersion {
        guard let value = request.headers[.ifMatch] else { throw .versionMissing }
        let tags = value.split(separator: ",").map { $0.filter { $0 != " " } }
        if tags == ["*"] { return .any }
        guard (1...mostTags).contains(tags.count) else { throw .versionMalformed }
        var versions: [Int32] = []
        for tag in tags {
            // Weak tags are well written, but never match here.
            let isWeak = tag.hasPrefix("W/")
            let quoted = isWeak ? tag.dropFirst(2) : tag[...]
            guard quoted.count > 2, quoted.first == "\"", quoted.last == "\"" else {
                throw .versionMalformed
            }
            let version = Int32(quoted.dropFirst().dropLast())
            if !isWeak, let version { versions.append(version) }
        }
        return .oneOf(versions)
    }

    /// The one version to compare with; `nil` for whatever it is now.
    func version(of item: UUID, at desk: Desk) async throws(DeskError) -> Int32? {
        switch self {
        case .any: return nil
        case .oneOf(let versions) where versions.count < 2: return versions.first ?? Self.none
        case .oneOf(let versions):
            let now = try await desk.item(item).version
            return versions.contains(now) ? now : Self.none
        }
    }

    /// The tag of a version.
    static func tag(_ version: Int32) -> String { "\"\(version)\"" }
}
