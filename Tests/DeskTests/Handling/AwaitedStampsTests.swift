import EventLog
import FoundationEssentials
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("押印待ちの起案")
struct AwaitedStampsTests {
    private static let posts = """
        職名,職位,所管課,在職者,区分,代決
        土木課長,課長,土木課,kacho,,土木係長
        土木係長,,,kakari,,
        """

    private static func person(_ login: String) -> SignedIn {
        SignedIn(
            account: UUID(), login: login, name: login, roles: [], stage: .open,
            proof: .token(UUID()), formToken: "")
    }

    /// A letter with a draft that waits for the head of 土木課.
    private static func drafted(_ desk: Desk) async throws -> UUID {
        let id = try await desk.receive(.letter(), actor: "test", command: nil).id
        _ = try await desk.handle(
            .route(ItemRouting(lead: "土木課", by: .clerk)), of: Item.self, stream: id,
            actor: "test", command: nil)
        try await ask(desk, id, .draft, [.by: "sato", .text: "お答えします"], [.minor])
        return id
    }

    private static func ask(
        _ desk: Desk, _ id: UUID, _ verb: ResponseVerb, _ fields: [ItemField: String?],
        _ flags: Set<ResponseRequest.Flag> = []
    ) async throws {
        _ = try await desk.respond(
            ResponseRequest(verb, fields, flags: flags), to: id, actor: "test", command: nil)
    }

    @Test("ほかの課の急ぎの起案が何百件あっても、自分の決裁・後閲・代決は隠れない")
    func isNotCrowdedOut() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            _ = try await desk.importPosts(
                try TableFile(Array(Self.posts.utf8)), effectiveOn: .on("2026-04-01"),
                actor: "test")
            let waiting = try await Self.drafted(desk)
            let sent = try await Self.drafted(desk)
            try await Self.ask(desk, sent, .approve, [.by: "kakari"])
            try await Self.ask(desk, sent, .dispatch, [.by: "sato", .medium: "email"])
            try await desk.catchUp([.tray])
            _ = try await city.pool.execute(
                """
                INSERT INTO tray.item_1
                       (id, section, is_lead, fiscal_year, serial, received_on, received_at, scheme,
                        handling, is_urgent, stage, due_opening, hops, is_free, version, position)
                SELECT gen_random_uuid(), '水道課', true, 2026, 1000 + n, date '2026-06-01', n,
                       'letter-to-mayor', 'ordinary', true, 'approving', false, 0, false, 1, 1
                  FROM generate_series(1, \(Int32(TrayLimits.draftsAtOnce + 100))) AS n
                """)

            let own = try await desk.awaitedStamps(of: Self.person("kacho"))
            #expect(own.map(\.entry.id) == [waiting, sent])
            #expect(own.map(\.duty) == [.decide, .review])
            #expect(own.map(\.post) == ["土木課長", "土木課長"])
            let deputy = try await desk.awaitedStamps(of: Self.person("kakari"))
            #expect(deputy.map(\.entry.id) == [waiting] && deputy.map(\.duty) == [.deputise])
            #expect(try await desk.awaitedStamps(of: Self.person("sato")).isEmpty)
        }
    }

    @Test("押印待ちと処理中の件数は、索引で読む。作り直した後も同じ")
    func byIndex() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            _ = try await desk.receive(.letter(), actor: "test", command: nil)
            try await desk.catchUp([.tray])
            let look = StampLook(reader: UUID(), since: 0)
            func plan(_ query: Query) async throws -> String {
                let answers = try await city.pool.run([
                    Search.withoutReadingEverything,
                    Query(
                        unsafeSQL: "EXPLAIN (COSTS OFF) " + query.sql, bindings: query.bindings),
                ])
                return try answers[1].map { try $0.get(0, as: String.self) }.joined()
            }
            #expect(try await plan(look.drafts).contains("item_1_drafts"))
            #expect(try await plan(look.done).contains("item_1_answered"))
            func indexes() async throws -> [String] {
                try await city.pool.execute(
                    """
                    SELECT regexp_replace(indexdef, '^.* USING ', '') FROM pg_indexes
                     WHERE schemaname = 'tray' ORDER BY 1
                    """
                ).map { try $0.get(0) }
            }
            let before = try await indexes()
            #expect(before.contains { $0.hasPrefix("btree (section, handling) WHERE") })
            _ = try await desk.rebuild(.tray)
            #expect(try await indexes() == before)
        }
    }
}
