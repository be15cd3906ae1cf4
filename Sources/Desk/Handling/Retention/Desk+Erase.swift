import EventLog
public import FoundationEssentials
public import Participation
import Postgres

/// What became of a request to erase items (消去の結果).
public struct ErasureResult: Sendable, Equatable {
    /// One of the items (案件ごとの結果).
    public struct Entry: Sendable, Equatable {
        /// The item.
        public let id: UUID
        /// Its receipt number (受付番号).
        public let receiptNumber: ReceiptNumber
        /// Whether this request erased it; otherwise it was erased before (今回の消去か).
        public let isNew: Bool
    }

    /// The items, in the order in which they were asked for (案件).
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
                    .object([
                        "id": .id($0.id), "new": .bool($0.isNew),
                        "receiptNumber": .string($0.receiptNumber.description),
                    ])
                }),
            "position": .integer(position),
        ])
    }
}

/// Limits of erasing, each with its name (消去の上限).
public enum ErasureLimits {
    /// Items of one request.
    public static let items = 1_000
    /// Items erased by one append.
    static let batch = 500
}

extension Desk {
    /// Erases the personal part of items, all or none, and waits until it is done (消去).
    ///
    /// The events are recorded, then the keys destroyed, then the projections brought up to it; cut
    /// short in between, the rest is owed and done by whoever comes next.
    /// - Parameters:
    ///   - ground: on what ground (DECISIONS C4).
    ///   - isTrial: only say what would be erased.
    /// - Throws: ``DeskError``; `declined` with everything that stands against it, item by item:
    ///   nothing was erased then.
    public func erase(
        _ items: [UUID], on ground: ErasureGround, isTrial: Bool = false, actor: String?
    ) async throws(DeskError) -> ErasureResult {
        guard items.count <= ErasureLimits.items else {
            throw .declined([
                Refused(
                    field: "receipt",
                    japanese: "一度に消去できるのは\(ErasureLimits.items)件までです。分けて行ってください。")
            ])
        }
        do {
            let streams = items.map { StreamName(category: Item.streamCategory, id: $0) }
            let (kept, position) = try await erase(streams, ground, isTrial: isTrial, actor)
            if !isTrial { try await finishErasures() }
            return ErasureResult(
                entries: kept.map {
                    ErasureResult.Entry(
                        id: $0.id, receiptNumber: $0.item.plain.receiptNumber,
                        isNew: $0.item.retention.erasure == nil)
                }, position: position, copies: try await copies(of: streams),
                awaited: try await awaited())
        } catch {
            throw DeskError(error)
        }
    }

    private func erase(
        _ streams: [StreamName], _ ground: ErasureGround, isTrial: Bool, _ actor: String?
    ) async throws -> (kept: [KeptItem], position: Int64) {
        let book = try await retention()
        var kept: [KeptItem] = []
        let position = try await record(together: streams, isTrial: isTrial, actor: actor) {
            histories in
            kept = []
            for stream in streams {
                guard let item = try KeptItem.after(histories[stream] ?? []) else {
                    throw DeskError.notFound(stream.text)
                }
                kept.append(item)
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
        of items: [KeptItem], _ ground: ErasureGround, by book: RetentionBook, today: LocalDate
    ) throws -> [Append.Write] {
        var refused: [Refused] = []
        var writes: [Append.Write] = []
        for kept in items {
            do {
                if let write = try kept.erasure(ground, by: book, today: today) {
                    writes.append(write)
                }
            } catch let refusal as ItemRefusal {
                refused.append(
                    Refused(
                        field: refusal.field?.rawValue ?? "receipt",
                        japanese: "\(kept.item.plain.receiptNumber): \(refusal.japanese)"))
            }
        }
        if !refused.isEmpty { throw DeskError.declined(refused) }
        return writes
    }
}
