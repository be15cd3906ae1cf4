import EventLog
public import FoundationEssentials
import Participation
import Postgres

// The house does not yet record who opened sealed text (DECISIONS C4, `person affected`). When it
// does, every item shown here has to be written there, with what was looked for.
extension Desk {
    /// Finds items by words of their text and by what is known of their sender, newest first
    /// (案件の検索).
    ///
    /// The index proposes; every item is opened and looked at before it is shown. Restricted and
    /// erased items are never found.
    /// - Throws: ``DeskError``; `declined` with a ``SearchRefusal`` when it cannot be looked for.
    public func findItems(_ request: SearchRequest) async throws(DeskError) -> FoundItems {
        do {
            let page = try await page(request)
            return FoundItems(items: page.finds.map(\.item), next: page.next)
        } catch {
            throw DeskError(error)
        }
    }

    /// Finds who may have written before: their letters, newest first, each with what its sender
    /// gave (差出人の候補).
    /// - Throws: ``DeskError``; `declined` with a ``SearchRefusal`` when it cannot be looked for.
    public func findPerson(
        _ clues: PersonClues, limit: Int = SearchLimits.page
    ) async throws(DeskError) -> [PersonCandidate] {
        do {
            return try await page(SearchRequest(person: clues, limit: limit)).finds.compactMap {
                find in
                find.sender.map { PersonCandidate(sender: $0, letter: find.item) }
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Deletes what an item was found by, whatever becomes of the search index (検索の索引からの消去).
    ///
    /// To be called when its key has been destroyed: the index would not show it any more, and a
    /// rebuild would leave it out, but its hashes would lie there until then.
    public func forgetInSearch(_ item: UUID) async throws(DeskError) {
        do {
            // The generation that serves, and one a rebuild may be filling.
            let tables = try await pool.execute(
                """
                SELECT relname::text FROM pg_class
                 WHERE relnamespace = 'search'::regnamespace AND relkind = 'r'
                """)
            for table in tables {
                let name = quoteIdentifier(try table.get(0))
                _ = try await pool.execute(
                    "DELETE FROM search.\(unsafeSQL: name) WHERE id = \(item)")
            }
        } catch {
            throw DeskError(error)
        }
    }

    private func page(_ request: SearchRequest) async throws -> SearchPage {
        let query = try SearchQuery(request)
        try await catchUp(request.department == nil ? [.search] : [.search, .register])
        return try await Search(desk: self, request: request, query: query).page()
    }
}
