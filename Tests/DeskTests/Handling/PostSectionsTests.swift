import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("職員配置表の所管課は、振分けと同じように名称でもコードでも書ける")
struct PostSectionsTests {
    private static func city(_ body: (Desk) async throws -> Void) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            _ = try await desk.importOrganisation(
                OrganisationFiles(
                    list: try TableFile(
                        Array("code,name,parent\n10,建設部,\n11,土木課,10\n12,公園課,10\n".utf8))),
                effectiveOn: .on("2026-04-01"), actor: "test")
            try await body(desk)
        }
    }

    private static func posts(_ section: String) -> String {
        """
        職名,職位,所管課,在職者
        土木課長,課長,\(section),kacho
        公園課長,課長,12,koen
        市長,市長,,shicho
        """
    }

    @Test(
        "どう書いても、案件がどう書かれていても、同じ順路になる",
        arguments: ["11", "土木課", "建設部土木課", "建設部 土木課"])
    func sameWay(_ written: String) async throws {
        try await Self.city { desk in
            let outcome = try await desk.importPosts(
                try TableFile(Array(Self.posts(written).utf8)), effectiveOn: .on("2026-04-01"),
                actor: "test")
            #expect(!outcome.isRejected && outcome.events == 1)
            for lead in ["11", "土木課", "建設部土木課"] {
                let item = try await desk.receive(.letter(), actor: "test", command: nil).id
                _ = try await desk.sort(
                    item, to: lead, with: ["公園課"], actor: "test", command: nil)
                _ = try await desk.respond(
                    ResponseRequest(.draft, [.by: "tanto", .text: "回答"]), to: item,
                    actor: "tanto", command: nil)
                let route = try await desk.item(item).item.response.draft?.draft.route
                #expect(route?.map(\.post.text) == ["土木課長", "公園課長", "市長"], "\(lead)")
            }
        }
    }

    @Test("どの課にも当たらない所管課は、行ごとに一行で断り、何も記録しない")
    func unknown() async throws {
        try await Self.city { desk in
            let outcome = try await desk.importPosts(
                try TableFile(Array(Self.posts("土木管理課").utf8)), effectiveOn: .on("2026-04-01"),
                actor: "test")
            #expect(outcome.isRejected && outcome.events == 0)
            #expect(outcome.problems.map(\.line) == [2])
            #expect(
                outcome.problems.map(\.reason)
                    == ["所管課「土木管理課」に当たる課が組織に一つではありません。課コードか、上の組織名から書いてください。"])
            #expect(try await desk.posts().lists.isEmpty)
        }
    }
}
