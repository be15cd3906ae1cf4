import Postgres

/// That one event is in the log of a certain size (包含証明); RFC 9162 §2.1.3.
public struct InclusionProof: Sendable, Equatable {
    /// The event's position minus one.
    public let leafIndex: Int64
    /// The size of the log proved against.
    public let treeSize: Int64
    /// The event's leaf hash.
    public let leafHash: Digest
    /// The sibling hashes, from the leaf upwards.
    public let path: [Digest]
    /// The root of the log at that size.
    public let root: Digest
}

/// That a log of one size is a prefix of the log of a larger size (整合証明); RFC 9162 §2.1.4.
public struct ConsistencyProof: Sendable, Equatable {
    /// The earlier size.
    public let from: Int64
    /// The later size.
    public let to: Int64
    /// The hashes of the proof.
    public let path: [Digest]
}

/// Why there is no proof.
public enum ProofError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The log holds fewer events than asked for.
    case beyondHead(asked: Int64, head: Int64)
    /// The sizes are the wrong way round or not positive.
    case notASize(from: Int64, to: Int64)

    /// One line.
    public var description: String {
        switch self {
        case .beyondHead(let asked, let head):
            "the log holds \(head) events; there is no position \(asked)"
        case .notASize(let from, let to):
            "sizes must satisfy 0 < FROM ≤ TO; got \(from) and \(to)"
        }
    }
}

extension EventLog {
    /// Proves that an event is in the log as it stands now.
    /// - Throws: ``ProofError``, `PostgresError`.
    public func proveInclusion(of position: Int64) async throws -> InclusionProof {
        let (size, root) = try await headRoot()
        guard position > 0,
            let plan = TreeProof.inclusion(leafIndex: position - 1, treeSize: size)
        else { throw ProofError.beyondHead(asked: position, head: size) }
        let leaf = NodeRun(level: 0, firstIndex: position - 1, count: 1)
        var nodes = try await fetch(plan.neededRuns + [leaf])
        guard let leafHash = nodes[leaf]?.first else {
            throw ProofError.beyondHead(asked: position, head: size)
        }
        if !plan.neededRuns.contains(leaf) { nodes[leaf] = nil }
        return InclusionProof(
            leafIndex: position - 1, treeSize: size, leafHash: leafHash,
            path: try plan.path(lookup: nodes), root: root)
    }

    /// Proves that the log at one size is a prefix of the log at a later size.
    /// - Throws: ``ProofError``, `PostgresError`.
    public func proveConsistency(from: Int64, to: Int64) async throws -> ConsistencyProof {
        guard from > 0, from <= to else { throw ProofError.notASize(from: from, to: to) }
        let head = try await headPosition()
        guard to <= head, let plan = TreeProof.consistency(from: from, to: to) else {
            throw ProofError.beyondHead(asked: to, head: head)
        }
        return ConsistencyProof(
            from: from, to: to, path: try plan.path(lookup: try await fetch(plan.neededRuns)))
    }

    private func fetch(_ runs: [NodeRun]) async throws -> [NodeRun: [Digest]] {
        guard !runs.isEmpty else { return [:] }
        let answers = try await pool.run(runs.map(Self.nodes))
        var found: [NodeRun: [Digest]] = [:]
        for (run, rows) in zip(runs, answers) {
            guard rows.count == run.count else {
                throw PostgresError(
                    code: .decoding,
                    message: "hashes of level \(run.level) are missing; run: koe log verify")
            }
            var hashes: [Digest] = []
            for row in rows {
                guard let bytes = row.unsafeBytes(0), bytes.count == 32 else {
                    throw PostgresError(code: .decoding, message: "a hash is not 32 bytes long")
                }
                hashes.append(Digest(bytes))
            }
            found[run] = hashes
        }
        return found
    }

    private static func nodes(_ run: NodeRun) -> Query {
        let end = run.firstIndex + Int64(run.count)
        guard run.level > 0 else {
            return """
                SELECT leaf_hash FROM log.event
                 WHERE position > \(run.firstIndex) AND position <= \(end) ORDER BY position
                """
        }
        return """
            SELECT hash FROM log.subtree
             WHERE level = \(Int16(run.level)) AND index >= \(run.firstIndex) AND index < \(end)
             ORDER BY index
            """
    }
}
