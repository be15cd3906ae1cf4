import Testing

@testable import EventLog

@Suite("Merkle tree, properties (木の性質)")
struct TreeProofTests {
    private static func leafHash(_ index: Int) -> Digest {
        withUnsafeBytes(of: UInt64(index).bigEndian) { TreeHash.leaf($0) }
    }

    @Test("Sizes 0 to 600: root, encoding and proofs are those of the plain recursion")
    func smallSizes() throws {
        var random = SeededGenerator(seed: 1)
        let naive = NaiveTree(leafHashes: (0..<600).map(Self.leafHash))
        var stored = StoredNodes()
        for size in 0...600 {
            #expect(stored.range.size == size)
            #expect(stored.range.root == naive.root(size))
            #expect(CompactRange(size: Int64(size), encoded: stored.range.encoded) == stored.range)
            if size > 0 {
                let leaves = [0, size - 1, Int.random(in: 0..<size, using: &random)]
                for leaf in Set(leaves) {
                    try checkInclusion(leaf, size, naive, stored, &random)
                }
                for from in Set([1, size / 2, size, Int.random(in: 1...size, using: &random)]) {
                    try checkConsistency(from, size, naive, stored, &random)
                }
            }
            if size < 600 { stored.append(Self.leafHash(size)) }
        }
        #expect(!stored.isOutOfOrder)
    }

    @Test("Sizes 1 to 40: every leaf and every pair of sizes")
    func everyProof() throws {
        var random = SeededGenerator(seed: 2)
        let naive = NaiveTree(leafHashes: (0..<40).map(Self.leafHash))
        var stored = StoredNodes()
        for leaf in naive.leafHashes { stored.append(leaf) }
        for size in 1...40 {
            for leaf in 0..<size { try checkInclusion(leaf, size, naive, stored, &random) }
            for from in 0...size { try checkConsistency(from, size, naive, stored, &random) }
        }
    }

    @Test("Random sizes to 70,000, over two levels of tiles")
    func largeSizes() throws {
        var random = SeededGenerator(seed: 3)
        let naive = NaiveTree(leafHashes: (0..<70_000).map(Self.leafHash))
        var stored = StoredNodes()
        for leaf in naive.leafHashes { stored.append(leaf) }
        #expect(!stored.isOutOfOrder)
        #expect(stored.levels.mapValues(\.count) == [0: 70_000, 8: 273, 16: 1])
        var sizes = [65_535, 65_536, 65_537, 70_000]
        sizes += (0..<6).map { _ in Int.random(in: 600..<70_000, using: &random) }
        for size in sizes {
            let leaf = Int.random(in: 0..<size, using: &random)
            try checkInclusion(leaf, size, naive, stored, &random)
            let from = Int.random(in: 1..<size, using: &random)
            try checkConsistency(from, size, naive, stored, &random)
        }
    }

    @Test("A plan for a log of ten million reads few nodes")
    func planSize() throws {
        let plan = try #require(TreeProof.inclusion(leafIndex: 7_654_321, treeSize: 10_000_000))
        #expect(plan.neededRuns.map(\.count).reduce(0, +) < 4 * TreeNode.nodesPerTile)
        #expect(Set(plan.neededRuns.map(\.level)) == [0, 8, 16])
    }

