import Crypto
import EventLog
public import FoundationEssentials
public import Participation
import Postgres

/// Limits of reading who opened what, each with its name (開封の記録の上限).
public enum OpeningLimits {
    /// Openings listed at once.
    public static let shown = 10_000
}

// The door through which sealed text is given to a person: who reads it and why is written down
// before. Projections, routing and the classifier read for the program itself and pass by here.
extension Desk {
    /// The events of a stream for a person to read (開封して復号).
    /// - Parameters:
    ///   - opening: who opens the sealed parts and why; without, they read as erased.
    ///   - part: what is given out.
    func decode<Deciding: RecordedDecider>(
        _ history: [RecordedEvent], as _: Deciding.Type, for opening: Opening?,
        showing part: OpenedPart
    ) async throws -> [Deciding.Event] {
        guard let opening, let stream = history.first?.stream else {
            return try decode(history, as: Deciding.self, with: nil)
        }
        let key = history.hasReadableParts ? try await keyring.key(of: stream) : nil
        let apart = try await openApart(history, by: Deciding.Coding.self)
        if let key { try await record(opening, of: [(stream, key)], showing: part) }
        // A list of names is looked at many times while people come in.
        let keys = Dictionary(apart.map { ($0.stream, $0.key) }) { first, _ in first }
        switch opening.way {
        case .shown: try await recordOnceADay(opening, of: keys, showing: part)
        case .printed, .exported:
            try await record(
                opening, of: keys.map { (stream: $0.key, key: $0.value) }, showing: part)
        }
        return try decode(history, as: Deciding.self, with: key, apart: apart)
    }

    /// Writes down that somebody opens these, in one statement; to be waited for before anything of
    /// them is given out (開封の記録).
    func record(
        _ opening: Opening, of opened: [(stream: StreamName, key: SymmetricKey)],
        showing part: OpenedPart
    ) async throws {
        guard !opened.isEmpty else { return }
        let reason = Array(opening.reason.utf8)
        let sealed = try opened.map {
            try Seal.seal(reason, with: $0.key, stream: $0.stream, type: Self.openingType)
        }
        _ = try await pool.execute(
            """
            INSERT INTO desk.opening (opened_at, actor, stream, part, way, reason)
            SELECT \(clock()), \(opening.actor), o.stream, \(part.rawValue),
                   \(opening.way.rawValue), o.reason
              FROM unnest(\(array: opened.map(\.stream.text), of: .text),
                          \(array: sealed, of: .bytea)) AS o (stream, reason)
            """)
    }

    /// What somebody opened on some days, the last first: whose data was seen, printed or exported
    /// (開封の記録の照会).
    /// - Parameters:
    ///   - actor: the account; nil: everybody's.
    ///   - item: what was opened; nil: anything.
    ///   - limit: how many at most.
    /// - Throws: ``DeskError``.
    public func openings(
        by actor: String?, of item: UUID? = nil, from: LocalDate, through: LocalDate,
        limit: Int = OpeningLimits.shown
    ) async throws(DeskError) -> [OpeningRecord] {
        do {
            let stream = item.map { StreamName(category: Item.streamCategory, id: $0).text }
            let rows = try await pool.execute(
                """
                SELECT opened_at, actor, stream, part, way, reason FROM desk.opening
                 WHERE (\(actor)::text IS NULL OR actor = \(actor))
                   AND (\(stream)::text IS NULL OR stream = \(stream))
                   AND opened_at >= \(from.startInJapan) AND opened_at < \(through.endInJapan)
                 ORDER BY id DESC LIMIT \(Int32(limit))
                """)
            return try await records(rows)
        } catch {
            throw DeskError(error)
        }
    }

    /// The copies of items that left the house: printed or exported (出力された写し).
    func copies(of streams: [StreamName]) async throws -> [OpeningRecord] {
        let rows = try await pool.execute(
            """
            SELECT opened_at, actor, stream, part, way, reason FROM desk.opening
             WHERE stream = ANY (\(array: streams.map(\.text), of: .text)) AND way <> 'shown'
             ORDER BY id DESC LIMIT \(Int32(OpeningLimits.shown))
            """)
        return try await records(rows)
    }

    private func records(_ rows: Rows) async throws -> [OpeningRecord] {
        let streams = try Set(rows.map { StreamName(try $0.get(2, as: String.self)) })
            .compactMap(\.self)
        let keys = try await keyring.keys(of: streams)
        let known = try await log.read(streams)
        let kept = try known.compactMapValues { try KeptRecord.after($0) }
        var records: [OpeningRecord] = []
        for row in rows {
            guard let stream = StreamName(try row.get(2, as: String.self)) else { continue }
            let history = known[stream] ?? []
            let key = history.contains(where: \.isErasure) ? nil : keys[stream]
            records.append(
                OpeningRecord(
                    openedAt: try row.get(0), actor: try row.get(1), stream: stream,
                    receiptNumber: kept[stream]?.shownNumber,
                    record: kept[stream]?.shownName,
                    part: OpenedPart(rawValue: try row.get(3)),
                    way: OpeningWay(rawValue: try row.get(4)),
                    reason: try Self.reason(try row.get(5), of: stream, with: key)))
        }
        return records
    }

    private static func reason(
        _ sealed: [UInt8], of stream: StreamName, with key: SymmetricKey?
    ) throws -> Sealed<Wording> {
        guard let key else { return .erased }
        let bytes = try Seal.open(sealed, with: key, stream: stream, type: openingType)
        return .readable(Wording(String(decoding: bytes, as: UTF8.self)))
    }

    /// What the reasons are sealed as, so that none passes for an event.
    private static let openingType = "Opening"
}

extension LocalDate {
    /// The first moment of the day in Japan, nine hours ahead all year.
    var startInJapan: Instant {
        Instant(microseconds: (Int64(dayNumber) * 86_400 - 9 * 3_600) * 1_000_000)
    }

    fileprivate var endInJapan: Instant {
        Instant(microseconds: (Int64(dayNumber + 1) * 86_400 - 9 * 3_600) * 1_000_000)
    }
}
