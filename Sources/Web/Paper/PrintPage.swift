import Desk
import Hummingbird
import Participation

/// `/print/slips` and `/print/ledger`: paper to go on receiving letters by pen while there is no
/// power (停電用受付票・受付簿, DECISIONS C8).
struct PrintPage: Sendable {
    static let slipsPath = "/print/slips"
    static let ledgerPath = "/print/ledger"

    /// Slips or lines printed at once.
    static let most = 100
    /// Lines of a sheet of A4 on its side.
    static let linesOfSheet = 15

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.slipsPath) { request, visit in
                try await page(request, visit, isLedger: false)
            },
            Route(.get, Self.ledgerPath) { request, visit in
                try await page(request, visit, isLedger: true)
            },
        ]
    }

    private func page(
        _ request: Request, _ visit: Visit, isLedger: Bool
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let texts = words.paper
        var reader = QueryReader(request, today: desk.today)
        let first = reader.integer("from", within: ProvisionalNumber.serials) ?? 1
        let standard = isLedger ? Self.linesOfSheet : 1
        let count = reader.integer("count", within: 1...Self.most) ?? standard
        let letter = reader.text("place")?.halfWidth.uppercased().first ?? "A"
        if !ProvisionalNumber.places.contains(letter) { reader.note("place", .notACode(["A–Z"])) }
        let year = FiscalYear(desk.today)
        let numbers = (first..<first + count).compactMap {
            ProvisionalNumber(year: year, place: letter, serial: $0)
        }
        let form = Form([
            ("place", String(letter)), ("from", String(first)), ("count", String(count)),
        ])
        let fields = Fields(
            form: form,
            errors: reader.errors.map {
                FieldError(field: $0.field, text: words.inputError($0))
            }, words: words)
        let city = try await desk.city()?.name
        let paper = PaperForms(numbers: numbers, city: city ?? "", words: words)
        let title = isLedger ? texts.ledgerTitle : texts.slipsTitle
        let content: HTML = """
            <div class="screen">
            \(fields.summary)
            <h1>\(title)</h1>
            <p>\(texts.lead)</p>
            \(controls(fields, isLedger: isLedger))
            </div>
            \(reader.errors.isEmpty ? (isLedger ? paper.ledger : paper.slips) : "")
            """
        return Page(
            title: title, address: Address(of: request), place: .intake, city: city,
            isWide: isLedger, visitor: visit.visitor
        ).response(words, content, status: reader.errors.isEmpty ? .ok : .badRequest)
    }

    private func controls(_ fields: Fields, isLedger: Bool) -> HTML {
        let words = fields.words
        let texts = words.paper
        let path = isLedger ? Self.ledgerPath : Self.slipsPath
        let other = isLedger ? Self.slipsPath : Self.ledgerPath
        let places = ProvisionalNumber.places.map { (value: String($0), text: String($0)) }
        let language: HTML = words.languageParameter.map { .hidden("lang", $0) } ?? ""
        return """
            <form class="controls" method="get" action="\(path)">
            \(fields.choice("place", texts.place, .init(hint: texts.placeHint), places))
            \(fields.line("from", texts.from, .init(length: 3, inputMode: "numeric")))
            \(fields.line("count", isLedger ? texts.lines : texts.sheets, .init(length: 3, inputMode: "numeric")))
            \(language)
            <button>\(words.figures.show)</button>
            </form>
            <p class="ways"><a href="\(words.address(other))">\
            \(isLedger ? texts.slipsTitle : texts.ledgerTitle)</a></p>
            """
    }
}

/// The sheets themselves, as the office fills them in; always Japanese (停電用の用紙).
struct PaperForms: Sendable {
    let numbers: [ProvisionalNumber]
    let city: String
    let words: Strings

    /// Letters that are ticked or written into a box.
    private static func box(_ text: String) -> HTML { "<span class=\"box\">□ \(text)</span>" }

