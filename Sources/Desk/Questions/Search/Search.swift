import Crypto
import EventLog
import FoundationEssentials
import Participation
import Postgres

/// What has been found so far (検索結果の頁).
struct SearchPage {
    struct Find {
        let item: FoundItem
        let sender: SenderDetails?
        let key: SymmetricKey
    }

    let limit: Int
    var finds: [Find] = []
    /// Items opened.
    var opened = 0
    /// Where to go on, once it is known that there may be more.
    var next: SearchPlace?

    /// Items that may be opened at once without opening one too many.
    var room: Int { min(limit - finds.count, SearchLimits.opened - opened) }
}

/// One search: the newest letters are looked through as long as that brings something, the index
/// is asked for the rest.
///
/// The index knows no order, and gives all of its rows or none: of a word that stands in every
/// tenth letter a hundred thousand in a large city, while a page of them is among the newest few
/// hundred letters. A rare word or a person has few rows, and the index gives them at once.
struct Search {
    let desk: Desk
    let request: SearchRequest
    let query: SearchQuery
    private let words: [Int64]
    private let senders: [[Int64]]

    init(desk: Desk, request: SearchRequest, query: SearchQuery) {
        self.desk = desk
        self.request = request
        self.query = query
        var terms = KeyedTerms(desk.keyring)
        words = terms.hashes(query.wordTerms)
        senders = query.senderTerms.map { terms.hashes($0) }
    }

    /// An item the index proposes.
    struct Proposal {
        let id: UUID
        let place: SearchPlace
    }

    func page() async throws -> SearchPage {
        var page = SearchPage(limit: min(max(request.limit, 1), SearchLimits.longestPage))
        var place = request.after ?? .newest
        // Opened together, as soon as they may fill the page.
        var proposals: [Proposal] = []
        while true {
            let (found, edge) = try await newest(after: place)
            proposals += found
            if edge == nil || proposals.count >= page.room {
                try await open(proposals, into: &page)
                proposals = []
            }
            guard page.next == nil, let edge else { return page }
            place = edge
            if found.count * SearchLimits.rarity < SearchLimits.window { break }
        }
        while true {
            let found = try await indexed(after: place)
            try await open(proposals + found, into: &page)
            proposals = []
            guard page.next == nil, found.count == SearchLimits.indexed, let last = found.last
            else { return page }
            place = last.place
        }
    }

    // MARK: Opening

    /// Opens proposals until the page is full; then the page knows where to go on.
    private func open(_ proposals: [Proposal], into page: inout SearchPage) async throws {
        var rest = proposals[...]
        while !rest.isEmpty {
            let batch = rest.prefix(page.room)
            rest = rest.dropFirst(batch.count)
            let (items, keys) = try await items(batch.map(\.id))
            for proposal in batch {
                guard let opened = items[proposal.id], let key = keys[opened.stream],
                    let find = find(opened, proposal.place, key)
                else { continue }
                page.finds.append(find)
            }
            page.opened += batch.count
            if page.room <= 0 {
                page.next = batch.last?.place
                return
            }
        }
    }

    private func items(
        _ ids: [UUID]
    ) async throws -> (items: [UUID: OpenedItem], keys: [StreamName: SymmetricKey]) {
        let streams = ids.map { StreamName(category: Item.streamCategory, id: $0) }
        // Two databases, asked at the same time.
        async let histories = desk.log.read(streams)
        async let found = desk.keyring.keys(of: streams)
        let (known, keys) = try await (histories, found)
        let items = try ItemOpening.items(after: known.values, with: keys)
        return (Dictionary(items.map { ($0.id, $0) }) { first, _ in first }, keys)
    }

    private func find(
        _ opened: OpenedItem, _ place: SearchPlace, _ key: SymmetricKey
    ) -> SearchPage.Find? {
        guard let personal = opened.searchable, let matched = query.matched(in: personal) else {
            return nil
        }
        let plain = opened.item.plain
        return SearchPage.Find(
            item: FoundItem(
                id: opened.id, place: place, receiptNumber: plain.receiptNumber,
                receivedOn: plain.receivedOn, scheme: plain.scheme,
                gist: personal.summary ?? ItemEntries.noGist, matched: matched),
            sender: personal.sender, key: key)
    }

    // MARK: Asking the database

    /// What fits among the newest letters, and where they end; no end when there are no more.
    private func newest(
        after place: SearchPlace
    ) async throws -> (proposals: [Proposal], edge: SearchPlace?) {
        let rows = try await desk.pool.execute(newestQuery(after: place))
        var proposals: [Proposal] = []
        var edge: SearchPlace?
        for row in rows {
            let proposal = try proposal(row)
            if try row.get(3) { proposals.append(proposal) }
            if try row.get(4) == Int64(SearchLimits.window) { edge = proposal.place }
        }
        return (proposals, edge)
    }

