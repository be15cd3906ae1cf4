import Desk
import Participation

/// What is known of a lecture, and the forms for what may be done next (出前講座の画面).
struct LectureView: Sendable {
    let lecture: ListedLecture
    var fields: Fields
    let today: LocalDate
    /// Who may do something; nil: only look.
    let person: SignedIn?
    let done: String?
    let noted: [String]

    private var words: Strings { fields.words }
    private var texts: LectureStrings { words.lectures }

    var html: HTML {
        """
        \(fields.summary)
        <h1>\(lecture.title?.text ?? texts.besideMenu)</h1>
        \(notice)
        <p><span class="stage \(lecture.stage.rawValue)">\(texts.stageName(lecture.stage))</span></p>
        \(warnings)
        \(request)
        \(decision)
        \(report)
        \(ending)
        \(person.map { lecture.isErased ? "" : forms($0) } ?? "")
        <p><a href="\(words.address(LecturePages.path))">\(texts.backToList)</a></p>
        """
    }

    // MARK: What is known

    private var notice: HTML {
        guard let done, fields.errors.isEmpty else { return "" }
        let items: HTML =
            noted.isEmpty ? "" : "<p>\(texts.noted(noted.joined(separator: texts.between)))</p>"
        return """
            <section class="notice" role="status"><p>\(texts.doneName(done))</p>\(items)</section>
            """
    }

    /// What failed the city's rules and was let pass.
    private var warnings: HTML {
        var rules = lecture.request?.plain.warnings ?? []
        for rule in lecture.decision?.plain.warnings ?? [] where !rules.contains(rule) {
            rules.append(rule)
        }
        guard !rules.isEmpty else { return "" }
        let items = rules.map { "<li>\(texts.ruleName($0))</li>" as HTML }
        return """
            <section class="notice"><h2>\(texts.warningsTitle)</h2>
            <ul>\(HTML(joining: items))</ul></section>
            """
    }

    /// Stands for what nobody may read here, or nobody can any more.
    private var unread: String { lecture.isErased ? words.register.erased : texts.masked }

    private func section(_ title: String, _ parts: Particulars) -> HTML {
        "<section><h2>\(title)</h2>\n\(parts.html)\n</section>"
    }

    private var request: HTML {
        guard let request = lecture.request else { return "" }
        let plain = request.plain
        let personal = request.personal.content
        var parts = Particulars()
        parts.add(texts.label(.requestedOn), texts.date(plain.requestedOn))
        parts.add(texts.wish, personal?.wish?.text)
        for (index, slot) in plain.choices.enumerated() {
            parts.add(texts.choice(index + 1), texts.slot(slot))
        }
        parts.add(texts.label(.minutes), plain.minutes.map { texts.minutes($0) })
        parts.add(
            texts.label(.expectedHeadcount),
            plain.expectedHeadcount.map { texts.expectedCount($0) })
        parts.add(texts.label(.district), plain.district?.text)
        guard let personal else {
            parts.add(texts.label(.group), unread)
            return section(texts.requestPart, parts)
        }
        parts.add(texts.label(.group), personal.group?.text)
        parts.add(texts.label(.representative), personal.representative?.name)
        let contact = personal.representative.map {
            [$0.phone, $0.email, $0.postalCode, $0.address].compactMap(\.self)
        }
        parts.add(texts.label(.contact), contact?.joined(separator: texts.between))
        parts.add(texts.label(.venue), personal.venue?.text)
        parts.add(texts.label(.considerations), personal.considerations?.text)
        return section(texts.requestPart, parts)
    }

    private var decision: HTML {
        guard let decision = lecture.decision else { return "" }
        let plain = decision.plain
        var parts = Particulars()
        parts.add(texts.label(.decidedOn), texts.date(plain.decidedOn))
        parts.add(
            texts.noticeDay,
            texts.slot(plain.slot) + (plain.choice.map { "（\(texts.choice($0))）" } ?? ""))
        parts.add(texts.label(.department), plain.department.text)
        parts.add(texts.label(.venue), decision.personal.content?.venue?.text)
        parts.add(texts.noteLabel, decision.personal.content?.note?.text)
        let path = LecturePages.address(lecture.id, "/notice")
        return """
            <section><h2>\(texts.decisionPart)</h2>
            \(parts.html)
            <p><a href="\(words.address(path))">\(texts.printNotice)</a></p>
            </section>
            """
    }

    private var report: HTML {
        guard let held = lecture.held else { return "" }
        let plain = held.report.plain
        var parts = Particulars()
        parts.add(texts.label(.heldOn), texts.date(plain.heldOn))
        parts.add(
            texts.label(.times),
            plain.start.map { "\($0)～\(plain.end.map { "\($0)" } ?? "")" })
        parts.add(
            texts.label(.headcount),
            held.headcount.map { texts.cameCount($0) } ?? texts.unknownCount)
        parts.add(
            texts.label(.ages),
            held.ages.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                .joined(separator: texts.between))
        let personal = held.report.personal.content
        parts.add(texts.label(.speakers), personal?.speakers?.text)
        parts.add(texts.label(.questions), personal?.questions?.text)
        return section(texts.reportPart, parts)
    }

    private var ending: HTML {
        var parts = Particulars()
        switch lecture.lecture {
        case .refused(_, let refused):
            parts.add(texts.label(.decidedOn), texts.date(refused.decidedOn))
            parts.add(texts.label(.reason), refused.reason.content?.text ?? unread)
        case .cancelled(_, _, let cancelled), .struck(_, let cancelled):
            parts.add(texts.label(.cancelledOn), texts.date(cancelled.cancelledOn))
            parts.add(texts.causeLabel, texts.causeName(cancelled.cause))
            parts.add(texts.label(.reason), cancelled.reason.content?.text ?? unread)
        case .notRequested, .requested, .scheduled, .held: return ""
        }
        return section(texts.stageName(lecture.stage), parts)
    }

