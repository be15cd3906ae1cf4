@testable import EventLog

/// RFC 9162 §2.1 written down word for word, as slow as that is: what the quick tree is compared
/// with.
struct NaiveTree {
    let leafHashes: [Digest]

    func root(_ size: Int) -> Digest { hash(leafHashes[..<size]) }

    /// MTH(D_n), from leaf hashes.
    func hash(_ leaves: ArraySlice<Digest>) -> Digest {
        guard let first = leaves.first else { return TreeHash.empty }
        if leaves.count == 1 { return first }
        let middle = split(leaves)
        return TreeHash.node(hash(leaves[..<middle]), hash(leaves[middle...]))
    }

    /// PATH(m, D_n); `leaf` is the index in the whole log.
    func path(_ leaf: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
        if leaves.count == 1 { return [] }
        let middle = split(leaves)
        return leaf < middle
            ? path(leaf, leaves[..<middle]) + [hash(leaves[middle...])]
            : path(leaf, leaves[middle...]) + [hash(leaves[..<middle])]
    }

    /// SUBPROOF(m, D_n, b); `end` is where the older tree ends in the whole log.
    func proof(_ end: Int, _ leaves: ArraySlice<Digest>, isWhole: Bool = true) -> [Digest] {
        if end == 0 { return [] }
        if end == leaves.endIndex { return isWhole ? [] : [hash(leaves)] }
        let middle = split(leaves)
        return end <= middle
            ? proof(end, leaves[..<middle], isWhole: isWhole) + [hash(leaves[middle...])]
            : proof(end, leaves[middle...], isWhole: false) + [hash(leaves[..<middle])]
    }

    private func split(_ leaves: ArraySlice<Digest>) -> Int {
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return leaves.startIndex + half
    }
}

/// What the database keeps: leaf hashes, and nodes at every eighth level as they are completed.
struct StoredNodes {
    private(set) var levels: [Int: [Digest]] = [0: []]
    private(set) var range = CompactRange()
    /// Set when a node was not reported exactly when its turn came.
    private(set) var isOutOfOrder = false

    mutating func append(_ leafHash: Digest) {
        levels[0, default: []].append(leafHash)
        range.append(leafHash) { level, index, hash in
            if levels[level, default: []].count != Int(index) { isOutOfOrder = true }
            levels[level, default: []].append(hash)
        }
    }

    /// The nodes of the runs; nil where a run reaches beyond what a tree of `size` has stored.
    func lookup(_ runs: [NodeRun], size: Int64) -> [NodeRun: [Digest]] {
        var found: [NodeRun: [Digest]] = [:]
        for run in runs {
            guard let nodes = levels[run.level], run.endIndex << Int64(run.level) <= size else {
                continue
            }
            found[run] = Array(nodes[Int(run.firstIndex)..<Int(run.endIndex)])
        }
        return found
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
