import EventLog
import FoundationEssentials
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("開封の記録")
struct OpeningTests {
    private func openings(_ keeping: KeepingCity) async throws -> [OpeningRecord] {
        try await keeping.desk.openings(
            by: "佐藤", from: keeping.desk.today, through: keeping.desk.today)
    }

    private func opening(_ reason: String, way: OpeningWay = .shown) throws -> Opening {
        try #require(Opening(actor: "佐藤", reason: reason, way: way))
    }

    @Test("案件票・経過・検索・候補・開示資料は、見せる前に誰が何のために開いたかを残す")
    func everyDoor() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let item = try await keeping.letter()
            let other = try await keeping.letter("道路の穴", name: "別人")
            _ = try await desk.item(item)
            _ = try await desk.history(of: item)
            #expect(try await openings(keeping).isEmpty)

            _ = try await desk.item(item, opening: opening("起案"))
            _ = try await desk.history(of: item, opening: opening("照会"))
            _ = try await desk.findItems(
                SearchRequest(text: "公園"), for: opening("検索"))
            _ = try await desk.findPerson(PersonClues(name: "根室"), for: opening("候補"))
            _ = try await desk.disclose(
                [item, other], for: opening("開示請求第3号", way: .printed))
            let records = try await openings(keeping)
            #expect(
                records.map(\.part) == [
                    .disclosure, .disclosure, .found, .found, .history, .item,
                ])
            #expect(records.map(\.way).prefix(2) == [.printed, .printed])
            #expect(
                records.map { $0.reason.content?.text }.suffix(4) == ["候補", "検索", "照会", "起案"])
            #expect(
                Set(records.prefix(2).map(\.stream))
                    == [item, other].map(keeping.stream).reduce(into: []) { $0.insert($1) })
            #expect(records.last?.receiptNumber?.description == "R8-0001")
            #expect(
                try await desk.openings(by: "鈴木", from: desk.today, through: desk.today).isEmpty)
            let tomorrow = try #require(LocalDate(dayNumber: desk.today.dayNumber + 1))
            #expect(try await desk.openings(by: nil, from: tomorrow, through: tomorrow).isEmpty)
        }
    }

    @Test("投影・振分け・判断のための開封は、人の開封として残らない")
    func machines() async throws {
        try await KeepingCity.with { keeping in
            let item = try await keeping.letter()
            try await keeping.handle(
                .correct(
                    CorrectItem(
                        today: keeping.desk.today, reason: .typo, summary: .set("公園の灯り"))),
                of: item)
            _ = try await keeping.desk.rebuild(.search)
            _ = try await keeping.desk.trainClassifier()
            let rows = try await keeping.city.pool.execute("SELECT count(*) FROM desk.opening")
            #expect(try rows[0].get(0, as: Int64.self) == 0)
        }
    }

    @Test("理由は封印され、消去とともに読めなくなる。写しの出力は消去のときに告げられる")
    func reasons() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let item = try await keeping.letter()
            _ = try await desk.disclose(
                [item], for: opening("根室花子さんの開示請求", way: .exported))
            let kept = try await keeping.city.pool.execute(
                "SELECT string_agg(o::text, ';') FROM desk.opening AS o")
            let text: String = try kept[0].get(0)
            #expect(!text.contains("花子") && text.contains("佐藤"))
            let result = try await desk.erase(
                [item], on: .useSuspension(decision: "第1号"), actor: "t")
            #expect(result.copies.map(\.way) == [.exported])
            #expect(try await openings(keeping).map(\.reason) == [.erased])
        }
    }

    @Test("プログラムは開封の記録を足せるだけで、変えることも消すこともできない")
    func appendOnly() async throws {
        try await TestCity.with { city in
            for statement in ["UPDATE desk.opening SET actor = 'x'", "DELETE FROM desk.opening"] {
                let error = await #expect(throws: PostgresError.self) {
                    _ = try await city.pool.execute(Query(unsafeSQL: statement))
                }
                #expect(error?.sqlState == "42501")
            }
        }
    }

    @Test("開封の記録は、案件が消去され、自らの保存期間も過ぎてから、決裁番号で廃棄される")
    func disposal() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let (erased, kept) = (try await keeping.letter(), try await keeping.letter())
            for item in [erased, kept] {
                _ = try await desk.item(item, opening: opening("照会"))
            }
            _ = try await desk.item(erased, opening: opening("再照会"))
            func left() async throws -> Int64 {
                try await keeping.city.pool.execute("SELECT count(*) FROM desk.opening")[0].get(0)
            }
            // Three years from 1 April after the year of opening, unless the city says otherwise.
            let due = try #require(FiscalYear(2030))
            let soon = try #require(FiscalYear(2029))
            #expect(try await desk.openingDisposal(in: soon).entries.isEmpty)
            let early = try await desk.openingDisposal(in: due)
            #expect(early.entries.map(\.due) == [0] && early.entries.map(\.waiting) == [3])
            _ = try await desk.erase([erased], on: .entryError(.trial), actor: "t")
            await #expect(throws: DeskError.self) {
                _ = try await desk.disposeOpenings(in: due, approval: "廃棄第2号", actor: "t")
            }
            keeping.later(years: 5)
            await #expect(throws: DeskError.self) {
                _ = try await desk.disposeOpenings(in: due, approval: "", actor: "t")
            }
            #expect(try await left() == 3)
            let done = try await desk.disposeOpenings(in: due, approval: "廃棄第2号", actor: "t")
            #expect(done.disposed == 2 && done.position > 0)
            #expect(try await left() == 1)
            let again = try await desk.disposeOpenings(in: due, approval: "廃棄第2号", actor: "t")
            #expect(again.position == 0 && again.entries.map(\.waiting) == [1])
            // What is erased later is not taken by an earlier approval.
            _ = try await desk.erase([kept], on: .entryError(.trial), actor: "t")
            #expect(try await desk.settleOpenings() == 0)
            #expect(try await left() == 1)
        }
    }

    @Test("市の定めがあれば、それで数える")
    func disposalByRule() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            _ = try await desk.define(
                RetentionTerm(.openings, from: .on("2020-04-01"), period: .standing), actor: "t")
            let item = try await keeping.letter()
            _ = try await desk.item(item, opening: opening("照会"))
            let far = try #require(FiscalYear(2060))
            #expect(try await desk.openingDisposal(in: far).entries.isEmpty)
        }
    }

    @Test("限定の案件の開封は、番号を伏せて載る")
    func restricted() async throws {
        try await KeepingCity.with { keeping in
            let item = try await keeping.letter()
            try await keeping.handle(.setHandling(.restricted, isUrgent: false), of: item)
            _ = try await keeping.desk.item(item, opening: opening("調査"))
            #expect(try await openings(keeping).map(\.receiptNumber) == [nil])
        }
    }
}

@Suite("開示")
struct DisclosureTests {
    @Test("本人のことはすべて出し、第三者は伏せる")
    func discloses() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let item = try await keeping.letter {
                $0.body = "隣の佐藤さん(0153-24-1234)の犬がうるさい。花咲商店も困っている。"
                $0.introducedBy = "根室 議員"
            }
            try await keeping.handle(
                .respond(
                    .note(
                        InternalNote(section: nil, by: "窓口", text: .readable("鈴木様に確認した。"))),
                    today: desk.today), of: item)
            let disclosure = try await desk.disclose(
                [item], masking: ["花咲商店"], for: .trial)
            let text = disclosure.text
            for own in [KeepingCity.name, KeepingCity.phone, "R8-0001", "隣の●●●さん"] {
                #expect(text.contains(own), "\(own)")
            }
            for other in ["佐藤", "24-1234", "花咲商店", "鈴木", "根室 議員"] {
                #expect(!text.contains(other), "\(other)")
            }
            #expect(disclosure.masked >= 5)
            #expect(text.contains("庁内メモ") && text.contains("●●●様に確認した。"))
            await #expect(throws: DeskError.self) {
                try await desk.disclose([desk.newID()], for: .trial)
            }
        }
    }
}
