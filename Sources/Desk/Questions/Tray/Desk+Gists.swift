import Crypto
import EventLog
public import FoundationEssentials
import Participation
import Postgres

extension Desk {
    /// The gists of items for somebody who looks at a list of them (要旨の一覧).
    ///
    /// Who looks is written down for every gist that is given out, once a day for each item: a tray is
    /// looked at many times. Restricted items are not opened in a list; they are not among the answers.
    /// Nor is what the city decided to use no more: its gist is masked.
    /// - Throws: ``DeskError``.
    public func gists(
        of items: [UUID], for opening: Opening
    ) async throws(DeskError) -> [UUID: String] {
        guard !items.isEmpty else { return [:] }
        do {
            let histories = try await log.read(
                items.map { StreamName(category: Item.streamCategory, id: $0) })
            let keys = try await ItemOpening.keys(to: histories.values, of: keyring)
            let opened = try ItemOpening.items(after: histories.values, with: keys)
            try await recordOnceADay(opening, of: keys, showing: .text)
            var gists: [UUID: String] = [:]
            for one in opened where one.item.plain.handling != .restricted {
                gists[one.id] =
                    switch one.item.personal {
                    case _ where one.item.staysSealed: ItemEntries.masked
                    case .erased: ItemEntries.erased
                    case .readable(let personal): personal.summary ?? ItemEntries.noGist
                    }
            }
            return gists
        } catch {
            throw DeskError(error)
        }
    }

    /// As ``record(_:of:showing:)``, unless this person has opened the same today.
    func recordOnceADay(
        _ opening: Opening, of opened: [StreamName: SymmetricKey], showing part: OpenedPart
    ) async throws {
        guard !opened.isEmpty else { return }
        let names = opened.keys.map(\.text)
        let rows = try await pool.execute(
            """
            SELECT DISTINCT stream FROM desk.opening
             WHERE stream = ANY (\(array: names, of: .text)) AND actor = \(opening.actor)
               AND part = \(part.rawValue) AND way = \(opening.way.rawValue)
               AND opened_at >= \(today.startInJapan)
            """)
        let known = Set(try rows.map { try $0.get(0, as: String.self) })
        let rest = opened.filter { !known.contains($0.key.text) }
        try await record(
            opening, of: rest.map { (stream: $0.key, key: $0.value) }, showing: part)
    }

    /// What people are called, by the names events know them by (氏名).
    /// - Returns: nothing for a name that is no account's any more.
    public func names(of logins: Set<String>) async throws(DeskError) -> [String: String] {
        guard !logins.isEmpty else { return [:] }
        do {
            let rows = try await pool.execute(
                """
                SELECT login, name FROM staff.account
                 WHERE login = ANY (\(array: logins.sorted(), of: .text))
                """)
            return Dictionary(
                try rows.map { (try $0.get(0, as: String.self), try $0.get(1, as: String.self)) }
            ) { first, _ in first }
        } catch {
            throw DeskError(error)
        }
    }
}
