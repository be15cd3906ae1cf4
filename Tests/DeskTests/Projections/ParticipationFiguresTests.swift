import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

// What the city does besides letters, in figures, on a real database.
@Suite("出前講座・催し・把握値の集計")
struct ParticipationFiguresTests {
    private static let plan = """
        plan: {code: test, name: 試験計画, city: 根室市}
        indicators:
          - code: lectures
            name: まちづくり出前講座を実施した回数
            unit: 回
            measure: {count: lectures, date: heldOn}
          - code: listeners
            name: 出前講座の参加人数
            unit: 人
            measure: {sum: headcount, of: lectures, date: heldOn}
          - code: workshop
            name: ワークショップ開催参加者数(1回当たり)
            unit: 人
            measure: {average: headcount, of: gatherings, where: {kind: workshop}, date: heldOn}
          - code: membership
            name: 町会加入率
            unit: "%"
            decimals: 1
            measure: {observed: value}
            baseline: {year: R6, value: 54.0}
            targets: [{year: R11, benchmark: 全道平均}]
        """

    private static func withPlan(
        _ body: (Desk, TestCity) async throws -> Void
    ) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let (plan, indicators) = try PlanFile.parse(plan)
            _ = try await desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "test")
            try await body(desk, city)
        }
    }

    private func figure(
        _ desk: Desk, _ indicator: String, _ year: Int = 2026, _ quarter: Quarter? = nil,
        asOf: AsOf = .now
    ) async throws -> String? {
        let answer = try await desk.figures(
            FigureRequest(
                year: try #require(FiscalYear(year)), quarter: quarter, indicators: [indicator],
                asOf: asOf))
        return answer.figures.first?.text
    }

    private func state(
        _ desk: Desk, _ indicator: String, _ year: Int
    ) async throws -> ProgressState? {
        try await desk.figures(
            FigureRequest(year: try #require(FiscalYear(year)), indicators: [indicator])
        ).figures.first?.state
    }

    private func record(
        _ desk: Desk, on day: String, _ headcount: Int, command: UUID? = nil
    ) async throws -> Filed {
        var report = LectureReport()
        report.heldOn = day
        report.headcount = String(headcount)
        return try await desk.recordLecture(
            LectureRecord(report: report, title: "根室市の財政", department: "財政課"), actor: "test",
            command: command)
    }

    @Test("出前講座は実施報告で73回から74回になり、申込みや決定では変わらない")
    func countsHeldLectures() async throws {
        try await Self.withPlan { desk, _ in
            for _ in 0..<73 { _ = try await record(desk, on: "R7.9.10", 20) }
            #expect(try await figure(desk, "lectures", 2025) == "73")
            var application = LectureApplication()
            application.wish = "財政の話"
            application.choices = ["R8.3.1 13:30"]
            application.requestedOn = "R8.2.1"
            let request = try await desk.requestLecture(application, actor: "test", command: nil)
            #expect(request.handled.events == 1)
            var appointment = LectureAppointment()
            appointment.choice = "1"
            appointment.title = "根室市の財政"
            appointment.department = "財政課"
            _ = try await desk.handle(
                try appointment.command(today: desk.today), of: Lecture.self, stream: request.id,
                actor: "test", command: nil)
            #expect(try await figure(desk, "lectures", 2025) == "73")
            var report = LectureReport()
            report.heldOn = "R8.3.1"
            report.headcount = "12"
            _ = try await desk.handle(
                try report.command(today: desk.today), of: Lecture.self, stream: request.id,
                actor: "test", command: nil)
            #expect(try await figure(desk, "lectures", 2025) == "74")
            #expect(try await figure(desk, "lectures", 2025, .fourth) == "1")
            _ = try await desk.handle(
                CancellationRequest(cause: "entry-error", reason: "二重の報告")
                    .lecture(today: desk.today), of: Lecture.self, stream: request.id,
                actor: "test", command: nil)
            #expect(try await figure(desk, "lectures", 2025) == "73")
        }
    }

    @Test("33人から31人への訂正は、実施した四半期に数え、訂正前の時点の値は変わらない")
    func correctsTheQuarter() async throws {
        try await Self.withPlan { desk, city in
            let spring = try await record(desk, on: "R8.3.10", 33)
            _ = try await record(desk, on: "R8.6.1", 10)
            let before = try await city.log.headPosition()
            // Corrected in the first quarter of the next year; counted in the last of the old one.
            _ = try await desk.handle(
                .correctHeadcount(
                    try HeadcountRequest(headcount: "31", reason: "職員2人を数えていた")
                        .command(today: desk.today)), of: Lecture.self, stream: spring.id,
                actor: "test", command: nil)
            #expect(try await figure(desk, "listeners", 2025, .fourth) == "31")
            #expect(try await figure(desk, "listeners", 2026, .first) == "10")
            #expect(
                try await figure(
                    desk, "listeners", 2025, .fourth, asOf: .position(before)) == "33")
        }
    }

    @Test("同じ指示の実績は一回、指示のない同じ実績は二回")
    func repeatsByCommand() async throws {
        let command = UUID(uuid: (4, 2, 3, 4, 5, 6, 0x47, 8, 0x89, 10, 11, 12, 13, 14, 15, 16))
        try await Self.withPlan { desk, _ in
            let first = try await record(desk, on: "R8.6.1", 10, command: command)
            #expect(try await record(desk, on: "R8.6.1", 10, command: command) == first)
            #expect(try await figure(desk, "lectures") == "1")
            _ = try await record(desk, on: "R8.6.1", 10)
            _ = try await record(desk, on: "R8.6.1", 10)
            #expect(try await figure(desk, "lectures") == "3")
        }
    }

    @Test("催しは一つの名と日で一つ。名簿の人は一度だけ申し込め、繰上げの状態が返る")
    func signsUp() async throws {
        try await Self.withPlan { desk, _ in
            var notice = GatheringNotice(kind: "workshop", name: "多世代交流", heldOn: "R8.6.20")
            notice.capacity = "2"
            let filed = try await desk.createGathering(notice, actor: "test", command: nil)
            let again = try await desk.createGathering(notice, actor: "test", command: nil)
            #expect(again.id == filed.id && again.handled.events == 0)
            notice.place = "市役所"
            await #expect(throws: DeskError.self) {
                _ = try await desk.createGathering(notice, actor: "test", command: nil)
            }
            func signUp(
                _ name: String, _ phone: String?, party: String
            ) async throws(DeskError) -> SignedUp {
                var signUp = GatheringSignUp(person: SenderDetails(name: name, phone: phone))
                signUp.partySize = party
                signUp.registeredOn = "R8.6.1"
                return try await desk.register(
                    signUp, for: filed.id, actor: "test", command: nil)
            }
            let first = try await signUp("根室 花子", "0153-23-6111", party: "2")
            #expect(first.standing == .accepted)
            await #expect {
                _ = try await signUp("根室花子", "（０１５３）２３－６１１１", party: "1")
            } throws: { error in
                guard case DeskError.declined(let refusals) = error else { return false }
                return refusals.first?.field == "person"
            }
            // Of two of one name without a contact nobody can say that they are one.
            let waiting = try await signUp("根室 花子", nil, party: "1")
            #expect(waiting.standing == .waiting)
            #expect(try await signUp("根室 花子", nil, party: "1").standing == .waiting)
            _ = try await desk.handle(
                SignUpWithdrawal(registration: first.registration.uuidString, on: "R8.6.5")
                    .command(today: desk.today), of: Gathering.self, stream: filed.id,
                actor: "test", command: nil)
            var attendance = AttendanceNotice()
            attendance.came = [waiting.registration.uuidString]
            attendance.walkIns = "6"
            _ = try await desk.attend(attendance, at: filed.id, actor: "test", command: nil)
            let average = try await figure(desk, "workshop", 2026, .first)
            #expect(average == "7.0")
        }
    }

    @Test("把握値は指標と期間に一つ。訂正と取下げの後の記録が数えられ、系列は混ざらず、目標の判定に使われる")
    func observes() async throws {
        try await Self.withPlan { desk, _ in
            let place = ObservedPeriod(indicator: "membership", year: "R7")
            let filed = try await desk.recordObservation(
                ObservationEntry(value: "５３．２"), of: place, actor: "test", command: nil)
            #expect(try await figure(desk, "membership", 2025) == "53.2")
            #expect(try await state(desk, "membership", 2025) == .undetermined)
            let series = ObservedPeriod(indicator: "membership", series: "全道平均", year: "R7")
            let outside = try await desk.recordObservation(
                ObservationEntry(value: "51.0"), of: series, actor: "test", command: nil)
            #expect(outside.id != filed.id)
            #expect(try await state(desk, "membership", 2025) == .onTrack)
            #expect(try await figure(desk, "membership", 2025) == "53.2")
            var entry = ObservationEntry(value: "52.9")
            entry.reason = "集計の誤り"
            let corrected = try await desk.correctObservation(
                entry, of: place, actor: "test", command: nil)
            #expect(corrected.id == filed.id && corrected.handled.version == 2)
            #expect(try await figure(desk, "membership", 2025) == "52.9")
            _ = try await desk.withdrawObservation(
                of: place, reason: "年度の誤り", actor: "test", command: nil)
            #expect(try await figure(desk, "membership", 2025) != "52.9")
            _ = try await desk.recordObservation(
                ObservationEntry(value: "52.0"), of: place, actor: "test", command: nil)
            #expect(try await figure(desk, "membership", 2025) == "52.0")
        }
    }

    @Test("知らない指標・系列・メニューの番号は、理由を言って断る")
    func refuses() async throws {
        try await Self.withPlan { desk, city in
            let position = try await city.log.headPosition()
            func fields(_ ask: () async throws -> Void) async -> [String?] {
                do {
                    try await ask()
                    return []
                } catch DeskError.declined(let refusals) {
                    return refusals.map(\.field)
                } catch DeskError.malformed(let errors) {
                    return errors.map(\.field)
                } catch {
                    Issue.record("\(error)")
                    return []
                }
            }
            let value = ObservationEntry(value: "1")
            #expect(
                await fields {
                    _ = try await desk.recordObservation(
                        value, of: ObservedPeriod(indicator: "nobody", year: "R7"), actor: nil,
                        command: nil)
                } == ["indicator"])
            #expect(
                await fields {
                    _ = try await desk.recordObservation(
                        value,
                        of: ObservedPeriod(indicator: "membership", series: "全国平均", year: "R7"),
                        actor: nil, command: nil)
                } == ["series"])
            #expect(
                await fields {
                    _ = try await desk.recordObservation(
                        ObservationEntry(value: "約五割"),
                        of: ObservedPeriod(indicator: "membership", year: "七年", quarter: "5"),
                        actor: nil, command: nil)
                } == ["year", "quarter", "value"])
            var application = LectureApplication()
            application.menuCode = "12"
            #expect(
                await fields {
                    _ = try await desk.requestLecture(application, actor: nil, command: nil)
                } == ["menuCode"])
            #expect(try await city.log.headPosition() == position)
        }
    }

    @Test("年度のメニューにある講座は、番号で申し込める。合わない点は注意として返る")
    func requestsFromTheMenu() async throws {
        try await Self.withPlan { desk, _ in
            let year = try #require(FiscalYear(2026))
            let item = LectureMenuItem(
                code: "12", title: "根室市の財政", minutes: 60, minimumPeople: 5, department: "財政課")
            _ = try await desk.handle(
                .offer(OfferLectureMenu(fiscalYear: year, stage: .confirmed, items: [item])),
                of: LectureMenu.self, stream: CommandID.lectureMenu(year), actor: "test",
                command: nil)
            var application = LectureApplication()
            application.menuCode = "１２"
            application.choices = ["R8.10.1 13:30"]
            application.expectedHeadcount = "4"
            let filed = try await desk.requestLecture(application, actor: "test", command: nil)
            #expect(filed.warnings == ["5人以上の団体からお申し込みください。"])
        }
    }
}