    // MARK: What may be done

    private func forms(_ person: SignedIn) -> HTML {
        switch lecture.lecture {
        case .notRequested: ""
        case .requested:
            HTML(joining: [schedule(person), refuse(person), cancel(person, isHeld: false)])
        case .scheduled:
            lecture.stage == .unreported
                ? HTML(joining: [
                    reportForm(person), cancel(person, isHeld: false), schedule(person),
                ])
                : HTML(joining: [
                    schedule(person), reportForm(person), cancel(person, isHeld: false),
                ])
        case .held:
            HTML(joining: [opinions(person), correct(person), cancel(person, isHeld: true)])
        case .refused, .cancelled, .struck: schedule(person)
        }
    }

    private func sheet(
        _ what: String, _ title: String, _ button: String, _ person: SignedIn,
        _ content: (Fields) -> HTML
    ) -> HTML {
        // What was typed, and what is wrong, belongs to the form that was sent.
        var own = Fields(words: words, prefix: "\(what)-")
        if fields.form.text("do") == what { own = fields }
        let path = LecturePages.address(lecture.id)
        return """
            <form class="sheet" method="post" action="\(words.address(path))" novalidate \
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

    private func line(
        _ fields: Fields, _ name: String, _ label: String, _ limit: Int, hint: String? = nil,
        isRequired: Bool = false, value: String? = nil
    ) -> HTML {
        fields.line(
            name, label, .init(isRequired: isRequired, hint: hint, length: limit * 4),
            value: fields.form.fields.isEmpty ? value : nil)
    }

    private func schedule(_ person: SignedIn) -> HTML {
        let wishes = lecture.request?.plain.choices ?? []
        let options = wishes.enumerated().map { index, slot in
            (value: "\(index + 1)", text: "\(texts.choice(index + 1)) \(texts.slot(slot))")
        }
        let title = lecture.decision == nil ? texts.scheduleTitle : texts.rescheduleTitle
        return sheet("schedule", title, texts.decide, person) { fields in
            """
            \(fields.choice(
                "choice", texts.noticeDay, .init(isRequired: true),
                options + [(LecturePage.otherDate, texts.otherDate)]))
            \(line(fields, "date", texts.otherDate, DateReading.longestBytes, hint: texts.choiceHint))
            \(line(
                fields, "title", texts.label(.title), LectureLimits.title,
                isRequired: lecture.title == nil, value: lecture.title?.text))
            \(line(
                fields, "department", texts.label(.department), LectureLimits.code,
                isRequired: lecture.department == nil, value: lecture.department?.text))
            \(line(fields, "minutes", texts.label(.minutes), 5, hint: texts.minutesHint))
            \(line(fields, "venue", texts.otherVenue, LectureLimits.venue))
            \(line(fields, "note", texts.noteLabel, LectureLimits.remark))
            \(line(fields, "decidedOn", texts.label(.decidedOn), 20, hint: texts.requestedOnHint))
            """
        }
    }

    private func refuse(_ person: SignedIn) -> HTML {
        sheet("refuse", texts.refuseTitle, texts.refuse, person) { fields in
            line(
                fields, "reason", texts.label(.reason), LectureLimits.remark,
                hint: texts.refuseHint, isRequired: true)
        }
    }

    private func cancel(_ person: SignedIn, isHeld: Bool) -> HTML {
        let causes = isHeld ? [.entryError] : CancellationCause.allCases
        return sheet(
            "cancel", isHeld ? texts.strikeTitle : texts.cancelTitle,
            isHeld ? texts.strike : texts.cancel, person
        ) { fields in
            """
            \(fields.choice(
                "cause", texts.causeLabel, .init(isRequired: true),
                causes.map { ($0.rawValue, texts.causeName($0)) }))
            \(line(
                fields, "reason", texts.label(.reason), LectureLimits.remark, isRequired: true))
            """
        }
    }

    private func people(_ fields: Fields) -> HTML {
        """
        \(line(
            fields, "headcount", texts.label(.headcount), 6, hint: texts.headcountHint,
            isRequired: true))
        \(line(fields, "ages", texts.label(.ages), LectureLimits.name, hint: texts.agesHint))
        """
    }

    private func reportForm(_ person: SignedIn) -> HTML {
        let slot = lecture.decision?.plain.slot
        return sheet("report", texts.reportTitle, texts.reportButton, person) { fields in
            """
            \(line(
                fields, "heldOn", texts.label(.heldOn), DateReading.longestBytes, isRequired: true,
                value: slot?.date.wareki))
            \(line(
                fields, "startsAt", texts.startsAt, 10, hint: texts.timeHint,
                value: slot?.start?.description))
            \(line(fields, "endsAt", texts.endsAt, 10))
            \(people(fields))
            \(line(fields, "speakers", texts.label(.speakers), LectureLimits.name))
            \(fields.lines(
                "questions", texts.label(.questions), .init(length: LectureLimits.remark * 4), rows: 4))
            """
        }
    }

    private func correct(_ person: SignedIn) -> HTML {
        sheet("correct", texts.correctTitle, texts.correct, person) { fields in
            """
            \(people(fields))
            \(line(
                fields, "reason", texts.label(.reason), LectureLimits.remark, isRequired: true))
            """
        }
    }

    private func opinions(_ person: SignedIn) -> HTML {
        sheet("opinions", texts.opinionsTitle, texts.takeOpinions, person) { fields in
            fields.lines(
                "opinions", texts.opinions,
                .init(
                    isRequired: true, hint: texts.opinionsHint,
                    length: ItemLimits.body), rows: 5)
        }
    }
}
