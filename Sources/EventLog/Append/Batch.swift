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

    /// Lays out the members behind a head and computes leaf hashes and the next head.
    init(_ members: [Admitted], after previous: Head, now: Instant, leaf: inout CanonicalLeaf) {
        self.previous = previous
        self.members = members
        head = previous
        // A clock that jumps back must not put an event before the one it follows.
        recordedAt = max(now, previous.recordedAt)
        head.recordedAt = recordedAt
        let count = members.reduce(0) { $0 + $1.append.eventCount }
        rows.reserveCapacity(count)
        leafHashes.reserveCapacity(count)
        for index in members.indices { layOut(member: index, &leaf) }
    }

    private mutating func layOut(member index: Int, _ leaf: inout CanonicalLeaf) {
        let member = members[index]
        firstPositions.append(head.position + 1)
        for (writeIndex, write) in member.append.writes.enumerated() {
            var version = member.startVersions[writeIndex]
            for (eventIndex, event) in write.events.enumerated() {
                version += 1
                head.position += 1
                let hash = LeafFields.lending(
                    position: head.position, stream: write.stream.text, version: Int64(version),
                    type: event.type, schemaVersion: Int64(event.schemaVersion),
                    recordedAt: recordedAt.microseconds, actor: member.append.actor,
                    cause: member.append.cause, correlation: member.append.correlation?.uuid,
                    payload: event.payload, sealed: event.sealed
                ) { leaf.write($0) }
                rows.append(
                    Row(member: index, write: writeIndex, event: eventIndex, version: version))
                leafHashes.append(hash)
                head.tree.append(hash) { level, index, hash in
                    subtrees.append((Int16(level), index, hash))
                }
            }
        }
    }

    func event(_ row: Row) -> NewEvent {
        members[row.member].append.writes[row.write].events[row.event]
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
