import Desk
import Participation

/// The page of a new fiscal year (年度更新の画面).
struct YearView: Sendable {
    let turn: YearTurn
    let posts: PostBook
    /// The version of the lists of posts.
    let seen: Int32
    let today: LocalDate
    let person: SignedIn
    /// The form that was not taken, with what was typed.
    var task: YearPage.Task?
    var form = Form([])
    /// Whether others recorded a list of posts after the form was made.
    var isOvertaken = false
    var errors: [FieldError] = []
    /// The form that was taken just now.
    var done: YearPage.Task?
    let words: Strings

    private var texts: YearStrings { words.year }
    private var year: FiscalYear { turn.year }

    var html: HTML {
        let prefix = task?.prefix ?? ""
        let summary = Fields(form: form, errors: errors, words: words, prefix: prefix).summary
        let notice: HTML =
            done == nil ? "" : "<p class=\"notice\" role=\"status\">\(texts.saved)</p>"
        return """
            \(summary)
            <h1>\(texts.title) <span class="year">\(words.figures.year(year))</span></h1>
            <p>\(texts.lead)</p>
            \(notice)
            \(list)
            \(form(.closedDay, texts.addClosedDay, closedDay))
            \(form(.holidays, texts.takeHolidays, holidays))
            \(form(.signature, texts.setSignature, signature))
            \(form(.posts, texts.takePosts, postList))
            """
    }

    // MARK: What there is to do

    private struct Line {
        let name: String
        let state: YearTurn.State
        let detail: String
        /// Where it is done.
        let ways: [(text: String, address: String)]
    }

    private var list: HTML {
        let rows = lines.map { line -> HTML in
            let ways = line.ways.map { "<li><a href=\"\($0.address)\">\($0.text)</a></li>" as HTML }
            return """
                <tr><th scope="row">\(line.name)</th>\
                <td data-label="\(texts.state)">\(mark(line.state))</td>\
                <td data-label="\(texts.content)">\(line.detail)</td>\
                <td data-label="\(texts.todo)"><ul>\(HTML(joining: ways))</ul></td></tr>
                """
        }
        return """
            <table class="plain turn">
            <thead><tr><th scope="col">\(texts.item)</th><th scope="col">\(texts.state)</th>\
            <th scope="col">\(texts.content)</th><th scope="col">\(texts.todo)</th></tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            """
    }

    /// A word and a shape, never a colour alone.
    private func mark(_ state: YearTurn.State) -> HTML {
        let kind =
            switch state {
            case .done: "on-track"
            case .partly: "attention"
            case .open: "behind"
            }
        return "<span class=\"mark \(kind)\">\(texts.stateName(state))</span>"
    }

    private var lines: [Line] {
        let own = Address(YearPage.path).with("year", year.label)
            .with("lang", words.languageParameter).text
        let first = words.figures.day(year.firstDay)
        return [
            Line(
                name: texts.calendar, state: turn.calendarState,
                detail: texts.calendarDetail(turn.lastListedDay.map(words.figures.day)),
                ways: [
                    (texts.addClosedDay, "\(own)#closed-day"),
                    (texts.takeHolidays, "\(own)#holidays"),
                ]),
            Line(
                name: texts.menu, state: turn.menuState,
                detail: texts.menuDetail(turn.menu, turn.lectures),
                ways: way(
                    texts.openMenu, Address(LectureMenuPage.path).with("year", year.label))),
            Line(
                name: texts.keeping, state: turn.keepingState,
                detail: texts.keepingDetail(turn.unkept.map(\.japanese)), ways: []),
            Line(
                name: texts.signature, state: turn.signatureState,
                detail: turn.signature.map {
                    texts.signatureDetail("\($0.title) \($0.name)", words.figures.day($0.from))
                } ?? texts.noSignature,
                ways: [(texts.setSignature, "\(own)#signature")]),
            Line(
                name: texts.rules, state: turn.rulesState,
                detail: turn.rules.map {
                    texts.rulesDetail(
                        $0.version, words.figures.day($0.effectiveOn), turn.unknownSections)
                } ?? texts.noRules, ways: []),
            Line(
                name: texts.organisation, state: turn.isReformed ? .done : .partly,
                detail: turn.isReformed ? texts.reformed(first) : texts.notReformed(first),
                ways: way(
                    texts.openOrganisation,
                    Address(OrganisationPage.path).with("on", year.firstDay.description))
                    + way(words.organisation.prepare, Address(ReformPage.path))),
            Line(
                name: texts.posts, state: turn.postsState,
                detail: turn.postsOf.map {
                    texts.postsDetail(words.figures.day($0), turn.vacant, turn.leaving)
                } ?? texts.noPosts, ways: [(texts.takePosts, "\(own)#posts")]),
            Line(
                name: texts.staff, state: turn.staffState,
                detail: texts.staffDetail(turn.ending.map { "\($0.name)（\($0.login)）" }),
                ways: way(texts.openTransfers, Address(TransferPage.path))
                    + way(texts.openStaff, Address(StaffPages.path))),
        ]
    }

