import Desk
import FoundationEssentials
import Hummingbird
import HummingbirdCore
import Participation

/// Takes the parameters of an address one by one, and notes what is wrong with each
/// (照会条件の読取り).
///
/// A blank parameter is the same as none: forms send every field they have.
struct QueryReader {
    private let parameters: FlatDictionary<Substring, Substring>
    private let today: LocalDate
    private(set) var errors: [InputError] = []

    init(_ request: Request, today: LocalDate) {
        parameters = request.uri.queryParameters
        self.today = today
    }

    /// The text as it was sent, for the field it came from.
    func text(_ name: String) -> String? {
        guard let text = parameters[name[...]], text.contains(where: { !$0.isWhitespace }) else {
            return nil
        }
        return String(text)
    }

    /// All texts of a parameter that may be there several times.
    ///
    /// One with a NUL is no text: PostgreSQL keeps none.
    mutating func texts(_ name: String) -> [String] {
        let texts = parameters[values: name[...]].filter { !$0.isEmpty }.map { String($0) }
        guard texts.contains(where: { $0.utf8.contains(0) }) else { return texts }
        errors.append(InputError(name, .wrongType(.text)))
        return []
    }

    /// A fiscal year; this one unless said otherwise.
    mutating func year() -> FiscalYear {
        guard let text = text("year") else { return FiscalYear(today) }
        if let year = FiscalYear(parsing: text) { return year }
        errors.append(InputError("year", .notAYear))
        return FiscalYear(today)
    }

    mutating func quarter() -> Quarter? {
        let numbers = Quarter.first.rawValue...Quarter.fourth.rawValue
        return integer("quarter", within: numbers).flatMap { Quarter(rawValue: $0) }
    }

    mutating func integer(_ name: String, within range: ClosedRange<Int>) -> Int? {
        guard let text = text(name) else { return nil }
        if let number = text.halfWidth.asciiNumber, range.contains(number) { return number }
        errors.append(InputError(name, .notInRange(range)))
        return nil
    }

    mutating func lens() -> Lens {
        guard let text = text("lens") else { return Lens() }
        if let view = Lens.View(rawValue: text) { return Lens(category: view, organisation: view) }
        errors.append(InputError("lens", .notACode(Lens.View.allCases.map(\.rawValue))))
        return Lens()
    }

    mutating func day(_ name: String) -> LocalDate? {
        guard let text = text(name) else { return nil }
        if let day = LocalDate(iso: text) { return day }
        errors.append(InputError(name, .notADate))
        return nil
    }

    /// A day as people write it, in a field of this name on the page.
    mutating func writtenDay(_ name: String, _ label: String) -> LocalDate? {
        guard let text = text(name) else { return nil }
        switch DateReading(text.replacing("+", with: " "), today: today) {
        case .date(let day): return day
        case .ambiguous(let days):
            errors.append(InputError(name, .ambiguousDay(days), label: label))
        case .unreadable(let problem):
            errors.append(InputError(name, .unreadableDay(problem), label: label))
        }
        return nil
    }

    /// A code of the domain, such as `paper`.
    mutating func code<Code: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ label: String, among _: Code.Type = Code.self
    ) -> Code? {
        guard let text = text(name) else { return nil }
        if let code = Code(rawValue: text) { return code }
        errors.append(
            InputError(name, .notACode(Code.allCases.map(\.rawValue)), label: label))
        return nil
    }

    /// Several codes of the domain, each as a parameter of its own.
    mutating func codes<Code: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ label: String, among _: Code.Type = Code.self
    ) -> [Code] {
        let texts = texts(name)
        let codes = texts.compactMap { Code(rawValue: $0) }
        if codes.count < texts.count {
            errors.append(
                InputError(name, .notACode(Code.allCases.map(\.rawValue)), label: label))
        }
        return codes
    }

    /// A text without outer blanks, at most so long; nil when there is none.
    mutating func words(_ name: String, _ label: String, longest: Int) -> String? {
        guard let text = texts(name).first?.replacing("+", with: " ").trimmed, !text.isEmpty
        else { return nil }
        if text.count <= longest { return text }
        errors.append(InputError(name, .tooLong(longest), label: label))
        return nil
    }

    /// Where a page begins, as the page before gave it out.
    mutating func place(_ name: String) -> SearchPlace? {
        guard let text = text(name) else { return nil }
        if let place = RegisterCursor.place(text) { return place }
        errors.append(InputError(name, .notACode(["Link"])))
        return nil
    }

    /// How many of a tray were given out, as the page before said.
    mutating func skipped(_ name: String) -> Int? {
        guard let text = text(name) else { return nil }
        if let skipped = TrayCursor.skipped(text) { return skipped }
        errors.append(InputError(name, .notACode(["Link"])))
        return nil
    }

    /// A position, a day or a moment; days as people write them, too. Now unless said otherwise.
    mutating func asOf() -> AsOf { moment("asOf") ?? .now }

    /// Such a moment to compare with; nil when there is none.
    mutating func compared() -> AsOf? {
        text("compare") == "now" ? .now : moment("compare")
    }

    /// What figures are narrowed to.
    mutating func filter(_ words: FigureReviewStrings) -> FigureFilter {
        let anonymous = text("anonymous")
        if let anonymous, !["yes", "no"].contains(anonymous) {
            errors.append(InputError("anonymous", .notACode(["yes", "no"])))
        }
        return FigureFilter(
            channel: code("channel", words.channel),
            category: self.words("category", words.category, longest: ItemLimits.code),
            section: self.words("section", words.section, longest: ItemLimits.name),
            district: self.words("district", words.district, longest: ItemLimits.name),
            anonymous: anonymous.map { $0 == "yes" })
    }

    private mutating func moment(_ name: String) -> AsOf? {
        guard let text = text(name) else { return nil }
        if let asOf = AsOf(parsing: text.halfWidth) { return notInTheFuture(name, asOf) }
        // Forms write a blank as a plus sign, people write the one of a time zone as it is.
        let spaced = text.replacing("+", with: " ")
        switch DateReading(spaced, today: today) {
        case .date(let day): return notInTheFuture(name, .day(day))
        case .ambiguous(let days): errors.append(InputError(name, .ambiguousDay(days)))
        case .unreadable: errors.append(InputError(name, .notAMoment))
        }
        return nil
    }

    private mutating func notInTheFuture(_ name: String, _ asOf: AsOf) -> AsOf? {
        if let day = asOf.day, day > today {
            errors.append(InputError(name, .inTheFuture))
            return nil
        }
        return asOf
    }

    /// Names nobody knows; a misspelled `asof` must not mean "now" to a program.
    mutating func refuseAllBut(_ names: Set<String>) {
        let unknown = Set(parameters.map { String($0.key) }).subtracting(names)
        errors += unknown.sorted().map { InputError($0, .unknownField) }
    }

    /// Notes what the caller found wrong with a parameter.
    mutating func note(_ name: String, _ problem: InputError.Problem) {
        errors.append(InputError(name, problem))
    }

    /// Ends the reading.
    /// - Throws: ``WebError/badQuery(_:)`` with everything that is wrong.
    func finish() throws(WebError) {
        guard errors.isEmpty else { throw .badQuery(errors) }
    }
}
