import EventLog
import FoundationEssentials
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("担当課の処理: 受付から発送まで")
struct RespondTests {
    private static let command = UUID(
        uuid: (7, 2, 3, 4, 5, 6, 0x47, 8, 0x89, 10, 11, 12, 13, 14, 15, 16))

    /// A letter, with 土木課 and 公園課, and who has which post.
    private func begin(_ desk: Desk) async throws -> UUID {
        let posts = """
            職名,職位,所管課,在職者,区分,代決
            道路係長,係長,土木課,takahashi,,
            土木課長,課長,土木課,tanaka,,道路係長
            公園課長,課長,公園課,ito,,
            市長,市長,,kobayashi,,
            """
        let outcome = try await desk.importPosts(
            try TableFile(Array(posts.utf8)), effectiveOn: .on("2026-04-01"), actor: "test")
        #expect(outcome.problems == [] && outcome.events == 1 && outcome.posts == 4)
        let id = try await desk.receive(.letter(), actor: "test", command: nil).id
        _ = try await desk.handle(
            .route(ItemRouting(lead: "土木課", others: ["公園課"], by: .clerk)), of: Item.self,
            stream: id, actor: "test", command: nil)
        return id
    }

    private func ask(
        _ desk: Desk, _ id: UUID, _ verb: ResponseVerb, _ fields: [ItemField: String?] = [:],
        _ flags: Set<ResponseRequest.Flag> = [], by person: String = "sato",
        expecting version: Int32? = nil, as command: UUID? = nil
    ) async throws(DeskError) -> Handled {
        var fields = fields
        fields[.by] = person
        return try await desk.respond(
            ResponseRequest(verb, fields, flags: flags), to: id, expecting: version,
            actor: "test", command: command)
    }

    private func refusal(
        _ body: () async throws(DeskError) -> Handled
    ) async throws -> String? {
        do throws(DeskError) {
            _ = try await body()
            return nil
        } catch {
            switch error {
            case .refused(let refusals): return refusals.first?.japanese
            case .declined(let refusals): return refusals.first?.japanese
            case .malformed(let errors): return errors.first?.japanese
            case _: throw error
            }
        }
    }