    /// One sheet of A4 for each letter.
    var slips: HTML { HTML(joining: numbers.map(slip)) }

    private func slip(_ number: ProvisionalNumber) -> HTML {
        let channels = Channel.allCases.map { Self.box($0.japanese) }
        let schemes = [Scheme.letterToMayor, .opinion, .request].map {
            Self.box($0.japanese)
        }
        let natures = Nature.allCases.map { Self.box($0.japanese) }
        let sender = [Self.box("匿名"), Self.box("不明")]
        let wish = [Self.box("要"), Self.box("不要"), Self.box("記載なし")]
        let consent = [Self.box("可"), Self.box("不可"), Self.box("記載なし")]
        return """
            <article class="paper slip" lang="ja" tabindex="0" aria-label="\(number.description)">
            <h2>受付票（停電時） <span class="number">\(number.description)</span></h2>
            <p class="city">\(city)</p>
            <table class="pen">
            <tr><th scope="row">受付日時</th><td>令和　　年　　月　　日（　　）　　時　　分</td>
            <th scope="row">受付者</th><td class="short"></td></tr>
            <tr><th scope="row">経路</th><td colspan="3">\(HTML(joining: channels))</td></tr>
            <tr><th scope="row">受付制度</th><td colspan="3">\(HTML(joining: schemes))\(Self.box("その他（　　　　　　）"))</td></tr>
            <tr><th scope="row">性質</th><td colspan="3">\(HTML(joining: natures))</td></tr>
            <tr><th scope="row">差出人</th><td colspan="3">\(HTML(joining: sender))\
            <p class="ruled">ふりがな</p><p class="ruled">氏名・団体名</p>\
            <p class="ruled">〒　　　　－　　　　　住所</p><p class="ruled">電話・メール</p></td></tr>
            <tr><th scope="row">回答希望</th><td>\(HTML(joining: wish))</td>
            <th scope="row">公表</th><td>\(HTML(joining: consent))</td></tr>
            <tr><th scope="row">緊急</th><td>\(Self.box("緊急（自殺予告・虐待・犯罪予告・災害）"))</td>
            <th scope="row">分類</th><td class="short"></td></tr>
            <tr><th scope="row">担当</th><td class="short" colspan="3"></td></tr>
            <tr class="text"><th scope="row">要旨</th><td colspan="3"></td></tr>
            <tr class="body"><th scope="row">本文</th><td colspan="3"></td></tr>
            <tr><th scope="row">入力</th><td colspan="3">受付番号　　　　　　　　入力日　　月　　日　　入力者</td></tr>
            </table>
            <p class="foot">復旧後、受付の画面で仮番号「\(number.description)」を入れて登録してください。二度登録すると知らせます。</p>
            </article>
            """
    }

    /// Sheets of A4 on their side, a line for each letter.
    var ledger: HTML {
        let sheets = stride(from: 0, to: numbers.count, by: PrintPage.linesOfSheet).map { start in
            sheet(Array(numbers[start...].prefix(PrintPage.linesOfSheet)))
        }
        return HTML(joining: sheets)
    }

    private func sheet(_ numbers: [ProvisionalNumber]) -> HTML {
        let heads = [
            "仮番号", "受付日時", "経路", "差出人", "要旨", "回答", "公表", "分類", "担当", "受付者", "受付番号（入力後）",
        ].map { "<th scope=\"col\">\($0)</th>" as HTML }
        let cells = HTML(joining: Array(repeating: "<td></td>" as HTML, count: heads.count - 1))
        let rows = numbers.map { number -> HTML in
            "<tr><th scope=\"row\">\(number.description)</th>\(cells)</tr>"
        }
        return """
            <article class="paper ledger" lang="ja" tabindex="0" aria-label="受付簿">
            <h2>受付簿（停電時）</h2>
            <p class="city">\(city)　令和　　年　　月　　日から　　　　枚目</p>
            <table class="pen">
            <thead><tr>\(HTML(joining: heads))</tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            </article>
            """
    }
}
