import Desk
import Participation

/// The letter on the left, its answer on the right (回答起案の画面).
struct ReplyView: Sendable {
    let work: WorkingItem
    let person: SignedIn
    let fields: Fields
    let command: String
    /// The posts of today; nil where the city has no list of them.
    let posts: PostList?
    var isSaved = false
    var similar: [PastAnswer]?
    var changedSince: Int32?
    /// Who else has it open.
    var presence: HTML = ""

    private var words: Strings { fields.words }
    private var texts: ReplyStrings { words.reply }
    private var path: String { words.address("\(work.path)/reply") }
    private var sheet: WorkView {
        WorkView(
            work: work, person: person, fields: Fields(words: words), command: command,
            changedSince: changedSince)
    }

    var html: HTML {
        """
        <p class="back"><a href="\(words.address(work.path))">\(texts.back(work.number))</a></p>
        \(fields.summary)
        \(sheet.changes)
        <h1>\(words.tray.verb(.draft)) <span class="year">\(work.number)</span> \
        \(work.due.html(words))</h1>
        \(saved)
        \(presence)
        <div class="work even">
        <div>
        \(sheet.letter)
        \(past)
        </div>
        <div>
        \(form)
        </div>
        </div>
        """
    }

    private var saved: HTML {
        isSaved ? "<p class=\"notice\" role=\"status\">\(texts.saved)</p>" : ""
    }

    private var form: HTML {
        """
        <section class="now" aria-labelledby="reply">
        <h2 id="reply">\(texts.title)</h2>
        \(sentBack)
        <form method="post" action="\(path)" class="sheet" novalidate>
        \(fields.lines(
            ItemField.text.rawValue, texts.text,
            .init(isRequired: true, hint: texts.hint, length: ResponseLimits.answer), rows: 18))
        \(fields.tick(ResponseRequest.Flag.minor.rawValue, texts.minor, .init(hint: texts.minorHint)))
        <h3>\(texts.route)</h3>
        \(route)
        \(WorkForm(work: work, fields: fields, command: command, person: person)
            .hidden(ResponseVerb.draft.rawValue))
        <button name="how" value="submit">\(texts.submit)</button>
        <button name="how" value="\(ReplyPage.noted)" class="quiet">\(texts.save)</button>
        </form>
        </section>
        """
    }

    /// Why a post sent the draft back: that is what is put right now.
    private var sentBack: HTML {
        guard work.item.response.draft?.standing == .sentBack,
            let last = work.history.last(where: { $0.type == "ItemAnswerSentBack" })
        else { return "" }
        return """
            <div class="notice"><p><strong>\(last.title)</strong></p>
            <p class="said" lang="ja">\(last.reason ?? "")</p></div>
            """
    }

    /// The way the draft will go, as the list of posts has it.
    private var route: HTML {
        guard let posts, let routing = work.item.routing else {
            return "<p>\(texts.noPosts)</p>"
        }
        do {
            let isMinor = !fields.form.text(ResponseRequest.Flag.minor.rawValue).isEmpty
            let steps = try posts.route(of: routing, in: work.sections, isMinor: isMinor)
            return StampBoxes(work: work, steps: steps, hand: nil, words: words).html
        } catch {
            return "<p>\(error.japanese)</p>"
        }
    }

    private var past: HTML {
        guard let similar else {
            let address = Address("\(work.path)/reply").with("similar", "1")
                .with("lang", words.languageParameter)
            return """
                <section aria-labelledby="past"><h2 id="past">\(texts.past)</h2>
                <p><a href="\(address.text)">\(texts.findPast)</a></p>
                <p class="note">\(texts.pastHint)</p></section>
                """
        }
        let cards = similar.map { answer -> HTML in
            """
            <li><p class="gist" lang="ja">\(answer.gist)</p>
            <p class="note">\(answer.receiptNumber.description) \
            \(answer.section.map { work.sections[$0] } ?? "") \
            \(words.figures.day(answer.answeredOn))</p>
            <div class="letter" lang="ja">\(answer.text)</div></li>
            """
        }
        let list: HTML =
            cards.isEmpty
            ? "<p>\(texts.noPast)</p>" : "<ol class=\"cards\">\n\(HTML(joining: cards))\n</ol>"
        return """
            <section aria-labelledby="past">
            <h2 id="past">\(texts.past)</h2>
            \(list)
            </section>
            """
    }
}

/// The way of a draft as a row of boxes for stamps: 起案→係長→課長→部長→… (押印欄).
struct StampBoxes: Sendable {
    let work: WorkingItem
    let steps: [ApprovalStep]
    /// The draft in hand; nil before there is one.
    let hand: DraftInHand?
    let words: Strings

    private var texts: ReplyStrings { words.reply }

    var html: HTML {
        let drafter: HTML =
            hand.map {
                box(texts.drafted, work.name(of: $0.draft.by.text, words), "", "stamped")
            } ?? ""
        let boxes = steps.map { step -> HTML in
            let post = step.isConsultation ? texts.consultation(step.post.text) : step.post.text
            guard let hand else { return box(post, texts.toCome, "", "") }
            if let stamp = hand.stamp(of: step.post) {
                let who = work.name(of: (stamp.onBehalfOf ?? stamp.by).text, words)
                return box(
                    post, "\(stamp.manner.japanese) \(who)", words.figures.day(stamp.on), "stamped")
            }
            if case .inApproval(let next) = hand.standing, next.post == step.post {
                return box(post, texts.next, "", "waiting")
            }
            return box(post, texts.toCome, "", "")
        }
        return """
            <ol class="stamps">
            \(drafter)
            \(HTML(joining: boxes))
            </ol>
            """
    }

    private func box(_ post: String, _ who: String, _ day: String, _ style: String) -> HTML {
        """
        <li class="\(style)"><span class="post">\(post)</span> <span>\(who)</span> \
        <span class="note">\(day)</span></li>
        """
    }
}
