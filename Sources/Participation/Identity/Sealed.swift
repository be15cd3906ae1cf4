/// Personal text that is kept under a key of its own and may be gone for good (封印した個人情報).
///
/// Once the key is destroyed, reading gives `erased`, never an error, and no figure changes
/// (DESIGN §3): nothing that is counted may depend on what is in here.
public enum Sealed<Content: Sendable & Equatable>: Sendable, Equatable {
    /// The text can be read (閲覧可).
    case readable(Content)
    /// The key has been destroyed (消去済み).
    case erased

    /// The text, unless it has been erased (内容).
    public var content: Content? {
        switch self {
        case .readable(let content): content
        case .erased: nil
        }
    }
}
