import Participation

/// A row that is an outreach lecture held (取り込む出前講座).
struct ImportedLecture: ImportedRecord {
    typealias Deciding = Lecture

    private let lecture: RecordLecture

    init(_ row: ImportRow, in context: ImportContext) throws(RowRefusal) {
        // A list that names lectures by their number on the menu alone names them well enough.
        guard let title = row.text(.title) ?? row.text(.menu) else {
            throw RowRefusal("講座名: 講座名か講座メニューを記入してください")
        }
        lecture = RecordLecture(
            today: context.today, menuCode: row.text(.menu), title: title,
            department: row.text(.department), district: row.text(.district),
            session: LectureSession(
                heldOn: try row.required(.heldOn, row.day(.heldOn)),
                headcount: row.number(.headcount), venue: row.text(.place)),
            attributes: Attributes(row.attributes))
    }

    var objections: [String] { lecture.refusals.map(\.japanese) }

    func events(numbered number: ReceiptNumber?) throws -> [LectureEvent] {
        try Lecture.decide(.record(lecture), .initial)
    }

    /// Another number of participants is corrected; anything else means that the first record was of
    /// no such lecture: it is struck out, and the lecture recorded as it was.
    func events(correcting current: Lecture, from source: Lecture) throws -> [LectureEvent] {
        guard case .held(let before) = source, case .held(let now) = current else { return [] }
        let wanted = try Lecture.decide(.record(lecture), .initial)
        guard case .held(var report)? = wanted.first else { return [] }
        let headcount = report.plain.headcount
        report.plain.headcount = before.report.plain.headcount
        report.plain.ages = before.report.plain.ages
        if report != before.report {
            let strike = Cancel(
                today: lecture.today, cancelledOn: lecture.today, cause: .entryError,
                reason: ImportWording.sourceChanged)
            return try Lecture.decide(.cancel(strike), current) + wanted
        }
        guard let headcount, headcount != before.headcount, headcount != now.headcount else {
            return []
        }
        return try Lecture.decide(
            .correctHeadcount(
                CorrectHeadcount(to: headcount, reason: ImportWording.sourceChanged)), current)
    }
}
