public import EventLog
import FoundationEssentials
public import Participation

// Records of every kind that may be erased: an item, a lecture, a gathering, one registration.
extension Desk {
    /// Records after what happened to them, each with what its keeping depends on beside it
    /// (保存の判断に使う記録).
    func kept(
        _ histories: [StreamName: [RecordedEvent]]
    ) async throws -> [StreamName: KeptRecord] {
        let hosts = try histories.values.compactMap { try RegistrantCoding.gathering(of: $0) }
        let gatherings = try await log.read(Array(Set(hosts)))
        var records: [StreamName: KeptRecord] = [:]
        for (stream, history) in histories {
            guard var record = try KeptRecord.after(history, gatherings: gatherings) else {
                continue
            }
            if case .gathering = record.subject {
                record.registrations = try await registrations(in: history)
            }
            records[stream] = record
        }
        return records
    }

    /// Who signed up for a gathering, as far as they lie under keys of their own.
    private func registrations(in gathering: [RecordedEvent]) async throws -> [KeptRecord] {
        let streams = try gathering.compactMap { try GatheringEventCoding.apart(of: $0) }
        guard let host = gathering.first?.stream else { return [] }
        return try await log.read(streams).values
            .compactMap { try KeptRecord.after($0, gatherings: [host: gathering]) }
            .sorted { $0.stream.text < $1.stream.text }
    }

    // MARK: What keeps them

    /// Keeps records of any kind from being erased, or ends that, or has them used no more
    /// (消去の停止・利用停止).
    /// - Parameter asked: what is asked of the keeping of each.
    /// - Returns: the last position written; 0 when it was so already.
    /// - Throws: ``DeskError``; nothing was recorded then.
    public func keep(
        _ streams: [StreamName], actor: String?,
        _ asked: @escaping (RecordRetention, LocalDate) throws -> [RetentionEvent]
    ) async throws(DeskError) -> Int64 {
        do {
            return try await record(together: streams, isTrial: false, actor: actor) { histories in
                let known = try await kept(histories)
                return try streams.compactMap { stream -> Append.Write? in
                    guard let record = known[stream] else { throw DeskError.notFound(stream.text) }
                    let events = try asked(record.retention, today)
                    guard !events.isEmpty else { return nil }
                    let coded = events.map { event in
                        record.receiptNumber == nil
                            ? RetentionEventCoding.encodeKeeping(event)
                            : ItemEventCoding.encode(.retention(event))
                    }
                    return Append.Write(
                        stream, expecting: .exactly(record.version),
                        coded.map(NewEvent.init(unsealed:)))
                }
            }
        } catch {
            throw DeskError(error)
        }
    }

    // MARK: Which is meant

    /// The record somebody means (記録の特定).
    /// - Parameter text: a receipt number (`R8-0123`), an id, or `lecture-…`, `gathering-…`,
    ///   `registration-…` with one.
    /// - Throws: ``DeskError/notFound(_:)``.
    public func record(of text: String) async throws(DeskError) -> StreamName {
        let categories: [StaticString] = [
            Item.streamCategory, Lecture.streamCategory, Gathering.streamCategory,
            RegistrantCoding.category,
        ]
        let streams: [StreamName]
        if let id = UUID(uuidString: text) {
            streams = categories.map { StreamName(category: $0, id: id) }
        } else if let stream = StreamName(text.lowercased()), stream.id != nil,
            categories.contains(where: { "\($0)" == stream.category })
        {
            streams = [stream]
        } else {
            return StreamName(category: Item.streamCategory, id: try await itemID(of: text))
        }
        do {
            let known = try await log.read(streams)
            guard let stream = streams.first(where: { known[$0] != nil }) else {
                throw DeskError.notFound(text)
            }
            return stream
        } catch {
            throw DeskError(error)
        }
    }
}
