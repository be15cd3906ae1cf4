/// A complete subtree of the Merkle tree, named by where it is (木の節).
public struct TreeNode: Hashable, Sendable {
    /// Nodes are stored at every eighth level only, 256 to a tile; those between are computed.
    public static let levelsPerTile = 8
    /// How many stored nodes of one level lie under one stored node of the next.
    public static let nodesPerTile = 1 << levelsPerTile

    /// The height above the leaves: the subtree has 2^level leaves.
    public let level: Int
    /// How many subtrees of the same level lie to the left of it.
    public let index: Int64

    /// Names the subtree.
    public init(level: Int, index: Int64) {
        self.level = level
        self.index = index
    }

    /// The stored nodes it is computed from: itself, or those of the stored level below.
    var storedRun: NodeRun {
        let storedLevel = level / Self.levelsPerTile * Self.levelsPerTile
        let height = level - storedLevel
        return NodeRun(level: storedLevel, firstIndex: index << Int64(height), count: 1 << height)
    }

    /// The complete subtrees, left to right and so largest first, that leaves `start..<end` fall
    /// into, where `start` is a multiple of a power of two no smaller than the length.
    static func covering(_ leaves: Range<Int64>) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var start = leaves.lowerBound
        while start < leaves.upperBound {
            let length = leaves.upperBound - start
            let level = Int64.bitWidth - 1 - length.leadingZeroBitCount
            nodes.append(TreeNode(level: level, index: start >> Int64(level)))
            start += 1 << Int64(level)
        }
        return nodes
    }
}

/// Neighbouring stored nodes of one level, read together (連続する節).
public struct NodeRun: Hashable, Sendable {
    /// A multiple of ``TreeNode/levelsPerTile``; 0 means leaf hashes, leaf i being the event at
    /// position i + 1.
    public let level: Int
    /// The index of the first node.
    public let firstIndex: Int64
    /// How many nodes, at most ``TreeNode/nodesPerTile``, all in one tile.
    public let count: Int

    /// Names the run.
    public init(level: Int, firstIndex: Int64, count: Int) {
        self.level = level
        self.firstIndex = firstIndex
        self.count = count
    }

    var endIndex: Int64 { firstIndex + Int64(count) }
    var tile: Int64 { firstIndex >> Int64(TreeNode.levelsPerTile) }
}
