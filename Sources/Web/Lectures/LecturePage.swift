import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/lectures/{id}`: one lecture from the request to the report (出前講座の記録).
struct LecturePage: Sendable {
    static let path = "/lectures/{id}"
    static let noticePath = "/lectures/{id}/notice"
    /// Opinions one form brings (一度に記録する意見の数).
    static let mostOpinions = 50

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in
                try await page(request, visit, Fields(words: .asked(by: request)))
            },
            Route.form(Self.path) { form, request, visit in try await act(form, request, visit) },
            Route(.get, Self.noticePath) { request, visit in try await notice(request, visit) },
        ]
    }

    private func act(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        let id = try Lecture.id(of: request.pathPart(1))
        let before = try await desk.lecture(id)
        guard
            try await HostReach(desk: desk).mayAct(person, for: before.department?.text)
        else { throw WebError.forbidden }
        var numbers: [String] = []
        let names = [
            "choices": "choice", "times": "startsAt", "reason": "reason", "date": "date",
        ]
        let asked = try await Asked(form, words, names: names) { command in
            if form.text("do") == "opinions" {
                numbers = try await noteOpinions(form, at: before, person, command)
                return
            }
            guard let wanted = try self.command(form) else { throw HTTPError(.badRequest) }
            _ = try await desk.handle(
                wanted, of: Lecture.self, stream: id, actor: person.login, command: command)
        }
        guard asked.isDone else {
            return try await page(
                request, visit,
                Fields(
                    form: form, errors: asked.errors, words: words,
                    prefix: "\(form.text("do"))-"), status: asked.status)
        }
        return .see(
            Address(LecturePages.address(id))
                .with("done", form.text("do"))
                .with("noted", numbers.isEmpty ? nil : numbers.joined(separator: ".")), words)
    }

    /// What a form of the page asks of the lecture; nil for what no form asks.
    private func command(_ form: Form) throws(DeskError) -> LectureCommand? {
        let today = desk.today
        switch form.text("do") {
        case "schedule":
            var appointment = LectureAppointment()
            let choice = form.given("choice")
            appointment.choice = choice == Self.otherDate ? nil : choice
            appointment.date = choice == Self.otherDate ? form.text("date") : nil
            appointment.decidedOn = form.given("decidedOn")
            appointment.minutes = form.given("minutes")
            appointment.title = form.given("title")
            appointment.department = form.given("department")
            appointment.venue = form.given("venue")
            appointment.note = form.given("note")
            return try appointment.command(today: today)
        case "refuse":
            return try LectureRejection(
                decidedOn: form.given("decidedOn"), reason: form.text("reason")
            ).command(today: today)
        case "cancel":
            return try CancellationRequest(
                on: form.given("cancelledOn"), cause: form.text("cause"),
                reason: form.text("reason")
            ).lecture(today: today)
        case "report":
            var report = LectureReport()
            report.heldOn = form.given("heldOn")
            report.startsAt = form.given("startsAt")
            report.endsAt = form.given("endsAt")
            report.headcount = form.given("headcount")
            report.ages = AgeBands.read(form.text("ages"))
            report.speakers = form.given("speakers")
            report.questions = form.given("questions")
            return try report.command(today: today)
        case "correct":
            return .correctHeadcount(
                try HeadcountRequest(
                    headcount: form.text("headcount"), ages: AgeBands.read(form.text("ages")),
                    reason: form.text("reason")
                ).command(today: today))
        default: return nil
        }
    }

    /// Each line is an item of its own.
    private func noteOpinions(
        _ form: Form, at lecture: ListedLecture, _ person: SignedIn, _ command: UUID
    ) async throws -> [String] {
        guard let held = lecture.held else { throw HTTPError(.badRequest) }
        let lines = form.text("opinions").split(whereSeparator: \.isNewline).map(String.init)
            .filter { !$0.isBlank }
        guard lines.count <= Self.mostOpinions else { throw HTTPError(.contentTooLarge) }
        var numbers: [String] = []
        for (index, line) in lines.enumerated() {
            guard let own = CommandID.from(key: "\(command.uuidString)/\(index)") else { continue }
            numbers.append(
                try await desk.noteOpinion(
                    line, at: .lecture(lecture.id), on: held.report.plain.heldOn,
                    actor: person.login, command: own
                ).receiptNumber)
        }
        return numbers
    }

    /// The choice of a date nobody wished for.
    static let otherDate = "-"

    // MARK: Looking

    private func page(
        _ request: Request, _ visit: Visit, _ fields: Fields, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let person = try visit.person()
        let id = try Lecture.id(of: request.pathPart(1))
        let department = try await desk.lecture(id).department?.text
        let reach = HostReach(desk: desk)
        let lecture = try await desk.lecture(
            id, opening: try await reach.opening(person, for: department, "出前講座の手続き"))
        let mayAct = try await reach.mayAct(person, for: department)
        let parameters = request.uri.queryParameters
        let noted = (parameters["noted"] ?? "").split(separator: ".")
            .compactMap { ReceiptNumber(parsing: String($0))?.description }
        let view = LectureView(
            lecture: lecture, fields: fields, today: desk.today, person: mayAct ? person : nil,
            done: parameters["done"].map { String($0) }, noted: noted)
        let title = lecture.title?.text ?? words.lectures.besideMenu
        return Page(
            title: title, address: Address(LecturePages.address(id)),
            place: .lectures, city: try await desk.city()?.name, visitor: visit.visitor
        ).response(words, view.html, status: status)
    }

    private func notice(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        let id = try Lecture.id(of: request.pathPart(1))
        let department = try await desk.lecture(id).department?.text
        let lecture = try await desk.lecture(
            id,
            opening: try await HostReach(desk: desk).opening(
                person, for: department, "決定通知書の作成", .printed))
        guard let decision = lecture.decision else {
            throw DeskError.notFound("lecture-\(id.uuidString.lowercased())")
        }
        let city = try await desk.city()?.name
        return Page(
            title: words.lectures.noticeTitle,
            address: Address(LecturePages.address(id, "/notice")),
            place: .lectures, city: city, visitor: visit.visitor
        ).response(
            words,
            LectureNotice(lecture: lecture, decision: decision, city: city, words: words).html)
    }
}

/// How many of each age, as one types it: `10代=3 60代=20` (年代別人数の読取り).
enum AgeBands {
    static func read(_ text: String) -> [String: String] {
        var bands: [String: String] = [:]
        for part in text.split(whereSeparator: { $0.isWhitespace || "、，,".contains($0) }) {
            let sides = part.split(
                maxSplits: 1, omittingEmptySubsequences: false,
                whereSeparator: { "=＝:：".contains($0) })
            // Without a number it is no whole number, and the desk says so.
            bands[String(sides[0])] = sides.count > 1 ? String(sides[1]) : ""
        }
        return bands
    }
}
