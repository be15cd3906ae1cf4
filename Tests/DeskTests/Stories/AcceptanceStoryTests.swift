import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Desk

// The acceptance stories of PRODUCT §3 that figures must keep, told on a real database. No. 6, the
// reorganisation, has a suite of its own.
@Suite("受入れの物語")
struct AcceptanceStoryTests {
    private static let day: Int64 = 86_400_000_000

    private static func withPlan(
        _ indicators: String, _ body: (Desk, TestCity) async throws -> Void
    ) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            try await define(indicators, on: desk)
            try await body(desk, city)
        }
    }

    private static func parse(_ indicators: String) throws -> (PlanHeader, [Indicator]) {
        let (plan, indicators) = try PlanFile.parse(
            "plan: {code: test, name: 試験計画, city: 根室市}\nindicators:\n" + indicators)
        return (plan, indicators)
    }

    private static func define(_ indicators: String, on desk: Desk) async throws {
        let (plan, indicators) = try parse(indicators)
        _ = try await desk.importPlan(
            plan, indicators, author: "企画課", reason: "試験", actor: "test")
    }

    private static func figure(
        _ desk: Desk, _ indicator: String, _ quarter: Quarter? = nil, by: [String] = [],
        asOf: AsOf = .now, lens: Lens.View = .recorded
    ) async throws -> [String: String?] {
        let answer = try await desk.figures(
            FigureRequest(
                year: try #require(FiscalYear(2026)), quarter: quarter, indicators: [indicator],
                by: by, asOf: asOf, lens: Lens(category: lens, organisation: lens)))
        return Dictionary(
            uniqueKeysWithValues: answer.figures.map {
                ($0.dimensions.map { $0.word ?? "-" }.joined(separator: "/"), $0.text)
            })
    }

    private static let letters = """
          - {code: letters, name: 市長への手紙, unit: 件, measure: {count: items, where: {scheme: letter-to-mayor}}}
        """

    @Test("1 二つの時計: 6月28日に届き7月3日に入力した手紙は、6月30日現在の第1四半期になく、7月3日現在にはある")
    func twoClocks() async throws {
        try await Self.withPlan(Self.letters) { desk, city in
            _ = try await desk.receive(.letter(), actor: "t", command: nil)
            city.clock.advance(by: 5 * Self.day)
            #expect(desk.today.description == "2026-07-03")
            _ = try await desk.receive(.letter(), actor: "t", command: nil)
            for (moment, count) in [("2026-06-30", "1"), ("2026-07-03", "2")] {
                let asOf = try #require(AsOf(parsing: moment))
                let first = try await Self.figure(desk, "letters", .first, asOf: asOf)
                #expect(first == ["": count])
            }
            let second = try await Self.figure(desk, "letters", .second)
            #expect(second == ["": "0"])
        }
    }

    @Test("3 上書きしない訂正: 参加人数33人を31人に直しても、前の時点の値は33人のまま、両方が履歴に残る")
    func correctsWithoutOverwriting() async throws {
        let indicators = """
              - {code: heads, name: 出前講座の参加者, unit: 人, measure: {sum: headcount, of: lectures}}
            """
        try await Self.withPlan(indicators) { desk, city in
            let lecture = UUID()
            func handle(_ command: LectureCommand) async throws {
                _ = try await desk.handle(
                    command, of: Lecture.self, stream: lecture, actor: "clerk", command: nil)
            }
            let heldOn = try #require(LocalDate(iso: "2026-06-20"))
            try await handle(
                .record(
                    RecordLecture(
                        today: desk.today, title: "防災", department: "総務課",
                        session: LectureSession(heldOn: heldOn, headcount: 33))))
            let published = try await city.log.headPosition()
            city.clock.advance(by: 10 * Self.day)
            try await handle(.correctHeadcount(CorrectHeadcount(to: 31, reason: "数え間違い")))
            let now = try await Self.figure(desk, "heads", .first)
            #expect(now == ["": "31"])
            let then = try await Self.figure(desk, "heads", .first, asOf: .position(published))
            #expect(then == ["": "33"])
            let history = try await city.log.read(
                StreamName(category: Lecture.streamCategory, id: lecture))
            #expect(history.map(\.type) == ["LectureHeld", "HeadcountCorrected"])
            #expect(history.map(\.actor) == ["clerk", "clerk"])
            // However often the figures are built anew, the old one can be had again.
            _ = try await desk.rebuild(.facts)
            let again = try await Self.figure(desk, "heads", .first, asOf: .position(published))
            #expect(again == then)
        }
    }

    @Test("4 再分類: 受付時の分類と現在の分類の両方で数えられ、合計は変わらない")
    func recategorises() async throws {
        try await Self.withPlan(Self.letters) { desk, city in
            var ids: [UUID] = []
            for _ in 0..<3 {
                ids.append(try await desk.receive(.letter(), actor: "t", command: nil).id)
            }
            let before = try await city.log.headPosition()
            _ = try await desk.handle(
                .categorise(ItemClassification(category: "12", reason: .misclassified)),
                of: Item.self, stream: ids[0], actor: "t", command: nil)
            let recorded = try await Self.figure(desk, "letters", by: ["category"])
            #expect(recorded == ["07": "3"])
            let current = try await Self.figure(
                desk, "letters", by: ["category"], lens: .current)
            #expect(current == ["07": "2", "12": "1"])
            // 現在 is what was known at the moment asked of.
            let then = try await Self.figure(
                desk, "letters", by: ["category"], asOf: .position(before), lens: .current)
            #expect(then == ["07": "3"])
            let total = try await Self.figure(desk, "letters", lens: .current)
            #expect(total == ["": "3"])
        }
    }

    @Test("5 定義の試算: 匿名を数えないことにすると過去の各年度がどうなるかを、保存する前に示す")
    func previewsDefinitions() async throws {
        try await Self.withPlan(Self.letters) { desk, city in
            for (day, isAnonymous) in [
                ("2024-05-01", true), ("2024-06-01", false), ("2025-05-01", false),
                ("2026-05-01", true), ("2026-05-02", false),
            ] {
                let letter = ReceiveRequest.letter {
                    $0.receivedOn = day
                    if isAnonymous { $0.sender = ReceiveRequest.Sender(anonymous: true) }
                }
                _ = try await desk.receive(letter, actor: "t", command: nil)
            }
            let head = try await city.log.headPosition()
            let changed = """
                  - code: letters
                    name: 市長への手紙
                    unit: 件
                    effectiveFrom: R8
                    measure: {count: items, where: {scheme: letter-to-mayor, anonymous: false}}
                """
            let (_, indicators) = try Self.parse(changed)
            let preview = try #require(try await desk.preview(of: indicators).first)
            #expect(preview.currentVersion == 1)
            #expect(preview.years.map(\.year.label) == ["R6", "R7", "R8"])
            #expect(preview.years.map { $0.current?.description } == ["2", "1", "2"])
            #expect(preview.years.map { $0.proposed?.description } == ["1", "1", "1"])
            #expect(preview.years.map { $0.difference?.description } == ["-1", "0", "-1"])
            #expect(preview.years.map(\.applies) == [false, false, true])
            #expect(try await city.log.headPosition() == head)
            // Saved, it counts the years it holds for; the old series stays.
            try await Self.define(changed, on: desk)
            #expect(try await desk.preview(of: indicators).isEmpty)
            for (year, count) in [(2024, "2"), (2025, "1"), (2026, "1")] {
                let answer = try await desk.figures(
                    FigureRequest(year: try #require(FiscalYear(year)), indicators: ["letters"]))
                #expect(answer.figures.map(\.text) == [count])
            }
        }
    }
}
