import Desk
import FoundationEssentials
import Participation

/// The tray of a section: what is new, what somebody has in hand, what waits to be sent
/// (担当課トレイの画面).
struct TrayView: Sendable {
    let words: Strings
    let person: SignedIn
    let asked: TrayQuestion
    let choices: [TrayChoice]
    /// The tray that is shown; nil for who has none.
    let section: String?
    let tray: Tray?
    let stamps: [AwaitedStamp]
    let gists: [UUID: String]
    /// What was learned would choose, of items no section has yet.
    let proposals: [UUID: LearnedProposal]
    let people: [String: String]
    let sections: SectionDirectory
    let errors: [FieldError]

    /// From how many sections on they are chosen from a list.
    private static let mostLinks = 8

    private var texts: TrayStrings { words.tray }

    var html: HTML {
        """
        \(Fields(errors: errors, words: words).summary)
        <h1>\(words.places.tray)\(title)</h1>
        \(done)
        \(choice)
        \(awaited)
        \(board)
        """
    }

    private var title: HTML {
        guard tray != nil else { return "" }
        return " <span class=\"year\">\(tray?.section.map { sections[$0] } ?? texts.triage)</span>"
    }

    private var done: HTML {
        let text: String? =
            switch (asked.done, asked.number) {
            case (TrayQuestion.empty?, _): texts.nothingNext
            case (WorkForm.sort?, let number?): texts.sorted(number.description)
            case (let verb?, let number?):
                ResponseVerb(rawValue: verb).map { texts.done($0, number.description) }
            case (_, nil), (nil, _): nil
            }
        return text.map { "<p class=\"notice\" role=\"status\">\($0)</p>" } ?? ""
    }

    // MARK: Which tray

    private var choice: HTML {
        guard choices.count > 1 else { return "" }
        return choices.count > Self.mostLinks ? select : links
    }

    private var links: HTML {
        let items = choices.map { choice -> HTML in
            let current: HTML = isShown(choice) ? " aria-current=\"true\"" : ""
            let address = asked.address(section: choice.code).with(
                "lang", words.languageParameter)
            return "<li><a href=\"\(address.text)\"\(current)>\(name(of: choice))</a></li>"
        }
        return """
            <nav class="presets" aria-label="\(texts.choose)">
            <ul>
            \(HTML(joining: items))
            </ul>
            </nav>
            """
    }

    private var select: HTML {
        let options = choices.map { choice -> HTML in
            let mark: HTML = isShown(choice) ? " selected" : ""
            return "<option value=\"\(choice.code)\"\(mark)>\(name(of: choice))</option>"
        }
        let language = words.languageParameter.map { HTML.hidden("lang", $0) } ?? ""
        return """
            <form class="next" method="get" action="\(TrayPage.path)">
            <label for="section">\(texts.choose)</label>
            <select id="section" name="section">
            \(HTML(joining: options))
            </select>
            \(language)
            <button>\(words.figures.show)</button>
            </form>
            """
    }

    private func isShown(_ choice: TrayChoice) -> Bool {
        guard let section, tray != nil else { return false }
        return choice.name.map { sections.areSame($0, section) } ?? (tray?.section == nil)
    }

    private func name(of choice: TrayChoice) -> String {
        texts.choice(
            choice.name ?? texts.triage, number(choice.open, of: choice.open),
            choice.overdue > 0 ? number(choice.overdue, of: choice.overdue) : nil)
    }

    // MARK: Stamps

    private var awaited: HTML {
        guard !stamps.isEmpty || person.has(oneOf: [.approver]) else { return "" }
        let cards = stamps.map { stamp -> HTML in
            card(
                stamp.entry, at: "\(TrayPage.path)/\(stamp.entry.receiptNumber)/approval",
                [
                    texts.duty(stamp.duty, stamp.post),
                    texts.answers(sections[stamp.section]),
                ])
        }
        let list: HTML =
            cards.isEmpty
            ? "<p>\(texts.noStamps)</p>" : "<ol class=\"cards\">\n\(HTML(joining: cards))\n</ol>"
        return """
            <section class="awaited" aria-labelledby="awaited">
            <h2 id="awaited">\(texts.awaited) \(count(stamps.count))</h2>
            \(list)
            </section>
            """
    }

    // MARK: The board

    private var board: HTML {
        guard let tray, let section else { return "" }
        let stages = asked.stage.map { [$0] } ?? ResponseStage.allCases
        let columns = stages.map { column($0, of: tray, in: section) }
        return """
            \(next(of: tray, in: section))
            <div class="stages">
            \(HTML(joining: columns))
            </div>
            """
    }

    private func next(of tray: Tray, in section: String) -> HTML {
        guard asked.stage == nil, tray.counts[.new] ?? 0 > 0 else { return "" }
        return """
            <form class="next" method="post" action="\(words.address(TrayPage.path))">
            \(HTML.hidden("section", section))
            \(HTML.hidden(TrayPage.commandField, TrayPage.newCommand()))
            \(HTML.token(of: person))
            <button>\(texts.claimNext)</button>
            <span class="note">\(texts.claimNextHint)</span>
            </form>
            """
    }

    private func column(_ stage: ResponseStage, of tray: Tray, in section: String) -> HTML {
        let entries = tray.entries.filter { $0.stage == stage }
        let count = tray.counts[stage] ?? 0
        let cards = entries.map { entry -> HTML in
            card(entry, at: "\(TrayPage.path)/\(entry.receiptNumber)", who(entry))
        }
        let list: HTML =
            cards.isEmpty
            ? "<p class=\"note\">\(texts.none)</p>"
            : "<ol class=\"cards\">\n\(HTML(joining: cards))\n</ol>"
        return """
            <section aria-labelledby="stage-\(stage.rawValue)">
            <h2 id="stage-\(stage.rawValue)">\(texts.stage(stage)) \(self.count(count))</h2>
            \(list)
            \(further(stage, entries.count, of: count, in: section))
            </section>
            """
    }

