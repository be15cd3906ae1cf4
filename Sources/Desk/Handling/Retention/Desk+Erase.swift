public import EventLog
public import FoundationEssentials
public import Participation
import Postgres

/// What became of a request to erase records (消去の結果).
public struct ErasureResult: Sendable, Equatable {
    /// One of the records (記録ごとの結果).
    public struct Entry: Sendable, Equatable {
        /// The record, by the name of its stream (対象).
        public let stream: StreamName
        /// By what it is known: its receipt number, or `lecture-…` (番号).
        public let name: String
        /// Whether it is known by a receipt number (受付案件か).
        let isItem: Bool
        /// Whether this request erased it; otherwise it was erased before (今回の消去か).
        public let isNew: Bool
    }

    /// The records, in the order in which they were asked for (記録).
    public let entries: [Entry]
    /// Where the last event stands; 0 when nothing was recorded (通し位置).
    public let position: Int64
    /// Copies of them that left the house, and have to be dealt with by hand (出力された写し).
    public let copies: [OpeningRecord]
    /// What is still waited for (消去の完了待ち).
    public let awaited: [Awaited]

    /// The same for programs.
    public var json: JSONValue {
        .object([
            "awaited": .array(awaited.map(\.json)), "copies": .array(copies.map(\.json)),
            "items": .array(
                entries.map {
                    .object(present: [
                        "id": $0.stream.id.map(JSONValue.id), "new": .bool($0.isNew),
                        "receiptNumber": $0.isItem ? .string($0.name) : nil,
                        "record": .string($0.stream.text),
                    ])
                }),
            "position": .integer(position),
        ])
    }
}

/// Limits of erasing, each with its name (消去の上限).
public enum ErasureLimits {
    /// Records of one request.
    public static let items = 1_000
    /// Records erased by one append; a gathering goes by itself, with all who signed up.
    static let batch = 500
}

extension Desk {
    /// Erases the personal part of items (消去).
    /// - Throws: as ``erase(_:on:isTrial:actor:)``.
    public func erase(
        _ items: [UUID], on ground: ErasureGround, isTrial: Bool = false, actor: String?
    ) async throws(DeskError) -> ErasureResult {
        try await erase(
            items.map { StreamName(category: Item.streamCategory, id: $0) }, on: ground,
            isTrial: isTrial, actor: actor)
    }

    /// Erases the personal part of records, all or none, and waits until it is done (消去).
    ///
    /// The events are recorded, then the keys destroyed, then the projections brought up to it; cut
    /// short in between, the rest is owed and done by whoever comes next.
    /// - Parameters:
    ///   - ground: on what ground (DECISIONS C4).
    ///   - isTrial: only say what would be erased.
    /// - Throws: ``DeskError``; `declined` with everything that stands against it, record by record:
    ///   nothing was erased then.
    public func erase(
        _ streams: [StreamName], on ground: ErasureGround, isTrial: Bool = false, actor: String?
    ) async throws(DeskError) -> ErasureResult {
        guard streams.count <= ErasureLimits.items else {
            throw .declined([
                Refused(
                    field: "receipt",
                    japanese: "一度に消去できるのは\(ErasureLimits.items)件までです。分けて行ってください。")
            ])
        }
        do {
            let (kept, position) = try await erase(streams, ground, isTrial: isTrial, actor)
            if !isTrial { try await finishErasures() }
            return ErasureResult(
                entries: kept.map {
                    ErasureResult.Entry(
                        stream: $0.stream, name: $0.name, isItem: $0.receiptNumber != nil,
                        isNew: $0.retention.erasure == nil)
                }, position: position,
                copies: try await copies(
                    of: kept.flatMap { [$0.stream] + $0.registrations.map(\.stream) }),
                awaited: try await awaited())
        } catch {
            throw DeskError(error)
        }
    }

    private func erase(
        _ streams: [StreamName], _ ground: ErasureGround, isTrial: Bool, _ actor: String?
    ) async throws -> (kept: [KeptRecord], position: Int64) {
        let book = try await retention()
        var kept: [KeptRecord] = []
        let position = try await record(together: streams, isTrial: isTrial, actor: actor) {
            histories in
            let known = try await self.kept(histories)
            kept = try streams.map { stream in
                guard let record = known[stream] else { throw DeskError.notFound(stream.text) }
                return record
            }
            return try Self.erasures(of: kept, ground, by: book, today: today)
        }
        return (kept, position)
    }

    /// What follows on the events: keys, classifier, index, register and trays.
    func finishErasures() async throws {
        try await settleErasures()
        try await catchUp([.search, .register, .tray])
    }

    private static func erasures(
        of records: [KeptRecord], _ ground: ErasureGround, by book: RetentionBook, today: LocalDate
    ) throws -> [Append.Write] {
        var refused: [Refused] = []
        var writes: [Append.Write] = []
        var written: Set<StreamName> = []
        for kept in records {
            do throws(ItemRefusal) {
                // One person's registration and the whole gathering may both be asked for.
                for write in try kept.erasure(ground, by: book, today: today)
                where written.insert(write.stream).inserted {
                    writes.append(write)
                }
            } catch {
                refused.append(
                    Refused(
                        field: error.field?.rawValue ?? "receipt",
                        japanese: "\(kept.name): \(error.japanese)"))
            }
        }
        if !refused.isEmpty { throw DeskError.declined(refused) }
        return writes
    }
}
