import Crypto
import EventLog
import FoundationEssentials
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("検索の索引")
struct SearchIndexTests {
    @Test("限定の案件は索引に載らず、通常に戻せば見つかる")
    func restricted() async throws {
        try await SearchedCity.with { city in
            let secret = try await city.letter("職員の対応", sender: .init(name: "見本 次郎")) {
                $0.handling = "restricted"
            }
            let open = try await city.letter("職員の異動", sender: .init(name: "見本 次郎"))
            let person = PersonClues(name: "見本")
            #expect(try await city.found("職員") == [open])
            #expect(try await city.found(person) == [open])
            #expect(try await city.rows() == 1)

            try await city.handle(.setHandling(.restricted, isUrgent: false), of: open)
            #expect(try await city.found("職員") == [])
            #expect(try await city.found(person) == [])
            #expect(try await city.rows() == 0)

            // What is put right while it is restricted does not bring it back.
            try await city.handle(
                .correct(
                    CorrectItem(today: city.desk.today, reason: .typo, summary: .set("職員の接遇"))),
                of: secret)
            #expect(try await city.found("職員") == [])

            try await city.handle(.setHandling(.care, isUrgent: false), of: secret)
            try await city.handle(.setHandling(.ordinary, isUrgent: false), of: open)
            #expect(try await city.found("職員") == [open, secret])
            #expect(try await city.found("接遇") == [secret])
        }
    }

    @Test("索引が追いつく前に限定になった案件も、開いて確かめるので出ない")
    func restrictedMeanwhile() async throws {
        try await SearchedCity.with { city in
            let letter = try await city.letter("職員の対応")
            let search = try Search(
                desk: city.desk, request: SearchRequest(text: "職員"),
                query: SearchQuery(SearchRequest(text: "職員")))
            try await city.desk.catchUp([.search])
            #expect(try await search.page().finds.map(\.item.id) == [letter])
            try await city.handle(.setHandling(.restricted, isUrgent: false), of: letter)
            #expect(try await city.rows() == 1)
            #expect(try await search.page().finds.isEmpty)
        }
    }

