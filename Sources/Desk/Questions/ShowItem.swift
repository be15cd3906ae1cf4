import EventLog
public import FoundationEssentials
public import Participation

/// One item as it stands now (案件票).
public struct ItemView: Sendable, Equatable {
    /// An item it is tied to (関連案件).
    public struct Related: Sendable, Equatable {
        /// Its id.
        public let id: UUID
        /// Its receipt number (受付番号).
        public let receiptNumber: String
        /// In which way they belong together (結び付き).
        public let kind: LinkKind
    }

    /// The item's id.
    public let id: UUID
    /// How many events it has had; what `If-Match` compares (版).
    public let version: Int32
    /// Where its last event stands in the log (通し位置).
    public let position: Int64
    /// The item; unless opened, its personal part reads as erased (案件).
    public let item: ReceivedItem
    /// Whether sealed parts were opened (開封の有無).
    public let isOpened: Bool
    /// The last day for the answer; nil where no rule was in force at receipt (回答期限).
    public let due: LocalDate?
    /// Whether the days until then are those on which the city hall is open (開庁日で数えるか).
    public let countsOpeningDays: Bool
    /// The items it is tied to, in the order of their numbers, without restricted ones (関連案件).
    public let related: [Related]

    /// What stands on its page, line by line (案件票の各行).
    public var entries: [ItemEntry] {
        let numbers = related.map { ($0.id, $0.receiptNumber) }
        var entries = ItemEntries(
            numbers: Dictionary(numbers) { first, _ in first }, isOpened: isOpened
        ).all(of: item)
        if let due, let standing = entries.firstIndex(where: { $0.field == .standing }) {
            entries.insert(ItemEntry(field: .dueOn, text: due.wareki), at: standing + 1)
        }
        return entries
    }

    /// The same with codes, for programs: the members of CONTRACT §3 and what came after receipt.
    public var json: JSONValue {
        let (personal, texts) =
            switch (isOpened, item.personal) {
            case (false, _): ("masked", [String: JSONValue]())
            case (true, .erased): ("erased", [:])
            case (true, .readable(let texts)):
                ("readable", ItemReceivedCoding.members(of: texts))
            }
        let course: [String: JSONValue?] = [
            "attachments": item.scans.isEmpty
                ? nil : .array(item.scans.map { $0.json(isOpened: isOpened) }),
            "dueOn": .optional(due),
            "id": .string(id.uuidString.lowercased()), "lead": .optional(item.routing?.lead),
            "links": .array(
                related.map { other in
                    .object([
                        "as": .string(other.kind.rawValue),
                        "id": .string(other.id.uuidString.lowercased()),
                        "receiptNumber": .string(other.receiptNumber),
                    ])
                }),
            "mayPublish": item.plain.mayPublish.flag.map(JSONValue.bool) ?? .null,
            "others": (item.routing?.others).map { .array($0.map(JSONValue.string)) },
            "personal": .string(personal), "position": .integer(position),
            "response": item.response.json(isOpened: isOpened),
            "standing": item.standing.json, "version": .integer(Int64(version)),
            "wantsReply": item.plain.wantsReply.flag.map(JSONValue.bool) ?? .null,
        ]
        return .object(
            ItemReceivedCoding.members(of: item.plain).merging(texts) { $1 }
                .merging(course.compactMapValues(\.self)) { $1 })
    }
}

extension AttachedScan {
    fileprivate func json(isOpened: Bool) -> JSONValue {
        .object(present: [
            "bytes": .integer(Int64(scan.bytes)), "detached": .ifTrue(isDetached),
            "name": isOpened ? .optional(scan.name.content) : nil,
            "number": .integer(Int64(scan.number)), "pages": .integer(Int64(scan.pages)),
            "type": .string(scan.type.rawValue),
        ])
    }
}

extension ItemStanding {
    fileprivate var json: JSONValue {
        switch self {
        case .open: .object(["state": .string("open")])
        case .withdrawn(let day):
            .object(["on": .string("\(day)"), "state": .string("withdrawn")])
        case .returned(let day):
            .object(["on": .string("\(day)"), "state": .string("returned")])
        case .annulled(let error):
            .object(["error": .string(error.rawValue), "state": .string("annulled")])
        case .passedOn(let handover):
            .object([
                "arrivedOn": .string("\(handover.arrivedOn)"), "state": .string("passed-on"),
                "to": .string(handover.to.rawValue),
            ])
        }
    }
}

extension Desk {
    /// One item as it stands now (案件の表示).
    /// - Parameter opening: who opens its sealed parts and why; without, they stay sealed and the
    ///   keyring is not asked.
    /// - Parameter part: what is given out of what is opened.
    /// - Throws: ``DeskError``; `notFound` when nothing was received under this id.
    public func item(
        _ id: UUID, opening: Opening? = nil, showing part: OpenedPart = .item
    ) async throws(DeskError) -> ItemView {
        do {
            let history = try await log.read(StreamName(category: Item.streamCategory, id: id))
            let state = try await decode(history, as: Item.self, for: opening, showing: part)
                .reduce(Item.initial, Item.evolve)
            guard case .received(let item) = state, let first = history.first,
                let last = history.last
            else { throw DeskError.notFound(id.uuidString.lowercased()) }
            var rules = DueRules()
            try await rules.read(log)
            let due = rules.due(
                for: item.plain.scheme, receivedOn: item.plain.receivedOn,
                receivedAt: first.position)
            let numbers = try await receiptNumbers(of: Array(item.links.keys))
            let related = item.links.compactMap { id, kind in
                numbers[id].map {
                    ItemView.Related(id: id, receiptNumber: $0.description, kind: kind)
                }
            }
            return ItemView(
                id: id, version: last.version, position: last.position, item: item,
                isOpened: opening != nil, due: due?.on,
                countsOpeningDays: due?.isOpening ?? false,
                related: related.sorted {
                    ($0.receiptNumber, $0.id.uuidString) < ($1.receiptNumber, $1.id.uuidString)
                })
        } catch {
            throw DeskError(error)
        }
    }

    /// The days left until the answer is due, counted as the rule counts them; nil where there is
    /// no deadline, or it was answered (残日数).
    public func daysLeft(for view: ItemView) async throws(DeskError) -> Int? {
        let response = view.item.response
        guard let due = view.due, response.firstAnsweredOn == nil, !response.isDone else {
            return nil
        }
        // The number of the rule does not matter: only which days it counts.
        let rule: DeadlineRule = view.countsOpeningDays ? .openingDays(1) : .calendarDays(1)
        return rule.daysLeft(until: due, from: today, in: try await calendar().opening)
    }

    /// The receipt numbers of items another one speaks of; none of a restricted item (限定), which has
    /// no number for whoever looks at another (DECISIONS C3).
    func receiptNumbers(of items: [UUID]) async throws -> [UUID: ReceiptNumber] {
        guard !items.isEmpty else { return [:] }
        let histories = try await log.read(
            items.map { StreamName(category: Item.streamCategory, id: $0) })
        let known = try ItemOpening.items(after: histories.values, with: [:])
        return Dictionary(
            known.filter { $0.item.plain.handling != .restricted }
                .map { ($0.id, $0.item.plain.receiptNumber) }
        ) { first, _ in first }
    }
}
