import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

extension LocalDate {
    /// A day of a test, which is there or the test is wrong.
    static func on(_ text: String, _ location: SourceLocation = #_sourceLocation) -> LocalDate {
        guard let date = LocalDate(iso: text) else {
            Issue.record("no such day: \(text)", sourceLocation: location)
            return .earliest
        }
        return date
    }
}

/// Every decider of the city through the same door, on a real database.
@Suite("どの意思決定も窓口から記録できる")
struct EveryDeciderTests {
    private struct Unexpected: Error {}

    private static let today = LocalDate.on("2026-07-20")

    private static func id(_ number: UInt8) -> UUID {
        UUID(uuid: (4, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, number))
    }

    /// Asks one thing after the other of one stream, and gives back what then stands there.
    private func ask<Deciding: RecordedDecider>(
        _: Deciding.Type, _ commands: [Deciding.Command], in city: TestCity, of stream: UUID
    ) async throws -> Deciding {
        let desk = Desk(city)
        for command in commands {
            let handled = try await desk.handle(
                command, of: Deciding.self, stream: stream, actor: "test", command: nil)
            #expect(handled.events > 0)
            let again = try await desk.handle(
                command, of: Deciding.self, stream: stream, actor: "test", command: nil)
            #expect(again.events == 0, "what is so already is not recorded again")
        }
        let name = StreamName(category: Deciding.streamCategory, id: stream)
        return try await desk.fold(try await city.log.read(name), as: Deciding.self)
    }

    /// What the rules answer to a command that has to be refused.
    private func refusal<Deciding: RecordedDecider>(
        _: Deciding.Type, _ command: Deciding.Command, in city: TestCity, of stream: UUID
    ) async throws -> Refused? {
        let position = try await city.log.headPosition()
        do throws(DeskError) {
            _ = try await Desk(city).handle(
                command, of: Deciding.self, stream: stream, actor: "test", command: nil)
        } catch {
            #expect(try await city.log.headPosition() == position)
            guard case .declined(let refusals) = error else { throw error }
            return refusals.first
        }
        return nil
    }

