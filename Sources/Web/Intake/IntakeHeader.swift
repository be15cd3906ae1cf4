import Desk
import Hummingbird
import Participation

/// What the letters of a batch have in common; kept from one to the next (まとめて入力する手紙の共通項目).
///
/// Nothing of it is personal: it goes along in the address of the page.
struct IntakeHeader: Sendable, Equatable {
    var receivedOn: LocalDate
    /// Nil until the clerk has said.
    var channel: Channel?
    var scheme = Scheme.letterToMayor
    /// Where the letters were put in (投函場所).
    var place: String?

    init(
        receivedOn: LocalDate, channel: Channel? = nil, scheme: Scheme = .letterToMayor,
        place: String? = nil
    ) {
        self.receivedOn = receivedOn
        self.channel = channel
        self.scheme = scheme
        self.place = place
    }

    /// From an address; what is not there, or is no such thing, begins anew.
    init(_ request: Request, today: LocalDate) {
        func value(_ name: String) -> String? {
            request.uri.queryParameters[name[...]].map { String($0) }
        }
        receivedOn = value("receivedOn").flatMap { LocalDate(iso: $0) } ?? today
        channel = value("channel").flatMap { Channel(rawValue: $0) }
        place = value("place").map { String($0.prefix(ItemLimits.attribute)) }
        if let scheme = value("scheme").flatMap({ Scheme(rawValue: $0) }) { self.scheme = scheme }
    }

    /// The quarter of the day of receipt, when it is over: its figures may have been published.
    func closedQuarter(today: LocalDate) -> FigurePeriod? {
        let period = FigurePeriod(year: FiscalYear(receivedOn), quarter: Quarter(receivedOn))
        return period.lastDay < today ? period : nil
    }

    /// The page for the next letter of the batch.
    var address: Address {
        Address(IntakePage.path).with("receivedOn", receivedOn.description)
            .with("channel", channel?.rawValue).with("scheme", scheme.rawValue)
            .with("place", place)
    }

    /// What stands in the fields before anything is typed.
    func blank(_ words: Strings) -> Form {
        Form([
            ("receivedOn", words.code == "ja" ? receivedOn.wareki : receivedOn.description),
            ("channel", channel.map { IntakeForm.digit(of: $0) } ?? ""),
            ("place", place ?? ""), ("scheme", scheme.rawValue), ("wantsReply", "3"),
            ("mayPublish", "3"),
            ("handling", Handling.ordinary.rawValue),
        ])
    }
}
