import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("案件票と経過")
struct ShowItemTests {
    private func opening() throws -> Opening {
        try #require(Opening(actor: "test", reason: "回答の起案"))
    }

    @Test("理由のない閲覧はない")
    func opensWithReason() {
        #expect(Opening(actor: "test", reason: " 　") == nil)
    }

    @Test("受付番号か案件の番号で見つかり、位置では見つからない")
    func findsItems() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let receipt = try await desk.receive(.letter(), actor: nil, command: nil)
            #expect(try await desk.itemID(of: "R8-0001") == receipt.id)
            #expect(try await desk.itemID(of: "Ｒ８－１") == receipt.id)
            #expect(try await desk.itemID(of: receipt.id.uuidString) == receipt.id)
            for text in ["1", "R8-0002", "", "01890A5D-AC96-774B-BCCE-B302099A8057"] {
                await #expect {
                    try await desk.itemID(of: text)
                } throws: { error in
                    if case DeskError.notFound(text) = error { true } else { false }
                }
            }
        }
    }

    @Test("開かなければ氏名・要旨・本文は伏せ字、理由を添えて開けば読める")
    func masks() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let receipt = try await desk.receive(
                .letter {
                    $0.copies = 30
                    $0.introducedBy = "根室 議員"
                    $0.sender?.party = "organisation"
                }, actor: nil, command: nil)
            let masked = try await desk.item(receipt.id)
            let texts = Dictionary(
                uniqueKeysWithValues: masked.entries.map { ($0.field, $0.text) })
            #expect(texts[.name] == "●●●" && texts[.summary] == "●●●" && texts[.body] == "●●●")
            #expect(texts[.kana] == nil && texts[.introducedBy] == nil)
            #expect(texts[.receivedOn] == "令和8年6月28日" && texts[.copies] == "30通")
            #expect(texts[.senderParty] == "団体" && texts[.lead] == "担当未定")
            let json = String(decoding: CanonicalJSON.bytes(masked.json), as: UTF8.self)
            for secret in ["見本", "除雪の時間", "議員"] { #expect(!json.contains(secret)) }
            #expect(json.contains(#""personal":"masked""#))
            #expect(json.contains(#""wantsReply":true"#) && json.contains(#""mayPublish":null"#))

            let opened = try await desk.item(receipt.id, opening: opening())
            let shown = Dictionary(
                uniqueKeysWithValues: opened.entries.map { ($0.field, $0.text) })
            #expect(shown[.name] == "見本 太郎" && shown[.introducedBy] == "根室 議員")
            #expect(shown[.summary] == "除雪の時間を早めてほしい")
            let all = String(decoding: CanonicalJSON.bytes(opened.json), as: UTF8.self)
            #expect(all.contains(#""personal":"readable""#) && all.contains("見本 太郎"))
        }
    }

    @Test("経過は、だれが・いつ・何から何へを日本語で語る")
    func tellsTheHistory() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let receipt = try await desk.receive(.letter(), actor: "窓口1", command: nil)
            city.clock.advance(by: 86_400_000_000)
            let other = try await desk.receive(.letter(), actor: "窓口1", command: nil)
            let correction = CorrectItem(
                today: desk.today, reason: .additional, summary: .set("除排雪"),
                category: .set("12"), note: "本人から電話")
            let route = ItemRouting(lead: "建設課", others: ["水道課"], by: .clerk)
            let commands: [Participation.ItemCommand] = [
                .correct(correction), .route(route),
                .link(
                    LinkItem(
                        item: receipt.id, to: other.id, as: .samePurpose,
                        isTargetDuplicate: false)),
                .withdraw(on: desk.today, today: desk.today),
            ]
            for command in commands {
                _ = try await desk.handle(
                    command, of: Item.self, stream: receipt.id, actor: "担当2", command: nil)
            }
            let history = try await desk.history(of: receipt.id)
            #expect(
                history.map(\.title) == ["受付", "訂正", "分類", "担当の振分け", "関連付け", "取下げ"])
            #expect(history.map(\.actor) == ["窓口1"] + Array(repeating: "担当2", count: 5))
            #expect(
                history.map(\.reason) == [nil, "追加情報", "追加情報", "職員による", nil, nil])
            #expect(history[0].recordedAtInJapan == "令和8年6月28日 09:00")
            #expect(history[1].recordedAtInJapan == "令和8年6月29日 09:00")
            #expect(
                history.dropFirst().flatMap(\.changes).map {
                    "\($0.field.japanese) \($0.old ?? "-") → \($0.new ?? "-")"
                } == [
                    "氏名・要旨・本文など ●●● → ●●●", "分類 07 → 12", "主担当 担当未定 → 建設課",
                    "関係課 - → 水道課", "関連案件 - → R8-0002(同趣旨)",
                    "状態 受付中 → 取下げ済み(令和8年6月29日)",
                ])
            let opened = try await desk.history(of: receipt.id, opening: opening())
            #expect(opened[1].reason == "追加情報: 本人から電話")
            #expect(
                opened[1].changes == [
                    ItemHistoryEntry.Change(
                        field: .summary, old: "除雪の時間を早めてほしい", new: "除排雪")
                ])
            let json = history.map { String(decoding: CanonicalJSON.bytes($0.json), as: UTF8.self) }
            #expect(json[2].contains(#""recordedAt":"2026-06-29T00:00:00"#))
            #expect(
                json[2].contains(#"{"field":"category","label":"分類","new":"12","old":"07"}"#))
        }
    }
}