    private func further(
        _ stage: ResponseStage, _ shown: Int, of count: Int, in section: String
    ) -> HTML {
        guard shown < count else {
            guard asked.stage != nil else { return "" }
            let all = asked.address(section: section).with("lang", words.languageParameter)
            return "<p><a href=\"\(all.text)\">\(texts.allStages)</a></p>"
        }
        let rest = number(count - shown, of: count)
        guard asked.stage == nil else { return "<p>\(texts.beyond(rest))</p>" }
        let address = asked.address(section: section, stage: stage)
            .with("lang", words.languageParameter)
        return "<p><a href=\"\(address.text)\">\(texts.further(rest))</a></p>"
    }

    private func count(_ count: Int) -> HTML {
        "<span class=\"tally\">\(number(count, of: count))</span>"
    }

    /// Long trays are counted so far and no further.
    private func number(_ number: Int, of count: Int) -> String {
        texts.items(number, count >= TrayLimits.counted)
    }

    private func who(_ entry: Tray.Entry) -> [String] {
        let holder = entry.claimedBy.map { texts.holder(people[$0] ?? $0) }
        return [
            entry.instructions > 0 ? texts.instructed(entry.instructions) : nil,
            holder, entry.isLead ? nil : texts.consulted,
            entry.hops > 0 ? texts.hops(entry.hops) : nil,
        ].compactMap(\.self)
    }

    private func card(_ entry: Tray.Entry, at path: String, _ lines: [String]) -> HTML {
        let urgent: HTML =
            entry.isUrgent ? "<span class=\"urgent\">\(words.intake.urgent)</span> " : ""
        let gist = gists[entry.id] ?? texts.restrictedGist
        let further = lines.map { "<p>\($0)</p>" as HTML }
        return """
            <li>
            <p>\(urgent)\(DueMark(entry).html(words))</p>
            <p class="gist"><a href="\(words.address(path))">\(gist)</a></p>
            <p class="note">\(entry.receiptNumber.description) \(words.intake.schemeName(entry.scheme))\
             \(texts.receivedOn(entry.receivedOn))</p>
            \(HTML(joining: further))
            \(proposal(entry))
            \(claim(entry))
            </li>
            """
    }

    /// What was learned would choose, and the button that takes it.
    private func proposal(_ entry: Tray.Entry) -> HTML {
        guard let proposal = proposals[entry.id] else { return "" }
        let view = ProposalView(proposal: proposal, sections: sections, words: words)
        let number = entry.receiptNumber.description
        return """
            <div class="proposal">
            \(view.html)
            <form method="post" action="\(words.address("\(TrayPage.path)/\(number)"))">
            \(HTML.hidden(WorkForm.verbField, WorkForm.sort))
            \(HTML.hidden(TrayPage.fromField, "tray"))
            \(view.taking)
            \(HTML.hidden(WorkForm.seenField, "\(entry.version)"))
            \(HTML.hidden(TrayPage.commandField, TrayPage.newCommand()))
            \(HTML.token(of: person))
            <button class="quiet" aria-label="\(number): \(view.take)">\(view.take)</button>
            </form>
            </div>
            """
    }

    /// Taking this one in hand, where nobody has it.
    private func claim(_ entry: Tray.Entry) -> HTML {
        guard entry.claimedBy == nil, [.new, .considering].contains(entry.stage), let section
        else { return "" }
        let number = entry.receiptNumber.description
        return """
            <form method="post" action="\(words.address("\(TrayPage.path)/\(number)"))">
            \(HTML.hidden("do", ResponseVerb.claim.rawValue))
            \(HTML.hidden("section", section))
            \(HTML.hidden(WorkForm.seenField, "\(entry.version)"))
            \(HTML.hidden(TrayPage.commandField, TrayPage.newCommand()))
            \(HTML.token(of: person))
            <button class="quiet" aria-label="\(texts.claimOne(number))">\(texts.claim)</button>
            </form>
            """
    }
}

/// How long there is for an answer, in words and by shape (残日数の印).
struct DueMark: Sendable {
    /// Up to how many days before the deadline it is soon, PRODUCT §4.3.
    private static let soon = 5

    let due: LocalDate?
    let daysLeft: Int?
    let countsOpeningDays: Bool
    let isLate: Bool

    init(_ entry: Tray.Entry) {
        due = entry.due
        daysLeft = entry.daysLeft
        countsOpeningDays = entry.countsOpeningDays
        isLate = entry.due.map { due in entry.answeredOn.map { $0 > due } ?? false } ?? false
    }

    init(_ view: ItemView, daysLeft: Int?) {
        let answeredOn = view.item.response.firstAnsweredOn
        due = view.due
        self.daysLeft = daysLeft
        countsOpeningDays = view.countsOpeningDays
        isLate = view.due.map { due in answeredOn.map { $0 > due } ?? false } ?? false
    }

    func html(_ words: Strings) -> HTML {
        "<span class=\"mark \(shape)\">\(words.tray.left(self))</span>"
    }

    /// The classes of the figures' marks: ● ▲ ■ ◇.
    private var shape: String {
        guard due != nil else { return "undetermined" }
        guard let daysLeft else { return isLate ? "behind" : "on-track" }
        if daysLeft < 0 { return "behind" }
        return daysLeft <= Self.soon ? "attention" : "on-track"
    }
}
