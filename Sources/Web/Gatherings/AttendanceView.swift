import Desk
import FoundationEssentials
import Participation

/// The page for the door: big buttons, one column, made for a telephone (出欠の画面).
struct AttendanceView: Sendable {
    let listed: ListedGathering
    var fields: Fields
    let person: SignedIn
    let noted: String?

    private var words: Strings { fields.words }
    private var texts: GatheringStrings { words.gatherings }
    private var gathering: PlannedGathering { listed.gathering }
    private var path: String {
        words.address(GatheringPages.address(listed.id, "/attendance"))
    }

    var html: HTML {
        let attendance = gathering.attendance
        return """
            \(fields.summary)
            <h1>\(texts.attendTitle)</h1>
            <p>\(gathering.plan.name.text) \(words.lectures.date(gathering.plan.heldOn))</p>
            <div class="door" data-attendance="\(listed.id.uuidString.lowercased())" \
            data-entries="\(GatheringPages.address(listed.id, "/attendance/entries"))" \
            data-token="\(person.formToken)" data-walk-ins="\(attendance.walkIns)" \
            data-waiting="\(texts.waiting)" data-sent="\(texts.sent)" \
            data-refused="\(texts.refused)">
            <p id="sending" class="sending" role="status">\(texts.sent)</p>
            \(walkIns)
            \(list)
            \(opinion)
            </div>
            \(total)
            <p><a href="\(words.address(GatheringPages.address(listed.id)))">\
            \(texts.backToGathering)</a></p>
            """
    }

    private func form(_ what: String, _ content: HTML) -> HTML {
        """
        <form method="post" action="\(path)">
        \(HTML.token(of: person))
        \(Asked.command)
        \(HTML.hidden("do", what))
        \(content)
        </form>
        """
    }

    private var walkIns: HTML {
        func button(_ number: Int, _ sign: String, _ name: String) -> HTML {
            form(
                "walk-ins",
                """
                \(HTML.hidden("walkIns", "\(number)"))
                <button class="big" data-walk-ins="\(number)" aria-label="\(name)">\(sign)</button>
                """)
        }
        return """
            <section><h2>\(texts.walkIns)</h2>
            <div class="tally">
            \(button(-1, "−", texts.less))
            <output id="walk-ins" class="count">\(max(0, gathering.attendance.walkIns))</output>
            \(button(1, "＋", texts.more))
            </div></section>
            """
    }

    private var list: HTML {
        let ids = gathering.registrations(.accepted) + gathering.registrations(.waiting)
        guard !ids.isEmpty else { return "" }
        let rows = ids.compactMap { id -> HTML? in
            guard let registration = gathering.registrations[id] else { return nil }
            let hasCome = gathering.attendance.ticked[id] != nil
            let personal = registration.registered.personal.content
            let unread = listed.erased.contains(id) ? words.register.erased : texts.masked
            let known = personal.map { $0.person?.name ?? texts.nameless } ?? unread
            let size = texts.people(registration.partySize)
            return "<li>"
                + form(
                    hasCome ? "missed" : "came",
                    """
                    \(HTML.hidden("registration", id.uuidString.lowercased()))
                    <button class="tick" data-registration="\(id.uuidString.lowercased())" \
                    aria-pressed="\(hasCome ? "true" : "false")">\(known) \(size)</button>
                    """) + "</li>"
        }
        return """
            <section><h2>\(texts.roster)</h2>
            <ul class="ticks">
            \(HTML(joining: rows))
            </ul></section>
            """
    }

    /// What is said, one line each; then the next.
    private var opinion: HTML {
        let said: HTML = noted.map { "<p role=\"status\">\(texts.noted($0))</p>" } ?? ""
        let focus: HTML = noted == nil ? "" : " autofocus"
        let typed = fields.form.text("opinion")
        let content: HTML = """
            <label for="opinion">\(texts.opinion)</label>
            <p class="hint" id="opinion-hint">\(texts.opinionHint)</p>
            <textarea id="opinion" name="opinion" rows="2" maxlength="\(ItemLimits.body)" \
            autocomplete="off" aria-describedby="opinion-hint"\(focus)>\(typed)</textarea>
            <button>\(texts.note)</button>
            """
        return """
            <section><h2>\(texts.opinionTitle)</h2>
            \(said)
            \(form("opinion", content))
            </section>
            """
    }

    /// One number, which stands where it differs from the list.
    private var total: HTML {
        let attendance = gathering.attendance
        var own = Fields(words: words)
        if fields.form.text("do") == "total" { own = fields }
        var parts = Particulars()
        parts.add(texts.reported, attendance.reported.map { texts.people($0) })
        parts.add(texts.counted, attendance.counted.map { texts.people($0) })
        parts.add(texts.mismatch, attendance.mismatch.map { texts.difference($0) })
        return """
            <form class="sheet" method="post" action="\(path)" novalidate \
            aria-labelledby="total-title">
            <h2 id="total-title">\(texts.totalTitle)</h2>
            \(parts.html)
            \(own.line(
                "headcount", texts.label(.headcount),
                .init(
                    isRequired: true, hint: words.lectures.headcountHint, length: 6,
                    inputMode: "numeric")))
            \(own.line(
                "ages", texts.label(.ages), .init(hint: words.lectures.agesHint, length: 800)))
            \(HTML.token(of: person))
            \(Asked.command)
            \(HTML.hidden("do", "total"))
            <button>\(texts.saveTotal)</button>
            </form>
            """
    }
}