    /// A way to a page that is open to whoever looks.
    private func way(_ text: String, _ address: Address) -> [(text: String, address: String)] {
        guard AccessTable.opens(address.path, to: .person(person)) else { return [] }
        return [(text, address.with("lang", words.languageParameter).text)]
    }

    // MARK: What is done here

    private func form(
        _ task: YearPage.Task, _ title: String, _ fields: (Fields) -> HTML
    ) -> HTML {
        let isThis = self.task == task
        let own = Fields(
            form: isThis ? form : Form([]), errors: isThis ? errors : [], words: words,
            prefix: task.prefix)
        let address = Address(YearPage.path).with("year", year.label)
            .with("lang", words.languageParameter)
        return """
            <form class="sheet" id="\(task.rawValue)" method="post" action="\(address.text)" novalidate>
            <h2>\(title)</h2>
            \(HTML.token(of: person))
            \(HTML.hidden("task", task.rawValue))
            \(fields(own))
            <button>\(title)</button>
            </form>
            """
    }

    private func closedDay(_ fields: Fields) -> HTML {
        """
        \(fields.day("on", texts.closedDay, .init(isRequired: true), today: year.firstDay))
        \(fields.line("name", texts.closedName, .init(isRequired: true, hint: texts.closedNameHint, length: Closure.longestName)))
        """
    }

    private func holidays(_ fields: Fields) -> HTML {
        fields.lines(
            "list", texts.holidayList,
            .init(isRequired: true, hint: texts.holidayHint, length: YearPage.longestList), rows: 6)
    }

    private func signature(_ fields: Fields) -> HTML {
        """
        \(fields.day("from", texts.from, .init(isRequired: true), today: year.firstDay))
        \(fields.line("title", texts.signatureTitle, .init(isRequired: true, hint: texts.signatureTitleHint, length: SignatureLimits.text)))
        \(fields.line("name", texts.signatureName, .init(isRequired: true, length: SignatureLimits.text)))
        """
    }

    /// With the list in force, to be put right.
    private func postList(_ fields: Fields) -> HTML {
        var fields = fields
        if fields.form.fields.isEmpty, let list = posts.list(on: year.firstDay) {
            fields.form = Form([
                ("list", PostRows(list: list).text), ("from-year", String(year.year)),
                ("from-month", "4"), ("from-day", "1"),
            ])
        }
        // Kept while the form is put right: what others recorded meanwhile has not been seen.
        let seen = fields.form.given(YearPage.seenField) ?? "\(seen)"
        return """
            \(HTML.hidden(YearPage.seenField, seen))
            \(fields.day("from", texts.from, .init(isRequired: true), today: year.firstDay))
            \(fields.lines("list", texts.postList, .init(isRequired: true, hint: texts.postHint, length: YearPage.longestList), rows: 10))
            \(recordedPosts)
            """
    }

    /// What others recorded, beside what somebody typed.
    private var recordedPosts: HTML {
        let from =
            switch Fields.day("from", in: form, today: today) {
            case .date(let day)?: day
            case .ambiguous, .unreadable, nil: year.firstDay
            }
        guard isOvertaken, let list = posts.list(on: from) else { return "" }
        return """
            <div class="field">
            <label for="posts-recorded">\(texts.postsRecorded(words.figures.day(list.effectiveOn)))</label>
            <textarea id="posts-recorded" rows="10" readonly>
            \(PostRows(list: list).text)</textarea>
            </div>
            """
    }
}

/// A list of posts as the file has it, to be put right and sent back (職員配置表の行).
struct PostRows: Sendable {
    let list: PostList

    var text: String {
        let rows = list.posts.map { post in
            [
                post.name.text, post.rank?.japanese ?? "",
                post.sections.map(\.text).joined(separator: "、"), post.holder?.text ?? "",
                post.tenure.japanese, post.deputies.map(\.text).joined(separator: "、"),
            ].map(Self.cell).joined(separator: ",")
        }
        return (["職名,職位,所管課,在職者,区分,代決"] + rows).joined(separator: "\n")
    }

    /// Quoted where a comma, a quote or a line break stands in it, RFC 4180 §2.
    private static func cell(_ text: String) -> String {
        guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
