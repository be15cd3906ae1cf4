import EventLog
import Foundation
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("消去")
struct ErasingTests {
    private static let ground = ErasureGround.useSuspension(decision: "令和8年度利停第4号")

    @Test("消去した案件は、どこからも読めない。件数・時点の集計・出力・台帳の証明は一字も変わらない")
    func figuresStand() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let (plan, indicators) = try PlanFile.parse(
                """
                plan: {code: test, name: 試験計画, city: 根室市}
                indicators:
                  - code: letters
                    name: 手紙の件数
                    unit: 件
                    measure: {count: items, date: receivedOn}
                """)
            _ = try await desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "t")
            var letters: [UUID] = []
            for number in 0..<40 {
                letters.append(try await keeping.letter("要望\(number)", name: "見本\(number)子"))
            }
            let erased = Array(letters.prefix(25))
            let position = try await keeping.city.log.headPosition()
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            func published() async throws -> [String] {
                var texts: [String] = []
                for asOf in [AsOf.position(position), .position(position / 2)] {
                    for dimensions in [[], ["channel"], ["day"]] {
                        let figures = try await desk.figures(
                            FigureRequest(
                                year: try #require(FiscalYear(2026)), quarter: nil,
                                indicators: ["letters"], by: dimensions, asOf: asOf))
                        texts.append(
                            String(decoding: try encoder.encode(figures), as: UTF8.self))
                    }
                }
                return texts
            }
            let before = try await published()
            let leaves = try await keeping.city.log.read(erased.map(keeping.stream)).values
                .compactMap(\.first)

            let result = try await desk.erase(erased, on: Self.ground, actor: "t")
            #expect(result.entries.count { $0.isNew } == 25 && result.awaited.isEmpty)

            #expect(try await published() == before)
            for leaf in leaves {
                let now = try await keeping.city.log.event(at: leaf.position)
                #expect(now?.leafHash == leaf.leafHash && now?.sealed == leaf.sealed)
                let proof = try await keeping.city.log.proveInclusion(of: leaf.position)
                #expect(
                    TreeProof.verifyInclusion(
                        leafHash: proof.leafHash, leafIndex: proof.leafIndex,
                        treeSize: proof.treeSize, path: proof.path, root: proof.root))
            }
            #expect(try await keeping.city.log.verify().damage == nil)
            let keys = try await keeping.city.keyring.keys(of: letters.map(keeping.stream))
            #expect(keys.count == 15)
            let found = try await desk.findPerson(PersonClues(name: "見本"))
            #expect(found.count == 15)
        }
    }

    @Test("案件票・経過・検索・トレイ・開示資料のどれも、消去したものを読ませない")
    func readNowhere() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let item = try await keeping.letter()
            try await keeping.handle(
                .respond(
                    .note(
                        InternalNote(
                            section: nil, by: "佐藤", text: .readable("花子さんに電話した。"))),
                    today: desk.today), of: item)
            _ = try await desk.erase([item], on: Self.ground, actor: "t")
            let view = try await desk.item(item, opening: .trial)
            let history = try await desk.history(of: item, opening: .trial)
            let disclosure = try await desk.disclose([item], for: .trial)
            var shown = String(decoding: CanonicalJSON.bytes(view.json), as: UTF8.self)
            shown += view.entries.map(\.text).joined()
            shown += history.map { String(decoding: CanonicalJSON.bytes($0.json), as: UTF8.self) }
                .joined()
            shown += disclosure.text
            for secret in ["花子", "6111", "街灯", "娘"] { #expect(!shown.contains(secret)) }
            #expect(history.last?.title == "消去")
            #expect(view.entries.contains { $0.field == .erasure })
            #expect(try await desk.findItems(SearchRequest(text: "街灯")).items.isEmpty)
            #expect(try await desk.tray(of: Triage.code).entries.isEmpty)
            #expect(try await desk.openings(by: nil, from: desk.today, through: desk.today).isEmpty)
            await #expect {
                try await keeping.handle(.transcribe(body: "本文", nil), of: item)
            } throws: { error in
                if case DeskError.refused([.personalErased]) = error { true } else { false }
            }
        }
    }

    @Test("根拠・期間・停止のどれかが足りなければ断り、一件でも断れば何も消去しない")
    func refuses() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let open = try await keeping.letter()
            let completed = try await keeping.letter()
            try await keeping.complete(completed)
            let held = try await keeping.letter()
            try await keeping.complete(held)
            for kind in HoldKind.allCases {
                try await keeping.handle(
                    .retain(
                        .hold(RecordHold(kind, reference: "第3号", from: desk.today)),
                        today: desk.today), of: held)
            }
            let head = try await keeping.city.log.headPosition()
            func refused(_ items: [UUID], _ ground: ErasureGround) async -> String {
                do throws(DeskError) {
                    _ = try await desk.erase(items, on: ground, actor: "t")
                    return ""
                } catch {
                    return error.description
                }
            }
            let expired = ErasureGround.expired(approval: "廃棄第1号")
            #expect(await refused([completed], expired).contains("令和14年4月1日から消去できます"))
            #expect(await refused([open], expired).contains("完結していない"))
            #expect(
                await refused([completed], .expired(approval: " ")).contains("廃棄決裁番号を入力"))
            #expect(
                await refused([completed], .useSuspension(decision: "")).contains("決定番号を入力"))
            keeping.later(years: 7)
            let both = await refused([completed, held], expired)
            for kind in HoldKind.allCases { #expect(both.contains(kind.japanese)) }
            #expect(both.contains("R8-0003"))
            #expect(try await keeping.city.log.headPosition() == head)
            #expect(try await desk.item(completed, opening: .trial).item.personal != .erased)

            let trial = try await desk.erase(
                [completed], on: expired, isTrial: true, actor: "t")
            #expect(trial.entries.map(\.isNew) == [true] && trial.position == 0)
            #expect(try await desk.erase([completed], on: expired, actor: "t").position > head)
            let again = try await desk.erase([completed], on: expired, actor: "t")
            #expect(again.entries.map(\.isNew) == [false] && again.position == 0)
        }
    }

    @Test("記録の直後に落ちても、その時から誰にも読めず、鍵の破棄は残った仕事として果たされる")
    func owed() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let items = [try await keeping.letter(), try await keeping.letter()]
            for item in items { try await keeping.eraseAndBeKilled(item) }
            // The keys are there yet; nobody reads with them.
            let streams = items.map(keeping.stream)
            #expect(try await keeping.city.keyring.keys(of: streams).count == 2)
            #expect(try await desk.item(items[0], opening: .trial).item.personal == .erased)
            let history = try await desk.history(of: items[0], opening: .trial)
            #expect(!history.contains { $0.changes.contains { $0.new?.contains("街灯") == true } })
            #expect(try await desk.findItems(SearchRequest(text: "街灯")).items.isEmpty)
            #expect(try await desk.awaited().map(\.count) == [2])

            // Killed between the first key and the second: the checkpoint has not moved.
            _ = try await keeping.city.keyring.destroy([streams[0]])
            #expect(try await desk.awaited().map(\.count) == [2])
            #expect(try await desk.settleErasures() == 1)
            #expect(try await keeping.city.keyring.keys(of: streams).isEmpty)
            #expect(try await desk.awaited().isEmpty)
            #expect(try await desk.settleErasures() == 0)

            // A keyring brought back from a backup has the key again: found and destroyed.
            _ = try await keeping.city.keyring.keys(creating: [streams[0]], areNew: true)
            #expect(try await desk.settleErasures() == 0)
            #expect(try await desk.settleErasures(again: true) == 1)
            #expect(try await keeping.city.keyring.keys(of: streams).isEmpty)
        }
    }

    @Test("いくつの係が同時に果たしても、鍵は一度だけ破棄され、何も残らない")
    func settledTogether() async throws {
        try await KeepingCity.with { keeping in
            var items: [UUID] = []
            for _ in 0..<8 { items.append(try await keeping.letter()) }
            for item in items { try await keeping.eraseAndBeKilled(item) }
            let destroyed = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await keeping.desk.settleErasures() }
                }
                return try await group.reduce(0, +)
            }
            #expect(destroyed == 8)
            #expect(try await keeping.city.keyring.keys(of: items.map(keeping.stream)).isEmpty)
            try await keeping.desk.catchUp([.search])
            #expect(try await keeping.desk.awaited().isEmpty)
        }
    }

    @Test("分類器は、消去したものを忘れる")
    func classifierForgets() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            var snow: [UUID] = []
            for number in 1...6 {
                snow.append(try await keeping.letter("豪雪対策\(number)") { $0.body = nil })
                try await keeping.handle(
                    .route(ItemRouting(lead: "11", by: .clerk)), of: snow[number - 1])
                for _ in 1...2 {
                    let tax = try await keeping.letter("税の納付\(number)") { $0.body = nil }
                    try await keeping.handle(
                        .route(ItemRouting(lead: "12", by: .clerk)), of: tax)
                    let park = try await keeping.letter("公園の遊具\(number)") { $0.body = nil }
                    try await keeping.handle(
                        .route(ItemRouting(lead: "13", by: .clerk)), of: park)
                }
            }
            let learned = try #require(try await desk.retrainClassifier()?.classifier)
            #expect(learned.classify("豪雪対策")?.section == "11")
            let result = try await desk.erase(snow, on: Self.ground, actor: "t")
            #expect(result.awaited.isEmpty)
            let now = try #require(try await desk.keptClassifier()?.classifier)
            #expect(now.sections == ["12", "13"])
            #expect(now.items == learned.items - 6)
        }
    }
}