    @Test("着手 → 起案 → 差戻し → 代決 → 後閲 → 宛名確認 → 発送 → 反映 の経過が残り、文は封じられる")
    func story() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await begin(desk)
            _ = try await ask(desk, id, .claim)
            _ = try await ask(desk, id, .accept)
            _ = try await ask(
                desk, id, .note, [.section: "公園課", .text: "園路は対象外"], [.contribution],
                by: "suzuki")
            _ = try await ask(desk, id, .draft, [.text: "朝6時までに除雪します"], [.minor])
            let item = try await desk.item(id).item
            #expect(item.response.draft?.draft.route.map(\.post.text) == ["道路係長", "公園課長", "土木課長"])
            _ = try await ask(desk, id, .sendBack, [.reason: "時刻の根拠"], by: "takahashi")
            _ = try await ask(desk, id, .draft, [.text: "朝5時までに除雪します"], [.minor])
            _ = try await ask(desk, id, .approve, by: "takahashi")
            #expect(
                try await refusal { () async throws(DeskError) in
                    try await ask(desk, id, .approve, by: "tanaka")
                } == "tanakaさんは「公園課長」の在職者でも代決者でもありません。在職者はitoさんです。"
                    + "職員配置表を確かめてください。")
            _ = try await ask(desk, id, .approve, by: "ito")
            _ = try await ask(desk, id, .approve, by: "takahashi")
            _ = try await ask(desk, id, .approve, [.post: "土木課長"], [.review], by: "tanaka")
            _ = try await ask(desk, id, .checkEnvelope, by: "sato")
            _ = try await ask(desk, id, .checkEnvelope, by: "suzuki")
            _ = try await ask(desk, id, .dispatch, [.on: "R8.6.28", .medium: "post"])
            _ = try await ask(desk, id, .measure, [.outcome: "realised", .text: "順番を変えた"])

            let opening = try #require(Opening(actor: "test", reason: "試験"))
            let titles = try await desk.history(of: id, opening: opening).map(\.title)
            #expect(
                titles == [
                    "受付", "担当の振分け", "着手", "受領", "関係課の意見", "起案(第1版)", "差戻し(第1版)",
                    "起案(第2版)", "承認(第2版)", "承認(第2版)", "代決(第2版)", "後閲(第2版)", "宛名・封入確認",
                    "宛名・封入確認", "発送", "反映",
                ])
            let view = try await desk.item(id)
            #expect(view.item.response.stage == .done)
            #expect(view.entries.first { $0.field == .stage }?.text == "完了")
            #expect(view.entries.first { $0.field == .text }?.text == "●●●")
            for position in 1...(try await city.log.headPosition()) {
                let event = try #require(try await city.log.event(at: position))
                let stored = event.payload + (event.sealed ?? [])
                for word in ["除雪します", "時刻の根拠", "園路", "順番を"] {
                    #expect(!stored.contains(Array(word.utf8)))
                }
            }
            try await desk.catchUp([.register])
            let state = try await city.pool.execute("SELECT state FROM register.item")
            #expect(try state[0].get(0, as: String.self) == "done")
        }
    }

    @Test("二人が着手すれば一人だけが持ち、もう一人にはだれがいつからかを告げる")
    func twoClerks() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await begin(desk)
            _ = try await ask(desk, id, .claim)
            let told = try await refusal { () async throws(DeskError) in
                try await ask(desk, id, .claim, by: "suzuki")
            }
            #expect(told?.hasPrefix("この案件はsatoさんが令和8年6月28日09:00から担当しています。") == true)
        }
    }

    @Test("同じ指示の繰返しは時が移っても一度だけ記録され、最初の答えが返る")
    func repeats() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await begin(desk)
            let first = try await ask(desk, id, .claim, as: Self.command)
            city.clock.advance(by: 3_600_000_000)
            #expect(try await ask(desk, id, .claim, as: Self.command) == first)
            await #expect(throws: DeskError.self) {
                try await ask(desk, id, .claim, by: "suzuki", as: Self.command)
            }
        }
    }

    @Test("見た版と違えば何も記録しない")
    func versions() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await begin(desk)
            let head = try await city.log.headPosition()
            do {
                _ = try await ask(desk, id, .claim, expecting: 1)
                Issue.record("taken")
            } catch DeskError.changed(let version) {
                #expect(version == 2)
            }
            #expect(try await city.log.headPosition() == head)
            #expect(try await ask(desk, id, .claim, expecting: 2).version == 3)
        }
    }

    @Test("読めない日付や符号、職員配置表のないときの起案には、何をすればよいかを告げる")
    func refusals() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await desk.receive(.letter(), actor: "test", command: nil).id
            func told(
                _ verb: ResponseVerb, _ fields: [ItemField: String?],
                _ flags: Set<ResponseRequest.Flag> = []
            ) async throws -> String? {
                try await refusal { () async throws(DeskError) in
                    try await ask(desk, id, verb, fields, flags)
                }
            }
            #expect(
                try await told(.draft, [.text: "回答"]) == "この案件は担当未定です。先に担当を選んでください。")
            _ = try await desk.handle(
                .route(ItemRouting(lead: "土木課", by: .clerk)), of: Item.self, stream: id,
                actor: "test", command: nil)
            #expect(
                try await told(.draft, [.text: "回答"])?.hasPrefix("令和8年6月28日の職員配置表が登録されていません。")
                    == true)
            #expect(
                try await told(.interimAnswer, [.reason: "調整中"]) == "回答見込日を入力してください。")
            #expect(
                try await told(.measure, [.text: "した", .outcome: "x"])?.contains("対応の種別") == true)
            #expect(try await told(.release, [:]) == nil)
            _ = try await desk.respond(
                ResponseRequest(
                    .draft, [.by: "sato", .text: "回答"], route: ["道路係長", "土木課長"]), to: id,
                actor: "test", command: nil)
            _ = try await ask(desk, id, .approve, [.onBehalfOf: "tanaka"], [.onPaper])
            #expect(try await desk.item(id).item.response.stage == .toSend)
        }
    }
}