    @Test("Indices and sizes that make no sense have no plan and no proof")
    func nonsense() {
        #expect(TreeProof.inclusion(leafIndex: 0, treeSize: 0) == nil)
        #expect(TreeProof.inclusion(leafIndex: 5, treeSize: 5) == nil)
        #expect(TreeProof.inclusion(leafIndex: -1, treeSize: 5) == nil)
        #expect(TreeProof.consistency(from: 6, to: 5) == nil)
        #expect(TreeProof.consistency(from: -1, to: 5) == nil)
        #expect(TreeProof.consistency(from: 0, to: 5)?.neededRuns == [])
        #expect(TreeProof.consistency(from: 5, to: 5)?.neededRuns == [])
        let zero = Digest.zero
        #expect(
            !TreeProof.verifyInclusion(
                leafHash: zero, leafIndex: 1, treeSize: 1, path: [], root: zero))
        #expect(
            !TreeProof.verifyConsistency(from: 2, to: 1, fromRoot: zero, toRoot: zero, path: []))
        #expect(
            !TreeProof.verifyConsistency(from: 0, to: 1, fromRoot: zero, toRoot: zero, path: []))
        #expect(
            !TreeProof.verifyConsistency(from: 1, to: 2, fromRoot: zero, toRoot: zero, path: []))
    }

    @Test("A missing node is named")
    func missingNode() throws {
        let plan = try #require(TreeProof.inclusion(leafIndex: 1, treeSize: 2))
        let run = NodeRun(level: 0, firstIndex: 0, count: 1)
        #expect(plan.neededRuns == [run])
        #expect(throws: ProofPlan.MissingNodes(run: run)) { try plan.path(lookup: [:]) }
        #expect(throws: ProofPlan.MissingNodes(run: run)) { try plan.path(lookup: [run: []]) }
    }

    @Test("A kept head needs as many hashes as its size has bits")
    func encodedHead() {
        let hash = [UInt8](repeating: 7, count: 32)
        #expect(CompactRange(size: 0, encoded: [])?.root == TreeHash.empty)
        #expect(CompactRange(size: 4, encoded: hash)?.root.bytes == hash)
        #expect(CompactRange(size: 3, encoded: hash) == nil)
        #expect(CompactRange(size: 1, encoded: hash + [0]) == nil)
        #expect(CompactRange(size: 0, encoded: hash) == nil)
        #expect(CompactRange(size: -1, encoded: hash) == nil)
    }

    // MARK: - What every proof must do

    private func checkRuns(_ plan: ProofPlan) {
        var last: NodeRun?
        for run in plan.neededRuns {
            #expect(run.level % TreeNode.levelsPerTile == 0)
            #expect((1...TreeNode.nodesPerTile).contains(run.count))
            #expect((run.endIndex - 1) >> 8 == run.tile)
            if let last, last.level == run.level {
                #expect(last.endIndex <= run.firstIndex)
                #expect(last.tile < run.tile || last.endIndex < run.firstIndex)
            }
            last = run
        }
    }

    private func checkInclusion(
        _ leaf: Int, _ size: Int, _ naive: NaiveTree, _ stored: StoredNodes,
        _ random: inout SeededGenerator
    ) throws {
        let plan = try #require(
            TreeProof.inclusion(leafIndex: Int64(leaf), treeSize: Int64(size)))
        checkRuns(plan)
        let path = try plan.path(lookup: stored.lookup(plan.neededRuns, size: Int64(size)))
        #expect(path == naive.path(leaf, naive.leafHashes[..<size]))
        let root = naive.root(size)
        func isValid(_ hash: Digest, _ path: [Digest], _ root: Digest) -> Bool {
            TreeProof.verifyInclusion(
                leafHash: hash, leafIndex: Int64(leaf), treeSize: Int64(size), path: path,
                root: root)
        }
        let hash = naive.leafHashes[leaf]
        #expect(isValid(hash, path, root))
        #expect(!isValid(flipped(hash, &random), path, root))
        #expect(!isValid(hash, path, flipped(root, &random)))
        #expect(!isValid(hash, path + [.zero], root))
        for index in path.indices {
            var wrong = path
            wrong[index] = flipped(wrong[index], &random)
            #expect(!isValid(hash, wrong, root))
            wrong = path
            wrong.remove(at: index)
            #expect(!isValid(hash, wrong, root))
        }
    }

    private func checkConsistency(
        _ from: Int, _ size: Int, _ naive: NaiveTree, _ stored: StoredNodes,
        _ random: inout SeededGenerator
    ) throws {
        let plan = try #require(TreeProof.consistency(from: Int64(from), to: Int64(size)))
        checkRuns(plan)
        let path = try plan.path(lookup: stored.lookup(plan.neededRuns, size: Int64(size)))
        #expect(path == naive.proof(from, naive.leafHashes[..<size]))
        let (older, newer) = (naive.root(from), naive.root(size))
        func isValid(_ older: Digest, _ newer: Digest, _ path: [Digest]) -> Bool {
            TreeProof.verifyConsistency(
                from: Int64(from), to: Int64(size), fromRoot: older, toRoot: newer, path: path)
        }
        #expect(isValid(older, newer, path))
        #expect(!isValid(flipped(older, &random), newer, path))
        // Every tree extends the empty one, so there is nothing to compare its root with.
        if from > 0 { #expect(!isValid(older, flipped(newer, &random), path)) }
        #expect(!isValid(older, newer, path + [.zero]))
        for index in path.indices {
            var wrong = path
            wrong[index] = flipped(wrong[index], &random)
            #expect(!isValid(older, newer, wrong))
            wrong = path
            wrong.remove(at: index)
            #expect(!isValid(older, newer, wrong))
        }
    }

    private func flipped(_ digest: Digest, _ random: inout SeededGenerator) -> Digest {
        var bytes = digest.bytes
        let index = Int.random(in: bytes.indices, using: &random)
        bytes[index] ^= UInt8.random(in: 1...255, using: &random)
        return bytes.withUnsafeBytes { Digest($0) }
    }
}
