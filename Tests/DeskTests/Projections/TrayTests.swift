import EventLog
import FoundationEssentials
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("担当課トレイ")
struct TrayTests {
    private static let command = UUID(
        uuid: (8, 2, 3, 4, 5, 6, 0x47, 8, 0x89, 10, 11, 12, 13, 14, 15, 16))

    private func letter(
        _ desk: Desk, on day: String = "2026-06-28", urgent: Bool = false,
        handling: String? = nil, to section: String? = "土木課", others: [String] = []
    ) async throws -> UUID {
        var request = ReceiveRequest.letter()
        request.receivedOn = day
        request.urgent = urgent
        request.handling = handling
        let id = try await desk.receive(request, actor: "test", command: nil).id
        if let section {
            _ = try await desk.handle(
                .route(ItemRouting(lead: section, others: others, by: .clerk)), of: Item.self,
                stream: id, actor: "test", command: nil)
        }
        return id
    }

    private func ask(
        _ desk: Desk, _ id: UUID, _ verb: ResponseVerb, _ fields: [ItemField: String?] = [:],
        _ flags: Set<ResponseRequest.Flag> = []
    ) async throws {
        var fields = fields
        fields[.by] = fields[.by] ?? "sato"
        _ = try await desk.respond(
            ResponseRequest(verb, fields, flags: flags), to: id, actor: "test", command: nil)
    }

    private func dump(_ city: TestCity, _ table: String = "tray.item") async throws -> [String] {
        let rows = try await city.pool.execute(
            Query(
                unsafeSQL: """
                    SELECT (to_jsonb(t) - 'offered_until')::text FROM \(table) AS t
                     ORDER BY id, section
                    """))
        return try rows.map { try $0.get(0) }
    }

