import Desk
import Hummingbird
import Participation

/// What the address of the register asks for (受付簿の条件の読取り).
struct RegisterQuery: Sendable {
    /// What is asked, as far as it can be read.
    let request: RegisterRequest
    /// What was typed; nothing typed is lost.
    let form: Form
    /// What cannot be read.
    let errors: [InputError]
    /// The fiscal year, when one was chosen.
    let year: FiscalYear?
    /// The place, without where it begins.
    let address: Address

    /// The parameters; a form and a program use the same ones.
    static let parameters: Set<String> = [
        "year", "from", "through", "scheme", "channel", "category", "section", "state", "mark", "q",
        "after", "lang",
    ]

    init(
        _ request: Request, today: LocalDate, words: RegisterStrings, mostRows: Int,
        programs: Bool = false
    ) {
        var reader = QueryReader(request, today: today)
        if programs { reader.refuseAllBut(Self.parameters.union(["limit", "reason"])) }
        let year = reader.text("year") == nil ? nil : reader.year()
        let first = reader.writtenDay("from", words.from)
        let last = reader.writtenDay("through", words.through)
        var filter = RegisterFilter(
            from: [year?.firstDay, first].compactMap(\.self).max(),
            through: [year.map { FigurePeriod(year: $0).lastDay }, last].compactMap(\.self).min(),
            scheme: reader.code("scheme", words.scheme),
            channel: reader.code("channel", words.channel),
            category: reader.words("category", words.category, longest: ItemLimits.code),
            section: reader.words("section", words.section, longest: ItemLimits.name),
            state: reader.code("state", words.state))
        filter.marks = Set(reader.codes("mark", words.marks))
        let limit = reader.integer("limit", within: 1...RegisterLimits.longestPage)
        self.request = RegisterRequest(
            filter: filter, text: reader.words("q", words.text, longest: SearchLimits.text),
            after: reader.place("after"), limit: programs ? limit ?? mostRows : mostRows)
        form = Form(
            request.uri.queryParameters.map {
                (String($0.key), String($0.value).replacing("+", with: " "))
            })
        errors = reader.errors
        self.year = year
        address = Address(of: request).with("after", nil)
    }

    /// The page behind this one.
    func address(after place: SearchPlace) -> Address {
        address.with("after", RegisterCursor.text(place))
    }

    /// The same of another page.
    func address(at path: String) -> Address {
        address.parameters.reduce(Address(path)) { $0.adding($1.name, $1.value) }
    }
}
