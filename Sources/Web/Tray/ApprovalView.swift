import Desk
import Participation

/// A draft before a post: the letter, the draft, what changed, and the stamp (決裁の画面).
struct ApprovalView: Sendable {
    let work: WorkingItem
    let person: SignedIn
    let hand: DraftInHand
    /// The text this person saw when they last looked; nil where they never did.
    let seen: String?
    let fields: Fields
    let command: String
    let posts: PostList?
    let changedSince: Int32?

    private var words: Strings { fields.words }
    private var texts: ReplyStrings { words.reply }
    private var path: String { words.address("\(work.path)/approval") }
    private var sheet: WorkView {
        WorkView(
            work: work, person: person, fields: Fields(words: words), command: command,
            changedSince: changedSince)
    }

    var html: HTML {
        """
        <p class="back"><a href="\(words.address(TrayPage.path))">\(words.tray.back)</a></p>
        \(fields.summary)
        \(sheet.changes)
        <h1>\(texts.approval) <span class="year">\(work.number)</span> \(work.due.html(words))</h1>
        <div class="work even">
        <div>
        \(sheet.letter)
        </div>
        <div>
        <section aria-labelledby="draft">
        <h2 id="draft">\(texts.version(hand.draft.version))</h2>
        \(StampBoxes(work: work, steps: hand.draft.route, hand: hand, words: words).html)
        \(text)
        </section>
        \(decision)
        </div>
        </div>
        """
    }

    /// The draft; what changed since the last look is said in words, too, not by colour alone.
    private var text: HTML {
        let text = hand.draft.text.content?.text ?? ""
        guard let seen, seen != text else {
            return "<div class=\"letter\" lang=\"ja\">\(text)</div>"
        }
        let pieces = TextDifference(from: seen, to: text).pieces.map { piece -> HTML in
            switch piece {
            case .kept(let text): "\(text)"
            case .removed(let text):
                "<del><span class=\"unseen\">\(texts.removed)</span>\(text)</del>"
            case .inserted(let text):
                "<ins><span class=\"unseen\">\(texts.inserted)</span>\(text)</ins>"
            }
        }
        return """
            <p class="notice">\(texts.changed)</p>
            <div class="letter" lang="ja">\(pieces.reduce("") { $0 + $1 })</div>
            """
    }

    // MARK: Deciding

    private var decision: HTML {
        let forms = [stamping, sendingBack, review, onPaper].compactMap(\.self)
        let list: HTML = forms.isEmpty ? "<p>\(texts.notYours)</p>" : HTML(joining: forms)
        return """
            <section class="now" aria-labelledby="decision">
            <h2 id="decision">\(words.tray.now)</h2>
            \(list)
            </section>
            """
    }

    /// The post whose turn it is, and how this person may stamp for it.
    private var turn: (post: Wording, manner: StampManner)? {
        guard case .inApproval(let next) = hand.standing else { return nil }
        return posts?.stampManner(of: Wording(person.login), for: next.post)
            .map { (next.post, $0) }
    }

    private var stamping: HTML? {
        guard let turn else { return nil }
        let label = turn.manner == .deputised ? texts.deputise : texts.approve
        return """
            <form method="post" action="\(path)">
            \(hidden(.approve, post: turn.post))
            <button>\(label(turn.post.text))</button>
            </form>
            """
    }

    private var sendingBack: HTML? {
        guard let turn else { return nil }
        return """
            <form class="sheet" method="post" action="\(path)" novalidate aria-labelledby="back">
            <h3 id="back">\(words.tray.verb(.sendBack))</h3>
            \(fields.lines(
                ItemField.reason.rawValue, words.tray.label(.reason),
                .init(
                    isRequired: true, hint: words.tray.textLimit(ResponseLimits.reason),
                    length: ResponseLimits.reason), rows: 3))
            \(hidden(.sendBack, post: turn.post))
            <button class="quiet">\(words.tray.submit(.sendBack))</button>
            </form>
            """
    }

    private var review: HTML? {
        let own = hand.stamps.first { stamp in
            stamp.manner == .deputised
                && posts?.post(stamp.post)?.holder == Wording(person.login)
                && !hand.stamps.contains { $0.post == stamp.post && $0.manner == .reviewed }
        }
        return own.map { stamp in
            """
            <form method="post" action="\(path)">
            \(hidden(.approve, post: stamp.post))
            \(HTML.hidden(ResponseRequest.Flag.review.rawValue, "1"))
            <button>\(texts.review(stamp.post.text))</button>
            </form>
            """
        }
    }

    /// What was decided on paper, with all the posts before it.
    private var onPaper: HTML? {
        guard work.isDealing, case .inApproval = hand.standing, let last = hand.draft.route.last
        else { return nil }
        return """
            <form class="sheet" method="post" action="\(path)" novalidate aria-labelledby="paper">
            <h3 id="paper">\(StampManner.onPaper.japanese)</h3>
            <p>\(texts.onPaperHint(last.post.text))</p>
            \(fields.line(
                ItemField.onBehalfOf.rawValue, texts.onBehalfOf,
                .init(hint: texts.onBehalfOfHint, length: ResponseLimits.code)))
            \(fields.line(
                ItemField.on.rawValue, texts.decidedOn,
                .init(hint: words.tray.dayHint, length: DateReading.longestBytes)))
            \(hidden(.approve, post: last.post))
            \(HTML.hidden(ResponseRequest.Flag.onPaper.rawValue, "1"))
            <button class="quiet">\(texts.recordPaper)</button>
            </form>
            """
    }

    private func hidden(_ verb: ResponseVerb, post: Wording) -> HTML {
        """
        \(WorkForm(work: work, fields: fields, command: command, person: person).hidden(verb.rawValue))
        \(HTML.hidden("post", post.text))
        \(HTML.hidden("draft", "\(hand.draft.version)"))
        """
    }
}