    @Test("鍵のない案件は見つからず、エラーにもならず、消去を記録すれば行もなくなる")
    func erased() async throws {
        try await SearchedCity.with { city in
            let erased = try await city.letter("公園の街灯", sender: .init(name: "見本 次郎"))
            let kept = try await city.letter("公園の遊具")
            #expect(try await city.found("公園") == [kept, erased])
            #expect(
                try await city.city.keyring.destroy(StreamName(category: "item", id: erased)))
            #expect(try await city.found("公園") == [kept])
            #expect(try await city.found(PersonClues(name: "次郎")) == [])
            #expect(try await city.rows() == 2)
            _ = try await city.desk.erase(
                [erased], on: .entryError(.trial), actor: "t")
            #expect(try await city.rows() == 1)
            _ = try await city.desk.rebuild(.search)
            #expect(try await city.rows() == 1)
            #expect(try await city.found("公園") == [kept])
            // Whatever happens to it later does not bring it back.
            try await city.handle(.setHandling(.care, isUrgent: false), of: erased)
            #expect(try await city.found("公園") == [kept])
            #expect(try await city.rows() == 1)
        }
    }

    @Test("一件ずつ追っても、まとめて作り直しても、同じ索引になる")
    func rebuilds() async throws {
        try await SearchedCity.with { city in
            let desk = city.desk
            var letters: [UUID] = []
            for number in 0..<12 {
                let body = number.isMultiple(of: 3) ? nil : "本文\(number)。除雪の時間を早めてほしい。"
                letters.append(
                    try await city.letter(
                        "要望その\(number)", body: body,
                        sender: number.isMultiple(of: 4)
                            ? .init(anonymous: true)
                            : .init(
                                name: "見本 \(number)郎", phone: "0153-23-\(1_000 + number)")))
                try await desk.catchUp([.search])
            }
            try await city.handle(.setHandling(.restricted, isUrgent: true), of: letters[1])
            try await city.handle(.setHandling(.restricted, isUrgent: true), of: letters[2])
            try await desk.catchUp([.search])
            try await city.handle(.setHandling(.ordinary, isUrgent: true), of: letters[2])
            try await city.handle(.transcribe(body: "後で写した本文", nil), of: letters[3])
            try await city.handle(
                .correct(
                    CorrectItem(today: desk.today, reason: .typo, summary: .set("訂正した要旨"))),
                of: letters[4])
            try await city.handle(.withdraw(on: desk.today, today: desk.today), of: letters[5])
            try await desk.catchUp([.search])
            let before = try await city.table()
            #expect(try await city.rows() == 11)
            _ = try await desk.rebuild(.search)
            #expect(try await city.table() == before)
            _ = try await desk.rebuild(.search, fromStart: true)
            #expect(try await city.table() == before)
            #expect(try await city.found("訂正") == [letters[4]])
        }
    }

    @Test("持ち出された索引からは、文字も、鍵なしで作れる値も読み取れない")
    func saysNothing() async throws {
        let texts = ["除雪の時間を早めてほしい", "佐藤花子", "さとうはなこ", "satohanako"]
        func fill(_ city: SearchedCity) async throws -> Set<String> {
            try await city.letter(
                texts[0],
                sender: .init(
                    name: texts[1], kana: texts[2], postalCode: "087-8711", address: "根室市常盤町",
                    phone: "0153-23-6111", email: "hanako@example.jp"))
            try await city.desk.catchUp([.search])
            let table = try await city.table()
            for secret in ["除雪", "早め", "佐藤", "さとう", "sato", "常盤", "23-6111", "087-8711", "hanako"] {
                #expect(!table.contains(secret))
            }
            for text in texts {
                for pair in FoldedText(text).bigrams {
                    for message in Self.guesses(pair) {
                        #expect(!table.contains(Self.number(SHA256.hash(data: message))))
                        let keyless = HMAC<SHA256>.authenticationCode(
                            for: message,
                            using: SymmetricKey(data: [UInt8](repeating: 0, count: 32)))
                        #expect(!table.contains(Self.number(keyless)))
                    }
                }
            }
            let rows = try await city.city.pool.execute(
                "SELECT unnest(words || sender)::text FROM search.item")
            return Set(try rows.map { try $0.get(0, as: String.self) })
        }
        let one = try await SearchedCity.with(fill)
        let other = try await SearchedCity.with(fill)
        #expect(one.count > 30 && other.count == one.count)
        #expect(one.isDisjoint(with: other), "the same letter has other numbers in another city")
    }

    /// What somebody without the key might try.
    private static func guesses(_ pair: String) -> [[UInt8]] {
        let plain = Array(pair.utf8)
        return [plain]
            + (1...9).map { [UInt8($0)] + plain }
            + (1...9).map { [UInt8(FoldedText.version), UInt8($0)] + plain }
    }

    private static func number(_ digest: some Sequence<UInt8>) -> String {
        "\(Int64(bitPattern: digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))"
    }

    @Test("同じ二文字でも、本文・氏名・住所では別の値になる")
    func kinds() async throws {
        try await TestCity.with { city in
            var terms = KeyedTerms(city.keyring)
            let kinds: [IndexTerm.Kind] = [
                .text, .name, .nameStart, .reading, .readingStart, .phone, .email, .postalCode,
                .address,
            ]
            let hashes = kinds.map { terms.hash(IndexTerm(kind: $0, text: "根室")) }
            #expect(Set(hashes).count == kinds.count)
            // Remembered or not, alone or in company.
            var others = KeyedTerms(city.keyring)
            #expect(others.hash(IndexTerm(kind: .text, text: "根室")) == hashes[0])
            #expect(terms.hash(IndexTerm(kind: .text, text: "根室")) == hashes[0])
            let alike = ["神", "\u{FA19}", "か", "\u{3099}", "が", "か\u{3099}"]
            let numbers = alike.map { terms.hash(IndexTerm(kind: .text, text: $0)) }
            #expect(Set(numbers).count == alike.count, "by code points, not by equivalence")
        }
    }

    @Test("索引を引くときは表を読み通さず、新しい手紙を見るときは日付順の索引を使う")
    func plans() async throws {
        try await SearchedCity.with { city in
            _ = try await city.city.pool.execute(
                """
                INSERT INTO search.item_1
                SELECT gen_random_uuid(), date '2020-04-01' + n / 10, n, 'opinion',
                       ARRAY(SELECT (random() * 1000)::bigint FROM generate_series(1, 40) AS g
                              WHERE g + n > 0),
                       ARRAY[n % 500, n % 7]
                  FROM generate_series(1, 20000) AS n
                """)
            _ = try await city.city.pool.execute("SELECT desk.settle_search(1)")
            let owner = try await city.city.superuser()
            _ = try await owner.execute("ANALYZE search.item_1")
            await owner.close()
            func scans(
                _ request: SearchRequest, _ query: (Search) -> Query
            ) async throws -> [String] {
                let search = try Search(
                    desk: city.desk, request: request, query: SearchQuery(request))
                let query = query(search)
                let answers = try await city.city.pool.run([
                    Search.withoutReadingEverything,
                    Query(
                        unsafeSQL: "EXPLAIN (COSTS OFF) " + query.sql, bindings: query.bindings),
                ])
                let lines = try answers[1].map { try $0.get(0, as: String.self) }
                return lines.filter { $0.contains(" Scan ") }
                    .map { String($0.drop { " ->".contains($0) }) }
            }
            let byIndex: (Search) -> Query = { $0.indexQuery(after: .newest) }
            for text in ["除雪", "除雪の時間", "除雪 時間"] {
                #expect(
                    try await scans(SearchRequest(text: text), byIndex) == [
                        "Bitmap Heap Scan on item_1", "Bitmap Index Scan on item_1_words",
                        "CTE Scan on hits s",
                    ])
            }
            #expect(
                try await scans(SearchRequest(person: PersonClues(name: "Sato")), byIndex) == [
                    "Bitmap Heap Scan on item_1", "Bitmap Index Scan on item_1_sender",
                    "Bitmap Index Scan on item_1_sender", "CTE Scan on hits s",
                ])
            #expect(
                try await scans(SearchRequest(text: "除雪")) { $0.newestQuery(after: .newest) } == [
                    "Subquery Scan on newest", "Index Scan using item_1_newest on item_1",
                ])
        }
    }

    @Test("まれな語も、よくある語も、ある時期だけの語も、漏れなく新しい順に見つかる")
    func completeness() async throws {
        try await SearchedCity.with { city in
            let old = try await city.letter("公園の街灯") { $0.receivedOn = "2026-04-01" }
            let recent = try await city.letter("公園の遊具") { $0.receivedOn = "2026-06-28" }
            try await city.desk.catchUp([.search])
            // Rows that propose letters nobody can open are passed over: 300 for 公園 among the
            // newest, 300 for 街灯 behind the first thousand, none for 遊具.
            var terms = KeyedTerms(city.city.keyring)
            let park = terms.hash(IndexTerm(kind: .text, text: "公園"))
            let lamp = terms.hash(IndexTerm(kind: .text, text: "街灯"))
            _ = try await city.city.pool.execute(
                """
                INSERT INTO search.item_1
                SELECT gen_random_uuid(), date '2026-05-01', 100000 + n, 'opinion',
                       CASE WHEN n > 2700 THEN ARRAY[\(park)] WHEN n <= 300 THEN ARRAY[\(lamp)]
                            ELSE '{}' END, '{}'
                  FROM generate_series(1, 3000) AS n
                """)
            #expect(try await city.found("公園") == [recent, old])
            #expect(try await city.found("街灯") == [old])
            #expect(try await city.found("遊具") == [recent])
            let first = try await city.desk.findItems(SearchRequest(text: "公園", limit: 1))
            #expect(first.items.map(\.id) == [recent])
            let rest = try await city.desk.findItems(
                SearchRequest(text: "公園", limit: 1, after: first.next))
            #expect(rest.items.map(\.id) == [old])
        }
    }

    @Test("一頁のために開く案件には限りがあり、途中で止まっても続きからたどれる")
    func limits() async throws {
        try await SearchedCity.with { city in
            let old = try await city.letter("公園の街灯") { $0.receivedOn = "2026-04-01" }
            try await city.desk.catchUp([.search])
            var terms = KeyedTerms(city.city.keyring)
            let park = terms.hash(IndexTerm(kind: .text, text: "公園"))
            _ = try await city.city.pool.execute(
                """
                INSERT INTO search.item_1
                SELECT gen_random_uuid(), date '2026-05-01', 100000 + n, 'opinion',
                       ARRAY[\(park)], '{}'
                  FROM generate_series(1, \(Int32(SearchLimits.opened + 100))) AS n
                """)
            let first = try await city.desk.findItems(SearchRequest(text: "公園"))
            #expect(first.items.isEmpty)
            #expect(first.next?.description == "2026-05-01:100101")
            let rest = try await city.desk.findItems(
                SearchRequest(text: "公園", after: first.next))
            #expect(rest.items.map(\.id) == [old] && rest.next == nil)
            let place = try #require(first.next)
            #expect(SearchPlace(place.description) == place)
            for text in ["", "2026-05-01", "2026-05-01:0", "2026-13-01:5", "x:1", "2026-05-01:5:6"]
            {
                #expect(SearchPlace(text) == nil)
            }
        }
    }
}
