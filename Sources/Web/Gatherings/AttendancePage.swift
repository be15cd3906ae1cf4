import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/gatherings/{id}/attendance`: who came, noted at the door on a telephone, and what was said
/// (出欠の記録, PRODUCT §4.8).
///
/// A script keeps taps on the device while there is no network; without it every button is a form.
struct AttendancePage: Sendable {
    static let path = "/gatherings/{id}/attendance"
    static let entriesPath = "/gatherings/{id}/attendance/entries"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in
                try await page(request, visit, Fields(words: .asked(by: request)))
            },
            Route.form(Self.path) { form, request, visit in try await act(form, request, visit) },
            Route.form(Self.entriesPath) { form, request, visit in
                try await merge(form, request, visit)
            },
        ]
    }

    private func gathering(_ request: Request, _ visit: Visit) async throws -> UUID {
        let id = try Gathering.id(of: request.pathPart(1))
        let department = try await desk.gathering(id).gathering.plan.department?.text
        guard try await HostReach(desk: desk).mayAct(try visit.person(), for: department)
        else { throw WebError.forbidden }
        return id
    }

    // MARK: Forms

    private func act(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let id = try await gathering(request, visit)
        let actor = try visit.person().login
        var noted: String?
        let names = ["attendance": "walkIns", "summary": "opinion", "body": "opinion"]
        let asked = try await Asked(form, words, names: names) { command in
            if form.text("do") == "opinion" {
                noted = try await note(form, at: id, actor, command)
                return
            }
            var notice = AttendanceNotice()
            switch form.text("do") {
            case "walk-ins": notice.walkIns = form.text("walkIns")
            case "came": notice.came = [form.text("registration")]
            case "missed": notice.missed = [form.text("registration")]
            case "total":
                notice.headcount = form.text("headcount")
                notice.ages = AgeBands.read(form.text("ages"))
            default: throw HTTPError(.badRequest)
            }
            _ = try await desk.attend(notice, at: id, actor: actor, command: command)
        }
        guard asked.isDone else {
            return try await page(
                request, visit, Fields(form: form, errors: asked.errors, words: words),
                status: asked.status)
        }
        return .see(
            Address(GatheringPages.address(id, "/attendance")).with("noted", noted), words)
    }

    /// One line said at the gathering.
    private func note(
        _ form: Form, at id: UUID, _ actor: String, _ command: UUID
    ) async throws -> String? {
        let line = form.text("opinion").split(whereSeparator: \.isNewline)
            .filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: " ")
        guard !line.isEmpty else {
            throw DeskError.malformed([InputError("opinion", .required)])
        }
        // Said on the day; noted while it goes on, or afterwards.
        let day = min(try await desk.gathering(id).gathering.plan.heldOn, desk.today)
        return try await desk.noteOpinion(
            line, at: .gathering(id), on: day, actor: actor, command: command
        ).receiptNumber
    }

    // MARK: The script

    /// Takes what a device noted, perhaps long ago and perhaps twice: an entry has an id of its own,
    /// and one that was merged before changes nothing.
    private func merge(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let id = try await gathering(request, visit)
        let entries = try form.fields.filter { $0.name == "entry" }.map { field in
            guard let entry = AttendanceEntry(tapped: field.value) else {
                throw HTTPError(.badRequest)
            }
            return entry
        }
        if !entries.isEmpty {
            _ = try await desk.handle(
                .attend(AttendGathering(today: desk.today, entries: entries)),
                of: Gathering.self, stream: id, actor: try visit.person().login, command: nil)
        }
        let attendance = try await desk.gathering(id).gathering.attendance
        return Response(
            type: "application/json; charset=utf-8",
            "{\"headcount\":\(attendance.headcount ?? 0),\"walkIns\":\(attendance.walkIns)}")
    }

    // MARK: The page

    private func page(
        _ request: Request, _ visit: Visit, _ fields: Fields, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let person = try visit.person()
        _ = try await gathering(request, visit)
        let (listed, _) = try await GatheringPage(desk: desk).opened(request, person, "出欠の記録")
        let noted = request.uri.queryParameters["noted"]
            .flatMap { ReceiptNumber(parsing: String($0))?.description }
        let view = AttendanceView(listed: listed, fields: fields, person: person, noted: noted)
        var page = Page(
            title: fields.words.gatherings.attendTitle,
            address: Address(GatheringPages.address(listed.id, "/attendance")), place: .gatherings,
            city: try await desk.city()?.name, visitor: visit.visitor)
        page.script = .attendance
        return page.response(fields.words, view.html, status: status)
    }
}

extension AttendanceEntry {
    /// Reads `ID walkIns 1`, `ID ticked REGISTRATION`, as the script sends them.
    fileprivate init?(tapped text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let id = UUID(uuidString: String(parts[0])) else { return nil }
        let registration = UUID(uuidString: String(parts[2]))
        let change: AttendanceChange? =
            switch parts[1] {
            case "walkIns": Int(parts[2]).map { .walkIns($0) }
            case "ticked": registration.map { .ticked($0) }
            case "unticked": registration.map { .unticked($0) }
            default: nil
            }
        guard let change else { return nil }
        self.init(id: id, change: change)
    }
}