    /// No word of these stands readable in the log.
    private func expectSealed(_ words: [String], in city: TestCity) async throws {
        for position in 1...(try await city.log.headPosition()) {
            let event = try #require(try await city.log.event(at: position))
            let stored = event.payload + (event.sealed ?? [])
            for word in words { #expect(!stored.contains(Array(word.utf8))) }
        }
    }

    @Test("出前講座: 申込み・決定・実施報告・人数の訂正(33人→31人)")
    func lecture() async throws {
        let commands: [LectureCommand] = [
            .request(
                RequestLecture(
                    origin: .staff, today: Self.today, requestedOn: .on("2026-06-01"),
                    fiscalYear: FiscalYear(Self.today), subject: .offMenu(wish: "財政の話"),
                    choices: [LectureSlot(date: .on("2026-07-01"))], group: "花咲町会",
                    representative: SenderDetails(name: "根室 太郎", phone: "0153-23-6111"))),
            .schedule(
                ScheduleLecture(
                    today: Self.today, decidedOn: .on("2026-06-05"), date: .choice(1),
                    department: "財政課", title: "根室市の財政", venue: "花咲会館")),
            .report(
                ReportLecture(
                    today: Self.today,
                    session: LectureSession(
                        heldOn: .on("2026-07-01"), headcount: 33, speakers: "財政 課長"))),
            .correctHeadcount(CorrectHeadcount(to: 31, reason: "職員2人を数えていた")),
        ]
        try await TestCity.with { city in
            let refused = try await refusal(Lecture.self, commands[2], in: city, of: Self.id(1))
            #expect(refused?.japanese.hasSuffix("番号を確かめてください。") == true)
            guard
                case .held(let held) = try await ask(
                    Lecture.self, commands, in: city, of: Self.id(1))
            else { throw Unexpected() }
            #expect(held.headcount == 31 && held.report.plain.headcount == 33)
            #expect(held.request?.personal.content?.representative?.name == "根室 太郎")
            try await expectSealed(["根室 太郎", "花咲町会", "花咲会館", "財政 課長", "職員2人"], in: city)
        }
    }

    @Test("出前講座のメニュー: 案と確定")
    func lectureMenu() async throws {
        let item = LectureMenuItem(code: "12", title: "根室市の財政", minutes: 60, department: "財政課")
        let offers = [LectureMenuStage.draft, .confirmed].map { stage in
            LectureMenuCommand.offer(
                OfferLectureMenu(
                    fiscalYear: FiscalYear(Self.today), stage: stage, items: [item]))
        }
        try await TestCity.with { city in
            let menu = try await ask(LectureMenu.self, offers, in: city, of: Self.id(2))
            #expect(menu.offered?.stage == .confirmed && menu.offered?.items == [item])
            let refused = try await refusal(
                LectureMenu.self, offers[0], in: city, of: Self.id(2))
            #expect(refused?.field == "stage")
        }
    }

    @Test("催し: 登録・参加申込み・出欠・人数の訂正。名簿は封をする")
    func gathering() async throws {
        let plan = GatheringPlan(
            kind: .cityWatching, name: "市政ウォッチング", heldOn: .on("2026-07-10"), capacity: 2)
        func register(_ number: UInt8, _ name: String, party: Int) -> GatheringCommand {
            .register(
                RegisterForGathering(
                    id: Self.id(number), today: Self.today, registeredOn: .on("2026-07-01"),
                    person: SenderDetails(name: name), partySize: party))
        }
        let commands: [GatheringCommand] = [
            .plan(PlanGathering(today: Self.today, plan: plan)),
            register(10, "根室 花子", party: 2), register(11, "落石 次郎", party: 1),
            .cancelRegistration(
                CancelRegistration(
                    id: Self.id(10), today: Self.today, cancelledOn: .on("2026-07-05"))),
            .attend(
                AttendGathering(
                    today: Self.today,
                    entries: [
                        AttendanceEntry(id: Self.id(20), change: .ticked(Self.id(11))),
                        AttendanceEntry(id: Self.id(21), change: .walkIns(2)),
                    ])),
            .correctHeadcount(CorrectHeadcount(to: 4, reason: "後日の申出")),
        ]
        try await TestCity.with { city in
            guard
                case .planned(let gathering) = try await ask(
                    Gathering.self, commands, in: city, of: Self.id(3))
            else { throw Unexpected() }
            #expect(gathering.registrations(.accepted) == [Self.id(11)])
            #expect(gathering.registrations(.cancelled) == [Self.id(10)])
            #expect(gathering.attendance.counted == 3 && gathering.attendance.headcount == 4)
            try await expectSealed(["花子", "次郎", "後日"], in: city)
            let refused = try await refusal(
                Gathering.self, register(12, "花咲 三郎", party: 3), in: city, of: Self.id(3))
            #expect(refused?.field == "partySize")
        }
    }

    @Test("把握値: 記録・訂正・取下げ")
    func observation() async throws {
        let value = try #require(FigureValue(parsing: "24.9"))
        let observed = ObservedValue(
            indicator: "nemuro-basic/women-in-community-and-councils",
            year: try #require(FiscalYear(2025)), value: value, source: "市民意識調査",
            label: .provisional)
        let corrected = try #require(FigureValue(parsing: "25.1"))
        let commands: [ObservationCommand] = [
            .record(RecordObservation(today: Self.today, observed: observed)),
            .correct(CorrectObservation(today: Self.today, value: corrected, reason: "集計の誤り")),
            .withdraw(WithdrawObservation(reason: "年度の誤り")),
        ]
        try await TestCity.with { city in
            guard
                case .withdrawn(let last, _) = try await ask(
                    Observation.self, commands, in: city, of: Self.id(4))
            else { throw Unexpected() }
            #expect(last.first == observed && last.current.value == corrected)
            try await expectSealed(["集計の誤り", "年度の誤り"], in: city)
            var malformed = observed
            malformed.indicator = "women"
            let refused = try await refusal(
                Observation.self,
                .record(RecordObservation(today: Self.today, observed: malformed)), in: city,
                of: Self.id(5))
            #expect(refused?.field == "indicator")
        }
    }

    @Test("組織: 設置・名称変更・事務分掌")
    func organisation() async throws {
        let section = { (name: String) in
            UnitDescription(names: [.division: name], body: .mayor)
        }
        let april = LocalDate.on("2026-04-01")
        let commands: [OrganisationCommand] = [
            .together([
                .establish(
                    UnitEstablishment(code: "11", from: april, description: section("庶務課"))),
                .establish(
                    UnitEstablishment(code: "12", from: april, description: section("税務課"))),
            ]),
            .rename(
                UnitRenaming(code: "11", on: .on("2026-07-01"), description: section("総務課"))),
            .assignDuty(
                DutyAssignment(unit: "12", duty: "市税の賦課", categories: ["税"], from: april)),
        ]
        try await TestCity.with { city in
            let stream = try #require(OrganisationEventCoding.stream.id)
            let organisation = try await ask(
                OrganisationState.self, commands, in: city, of: stream)
            #expect(
                organisation.units(on: Self.today).map(\.fullName) == ["総務課", "税務課"])
            let refused = try await refusal(
                OrganisationState.self,
                .move(UnitMove(code: "11", on: Self.today, parent: "99")), in: city, of: stream)
            #expect(refused?.field == "parent")
        }
    }

    @Test("計画と指標: 登録と定義")
    func indicator() async throws {
        let header = PlanHeader(code: "test", name: "試験計画", city: "根室市")
        let indicator = Indicator(
            plan: "test", code: "lectures", name: "出前講座", unit: "回",
            measure: Measure(.counted(.init(.count, of: .init(.lectures)))))
        try await TestCity.with { city in
            let plan = try await ask(
                PlanDefinition.self, [.define(header)], in: city, of: CommandID.plan("test"))
            #expect(plan == .defined(header))
            let definition = try await ask(
                IndicatorDefinition.self, [.define(DefineIndicator(indicator))], in: city,
                of: CommandID.indicator("test/lectures"))
            guard case .defined(let first) = definition else { throw Unexpected() }
            #expect(first.version == 1 && first.indicator == indicator)
            let refused = try await refusal(
                IndicatorDefinition.self,
                .define(
                    DefineIndicator(
                        Indicator(
                            plan: "test", code: "other", name: "他", unit: "回",
                            measure: indicator.measure))), in: city,
                of: CommandID.indicator("test/lectures"))
            #expect(refused?.japanese.contains("コードを確かめて") == true)
        }
    }
}
