import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// An item somebody has before them to work on, with everything its page shows (手元の案件).
struct WorkingItem: Sendable {
    /// Why the text of a letter is opened on its page.
    private static let reason = "担当課の処理"

    let view: ItemView
    let history: [ItemHistoryEntry]
    /// The section the person acts for, as the item names it; nil: the triage, or none.
    let section: String?
    /// Whether the person deals with it, and does not only stamp.
    let isDealing: Bool
    /// Whether the person may say whose it is.
    let maySort: Bool
    let sections: SectionDirectory
    /// The names of those whose accounts the item names.
    let people: [String: String]
    /// What was learned would choose, while nobody has chosen.
    var proposal: LearnedProposal?
    /// The sender, once opened for a reason of its own.
    var sender: SenderDetails?
    let due: DueMark
    /// Leave to see its scanned files.
    let leave: ScanLeave
    let today: LocalDate

    var item: ReceivedItem { view.item }
    var number: String { item.plain.receiptNumber.description }
    var path: String { "\(TrayPage.path)/\(number)" }
    var texts: ItemReceived.Personal? { item.personal.content }

    /// What somebody is called; of a part of the program, what it does.
    func name(of login: String, _ words: Strings) -> String {
        people[login] ?? (login == Self.router ? words.tray.router : login)
    }

    /// As the routing worker signs its events.
    private static let router = "routing"

    /// The item of a path, if this person deals with it.
    /// - Throws: not found for what is restricted to others; forbidden for another section's.
    static func load(
        _ request: Request, _ desk: Desk, for person: SignedIn, preferring section: String? = nil
    ) async throws -> WorkingItem {
        let text = request.pathPart(1)
        let id = try await desk.itemID(of: text)
        let roles = AccessTable.sections.union([.approver])
        switch try await desk.reach(of: person, to: id, acting: roles) {
        case .hidden: throw DeskError.notFound(text)
        case .reading: throw WebError.forbidden
        case .acting: break
        }
        let opening = Opening(actor: person.login, reason: reason)
        let view = try await desk.item(id, opening: opening, showing: .text)
        let history = try await desk.history(of: id, opening: opening)
        let names = try await desk.sectionNames()
        let own = person.roles.filter { AccessTable.sections.contains($0.role) }.map(\.section)
        let routing = view.item.routing
        let marked = ([routing?.lead].compactMap(\.self) + (routing?.others ?? []))
            .filter { one in
                own.contains { $0 == nil || names.areSame($0 ?? "", one) }
            }
        let preferred = section.flatMap { wanted in
            marked.first { names.areSame($0, wanted) }
        }
        let isEverywhere = own.contains(nil)
        let maySort =
            routing == nil && view.item.standing == .open
            && person.roles.contains { $0.role == .hearing }
        return WorkingItem(
            view: view, history: history, section: preferred ?? marked.first,
            isDealing: !marked.isEmpty || (routing == nil && isEverywhere), maySort: maySort,
            sections: names, people: try await desk.names(of: view.item.namedPeople(in: history)),
            proposal: maySort ? try await desk.proposal(for: view.item) : nil,
            due: DueMark(
                view, daysLeft: try await desk.daysLeft(for: view)),
            leave: desk.scanLeave(for: id, to: person.account), today: desk.today)
    }
}

extension ReceivedItem {
    /// The accounts its page and its history name.
    fileprivate func namedPeople(in history: [ItemHistoryEntry]) -> Set<String> {
        var logins = Set(history.compactMap(\.actor))
        logins.formUnion(response.claims.map(\.by.text))
        if let hand = response.draft {
            logins.insert(hand.draft.by.text)
            logins.formUnion(hand.checkedBy.map(\.text))
            for stamp in hand.stamps {
                logins.formUnion([stamp.by.text, stamp.onBehalfOf?.text].compactMap(\.self))
            }
        }
        return logins
    }
}
