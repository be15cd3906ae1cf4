import EventLog
public import FoundationEssentials
public import Participation
public import Postgres

/// One thing that happened to an item, in plain words (経過の一件).
public struct ItemHistoryEntry: Sendable, Equatable {
    /// What stood there before and what stands there now (変更).
    public struct Change: Sendable, Equatable {
        /// What it is called (項目).
        public let field: ItemField
        /// What stood there; `nil` when nothing did (変更前).
        public let old: String?
        /// What stands there now; `nil` when nothing does (変更後).
        public let new: String?
    }

    /// The event's place in the log (通し位置).
    public let position: Int64
    /// The event's place in the item's own history (版).
    public let version: Int32
    /// When Koe learned of it (記録日時).
    public let recordedAt: Instant
    /// Who recorded it (記録者).
    public let actor: String?
    /// The event's name in the log, such as `ItemCorrected`.
    public let type: String
    /// What happened, such as 訂正 (出来事).
    public let title: String
    /// Why or by what, as far as it was said; a remark in words only once opened (理由).
    public let reason: String?
    /// What became different (変更).
    public let changes: [Change]

    /// When it was recorded, as the register prints it: `令和8年7月3日 14:05` (記録日時).
    public var recordedAtInJapan: String { recordedAt.inJapan }

    /// The same for programs.
    public var json: JSONValue {
        .object(present: [
            "actor": .optional(actor),
            "changes": .array(
                changes.map { change in
                    .object(present: [
                        "field": .string(change.field.rawValue),
                        "label": .string(change.field.japanese), "new": .optional(change.new),
                        "old": .optional(change.old),
                    ])
                }),
            "position": .integer(position), "reason": .optional(reason),
            "recordedAt": .string(RFC3339.string(recordedAt.microseconds)),
            "title": .string(title), "type": .string(type), "version": .integer(Int64(version)),
        ])
    }
}

extension Desk {
    /// Everything that happened to an item, in order: who, when, from what to what (案件の経過).
    /// - Parameter opening: who opens its sealed parts and why; without, texts are not shown, only
    ///   that they changed.
    /// - Throws: ``DeskError``; `notFound` when nothing was received under this id.
    public func history(
        of id: UUID, opening: Opening? = nil
    ) async throws(DeskError) -> [ItemHistoryEntry] {
        do {
            let recorded = try await log.read(StreamName(category: Item.streamCategory, id: id))
            guard !recorded.isEmpty else {
                throw DeskError.notFound(id.uuidString.lowercased())
            }
            let events = try await decode(
                recorded, as: Item.self, for: opening, showing: .history)
            let numbers = try await receiptNumbers(of: events.compactMap(\.otherItem))
            let page = ItemEntries(
                numbers: numbers.mapValues(\.description), isOpened: opening != nil)
            var state = Item.initial
            return zip(recorded, events).map { recorded, event in
                let before = page.all(of: state)
                state = Item.evolve(state, event)
                return ItemHistoryEntry(
                    position: recorded.position, version: recorded.version,
                    recordedAt: recorded.recordedAt, actor: recorded.actor, type: recorded.type,
                    title: event.title, reason: event.reason,
                    changes: ItemHistoryEntry.changes(from: before, to: page.all(of: state))
                        + event.sealedChanges(isOpened: opening != nil))
            }
        } catch {
            throw DeskError(error)
        }
    }
}

extension ItemHistoryEntry {
    /// The lines that differ, in the order of the page; each field has one line at most.
    static func changes(from before: [ItemEntry], to after: [ItemEntry]) -> [Change] {
        let gone = before.filter { entry in !after.contains { $0.field == entry.field } }
        return after.compactMap { entry in
            let old = before.first { $0.field == entry.field }
            if let old, old.text.utf8.elementsEqual(entry.text.utf8) { return nil }
            return Change(field: entry.field, old: old?.text, new: entry.text)
        } + gone.map { Change(field: $0.field, old: $0.text, new: nil) }
    }
}

extension ItemEntries {
    func all(of state: Item) -> [ItemEntry] {
        switch state {
        case .notReceived: []
        case .received(let item): all(of: item)
        }
    }
}

