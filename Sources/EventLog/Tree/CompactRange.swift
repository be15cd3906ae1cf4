/// The head of a growing Merkle tree: all that is needed to append to it (木の先端).
///
/// It holds the roots of the complete subtrees that the leaves so far fall into, largest first:
/// one for each bit set in the size, so at most 63 however long the log.
public struct CompactRange: Sendable, Equatable {
    /// How many leaves the tree has.
    public private(set) var size: Int64
    /// The roots of the complete subtrees, largest first.
    public private(set) var frontier: [Digest]

    /// The tree with no leaves.
    public init() {
        size = 0
        frontier = []
    }

    /// Reads a head as it was kept.
    ///
    /// - Parameters:
    ///   - size: How many leaves the tree has.
    ///   - encoded: The roots, largest first, 32 bytes each.
    /// - Returns: nil unless there are as many roots as bits set in the size.
    public init?(size: Int64, encoded: some Collection<UInt8>) {
        guard size >= 0, encoded.count == size.nonzeroBitCount * Digest.byteCount else {
            return nil
        }
        var frontier: [Digest] = []
        frontier.reserveCapacity(size.nonzeroBitCount + 1)
        var rest = encoded[...]
        while let digest = Digest(bytes: rest.prefix(Digest.byteCount)) {
            frontier.append(digest)
            rest = rest.dropFirst(Digest.byteCount)
        }
        self.size = size
        self.frontier = frontier
    }

    /// The roots, largest first, 32 bytes each.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(frontier.count * Digest.byteCount)
        for root in frontier {
            root.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// The root hash of the tree: MTH of RFC 9162 §2.1.1.
    public var root: Digest { TreeHash.joined(frontier) }

    /// Appends a leaf.
    ///
    /// - Parameters:
    ///   - leafHash: The hash of the leaf, not its bytes.
    ///   - completed: Called for each subtree this leaf completes whose level is a multiple of
    ///     ``TreeNode/levelsPerTile``, lowest first, except the leaf itself: these are the nodes
    ///     that are stored. The level is the height above the leaves; the index counts the
    ///     subtrees of that level from the left.
    public mutating func append(
        _ leafHash: Digest,
        completed: (_ level: Int, _ index: Int64, _ hash: Digest) -> Void = { _, _, _ in }
    ) {
        var hash = leafHash
        // The lowest bits that are set are the subtrees that now find their right half.
        let joins = (~size).trailingZeroBitCount
        for level in 0..<joins {
            hash = TreeHash.node(frontier.removeLast(), hash)
            if (level + 1) % TreeNode.levelsPerTile == 0 {
                completed(level + 1, size >> Int64(level + 1), hash)
            }
        }
        frontier.append(hash)
        size += 1
    }
}
