import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("廃棄")
struct DisposalTests {
    private static func request(
        _ year: Int, years: Int = 5, isRestricted: Bool = false
    ) throws -> DisposalRequest {
        DisposalRequest(
            year: try #require(FiscalYear(year)), years: years, isRestricted: isRestricted)
    }

    @Test("年度と保存区分で廃棄簿に載り、決裁番号で廃棄される。停止中のものは残り、名指しされる")
    func disposes() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            var items: [UUID] = []
            for _ in 0..<4 { items.append(try await keeping.letter()) }
            for item in items.prefix(3) { try await keeping.complete(item) }
            let hold = RecordHold(.audit, reference: "監査第5号", from: desk.today)
            try await keeping.handle(.retain(.hold(hold), today: desk.today), of: items[1])
            #expect(try await desk.disposal(Self.request(2031)).entries.isEmpty)
            let plan = try await desk.disposal(Self.request(2032))
            #expect(
                plan.entries.map(\.name) == ["R8-0001", "R8-0002", "R8-0003"])
            #expect(plan.entries.map(\.standing) == ["廃棄対象", "停止中: \(hold.japanese)", "廃棄対象"])
            #expect(plan.entries.first?.series == "令和8年度 市長への手紙")
            #expect(plan.entries.first?.span.lastDay == .on("2032-03-31"))
            #expect(try await desk.disposal(Self.request(2032, years: 3)).entries.isEmpty)
            await #expect(throws: DeskError.self) {
                _ = try await desk.dispose(
                    Self.request(2032), approval: "廃棄第1号", actor: "t")
            }
            keeping.later(years: 6)
            await #expect(throws: DeskError.self) {
                _ = try await desk.dispose(Self.request(2032), approval: "", actor: "t")
            }
            let done = try await desk.dispose(
                Self.request(2032), approval: "廃棄第1号", actor: "t")
            #expect(done.erased == 2 && done.awaited.isEmpty)
            let today = desk.today.wareki
            #expect(
                done.entries.map(\.standing)
                    == ["廃棄済み(\(today))", "停止中: \(hold.japanese)", "廃棄済み(\(today))"])
            // Again it goes on where it was, and prints the whole register of the approval.
            let again = try await desk.dispose(
                Self.request(2032), approval: "廃棄第1号", actor: "t")
            #expect(again.entries == done.entries && again.position == 0)
            // What was left over is due in a later year as well.
            let next = try await desk.disposal(Self.request(2033))
            #expect(next.entries.map(\.name) == ["R8-0002"])
            let text = String(decoding: CanonicalJSON.bytes(done.json), as: UTF8.self)
            for secret in ["花子", "街灯", "6111"] { #expect(!text.contains(secret)) }
        }
    }

    @Test("取込みのみの記録は受付日に完結したものとして数える。常用のものは載らない")
    func imported() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            _ = try await desk.define(
                RetentionTerm(.scheme(.opinion), from: .on("2020-04-01"), period: .standing),
                actor: "t")
            let item = try await keeping.letter { $0.scheme = "opinion" }
            try await keeping.complete(item)
            #expect(try await desk.disposal(Self.request(2040)).entries.isEmpty)
        }
    }

    @Test("限定の案件は、求められたときだけ廃棄簿に載る")
    func restricted() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let item = try await keeping.letter()
            try await keeping.handle(.setHandling(.restricted, isUrgent: false), of: item)
            try await keeping.complete(item)
            #expect(try await desk.disposal(Self.request(2032)).entries.isEmpty)
            let asked = try await desk.disposal(Self.request(2032, isRestricted: true))
            #expect(asked.entries.map(\.stream) == [keeping.stream(item)])
        }
    }
}
