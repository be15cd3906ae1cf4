import Crypto
public import EventLog
public import FoundationEssentials
import Participation
import Postgres

/// Limits of disclosing, each with its name (開示の上限).
public enum DisclosureLimits {
    /// Records of one request.
    public static let items = 500
}

extension Desk {
    /// All that is held about a person, over these items; others are blackened (開示).
    /// - Throws: as for records of any kind.
    public func disclose(
        _ items: [UUID], masking names: [String] = [], for opening: Opening
    ) async throws(DeskError) -> Disclosure {
        try await disclose(
            items.map { StreamName(category: Item.streamCategory, id: $0) }, masking: names,
            for: opening)
    }

    /// All that is held about a person, over these records; others are blackened (開示).
    ///
    /// A gathering is everybody's who signed up: their registrations are disclosed one by one.
    /// - Parameters:
    ///   - masking: further names of others, as somebody has found them in the texts.
    ///   - opening: who opens them and why; written down before anything is given out.
    /// - Throws: ``DeskError``; `notFound` when one of them is not there.
    public func disclose(
        _ streams: [StreamName], masking names: [String] = [], for opening: Opening
    ) async throws(DeskError) -> Disclosure {
        guard streams.count <= DisclosureLimits.items else {
            throw .declined([
                Refused(
                    field: "receipt",
                    japanese: "一度に開示できるのは\(DisclosureLimits.items)件までです。分けて行ってください。")
            ])
        }
        do {
            let histories = try await log.read(streams)
            for stream in streams where histories[stream] == nil {
                throw DeskError.notFound(stream.text)
            }
            let readable = streams.filter { histories[$0]?.hasReadableParts == true }
            let keys = try await keyring.keys(of: readable)
            try await record(
                opening, of: readable.compactMap { stream in keys[stream].map { (stream, $0) } },
                showing: .disclosure)
            let kept = try await kept(histories)
            return Disclosure(
                parts: try streams.compactMap { stream in
                    guard let record = kept[stream], let history = histories[stream] else {
                        return nil
                    }
                    return try part(record, history, with: keys[stream], masking: names)
                })
        } catch {
            throw DeskError(error)
        }
    }

    private func part(
        _ record: KeptRecord, _ history: [RecordedEvent], with key: SymmetricKey?,
        masking names: [String]
    ) throws -> Disclosure.Part? {
        switch record.subject {
        case .item: return try part(history, with: key, masking: names)
        case .lecture, .registration:
            let events = try ParticipationPage(record, history, with: key).entries
            var writer = DisclosureWriter(
                mask: ThirdPartyMask(
                    for: try Participant.all(after: history, with: key).first?.person,
                    names: names))
            return Disclosure.Part(
                title: "\(record.genre) \(record.stream.text)", receiptNumber: nil,
                lines: events.map { writer.line($0.label, $0.text, isOwn: $0.isOwn) },
                history: history.map { event in
                    Disclosure.Line(
                        label: event.recordedAt.inJapan, text: RecordKind.happening(event.type))
                }, isErased: record.retention.erasure != nil, masked: writer.places)
        case .gathering:
            throw DeskError.declined([
                Refused(field: "receipt", japanese: "催しは、申込み(registration-…)ごとに開示してください。")
            ])
        }
    }

    private func part(
        _ recorded: [RecordedEvent], with key: SymmetricKey?, masking names: [String]
    ) throws -> Disclosure.Part? {
        let events = try decode(recorded, as: Item.self, with: key)
        guard case .received(let item) = events.reduce(Item.initial, Item.evolve) else {
            return nil
        }
        let page = ItemEntries(numbers: [:], isOpened: true)
        var writer = DisclosureWriter(
            mask: ThirdPartyMask(for: item.personal.content?.sender, names: names))
        var lines: [Disclosure.Line] = []
        for entry in page.all(of: item) { lines.append(writer.line(entry)) }
        var state = Item.initial
        var history: [Disclosure.Line] = []
        for (record, event) in zip(recorded, events) {
            let before = page.all(of: state)
            state = Item.evolve(state, event)
            let changes = ItemHistoryEntry.changes(from: before, to: page.all(of: state))
            history.append(writer.line(of: event, at: record.recordedAt, changes))
        }
        return Disclosure.Part(
            title: "受付番号 \(item.plain.receiptNumber)", receiptNumber: item.plain.receiptNumber,
            lines: lines, history: history,
            isErased: item.retention.erasure != nil, masked: writer.places)
    }
}

/// Writes the lines of one item, others blackened, and counts where (開示資料の作成).
private struct DisclosureWriter {
    let mask: ThirdPartyMask
    var places = 0

    /// What the person gave of themselves stays.
    mutating func line(_ label: String, _ text: String, isOwn: Bool) -> Disclosure.Line {
        if isOwn { return Disclosure.Line(label: label, text: text) }
        let (masked, found) = mask.applied(to: text)
        places += found
        return Disclosure.Line(label: label, text: masked)
    }

    mutating func line(_ entry: ItemEntry) -> Disclosure.Line {
        Disclosure.Line(label: entry.field.japanese, text: text(entry.text, of: entry.field))
    }

    mutating func line(
        of event: ItemEvent, at moment: Instant, _ changes: [ItemHistoryEntry.Change]
    ) -> Disclosure.Line {
        var told: [String] = []
        if let reason = event.reason { told.append(text(reason, of: .reason)) }
        for change in changes {
            let new = if let new = change.new { text(new, of: change.field) } else { "(なし)" }
            told.append("\(change.field.japanese)=\(new)")
        }
        return Disclosure.Line(
            label: "\(moment.inJapan) \(event.title)", text: told.joined(separator: "、"))
    }

    /// What the person gave of themselves stays; who brought it in is somebody else; the rest is
    /// looked through.
    private mutating func text(_ text: String, of field: ItemField) -> String {
        switch field {
        case .name, .kana, .postalCode, .address, .phone, .email: return text
        case .introducedBy:
            places += 1
            return ThirdPartyMask.mark
        case _:
            let (masked, found) = mask.applied(to: text)
            places += found
            return masked
        }
    }
}
