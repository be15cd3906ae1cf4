import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

// PRODUCT §3 no. 6: 4月1日の組織改正。処理中の案件は後継の課へ、回答済みは答えた課のまま。
@Suite("4月1日の組織改正と処理中の案件")
struct ReorganisationStoryTests {
    private static let before = """
        code,name,parent
        10,総務部,
        11,庶務課,10
        12,税務課,10
        13,国体推進課,10
        """
    private static let after = """
        code,name,parent
        10,総務部,
        12,税務課,10
        21,総務課,10
        22,市民課,10
        """
    private static let successors = """
        旧,新,区分
        庶務課,総務課,分割
        庶務課,市民課,分割
        国体推進課,,廃止
        """
    private static let duties = """
        組織,事務,分類
        総務課,文書に関すること,01
        市民課,戸籍に関すること,07
        """
    private static let april = LocalDate.on("2027-04-01")

    private static func table(_ text: String) throws -> TableFile {
        try TableFile(Array(text.utf8))
    }

    private static func withCity(_ body: (Desk, TestCity) async throws -> Void) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let list = OrganisationFiles(list: try table(before))
            let outcome = try await desk.importOrganisation(
                list, effectiveOn: .on("2020-04-01"), actor: "test")
            #expect(!outcome.isRejected)
            try await body(desk, city)
        }
    }

    /// Recorded in advance, as a city prepares it.
    private static func prepare(_ desk: Desk) async throws {
        let outcome = try await desk.importOrganisation(
            OrganisationFiles(list: try table(after), successors: try table(successors)),
            effectiveOn: april, actor: "test")
        #expect(!outcome.isRejected)
        let duties = try await desk.importDuties(
            try table(duties), effectiveOn: april, actor: "test")
        #expect(!duties.isRejected)
    }

    /// So many days later.
    private static func wait(_ city: TestCity, until day: LocalDate, from today: LocalDate) {
        city.clock.advance(by: Int64(day.dayNumber - today.dayNumber) * 86_400_000_000)
    }

    private static func letter(
        _ desk: Desk, to section: String?, others: [String] = [], category: String? = "07",
        _ change: (inout ReceiveRequest) -> Void = { _ in }
    ) async throws -> UUID {
        let id = try await desk.receive(
            .letter {
                $0.category = category
                change(&$0)
            }, actor: "test", command: nil
        ).id
        if let section {
            try await ask(
                desk, id, .route(ItemRouting(lead: section, others: others, by: .clerk)))
        }
        return id
    }

    private static func ask(_ desk: Desk, _ id: UUID, _ command: ItemCommand) async throws {
        _ = try await desk.handle(
            command, of: Item.self, stream: id, actor: "test", command: nil)
    }

    private static func item(_ desk: Desk, _ id: UUID) async throws -> ReceivedItem {
        let history = try await desk.log.read(StreamName(category: "item", id: id))
        guard case .received(let item) = try await desk.fold(history, as: Item.self) else {
            throw DeskError.notFound("\(id)")
        }
        return item
    }

    private static func count(_ desk: Desk, _ section: String) async throws -> Int {
        try await desk.tray(of: section).entries.count
    }

    @Test("1課が2課に分かれ、1課がなくなる。試行してから実行し、和は元と同じ、二度目は何もしない")
    func story() async throws {
        try await Self.withCity { desk, city in
            var moving: [UUID] = []
            for category in ["07", "01", "07", "99"] {
                moving.append(try await Self.letter(desk, to: "11", category: category))
            }
            let beside = try await Self.letter(desk, to: "12", others: ["11", "13"])
            let orphan = try await Self.letter(desk, to: "13")
            let restricted = try await Self.letter(desk, to: "11") { $0.handling = "restricted" }
            let answered = try await Self.letter(desk, to: "11")
            try await Self.ask(
                desk, answered,
                .respond(
                    .answerOrally(
                        SpokenAnswer(on: desk.today, medium: .phone, gist: .readable("お伝えした。"))),
                    today: desk.today))
            let waiting = try await Self.letter(desk, to: nil)
            try await Self.prepare(desk)
            let organised = try await city.log.headPosition()
            let first = try await Self.item(desk, moving[0]).plain.receiptNumber

            // February: what would happen. Nothing may happen yet.
            let trial = try await desk.reroute(on: Self.april, isTrial: true, actor: "test")
            await #expect(throws: DeskError.self) {
                try await desk.reroute(on: Self.april, actor: "test")
            }
            #expect(try await city.log.headPosition() == organised)
            #expect(trial.items == 7 && trial.events == 7 && trial.position == 0)
            #expect(trial.looked == 7)
            #expect(trial.entries.count == 8)
            #expect(trial.entries.count { $0.receiptNumber == nil } == 1)
            let entry = try #require(trial.entries.first { $0.receiptNumber == first })
            #expect(entry.from == "総務部庶務課(11)" && entry.to == "総務部市民課(22)")
            #expect(entry.move.japanese == "組織改正(分割)")

            Self.wait(city, until: Self.april, from: desk.today)
            let outcome = try await desk.reroute(on: Self.april, actor: "test")
            #expect(outcome.entries == trial.entries)
            #expect(outcome.position == organised + 7)

            var leads: [String] = []
            for id in moving {
                leads.append(try await Self.item(desk, id).routing?.lead ?? "担当未定")
            }
            #expect(leads == ["22", "21", "22", "担当未定"])
            // The sum over the successors is the old total, and the trays say so; the restricted one
            // went along, and is shown to nobody who is not named.
            #expect(try await Self.count(desk, "11") == 0)
            #expect(try await Self.count(desk, "13") == 0)
            #expect(try await Self.count(desk, "21") == 1)
            #expect(try await Self.count(desk, "22") == 3)
            #expect(try await Self.count(desk, Triage.code) == 3)
            #expect(
                try await Self.item(desk, beside).routing
                    == ItemRouting(lead: "12", others: ["22"], by: .clerk))
            #expect(try await Self.item(desk, orphan).routing == nil)
            #expect(try await Self.item(desk, restricted).routing?.lead == "22")
            #expect(try await Self.item(desk, answered).routing?.lead == "11")
            #expect(try await Self.item(desk, waiting).routing == nil)

            // Each event names the change of the organisation that led to it.
            let cause = try #require(
                try await desk.log.read(StreamName(category: "item", id: moving[0])).last?.cause)
            let reform = try #require(
                try await desk.log.read(OrganisationEventCoding.stream)
                    .first { $0.position == cause })
            #expect(
                try OrganisationEventCoding.decode(reform, opened: nil)
                    == .unitAbolished(
                        UnitAbolition(
                            code: "11", on: Self.april,
                            successors: [
                                Successor(code: "21", kind: .split),
                                Successor(code: "22", kind: .split),
                            ])))

            let again = try await desk.reroute(on: Self.april, actor: "test")
            #expect(again.items == 0 && again.entries.isEmpty)
            #expect(try await city.log.headPosition() == organised + 7)

            // Shown with the item, and rebuilt trays are the same.
            let history = try await desk.history(of: moving[3]).last
            #expect(history?.title == "組織改正による担当替え")
            #expect(history?.reason == "配分不能(候補 21、22)")
            _ = try await desk.rebuild(.tray)
            #expect(try await Self.count(desk, "22") == 3)
        }
    }

    @Test("途中で誰かが触っても、一案件に一度だけ")
    func race() async throws {
        try await Self.withCity { desk, city in
            var ids: [UUID] = []
            for _ in 0..<30 { ids.append(try await Self.letter(desk, to: "11")) }
            try await Self.prepare(desk)
            Self.wait(city, until: Self.april, from: desk.today)
            async let one = desk.reroute(on: Self.april, actor: "one")
            async let two = desk.reroute(on: Self.april, actor: "two")
            for id in ids.prefix(10) {
                try await Self.ask(desk, id, .setHandling(.care, isUrgent: true))
            }
            #expect(try await one.items + two.items == 30)
            for id in ids {
                let history = try await desk.log.read(StreamName(category: "item", id: id))
                #expect(history.count { $0.type == "ItemReorganised" } == 1)
                #expect(try await Self.item(desk, id).routing?.lead == "22")
            }
        }
    }
}