    /// What fits, by the index.
    private func indexed(after place: SearchPlace) async throws -> [Proposal] {
        let answers = try await desk.pool.run([
            Self.withoutReadingEverything, indexQuery(after: place),
        ])
        return try answers[1].map(proposal)
    }

    /// Reading the whole table looks cheap to the planner when many rows fit, because it does not
    /// know what it costs to compare their hashes.
    static let withoutReadingEverything: Query = "SET LOCAL enable_seqscan = off"

    func newestQuery(after place: SearchPlace) -> Query {
        var text = Query.Interpolation(literalCapacity: 900, interpolationCount: 12)
        text.appendLiteral(
            """
            SELECT id, received_on - date '1970-01-01', position, fits, nth
              FROM (SELECT id, received_on, position,
                           row_number() OVER (ORDER BY received_on DESC, position DESC) AS nth,
            """)
        appendTerms(to: &text)
        appendFilters(to: &text)
        text.appendLiteral(" AS fits FROM search.item AS s WHERE ")
        appendDays(after: place, to: &text)
        text.appendLiteral(" ORDER BY received_on DESC, position DESC LIMIT ")
        text.appendInterpolation(SearchLimits.window)
        text.appendLiteral(") AS newest WHERE fits OR nth = ")
        text.appendInterpolation(Int64(SearchLimits.window))
        text.appendLiteral(" ORDER BY received_on DESC, position DESC")
        return Query(stringInterpolation: text)
    }

    func indexQuery(after place: SearchPlace) -> Query {
        var text = Query.Interpolation(literalCapacity: 700, interpolationCount: 12)
        // By itself, so that nothing but the hashes decides how the table is read.
        text.appendLiteral(
            """
            WITH hits AS MATERIALIZED (SELECT id, received_on, position, scheme
                                         FROM search.item WHERE
            """)
        appendTerms(to: &text)
        text.appendLiteral(
            ") SELECT id, received_on - date '1970-01-01', position FROM hits AS s WHERE ")
        appendDays(after: place, to: &text)
        appendFilters(to: &text)
        text.appendLiteral(" ORDER BY received_on DESC, position DESC LIMIT ")
        text.appendInterpolation(SearchLimits.indexed)
        return Query(stringInterpolation: text)
    }

    private func proposal(_ row: Row) throws -> Proposal {
        let day: Int32 = try row.get(1)
        guard let day = LocalDate(dayNumber: Int(day)) else {
            throw DeskError.internalFault("a row of the search index")
        }
        return Proposal(
            id: try row.get(0), place: SearchPlace(receivedOn: day, position: try row.get(2)))
    }

    private func appendTerms(to text: inout Query.Interpolation) {
        text.appendLiteral(" (")
        if !words.isEmpty {
            text.appendLiteral("words @> ")
            text.appendInterpolation(array: words, of: .int8)
            if !senders.isEmpty { text.appendLiteral(" AND ") }
        }
        for (index, sender) in senders.enumerated() {
            text.appendLiteral(index == 0 ? "(sender @> " : " OR sender @> ")
            text.appendInterpolation(array: sender, of: .int8)
        }
        text.appendLiteral(senders.isEmpty ? ")" : "))")
    }

    private func appendDays(after place: SearchPlace, to text: inout Query.Interpolation) {
        text.appendLiteral("(s.received_on, s.position) < (date '1970-01-01' + ")
        text.appendInterpolation(Int32(place.receivedOn.dayNumber))
        text.appendLiteral(", ")
        text.appendInterpolation(place.position)
        text.appendLiteral("::bigint)")
        if let from = request.receivedFrom {
            text.appendLiteral(" AND s.received_on >= date '1970-01-01' + ")
            text.appendInterpolation(Int32(from.dayNumber))
        }
        if let through = request.receivedThrough {
            text.appendLiteral(" AND s.received_on <= date '1970-01-01' + ")
            text.appendInterpolation(Int32(through.dayNumber))
        }
    }

    private func appendFilters(to text: inout Query.Interpolation) {
        if let scheme = request.scheme {
            text.appendLiteral(" AND s.scheme = ")
            text.appendInterpolation(scheme.rawValue)
        }
        // Section and category change; the index does not follow that.
        if let department = request.department {
            text.appendLiteral(" AND EXISTS (SELECT FROM register.item AS r")
            text.appendLiteral(" WHERE r.id = s.id AND r.section = ")
            text.appendInterpolation(department)
            text.appendLiteral(")")
        }
        if let category = request.category {
            text.appendLiteral(" AND EXISTS (SELECT FROM register.item AS r")
            text.appendLiteral(" WHERE r.id = s.id AND r.category = ")
            text.appendInterpolation(category)
            text.appendLiteral(")")
        }
        if let scope = request.scope {
            text.appendLiteral(" AND EXISTS (SELECT FROM register.item AS r WHERE r.id = s.id")
            scope.append(to: &text)
            text.appendLiteral(")")
        }
    }
}

extension SearchPlace {
    /// Before every item there can be.
    static let newest = SearchPlace(receivedOn: .latest, position: .max)
}
