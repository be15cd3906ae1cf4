import FoundationEssentials
import Postgres

/// What is sent with one commit: accepted members, their rows, and the head they lead to.
///
/// Rows know their position, so a batch is made for one head and made anew for another.
struct Batch: Sendable {
    struct Row: Sendable {
        var member: Int
        var write: Int
        var event: Int
        var version: Int32
    }

    let previous: Head
    private(set) var head: Head
    let recordedAt: Instant
    private(set) var rows: [Row] = []
    private(set) var leafHashes: [Digest] = []
    private(set) var subtrees: [(level: Int16, index: Int64, hash: Digest)] = []
    /// First position of each member.
    private(set) var firstPositions: [Int64] = []
    let members: [Admitted]

    /// Lays out the members behind a head: positions and versions, no hashes yet.
    init(_ members: [Admitted], after previous: Head, now: Instant) {
        self.previous = previous
        self.members = members
        head = previous
        // A clock that jumps back must not put an event before the one it follows.
        recordedAt = max(now, previous.recordedAt)
        head.recordedAt = recordedAt
        rows.reserveCapacity(members.reduce(0) { $0 + $1.append.eventCount })
        for (index, member) in members.enumerated() {
            firstPositions.append(head.position + 1)
            for (writeIndex, write) in member.append.writes.enumerated() {
                var version = member.startVersions[writeIndex]
                for eventIndex in write.events.indices {
                    version += 1
                    head.position += 1
                    rows.append(
                        Row(member: index, write: writeIndex, event: eventIndex, version: version))
                }
            }
        }
    }

    /// Computes leaf hashes, the next head's tree, and the subtrees it completes.
    mutating func hash(using leaf: inout CanonicalLeaf) {
        leafHashes.reserveCapacity(rows.count)
        var position = previous.position
        for row in rows {
            position += 1
            let append = members[row.member].append
            let write = append.writes[row.write]
            let event = write.events[row.event]
            let hash = LeafFields.lending(
                position: position, stream: write.stream.text, version: Int64(row.version),
                type: event.type, schemaVersion: Int64(event.schemaVersion),
                recordedAt: recordedAt.microseconds, actor: append.actor,
                cause: write.cause ?? append.cause,
                correlation: append.correlation?.uuid, payload: event.payload,
                sealed: event.sealed
            ) { leaf.write($0) }
            leafHashes.append(hash)
            head.tree.append(hash) { level, index, hash in
                subtrees.append((Int16(level), index, hash))
            }
        }
    }

    /// The same away from the appender's thread, for large batches.
    @concurrent
    func hashed() async -> Batch {
        var batch = self
        var leaf = CanonicalLeaf()
        batch.hash(using: &leaf)
        return batch
    }

    func event(_ row: Row) -> NewEvent {
        members[row.member].append.writes[row.write].events[row.event]
    }

    func cause(_ row: Row) -> Int64? {
        let append = members[row.member].append
        return append.writes[row.write].cause ?? append.cause
    }

    func stream(_ row: Row) -> StreamName {
        members[row.member].append.writes[row.write].stream
    }

    /// The answer for one member, once the batch is committed.
    func answer(for index: Int) -> Appended {
        let member = members[index]
        let count = member.append.eventCount
        let first = count == 0 ? 0 : firstPositions[index]
        return Appended(
            firstPosition: first, lastPosition: count == 0 ? 0 : first + Int64(count) - 1,
            versions: zip(member.append.writes, member.startVersions).map {
                $1 + Int32($0.events.count)
            },
            recordedAt: recordedAt, isRepeat: false)
    }
}

/// An append whose versions are settled.
struct Admitted: Sendable {
    let append: Append
    /// The version of each written stream before this append.
    let startVersions: [Int32]
    /// Where its outcome goes.
    let ticket: Int
}
