import Desk
import FoundationEssentials
import Participation

/// What is known of a gathering, who signed up, and the forms for what may be done (催しの画面).
struct GatheringView: Sendable {
    let listed: ListedGathering
    var fields: Fields
    let today: LocalDate
    /// Who may do something; nil: only look.
    let person: SignedIn?
    let done: String?

    private var words: Strings { fields.words }
    private var texts: GatheringStrings { words.gatherings }
    private var gathering: PlannedGathering { listed.gathering }

    var html: HTML {
        """
        \(fields.summary)
        <h1>\(gathering.plan.name.text)</h1>
        \(notice)
        \(particulars)
        \(ways)
        \(roster)
        \(lottery)
        \(person.map { forms($0) } ?? "")
        <p><a href="\(words.address(GatheringPages.path))">\(texts.backToList)</a></p>
        """
    }

    // MARK: What is known

    private var notice: HTML {
        guard let done, fields.errors.isEmpty else { return "" }
        return """
            <section class="notice" role="status"><p>\(texts.doneName(done))</p></section>
            """
    }

    private var particulars: HTML {
        let plan = gathering.plan
        let date = words.lectures.date
        var parts = Particulars()
        parts.add(texts.kind, texts.kindName(plan.kind))
        parts.add(
            texts.label(.heldOn), date(plan.heldOn) + (plan.endsOn.map { "～\(date($0))" } ?? ""))
        parts.add(
            texts.label(.times),
            plan.start.map { "\($0)～\(plan.end.map { "\($0)" } ?? "")" })
        parts.add(texts.label(.place), plan.place?.text)
        parts.add(texts.label(.capacity), plan.capacity.map { texts.people($0) })
        parts.add(texts.label(.admission), texts.admissionName(plan.admission))
        parts.add(texts.label(.department), plan.department?.text)
        parts.add(texts.label(.district), plan.district?.text)
        if let cancelled = listed.cancelled {
            parts.add(
                texts.calledOff,
                "\(date(cancelled.cancelledOn))（\(words.lectures.causeName(cancelled.cause))）")
        }
        parts.add(texts.label(.headcount), gathering.attendance.headcount.map { texts.people($0) })
        parts.add(texts.mismatch, gathering.attendance.mismatch.map { texts.difference($0) })
        parts.add(
            texts.opinionCount, gathering.opinions.isEmpty ? nil : "\(gathering.opinions.count)")
        return "<section>\(parts.html)</section>"
    }

    private var ways: HTML {
        func link(_ rest: String, _ name: String) -> HTML {
            "<a href=\"\(words.address(GatheringPages.address(listed.id, rest)))\">\(name)</a>"
        }
        let attendance: HTML =
            person == nil || listed.cancelled != nil ? "" : link("/attendance", texts.attendTitle)
        return "<p class=\"actions\">\(attendance) \(link("/sheet", texts.sheetTitle))</p>"
    }

    private var roster: HTML {
        let standings: [RegistrationStanding] = [.accepted, .applied, .waiting, .cancelled]
        let rows = standings.flatMap { standing in
            gathering.registrations(standing).compactMap { id -> HTML? in
                gathering.registrations[id].map { row(id, $0) }
            }
        }
        guard !rows.isEmpty else { return "" }
        return """
            <section><h2>\(texts.roster)</h2>
            <table class="plain roster-list">
            <thead><tr><th scope="col">\(texts.standing)</th><th scope="col">\(texts.name)</th>\
            <th scope="col" class="amount">\(texts.label(.partySize))</th>\
            <th scope="col">\(texts.registration)</th></tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table></section>
            """
    }

    private func row(_ id: UUID, _ registration: Registration) -> HTML {
        let personal = registration.registered.personal.content
        let unread = listed.erased.contains(id) ? words.register.erased : texts.masked
        let known = personal.map { $0.person?.name ?? texts.nameless } ?? unread
        let first = registration.registered.plain.isFirstTimer ? texts.firstTimer : ""
        return """
            <tr><td data-label="\(texts.standing)">\(texts.standingName(registration.standing))</td>
            <th scope="row">\(known) \(first)</th>
            <td class="amount" data-label="\(texts.label(.partySize))">\
            \(texts.people(registration.partySize))</td>
            <td data-label="\(texts.registration)"><code>\(id.uuidString.lowercased())</code>\
            \(withdrawing(id, registration))</td></tr>
            """
    }

    private func withdrawing(_ id: UUID, _ registration: Registration) -> HTML {
        guard let person, registration.standing != .cancelled else { return "" }
        return """
            <form method="post" action="\(words.address(GatheringPages.address(listed.id)))">
            \(HTML.token(of: person))
            \(Asked.command)
            \(HTML.hidden("do", "unregister"))
            \(HTML.hidden("registration", id.uuidString.lowercased()))
            <button class="quiet">\(texts.unregister)</button>
            </form>
            """
    }

    /// With the seed anybody can draw again.
    private var lottery: HTML {
        guard let lottery = gathering.lottery else { return "" }
        return """
            <section><h2>\(texts.lotteryTitle)</h2>
            <p>\(texts.seed): <code>\(String(lottery.seed))</code></p>
            <p>\(texts.lotteryNote)</p></section>
            """
    }

    // MARK: What may be done

