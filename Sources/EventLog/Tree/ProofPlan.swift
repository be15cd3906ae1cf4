/// What must be read to make a proof, and how the proof is made from it (証明の段取り).
///
/// Nodes are kept in a database, so a proof is planned first, by arithmetic alone; then all
/// stored nodes are read in one go; then the path is computed.
public struct ProofPlan: Sendable, Equatable {
    /// A stored node the plan needs was not there, or a run had the wrong length.
    ///
    /// Nodes are derived from the log, so this is damage to be reported, not worked around.
    public struct MissingNodes: Error, Hashable, Sendable {
        /// The run that was not supplied whole.
        public let run: NodeRun
    }

    /// A subtree of a path entry, and where among the runs its stored nodes are.
    private struct Part: Sendable, Equatable {
        let run: Int
        let offset: Int
        let count: Int
    }

    /// The stored nodes to read: by level and index, no node twice, none across two tiles.
    public let neededRuns: [NodeRun]

    /// For each entry of the path, in its order, the complete subtrees it is joined from.
    private let entries: [[Part]]

    /// Plans a path whose entries are the hashes of these ranges of leaves.
    init(path: [Range<Int64>]) {
        let subtrees = path.map { TreeNode.covering($0).map(\.storedRun) }
        let runs = Self.merged(subtrees.flatMap { $0 })
        neededRuns = runs
        entries = subtrees.map { subtrees in
            subtrees.map { Self.locate($0, in: runs) }
        }
    }

    /// Computes the path from the nodes read.
    ///
    /// - Parameter lookup: For each of ``neededRuns``, its nodes in order.
    /// - Throws: ``MissingNodes`` if a run is missing or has more or fewer nodes than it should.
    public func path(lookup: [NodeRun: [Digest]]) throws(MissingNodes) -> [Digest] {
        var nodes: [[Digest]] = []
        nodes.reserveCapacity(neededRuns.count)
        for run in neededRuns {
            guard let found = lookup[run], found.count == run.count else {
                throw MissingNodes(run: run)
            }
            nodes.append(found)
        }
        return entries.map { parts in
            TreeHash.joined(
                parts.map { part in
                    Self.complete(nodes[part.run][part.offset..<part.offset + part.count])
                })
        }
    }

    /// The root of a complete subtree from its 2^n nodes of one level.
    private static func complete(_ nodes: ArraySlice<Digest>) -> Digest {
        var level = Array(nodes)
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2).map {
                TreeHash.node(level[$0], level[$0 + 1])
            }
        }
        return level[0]
    }

    /// Joins runs that touch or overlap, inside their tile.
    private static func merged(_ runs: [NodeRun]) -> [NodeRun] {
        var merged: [NodeRun] = []
        for run in runs.sorted(by: { ($0.level, $0.firstIndex) < ($1.level, $1.firstIndex) }) {
            guard let last = merged.last, last.level == run.level, last.tile == run.tile,
                run.firstIndex <= last.endIndex
            else {
                merged.append(run)
                continue
            }
            merged[merged.count - 1] = NodeRun(
                level: last.level, firstIndex: last.firstIndex,
                count: Int(max(last.endIndex, run.endIndex) - last.firstIndex))
        }
        return merged
    }

    /// Where the nodes of a subtree are among the merged runs: in the last run that does not
    /// begin after them.
    private static func locate(_ wanted: NodeRun, in runs: [NodeRun]) -> Part {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            let run = runs[middle]
            if (run.level, run.firstIndex) <= (wanted.level, wanted.firstIndex) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        precondition(low > 0, "every run was merged into one that begins no later")
        return Part(
            run: low - 1, offset: Int(wanted.firstIndex - runs[low - 1].firstIndex),
            count: wanted.count)
    }
}
