/// Proofs about the Merkle tree, planned and verified as RFC 9162 §2.1.3 and §2.1.4 say (証明).
///
/// A plan names what to read (``ProofPlan``); verifying needs nothing but what was published.
/// Indices count from 0: the event at position p is leaf p − 1.
public enum TreeProof {
    /// Plans the proof that a leaf is in the tree of the first `treeSize` leaves.
    ///
    /// - Returns: nil unless `0 ≤ leafIndex < treeSize`.
    public static func inclusion(leafIndex: Int64, treeSize: Int64) -> ProofPlan? {
        guard leafIndex >= 0, leafIndex < treeSize else { return nil }
        return ProofPlan(path: inclusionPath(leafIndex: leafIndex, treeSize: treeSize))
    }

    /// Plans the proof that the tree of `to` leaves only added to the tree of `from` leaves.
    ///
    /// The path is empty when both sizes are equal (the roots must be the same) and when `from`
    /// is 0 (every tree extends the empty one, and RFC 9162 defines no proof of it).
    ///
    /// - Returns: nil unless `0 ≤ from ≤ to`.
    public static func consistency(from: Int64, to: Int64) -> ProofPlan? {
        guard from >= 0, from <= to else { return nil }
        return ProofPlan(path: consistencyPath(from: from, to: to))
    }

    /// Whether the path proves that the leaf is in the tree with this root (RFC 9162 §2.1.3.2).
    public static func verifyInclusion(
        leafHash: Digest, leafIndex: Int64, treeSize: Int64, path: [Digest], root: Digest
    ) -> Bool {
        guard leafIndex >= 0, leafIndex < treeSize else { return false }
        var node = leafIndex
        var last = treeSize - 1
        var hash = leafHash
        for sibling in path {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                hash = TreeHash.node(sibling, hash)
                // A last node with no right neighbour rises until it has a left one.
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = TreeHash.node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether the path proves that the second tree only added to the first (RFC 9162 §2.1.4.2).
    ///
    /// With `from == to` the path must be empty and the roots equal; with `from == 0` the path
    /// must be empty and the first root that of the empty tree.
    public static func verifyConsistency(
        from: Int64, to: Int64, fromRoot: Digest, toRoot: Digest, path: [Digest]
    ) -> Bool {
        guard from >= 0, from <= to else { return false }
        if from == to { return path.isEmpty && fromRoot == toRoot }
        if from == 0 { return path.isEmpty && fromRoot == TreeHash.empty }
        guard let head = path.first else { return false }
        // When the first tree is one complete subtree its root is not in the path: it is known.
        let isComplete = from & (from - 1) == 0
        let start = isComplete ? fromRoot : head
        var node = from - 1
        var last = to - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var first = start
        var second = start
        for sibling in isComplete ? path[...] : path.dropFirst() {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                first = TreeHash.node(sibling, first)
                second = TreeHash.node(sibling, second)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                second = TreeHash.node(second, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && first == fromRoot && second == toRoot
    }
}

// MARK: - The leaves each entry of a path covers

extension TreeProof {
    /// PATH(m, D_n): from the leaf upwards, the other half of every subtree it is in.
    static func inclusionPath(leafIndex: Int64, treeSize: Int64) -> [Range<Int64>] {
        var path: [Range<Int64>] = []
        var tree = 0..<treeSize
        while tree.count > 1 {
            let middle = split(tree)
            if leafIndex < middle {
                path.append(middle..<tree.upperBound)
                tree = tree.lowerBound..<middle
            } else {
                path.append(tree.lowerBound..<middle)
                tree = middle..<tree.upperBound
            }
        }
        return path.reversed()
    }

    /// PROOF(m, D_n): down to the subtree where the first tree ends, and back up.
    static func consistencyPath(from: Int64, to: Int64) -> [Range<Int64>] {
        if from == 0 || from == to { return [] }
        var path: [Range<Int64>] = []
        var tree = 0..<to
        while from < tree.upperBound {
            let middle = split(tree)
            if from <= middle {
                path.append(middle..<tree.upperBound)
                tree = tree.lowerBound..<middle
            } else {
                path.append(tree.lowerBound..<middle)
                tree = middle..<tree.upperBound
            }
        }
        // Only if the walk never left the left edge is this subtree the whole first tree, whose
        // root the verifier has.
        if tree.lowerBound > 0 { path.append(tree) }
        return path.reversed()
    }

    /// Where RFC 9162 splits a tree: after the largest power of two below its size.
    private static func split(_ tree: Range<Int64>) -> Int64 {
        let below = UInt64(tree.upperBound - tree.lowerBound - 1)
        return tree.lowerBound + 1 << Int64(UInt64.bitWidth - 1 - below.leadingZeroBitCount)
    }
}
