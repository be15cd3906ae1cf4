import Desk
import Hummingbird
import Participation

/// `/tray/{number}/letter`: the answer on one sheet of A4, its address where a window envelope shows
/// it (回答書の印刷).
struct LetterPage: Sendable {
    static let pattern = "/tray/{number}/letter"

    let desk: Desk

    var routes: [Route] {
        [Route(.get, Self.pattern) { request, visit in try await show(request, visit) }]
    }

    /// Only who answers prints; that the sender was opened for it is written down.
    private func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        let work = try await WorkingItem.load(request, desk, for: person)
        guard work.isDealing, let hand = work.item.response.draft,
            let opening = Opening(actor: person.login, reason: "回答書の印刷", way: .printed)
        else { throw WebError.forbidden }
        let opened = try await desk.item(work.view.id, opening: opening).item
        let day = work.item.response.answer?.on ?? desk.today
        let city = try await desk.city()?.name
        let signed = ([city] + (try await signature(on: day)))
            .compactMap(\.self).joined(separator: " ")
        let text = ReplyText(
            item: opened, sender: opened.personal.content?.sender,
            mayor: signed.isEmpty ? nil : signed)
        let isDecided = hand.standing == .approved || work.item.response.answer != nil
        let undecided: HTML = isDecided ? "" : "<p class=\"undecided\">案（決裁前）</p>"
        let content: HTML = """
            <p class="back"><a href="\(words.address(work.path))">\
            \(words.reply.back(work.number))</a></p>
            <h1 class="screen">\(words.reply.letter)</h1>
            <p class="notice screen">\(isDecided ? words.reply.printHint : words.reply.undecided)</p>
            <article class="a4" lang="ja">
            \(address(opened, text))
            <p class="reference">\(opened.plain.receiptNumber.description)<br>\(day.wareki)</p>
            \(undecided)
            <div class="reply">\(text.filled(hand.draft.text.content?.text ?? ""))</div>
            </article>
            """
        return Page(
            title: "\(work.number) \(words.reply.letter)",
            address: Address("\(work.path)/letter"), place: .tray, city: city, isWide: true,
            visitor: visit.visitor
        ).response(words, content)
    }

    /// Title and name in whose name the city answers; where nobody has said so, the mayor's post.
    private func signature(on day: LocalDate) async throws -> [String?] {
        if let signature = try await desk.signatures().signature(on: day) {
            return [signature.title.text, signature.name.text]
        }
        let posts = try await desk.posts().list(on: day)
        let mayor = posts?.posts.first { $0.rank == .mayor }
        let holder = mayor?.holder.map(\.text)
        let names = try await desk.names(of: Set([holder].compactMap(\.self)))
        return [mayor?.name.text, holder.map { names[$0] ?? $0 }]
    }

    private func address(_ item: ReceivedItem, _ text: ReplyText) -> HTML {
        guard let sender = item.personal.content?.sender else {
            return "<address class=\"window\"></address>"
        }
        let lines = [
            sender.postalCode.map { "〒\($0)" }, sender.address,
            "\(sender.name) \(text.honorific)",
        ].compactMap(\.self).map { "<span>\($0)</span>" as HTML }
        return "<address class=\"window\">\(HTML(joining: lines))</address>"
    }
}