extension ItemEvent {
    /// The other item it speaks of.
    fileprivate var otherItem: UUID? {
        switch self {
        case .linked(let other, _), .unlinked(let other): other
        case .received, .categorised, .corrected, .transcribed, .scanAttached, .scanDetached,
            .routed, .reorganised, .passedOn, .withdrawn, .returned, .annulled, .reinstated,
            .consentChanged, .handlingSet, .response, .retention:
            nil
        }
    }

    /// What happened, in the words of the office (出来事の名).
    var title: String {
        switch self {
        case .received: "受付"
        case .categorised: "分類"
        case .corrected: "訂正"
        case .transcribed: "転記"
        case .scanAttached: "添付"
        case .scanDetached: "添付の取下げ"
        case .routed: "担当の振分け"
        case .reorganised: "組織改正による担当替え"
        case .linked: "関連付け"
        case .unlinked: "関連付けの取消し"
        case .passedOn: "引継ぎ"
        case .withdrawn: "取下げ"
        case .returned: "返戻"
        case .annulled: "受付の取消し"
        case .reinstated: "引継ぎ・取下げ・返戻・受付の取消しの取消し"
        case .consentChanged: "公表の可否の変更"
        case .handlingSet: "取扱区分の変更"
        case .response(let event): event.title
        case .retention(let event): event.title
        }
    }

    /// Why, as far as the event says (理由).
    var reason: String? {
        switch self {
        case .categorised(let classification): classification.reason.japanese
        case .corrected(let correction):
            [correction.reason.japanese, correction.personal.content?.note].compactMap(\.self)
                .joined(separator: ": ")
        case .routed(let routing): routing.ground
        case .annulled(let error): error.japanese
        case .reorganised(let change): change.moves.first?.japanese
        case .response(let event): event.reason
        case .retention(let event): event.reason
        case .scanDetached(let detachment): detachment.reason.content?.text
        case .received, .transcribed, .scanAttached, .linked, .unlinked, .passedOn, .withdrawn,
            .returned,
            .reinstated, .consentChanged, .handlingSet:
            nil
        }
    }

    /// That sealed text changed, when it cannot be shown what it says.
    fileprivate func sealedChanges(isOpened: Bool) -> [ItemHistoryEntry.Change] {
        switch self {
        case .corrected(let correction) where correction.personal == .erased:
            let text = isOpened ? ItemEntries.erased : ItemEntries.masked
            return [ItemHistoryEntry.Change(field: .sealed, old: text, new: text)]
        case .received, .categorised, .corrected, .transcribed, .scanAttached, .scanDetached,
            .routed, .reorganised, .linked, .unlinked, .passedOn, .withdrawn, .returned,
            .annulled, .reinstated, .consentChanged, .handlingSet, .response, .retention:
            return []
        }
    }
}

extension ItemRouting {
    /// By whom, and whether what was proposed was taken.
    fileprivate var ground: String {
        guard let proposed, let follows = followsProposal else { return by.japanese }
        let said = "確からしさ \(proposed.probability.decimal)"
        return follows
            ? "\(by.japanese)(提案のとおり、\(said))"
            : "\(by.japanese)(提案は「\(proposed.section)」、\(said))"
    }
}

extension ItemRouting.Chooser {
    fileprivate var japanese: String {
        switch self {
        case .clerk: "職員による"
        case .rule(nil, _): "規則による"
        case .rule(let id?, nil): "規則\(id)による"
        case .rule(let id?, let version?): "規則\(id)(第\(version)版)による"
        case .classifier(_, let probability): "学習による提案(\(probability.japanese))による"
        }
    }
}

extension Instant {
    /// The day and time in Japan, as a register prints it: `令和8年7月3日 14:05` (日時の表記).
    public var inJapan: String {
        let minutes = (microseconds + 9 * 3_600_000_000) / 60_000_000 % 1_440
        let clock = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let day = LocalDate(microsecondsSince1970: microseconds).wareki
        return "\(day) \(clock.joined(separator: ":"))"
    }
}
