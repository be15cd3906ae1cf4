import Desk
import Participation

/// The letter by which the city tells the group that the lecture takes place, for A4 (決定通知書).
struct LectureNotice: Sendable {
    let lecture: ListedLecture
    let decision: LectureScheduled
    let city: String?
    let words: Strings

    var html: HTML {
        let texts = words.lectures
        let plain = decision.plain
        let request = lecture.request?.personal.content
        var parts = Particulars()
        parts.add(texts.label(.title), plain.title.text)
        parts.add(texts.noticeDay, texts.slot(plain.slot))
        parts.add(texts.label(.minutes), plain.minutes.map { texts.minutes($0) })
        parts.add(
            texts.label(.venue),
            decision.personal.content?.venue?.text ?? request?.venue?.text)
        parts.add(texts.label(.department), plain.department.text)
        parts.add(
            texts.label(.expectedHeadcount),
            lecture.request?.plain.expectedHeadcount.map { texts.expectedCount($0) })
        parts.add(texts.noteLabel, decision.personal.content?.note?.text)
        let name = request?.representative?.name
        let unread = lecture.isErased ? words.register.erased : texts.masked
        let group = request?.group?.text ?? unread
        return """
            <article class="decision">
            <p class="right">\(plain.decidedOn.wareki)</p>
            <p>\(group)<br>\(name.map { texts.addressee($0) } ?? "")</p>
            <p class="right">\(city ?? "")<br>\(plain.department.text)</p>
            <h1>\(texts.noticeTitle)</h1>
            <p>\(texts.noticeText(lecture.request?.plain.requestedOn.wareki ?? ""))</p>
            \(parts.html)
            <p>\(texts.noticeFoot)</p>
            </article>
            <p class="back no-print"><a href="\
            \(words.address(LecturePages.address(lecture.id)))">\
            \(texts.backToLecture)</a></p>
            """
    }
}
