import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("年度更新の確認")
struct YearTurnTests {
    private static func next(_ desk: Desk) throws -> FiscalYear {
        try #require(FiscalYear(FiscalYear(desk.today).year + 1))
    }

    @Test("何もなければどれも未、済ませると記録から済になる")
    func states() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let year = try Self.next(desk)
            let before = try await desk.yearTurn(to: year)
            for state in [
                before.calendarState, before.menuState, before.keepingState,
                before.signatureState, before.rulesState, before.postsState,
            ] { #expect(state == .open) }
            #expect(before.staffState == .done && !before.isReformed)

            let summer = try #require(LocalDate(year: year.year, month: 8, day: 1))
            let spring = try #require(LocalDate(year: year.year + 1, month: 3, day: 20))
            try await desk.close(
                try #require(Closure(.once(summer), name: "開港記念日")), in: "市の休日", actor: "t")
            #expect(try await desk.yearTurn(to: year).calendarState == .partly)
            try await desk.close(
                try #require(Closure(.once(spring), name: "春分の日")), in: "市の休日", actor: "t")
            let again = try await desk.close(
                try #require(Closure(.once(spring), name: "春分の日")), in: "市の休日", actor: "t")
            #expect(again == 0)
            #expect(try await desk.calendar().opening.closure(on: summer) == "開港記念日")

            try await desk.define(
                SignatureTerm(from: year.firstDay, title: "市長", name: "見本 太郎"), actor: "t")
            _ = try await desk.define(
                RetentionTerm(.items, from: .on("2020-04-01"), period: .years(5)), actor: "t")
            let list = "職名,職位,所管課,在職者,区分,代決\n市長,市長,,mayor,,課長\n課長,課長,,,,\n"
            let posts = try await desk.importPosts(
                try TableFile(Array(list.utf8)), effectiveOn: year.firstDay, actor: "t")
            #expect(!posts.isRejected)

            let after = try await desk.yearTurn(to: year)
            #expect(after.calendarState == .done && after.signatureState == .done)
            #expect(after.signature?.name == "見本 太郎")
            // Lectures and gatherings have no period yet.
            #expect(after.keepingState == .partly && after.unkept == [.lectures, .gatherings])
            // The holder is nobody who works here.
            #expect(after.postsState == .partly)
            #expect(after.vacant == ["課長"] && after.leaving == ["市長"])
            // In the year before, the name is not in force.
            #expect(try await desk.yearTurn(to: FiscalYear(desk.today)).signatureState == .open)
        }
    }

    @Test("年度初めに役割がなくなる利用者と、ない担当を挙げる規則を数える")
    func people() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let year = try Self.next(desk)
            let last = try #require(LocalDate(dayNumber: year.firstDay.dayNumber - 1))
            _ = try await desk.addStaff(
                "leaves", name: "去る 人",
                roles: [RoleTerm(.officer, section: "11", from: desk.today, through: last)], by: nil
            )
            _ = try await desk.addStaff(
                "stays", name: "残る 人", roles: [RoleTerm(.hearing, from: desk.today)], by: nil)
            let turn = try await desk.yearTurn(to: year)
            #expect(turn.ending.map(\.login) == ["leaves"] && turn.staffState == .partly)
        }
    }
}

@Suite("回答の名義の出来事の書式 第1版")
struct SignatureEventCodingTests {
    private static let goldens = [
        Golden(
            "SignatureDefined.v1",
            SignatureEvent.defined(
                SignatureTerm(from: .on("2027-04-01"), title: "市長職務代理者副市長", name: "見本 次郎")))
    ]

    @Test("書いたものは金型と一字一句同じで、読むと元に戻り、知らないものは読まない")
    func roundTrip() throws {
        try Self.goldens.expectWritten(by: SignatureEventCoding.self)
        try Self.goldens.expectRead(by: SignatureEventCoding.self)
        try Self.goldens.expectUnknownRefused(by: SignatureEventCoding.self)
    }

    @Test("その日の名義は、その日までの最後のもの。空の氏名は断る")
    func terms() throws {
        let first = SignatureTerm(from: .on("2023-05-01"), title: "市長", name: "甲")
        let second = SignatureTerm(from: .on("2027-05-01"), title: "市長", name: "乙")
        let book = [SignatureEvent.defined(second), .defined(first)]
            .reduce(.initial, SignatureBook.evolve)
        #expect(book.signature(on: .on("2023-04-30")) == nil)
        #expect(book.signature(on: .on("2027-04-30")) == first)
        #expect(book.signature(on: .on("2027-05-01")) == second)
        #expect(throws: SignatureRefusal.text(.name, .missing)) {
            try SignatureBook.decide(
                .define(SignatureTerm(from: .on("2027-04-01"), title: "市長", name: " ")), .initial)
        }
    }
}
