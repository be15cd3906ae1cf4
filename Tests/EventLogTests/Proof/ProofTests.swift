import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("Proofs from the stored tree (証明)")
    struct ProofTests {
        @Test("Every event of small logs, every pair of sizes")
        func small() async throws {
            try await TestCity.with { city in
                for size in 1...9 {
                    _ = try await city.log.append(.letter(size))
                    let tree = NaiveTree(
                        leafHashes: try await city.log.everything().map(\.leafHash))
                    for position in 1...size {
                        try await Self.checkInclusion(city.log, Int64(position), tree)
                    }
                    for from in 1...size {
                        for to in from...size {
                            try await Self.checkConsistency(
                                city.log, from: Int64(from), to: Int64(to), tree)
                        }
                    }
                }
            }
        }

        @Test("A log of 66,000 events: clean, and proofs across all stored levels")
        func large() async throws {
            let size = 66_000
            try await TestCity.with { city in
                for start in stride(from: 0, to: size, by: 10_000) {
                    let events = (start..<min(start + 10_000, size)).map(letter)
                    _ = try await city.log.append(
                        Append([.init(item(1), expecting: .exactly(Int32(start)), events)]))
                }
                let leaves = try await city.expectSound(size).map(\.leafHash)
                // A naive tree of 66,000 leaves takes too long; the compact one is held against
                // it elsewhere.
                let edges = [1, 2, 3, 255, 256, 257, 511, 512, 4_096, 65_535, 65_536, 65_537]
                var roots: [Int: Digest] = [:]
                var tree = CompactRange()
                for (index, leaf) in leaves.enumerated() {
                    tree.append(leaf)
                    if edges.contains(index + 1) || index + 1 == size {
                        roots[index + 1] = tree.root
                    }
                }
                #expect(try await city.log.headRoot().root == roots[size])
                var random = SeededNumbers(seed: 11)
                let positions =
                    edges + [size, size - 1]
                    + (0..<40).map { _ in Int.random(in: 1...size, using: &random) }
                for position in positions {
                    let proof = try await city.log.proveInclusion(of: Int64(position))
                    #expect(proof.leafHash == leaves[position - 1])
                    #expect(proof.root == roots[size] && proof.treeSize == Int64(size))
                    #expect(Self.holds(proof))
                }
                for from in edges {
                    for to in edges + [size] where to >= from {
                        let proof = try await city.log.proveConsistency(
                            from: Int64(from), to: Int64(to))
                        let (old, new) = (try #require(roots[from]), try #require(roots[to]))
                        #expect(Self.holds(proof, old, new), "\(from) to \(to)")
                        if from != to { #expect(!Self.holds(proof, new, new)) }
                    }
                }
            }
        }

        @Test("A proof holds for nothing else")
        func onlyThat() async throws {
            try await TestCity.with { city in
                _ = await city.log.append(all: (1...300).map { .letter($0) })
                let proof = try await city.log.proveInclusion(of: 77)
                #expect(Self.holds(proof))
                for index in proof.path.indices {
                    var path = proof.path
                    path[index] = .zero
                    #expect(
                        !TreeProof.verifyInclusion(
                            leafHash: proof.leafHash, leafIndex: proof.leafIndex,
                            treeSize: proof.treeSize, path: path, root: proof.root))
                }
                for other in [75, 77] as [Int64] {
                    #expect(
                        !TreeProof.verifyInclusion(
                            leafHash: proof.leafHash, leafIndex: other, treeSize: proof.treeSize,
                            path: proof.path, root: proof.root))
                }
            }
        }

        @Test("What the log does not hold cannot be proved")
        func beyondHead() async throws {
            try await TestCity.with { city in
                await #expect(throws: ProofError.beyondHead(asked: 1, head: 0)) {
                    try await city.log.proveInclusion(of: 1)
                }
                _ = await city.log.append(all: (1...10).map { .letter($0) })
                for asked: Int64 in [11, 0, -1, .max, .min] {
                    await #expect(throws: ProofError.beyondHead(asked: asked, head: 10)) {
                        try await city.log.proveInclusion(of: asked)
                    }
                }
                for to: Int64 in [11, .max] {
                    await #expect(throws: ProofError.beyondHead(asked: to, head: 10)) {
                        try await city.log.proveConsistency(from: 1, to: to)
                    }
                }
                for (from, to): (Int64, Int64) in [(0, 5), (-1, 5), (6, 5), (.min, .max)] {
                    await #expect(throws: ProofError.notASize(from: from, to: to)) {
                        try await city.log.proveConsistency(from: from, to: to)
                    }
                }
            }
        }

        @Test("A missing node is reported as damage")
        func missingNode() async throws {
            try await TestCity.with { city in
                _ = await city.log.append(all: (1...600).map { .letter($0) })
                let admin = try await city.superuser()
                _ = try await admin.run([
                    "SET LOCAL session_replication_role = replica",
                    "DELETE FROM log.subtree WHERE index = 0",
                ])
                await admin.close()
                await #expect(throws: PostgresError.self) {
                    try await city.log.proveInclusion(of: 400)
                }
            }
        }

        private static func checkInclusion(
            _ log: EventLog, _ position: Int64, _ tree: NaiveTree
        ) async throws {
            let size = tree.leafHashes.count
            let proof = try await log.proveInclusion(of: position)
            #expect(proof.leafIndex == position - 1 && proof.treeSize == Int64(size))
            #expect(proof.leafHash == tree.leafHashes[Int(position) - 1])
            #expect(proof.path == tree.path(Int(position) - 1, tree.leafHashes[...]))
            #expect(proof.root == tree.root(size))
            #expect(holds(proof))
        }

        private static func checkConsistency(
            _ log: EventLog, from: Int64, to: Int64, _ tree: NaiveTree
        ) async throws {
            let proof = try await log.proveConsistency(from: from, to: to)
            #expect(proof.path == tree.proof(Int(from), tree.leafHashes[..<Int(to)]))
            #expect(holds(proof, tree.root(Int(from)), tree.root(Int(to))))
        }

        private static func holds(_ proof: InclusionProof) -> Bool {
            TreeProof.verifyInclusion(
                leafHash: proof.leafHash, leafIndex: proof.leafIndex, treeSize: proof.treeSize,
                path: proof.path, root: proof.root)
        }

        private static func holds(
            _ proof: ConsistencyProof, _ from: Digest, _ to: Digest
        ) -> Bool {
            TreeProof.verifyConsistency(
                from: proof.from, to: proof.to, fromRoot: from, toRoot: to, path: proof.path)
        }
    }
}