    private func forms(_ person: SignedIn) -> HTML {
        var forms: [HTML] = []
        let hasCome = gathering.attendance.headcount != nil
        if listed.cancelled == nil {
            if today <= gathering.plan.lastDay { forms.append(signUp(person)) }
            if gathering.plan.admission == .lottery, gathering.lottery == nil,
                !gathering.registrations(.applied).isEmpty
            {
                forms.append(
                    sheet("draw", texts.drawTitle, texts.draw, person) { _ in
                        "<p>\(texts.drawHint)</p>"
                    })
            }
            if hasCome { forms.append(correct(person)) }
        }
        forms.append(change(person))
        if listed.cancelled == nil { forms.append(cancel(person, hasCome)) }
        return HTML(joining: forms)
    }

    private func sheet(
        _ what: String, _ title: String, _ button: String, _ person: SignedIn,
        _ content: (Fields) -> HTML
    ) -> HTML {
        var own = Fields(words: words, prefix: "\(what)-")
        if fields.form.text("do") == what { own = fields }
        return """
            <form class="sheet" method="post" \
            action="\(words.address(GatheringPages.address(listed.id)))" novalidate \
            aria-labelledby="\(what)-heading">
            <h2 id="\(what)-heading">\(title)</h2>
            \(content(own))
            \(HTML.token(of: person))
            \(Asked.command)
            \(HTML.hidden("do", what))
            <button>\(button)</button>
            </form>
            """
    }

    private static func line(
        _ fields: Fields, _ name: String, _ label: String, _ limit: Int, hint: String? = nil,
        isRequired: Bool = false, value: String? = nil
    ) -> HTML {
        fields.line(
            name, label, .init(isRequired: isRequired, hint: hint, length: limit * 4),
            value: fields.form.fields.isEmpty ? value : nil)
    }

    /// What a gathering is, to be announced or announced otherwise.
    static func planFields(_ fields: Fields, _ plan: GatheringPlan?) -> HTML {
        let texts = fields.words.gatherings
        var choice = fields
        if choice.form.fields.isEmpty, let plan {
            choice.form = Form([("admission", plan.admission.rawValue)])
        }
        return """
            \(line(
                fields, "name", texts.label(.name), GatheringLimits.name, isRequired: true,
                value: plan?.name.text))
            \(line(
                fields, "heldOn", texts.label(.heldOn), DateReading.longestBytes,
                hint: texts.dayHint, isRequired: true, value: plan?.heldOn.wareki))
            \(line(
                fields, "endsOn", texts.label(.endsOn), DateReading.longestBytes,
                hint: texts.endsOnHint, value: plan?.endsOn?.wareki))
            \(line(
                fields, "startsAt", fields.words.lectures.startsAt, 10,
                hint: fields.words.lectures.timeHint, value: plan?.start?.description))
            \(line(
                fields, "endsAt", fields.words.lectures.endsAt, 10, value: plan?.end?.description))
            \(line(
                fields, "place", texts.label(.place), GatheringLimits.place,
                value: plan?.place?.text))
            \(line(
                fields, "capacity", texts.label(.capacity), 6, hint: texts.capacityHint,
                value: plan?.capacity.map(String.init)))
            \(choice.choice(
                "admission", texts.label(.admission), .init(),
                Admission.allCases.map { ($0.rawValue, texts.admissionName($0)) }))
            \(line(
                fields, "department", texts.label(.department), GatheringLimits.code,
                value: plan?.department?.text))
            \(line(
                fields, "district", texts.label(.district), GatheringLimits.code,
                value: plan?.district?.text))
            """
    }

    private func signUp(_ person: SignedIn) -> HTML {
        sheet("register", texts.registerTitle, texts.register, person) { fields in
            """
            \(Self.line(fields, "name", texts.name, ItemLimits.name, hint: texts.nameHint))
            \(Self.line(fields, "phone", words.intake.phone, ItemLimits.phone))
            \(Self.line(fields, "email", words.intake.email, EmailAddress.longest))
            \(Self.line(fields, "address", words.intake.address, ItemLimits.address))
            \(Self.line(
                fields, "partySize", texts.label(.partySize), 3, hint: texts.partyHint))
            \(fields.tick("first", texts.firstTimer))
            \(Self.line(fields, "note", texts.label(.note), GatheringLimits.remark))
            """
        }
    }

    private func change(_ person: SignedIn) -> HTML {
        sheet("change", texts.changeTitle, texts.change, person) { fields in
            """
            \(Self.planFields(fields, gathering.plan))
            \(Self.line(
                fields, "reason", texts.label(.reason), GatheringLimits.remark,
                isRequired: true))
            """
        }
    }

    private func correct(_ person: SignedIn) -> HTML {
        sheet("correct", words.lectures.correctTitle, words.lectures.correct, person) { fields in
            """
            \(Self.line(
                fields, "headcount", texts.label(.headcount), 6,
                hint: words.lectures.headcountHint, isRequired: true))
            \(Self.line(
                fields, "ages", texts.label(.ages), GatheringLimits.name,
                hint: words.lectures.agesHint))
            \(Self.line(
                fields, "reason", texts.label(.reason), GatheringLimits.remark,
                isRequired: true))
            """
        }
    }

    private func cancel(_ person: SignedIn, _ hasCome: Bool) -> HTML {
        let causes = hasCome ? [.entryError] : CancellationCause.allCases
        return sheet("cancel", words.lectures.cancelTitle, words.lectures.cancel, person) {
            fields in
            """
            \(fields.choice(
                "cause", words.lectures.causeLabel, .init(isRequired: true),
                causes.map { ($0.rawValue, words.lectures.causeName($0)) }))
            \(Self.line(
                fields, "reason", texts.label(.reason), GatheringLimits.remark,
                isRequired: true))
            """
        }
    }
}
