import EventLog
import Participation
import Postgres

extension Desk {
    /// Finds items by words of their text and by what is known of their sender, newest first
    /// (案件の検索).
    ///
    /// The index proposes; every item is opened and looked at before it is shown. Restricted and
    /// erased items are never found, nor those that may not be used any more.
    /// - Parameter opening: who looks, and what for; written down for every item that is shown.
    /// - Throws: ``DeskError``; `declined` with a ``SearchRefusal`` when it cannot be looked for.
    public func findItems(
        _ request: SearchRequest, for opening: Opening
    ) async throws(DeskError) -> FoundItems {
        do {
            let page = try await page(request, for: opening)
            return FoundItems(items: page.finds.map(\.item), next: page.next)
        } catch {
            throw DeskError(error)
        }
    }

    /// Finds who may have written before: their letters, newest first, each with what its sender
    /// gave (差出人の候補).
    /// - Throws: ``DeskError``; `declined` with a ``SearchRefusal`` when it cannot be looked for.
    public func findPerson(
        _ clues: PersonClues, limit: Int = SearchLimits.page, for opening: Opening
    ) async throws(DeskError) -> [PersonCandidate] {
        do {
            return try await page(
                SearchRequest(person: clues, limit: limit), for: opening
            ).finds.compactMap { find in
                find.sender.map { PersonCandidate(sender: $0, letter: find.item) }
            }
        } catch {
            throw DeskError(error)
        }
    }

    func page(
        _ request: SearchRequest, for opening: Opening
    ) async throws -> SearchPage {
        let query = try SearchQuery(request)
        try await catchUp(request.asksRegister ? [.search, .register] : [.search])
        let page = try await Search(desk: self, request: request, query: query).page()
        let keys = page.finds.map { find in
            (StreamName(category: Item.streamCategory, id: find.item.id), find.key)
        }
        try await record(opening, of: keys, showing: .found)
        return page
    }
}
