import Testing

@testable import EventLog

/// The vectors every Certificate Transparency implementation is tested with
/// (`merkletree/merkle_tree_test.cc` of google/certificate-transparency), computed again with
/// twenty lines of Python and hashlib before they were written down here.
enum KnownTree {
    static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        Array(0x50...0x57), Array(0x60...0x6f),
    ]

    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    struct Path: Sendable {
        let first: Int64
        let size: Int64
        let hashes: [String]
    }

    /// `first` is the index of the leaf.
    static let inclusionPaths = [
        Path(first: 0, size: 1, hashes: []),
        Path(
            first: 0, size: 8,
            hashes: [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]),
        Path(
            first: 5, size: 8,
            hashes: [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]),
        Path(
            first: 2, size: 3,
            hashes: ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        Path(
            first: 1, size: 5,
            hashes: [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]),
    ]

    /// `first` is the size of the older tree.
    static let consistencyPaths = [
        Path(first: 1, size: 1, hashes: []),
        Path(first: 0, size: 8, hashes: []),
        Path(
            first: 1, size: 8,
            hashes: [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]),
        Path(
            first: 6, size: 8,
            hashes: [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]),
        Path(
            first: 2, size: 5,
            hashes: [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]),
    ]

    static let leafHashes = leaves.map { $0.withUnsafeBytes { TreeHash.leaf($0) } }

    static func root(_ size: Int64) throws -> Digest {
        try #require(Digest(hex: roots[Int(size)]))
    }

    static func digests(_ hashes: [String]) throws -> [Digest] {
        try hashes.map { try #require(Digest(hex: $0)) }
    }
}

@Suite("Merkle tree, known vectors (木の既知の値)")
struct TreeHashTests {
    @Test("Every root of the eight leaves")
    func roots() throws {
        #expect(try TreeHash.empty == KnownTree.root(0))
        var range = CompactRange()
        #expect(try range.root == KnownTree.root(0))
        for (index, hash) in KnownTree.leafHashes.enumerated() {
            range.append(hash)
            #expect(try range.root == KnownTree.root(Int64(index + 1)))
        }
    }

    @Test("Inclusion paths", arguments: KnownTree.inclusionPaths)
    func inclusion(known: KnownTree.Path) throws {
        let plan = try #require(TreeProof.inclusion(leafIndex: known.first, treeSize: known.size))
        let path = try plan.path(lookup: lookup(plan.neededRuns))
        #expect(try path == KnownTree.digests(known.hashes))
        #expect(
            try TreeProof.verifyInclusion(
                leafHash: KnownTree.leafHashes[Int(known.first)], leafIndex: known.first,
                treeSize: known.size, path: path, root: KnownTree.root(known.size)))
    }

    @Test("Consistency paths", arguments: KnownTree.consistencyPaths)
    func consistency(known: KnownTree.Path) throws {
        let plan = try #require(TreeProof.consistency(from: known.first, to: known.size))
        let path = try plan.path(lookup: lookup(plan.neededRuns))
        #expect(try path == KnownTree.digests(known.hashes))
        #expect(
            try TreeProof.verifyConsistency(
                from: known.first, to: known.size, fromRoot: KnownTree.root(known.first),
                toRoot: KnownTree.root(known.size), path: path))
    }

    private func lookup(_ runs: [NodeRun]) -> [NodeRun: [Digest]] {
        Dictionary(
            uniqueKeysWithValues: runs.map { run in
                (run, Array(KnownTree.leafHashes[Int(run.firstIndex)..<Int(run.endIndex)]))
            })
    }

    @Test("A digest is read and written as bytes and as hexadecimal digits")
    func digestForms() throws {
        let bytes = (0..<32).map { UInt8($0 * 8 + 7) }
        let digest = try #require(Digest(bytes: bytes))
        #expect(digest.bytes == bytes)
        #expect(Digest(bytes: AnyCollection(bytes)) == digest)
        #expect(digest.hex.hasPrefix("070f171f"))
        #expect("\(digest)" == digest.hex)
        #expect(Digest(hex: digest.hex) == digest)
        #expect(Digest(hex: digest.hex.uppercased()) == digest)
        #expect(Digest(bytes: bytes.dropLast()) == nil)
        #expect(Digest(bytes: bytes + [0]) == nil)
        #expect(Digest(hex: String(digest.hex.dropLast())) == nil)
        #expect(Digest(hex: digest.hex + "0") == nil)
        #expect(Digest(hex: digest.hex + "00") == nil)
        #expect(Digest(hex: "g" + digest.hex.dropFirst()) == nil)
        #expect(Digest.zero.bytes == [UInt8](repeating: 0, count: 32))
        #expect(Set([digest, digest, .zero]).count == 2)
    }

    @Test("SHA-256 of the vectors of FIPS 180-4")
    func sha256() {
        #expect(
            Digest.sha256(Array("abc".utf8)).hex
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Digest.sha256(
                Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
            ).hex
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    }
}
