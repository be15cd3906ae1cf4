import Desk
import Participation

/// What a page of figures is about, as its address says it (表示の条件).
struct FigureChoice: Sendable {
    var year: FiscalYear
    var plan: String?
    var asOf: AsOf
    /// The moment it is compared with.
    var compared: AsOf?
    var lens: Lens
    var filter = FigureFilter()
    var language: String?

    /// The board for it.
    var board: Address { conditions(of: Address("/figures").with("year", year.label)) }

    /// The board as of another moment.
    func board(asOf: AsOf) -> Address {
        var choice = self
        choice.asOf = asOf
        choice.compared = nil
        return choice.board
    }

    /// The same table as a file.
    func file(_ path: String) -> Address {
        conditions(of: Address(path).with("year", year.label))
    }

    /// The board of another year.
    func board(of year: FiscalYear) -> Address {
        var choice = self
        choice.year = year
        return choice.board
    }

    /// The records behind the number of a year, of one quarter, or of a year up to a day.
    func records(
        of indicator: Indicator, _ period: FigurePeriod, until: LocalDate? = nil, page: Int = 1
    ) -> Address {
        var choice = self
        choice.plan = nil
        return choice.conditions(
            of: Address("/figures/\(indicator.plan)/\(indicator.code)")
                .with("year", period.year.label)
                .with("quarter", period.quarter.map { String($0.rawValue) })
                .with("until", until?.description)
        ).with("page", page == 1 ? nil : String(page))
    }

    /// The same, pinned to a place in the log: who follows a link finds the very number they
    /// pressed, whatever has been recorded since.
    func pinned(to moment: LogMoment) -> FigureChoice {
        guard case .now = asOf else { return self }
        var choice = self
        choice.asOf = .position(moment.position)
        return choice
    }

    private func conditions(of address: Address) -> Address {
        address.with("asOf", asOf.text).with("compare", compared.map { $0.text ?? "now" })
            .with("plan", plan)
            .with("lens", lens == Lens() ? nil : lens.category.rawValue)
            .with("channel", filter.channel?.rawValue).with("category", filter.category)
            .with("section", filter.section).with("district", filter.district)
            .with("anonymous", filter.anonymous.map { $0 ? "yes" : "no" })
            .with("lang", language)
    }
}