    @Test("受付時に効いていた定めで期限と残日数が出る。後からの定めは期限のない案件だけを埋める")
    func deadlines() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let first = try await letter(desk, on: "2026-06-20")
            #expect(try await desk.tray(of: "土木課").entries.map(\.left) == ["期限なし"])
            _ = try await desk.define(
                DeadlineTerm(from: .on("2026-04-01"), rule: .calendarDays(14)), actor: "test")
            #expect(try await desk.tray(of: "土木課").entries.map(\.left) == ["あと6日"])
            let view = try await desk.item(first)
            #expect(view.due == .on("2026-07-04"))
            #expect(view.entries.first { $0.field == .dueOn }?.text == "令和8年7月4日")
            let weekend = try TableFile(Array("土,土曜日\n日,日曜日\n".utf8))
            _ = try await desk.importCalendar(weekend, name: "市の休日", actor: "test")
            _ = try await desk.define(
                DeadlineTerm(from: .on("2026-06-01"), rule: .openingDays(10)), actor: "test")
            _ = try await letter(desk, on: "2026-06-19")
            let entries = try await desk.tray(of: "土木課").entries
            #expect(entries.map(\.due) == [.on("2026-07-03"), .on("2026-07-04")])
            #expect(entries.map(\.left) == ["あと5開庁日", "あと6日"])
        }
    }

    @Test("処理が進むと、新着・検討中・決裁中・発送待ち・完了と移り、課を移れば元のトレイから消える")
    func stages() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await letter(desk, others: ["公園課"])
            func stage(_ section: String = "土木課") async throws -> ResponseStage? {
                let tray = try await desk.tray(of: section)
                return tray.entries.first?.stage
            }
            #expect(try await stage() == .new)
            #expect(try await desk.tray(of: "公園課").entries.map(\.isLead) == [false])
            try await ask(desk, id, .accept)
            #expect(try await stage() == .considering)
            try await ask(desk, id, .transfer, [.to: "水道課", .reason: "配水管"])
            #expect(try await stage() == nil)
            #expect(try await desk.tray(of: "水道課").entries.map(\.hops) == [1])
            #expect(try await stage("公園課") == .new)
            try await ask(desk, id, .returnToTriage, [.reason: "不明"])
            #expect(try await stage("水道課") == nil)
            #expect(try await stage("triage") == .new)
            #expect(try await stage("担当未定") == .new)
            _ = try await desk.handle(
                .route(ItemRouting(lead: "土木課", by: .clerk)), of: Item.self, stream: id,
                actor: "test", command: nil)
            _ = try await desk.respond(
                ResponseRequest(.draft, [.by: "sato", .text: "回答"], route: ["土木課長"]), to: id,
                actor: "test", command: nil)
            #expect(try await stage() == .approving)
            try await ask(desk, id, .approve, [:], [.onPaper])
            #expect(try await stage() == .toSend)
            try await ask(desk, id, .dispatch, [.medium: "email"])
            let done = try await desk.tray(of: "土木課")
            #expect(done.entries.map(\.stage) == [.done])
            #expect(done.counts == [.done: 1])
            #expect(done.entries.first?.answeredOn == .on("2026-06-28"))
        }
    }

    @Test("状況ごとに急ぎから先に並び、続きも同じ順で、件数は決めた数まで数える。課の別の書き方も同じ課")
    func beginnings() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            _ = try await desk.importOrganisation(
                OrganisationFiles(
                    list: try TableFile(Array("code,name,parent\n110,土木課,\n".utf8))),
                effectiveOn: .on("2026-04-01"), actor: "test")
            var ids: [UUID] = []
            for day in ["2026-06-25", "2026-06-24", "2026-06-23", "2026-06-22"] {
                ids.append(
                    try await letter(
                        desk, on: day, urgent: day == "2026-06-24",
                        to: day == "2026-06-23" ? "110" : "土木課"))
            }
            try await ask(desk, ids[0], .accept)
            let order = [ids[1], ids[3], ids[2], ids[0]]
            let whole = try await desk.tray(of: "土木課")
            #expect(whole.entries.map(\.id) == order)
            #expect(whole.counts == [.new: 3, .considering: 1])
            #expect(try await desk.tray(of: "110").entries.map(\.id) == order)
            let first = try await desk.tray(of: "土木課", perStage: 2, countingUpTo: 2)
            #expect(first.entries.map(\.id) == [ids[1], ids[3], ids[0]])
            #expect(first.counts == [.new: 2, .considering: 1])
            for skipped in 0...4 {
                let rest = try await desk.tray(of: "土木課", skipping: skipped, limit: 2)
                #expect(rest.entries.map(\.id) == Array(order.dropFirst(skipped).prefix(2)))
            }
            let new = try await desk.tray(of: "土木課", stage: .new)
            #expect(new.entries.map(\.id) == Array(order.prefix(3)))
        }
    }

    @Test("取り込んだ過去の案件は、だれかが振り分けるまでどのトレイにもない。取下げ・重複も同じ")
    func absent() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let imported = try await desk.receive(
                .letter(), actor: ImportActor.name("test"), command: nil
            ).id
            #expect(try await desk.tray(of: "triage").entries == [])
            _ = try await desk.handle(
                .route(ItemRouting(lead: "土木課", by: .clerk)), of: Item.self,
                stream: imported, actor: "test", command: nil)
            #expect(try await desk.tray(of: "土木課").entries.count == 1)
            let copy = try await letter(desk)
            _ = try await desk.link(
                copy, to: imported, as: .duplicate, actor: "test", command: nil)
            _ = try await desk.handle(
                .withdraw(on: .on("2026-06-28"), today: .on("2026-06-28")), of: Item.self,
                stream: imported, actor: "test", command: nil)
            #expect(try await desk.tray(of: "土木課").entries == [])
        }
    }

    @Test("次の案件は緊急、期限、受付の順。限定は配らず、なくなれば何も返さない")
    func order() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            _ = try await desk.define(
                DeadlineTerm(from: .on("2026-04-01"), rule: .calendarDays(14)), actor: "test")
            let later = try await letter(desk, on: "2026-06-27")
            let earlier = try await letter(desk, on: "2026-06-20")
            let urgent = try await letter(desk, urgent: true)
            _ = try await letter(desk, on: "2026-06-01", handling: "restricted")
            var taken: [UUID] = []
            while let claim = try await desk.claimNext(
                in: "土木課", by: "sato", actor: "test", command: nil)
            {
                taken.append(claim.id)
            }
            #expect(taken == [urgent, earlier, later])
            try await ask(desk, earlier, .release)
            let again = try await desk.claimNext(
                in: "土木課", by: "suzuki", actor: "test", command: nil)
            #expect(again?.id == earlier)
        }
    }

    @Test("同じ指示で「次の案件」を繰り返すと同じ案件が返り、二件目は着手しない")
    func repeats() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            for _ in 0..<3 { _ = try await letter(desk) }
            let first = try await desk.claimNext(
                in: "土木課", by: "sato", actor: "test", command: Self.command)
            let again = try await desk.claimNext(
                in: "土木課", by: "sato", actor: "test", command: Self.command)
            #expect(first != nil && first == again)
            let tray = try await desk.tray(of: "土木課")
            #expect(tray.entries.count { $0.claimedBy != nil } == 1)
        }
    }

    @Test("64人が二つの窓口から同時に取り合っても、200件は一件ずつ一人だけのもの")
    func manyClaimers() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let second = city.secondLog()
            let other = Desk(
                log: second, keyring: city.keyring, pool: city.pool,
                clock: { city.clock.now }, newID: { UUID() })
            for _ in 0..<200 { _ = try await letter(desk) }
            try await desk.catchUp([.tray])
            let taken = try await withThrowingTaskGroup(of: [UUID].self) { group in
                for clerk in 0..<64 {
                    let desk = clerk.isMultiple(of: 2) ? desk : other
                    group.addTask {
                        var taken: [UUID] = []
                        while let claim = try await desk.claimNext(
                            in: "土木課", by: "clerk-\(clerk)", actor: "test", command: nil)
                        {
                            taken.append(claim.id)
                        }
                        return taken
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            await second.close()
            #expect(taken.count == 200)
            #expect(Set(taken).count == 200)
            let claims = try await city.pool.execute(
                "SELECT count(*), count(DISTINCT stream) FROM log.event WHERE type = 'ItemClaimed'")
            #expect(try claims[0].get(0, as: Int64.self) == 200)
            #expect(try claims[0].get(1, as: Int64.self) == 200)
        }
    }

    @Test("どこで区切って読んでも、初めから作り直しても、トレイは同じ")
    func sameTables() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            var ids: [UUID] = []
            for day in 10...20 { ids.append(try await letter(desk, on: "2026-06-\(day)")) }
            try await desk.catchUp([.tray])
            _ = try await desk.define(
                DeadlineTerm(from: .on("2026-06-15"), rule: .calendarDays(14)), actor: "test")
            try await ask(desk, ids[0], .claim)
            try await ask(desk, ids[1], .transfer, [.to: "水道課", .reason: "所管外"])
            try await desk.catchUp([.tray])
            try await ask(desk, ids[2], .close, [.noAnswer: "unclear"])
            try await ask(desk, ids[1], .returnToTriage, [.reason: "不明"])
            _ = try await desk.define(
                DeadlineTerm(from: .on("2026-06-01"), rule: .calendarDays(7)), actor: "test")
            try await desk.catchUp([.tray])
            let piecemeal = try await dump(city)
            _ = try await desk.rebuild(.tray)
            #expect(try await dump(city) == piecemeal)
            #expect(piecemeal.count == 11)
        }
    }
}
