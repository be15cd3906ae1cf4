/// The hashes of the Merkle tree of RFC 9162 §2.1 (木のハッシュ).
///
/// Leaves and nodes are hashed with different first bytes, so that no inner node can be passed
/// off as an event.
public enum TreeHash {
    /// The byte that is hashed before a leaf.
    static let leafPrefix: UInt8 = 0x00
    /// The byte that is hashed before the two children of a node.
    static let nodePrefix: UInt8 = 0x01

    /// The root of the tree with no leaves: SHA-256 of nothing.
    public static let empty = Digest.sha256([])

    /// SHA-256(0x00 ‖ canonical).
    ///
    /// Copies the bytes once to put the prefix in front of them. The way of every event is
    /// ``CanonicalLeaf``, which keeps room for the prefix and does not copy.
    public static func leaf(_ canonical: UnsafeRawBufferPointer) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: canonical.count + 1, alignment: 8) { buffer in
            buffer[0] = leafPrefix
            UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: canonical)
            return Digest.sha256(UnsafeRawBufferPointer(buffer))
        }
    }

    /// SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: Digest, _ right: Digest) -> Digest {
        let length = 1 + 2 * Digest.byteCount
        return withUnsafeTemporaryAllocation(byteCount: length, alignment: 8) { buffer in
            buffer[0] = nodePrefix
            left.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]).copyMemory(from: $0)
            }
            right.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: buffer[33..<65]).copyMemory(from: $0)
            }
            return Digest.sha256(UnsafeRawBufferPointer(buffer))
        }
    }

    /// The root of the tree whose complete subtrees, largest first, have these hashes.
    ///
    /// RFC 9162 splits at the largest power of two, so the subtrees are joined from the smallest.
    static func joined(_ subtrees: some BidirectionalCollection<Digest>) -> Digest {
        guard var root = subtrees.last else { return empty }
        for left in subtrees.dropLast().reversed() {
            root = node(left, root)
        }
        return root
    }
}
