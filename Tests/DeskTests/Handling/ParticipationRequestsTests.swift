import FoundationEssentials
import Participation
import Testing

@testable import Desk

@Suite("出前講座・催し・把握値の届の読取り")
struct ParticipationRequestsTests {
    private static let today = LocalDate.on("2026-07-20")

    /// What is wrong with a request.
    private func errors<Value>(_ read: () throws(DeskError) -> Value) -> [InputError] {
        do throws(DeskError) {
            _ = try read()
            return []
        } catch {
            if case .malformed(let errors) = error { return errors }
            Issue.record("\(error)")
            return []
        }
    }

    @Test("申込書: 和暦・全角・時刻つきの希望日時が値になる")
    func application() throws {
        var application = LectureApplication()
        application.wish = "財政の話"
        application.choices = ["R8.10.1 13:30", "令和８年１０月８日（木）　９時", "2026-10-15"]
        application.minutes = "６０"
        application.expectedHeadcount = "1,200"
        application.group = "花咲町会"
        application.attributes = ["団体の種類": "町会"]
        let request = try application.command(today: Self.today)
        #expect(request.requestedOn == Self.today && request.origin == .staff)
        #expect(request.fiscalYear.label == "R8" && request.subject == .offMenu(wish: "財政の話"))
        #expect(
            request.choices == [
                LectureSlot(date: .on("2026-10-01"), start: TimeOfDay(hour: 13, minute: 30)),
                LectureSlot(date: .on("2026-10-08"), start: TimeOfDay(hour: 9)),
                LectureSlot(date: .on("2026-10-15")),
            ])
        #expect(request.minutes == 60 && request.expectedHeadcount == 1_200)
        #expect(request.refusals.isEmpty)
    }

    @Test("年のない予定日は、どの年か聞き返す。すでに来た日は年を補う")
    func yearlessDays() throws {
        var application = LectureApplication()
        application.wish = "財政の話"
        application.choices = ["10/1 13:30"]
        application.requestedOn = "7/1"
        #expect(
            errors { () throws(DeskError) in try application.command(today: Self.today) } == [
                InputError(
                    "choices", .ambiguousDay([.on("2026-10-01"), .on("2027-10-01")]), label: "希望日時")
            ])
        application.choices = []
        #expect(
            try application.command(today: Self.today).requestedOn == .on("2026-07-01"))
    }

    @Test("読めない項目は、一度にすべて、様式の言葉で告げる")
    func namesEverything() throws {
        var application = LectureApplication()
        application.year = "令和8年"
        application.requestedOn = "2026-02-30"
        application.choices = ["8/6/1", "いつか"]
        application.minutes = "1.5"
        application.expectedHeadcount = "多数"
        let found = errors { () throws(DeskError) in try application.command(today: Self.today) }
        #expect(
            found.map(\.field) == [
                "requestedOn", "choices", "choices", "fiscalYear", "minutes", "expectedHeadcount",
                "subject",
            ])
        #expect(found[0].japanese == "申込日: その日付は暦にありません。年月日を確かめてください。")
        #expect(found[1].english.contains("2026-06-01 or 2008-06-01"))
        #expect(found[4].japanese == "時間は整数で指定してください。")
        #expect(found[6].english == "give one of menuCode, wish")
    }

    @Test("決定書: 希望のどれか、または別の日時。両方は選べない")
    func appointment() throws {
        var appointment = LectureAppointment()
        appointment.choice = "２"
        guard
            case .schedule(let decision) = try appointment.command(today: Self.today)
        else { throw Unexpected() }
        #expect(decision.date == .choice(2) && decision.decidedOn == Self.today)
        appointment.date = "R8.10.3 10:00"
        #expect(
            errors { () throws(DeskError) in try appointment.command(today: Self.today) }
                .map(\.problem) == [.notOneOf(["choice", "date"])])
        appointment.choice = nil
        guard
            case .schedule(let other) = try appointment.command(today: Self.today)
        else { throw Unexpected() }
        #expect(
            other.date
                == .other(LectureSlot(date: .on("2026-10-03"), start: TimeOfDay(hour: 10))))
    }

    @Test("報告書: 人数と年代。実施日は欠かせない")
    func report() throws {
        var report = LectureReport()
        report.headcount = "３３"
        report.ages = ["40代": "6"]
        #expect(
            errors { () throws(DeskError) in try report.command(today: Self.today) }
                == [InputError("heldOn", .required, label: "実施日")])
        report.heldOn = "R8.7.1"
        report.startsAt = "13時30分"
        guard case .report(let read) = try report.command(today: Self.today) else {
            throw Unexpected()
        }
        #expect(read.session.heldOn == .on("2026-07-01") && read.session.headcount == 33)
        #expect(
            read.session.ages == ["40代": 6] && read.session.start == TimeOfDay(parsing: "13:30"))
        report.ages = ["40代": "六"]
        #expect(
            errors { () throws(DeskError) in try report.command(today: Self.today) }
                .map(\.field) == ["ages"])
    }

    @Test("催しの届: 種類の符号、定員、決め方")
    func notice() throws {
        var notice = GatheringNotice(kind: "city-watching", name: "市政ウォッチング", heldOn: "R8.7.10")
        notice.startsAt = "9:00"
        notice.capacity = "２０"
        notice.admission = "lottery"
        let plan = try notice.command(today: Self.today)
        #expect(plan.plan.kind == .cityWatching && plan.plan.admission == .lottery)
        #expect(plan.plan.capacity == 20 && plan.headcount == nil)
        notice.kind = "party"
        notice.endsAt = "昼"
        #expect(
            errors { () throws(DeskError) in try notice.command(today: Self.today) }
                .map(\.field) == ["kind", "endsAt"])
    }

    @Test("催しの番号は、種類・名称・日・開始時刻から決まる")
    func gatheringIDs() throws {
        func id(_ change: (inout GatheringNotice) -> Void) throws -> UUID {
            var notice = GatheringNotice(kind: "event", name: "産業まつり", heldOn: "R8.9.5")
            change(&notice)
            return CommandID.gathering(try notice.command(today: Self.today).plan)
        }
        let first = try id { _ in }
        // Pinned: with another rule a gathering entered again after an upgrade would be there twice.
        #expect(first.uuidString == "B0DAB11D-DDFC-8092-BA5E-A19E1778F8F0")
        #expect(try id { $0.heldOn = "2026年9月5日" } == first)
        #expect(try id { $0.capacity = "10" } == first)
        #expect(try id { $0.startsAt = "10:00" } != first)
        #expect(try id { $0.name = "漁業まつり" } != first)
        #expect(try id { $0.heldOn = "R8.9.6" } != first)
    }

    @Test("出欠の届: 合計・出席・当日参加の順に記録になる")
    func attendance() throws {
        let id = UUID(uuid: (4, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
        var notice = AttendanceNotice()
        #expect(
            errors { () throws(DeskError) in try notice.changes(today: Self.today) }
                .map(\.field) == ["attendance"])
        notice.headcount = "33"
        notice.ages = ["10代": "3"]
        notice.came = [id.uuidString]
        notice.walkIns = "△2"
        #expect(
            try notice.changes(today: Self.today) == [
                .total(33, ages: ["10代": 3]), .ticked(id), .walkIns(-2),
            ])
        notice.missed = ["誰か"]
        #expect(throws: DeskError.self) { try notice.changes(today: Self.today) }
    }

    @Test("番号は、UUIDでも、台帳に印字された名でも読む")
    func ids() throws {
        let text = "01a1fee1-703f-7805-bdeb-771825437873"
        let id = try #require(UUID(uuidString: text))
        #expect(try Lecture.id(of: text) == id)
        #expect(try Lecture.id(of: "lecture-\(text)") == id)
        for wrong in ["gathering-\(text)", "R8-0001", ""] {
            #expect(throws: DeskError.self) { try Lecture.id(of: wrong) }
        }
    }

    private struct Unexpected: Error {}
}
