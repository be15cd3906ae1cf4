import Participation

/// Reads the fields of a request from the text they came as, and keeps every mistake (申出の読取り).
///
/// A field that is not given is nil and no mistake; what must be given is for the city's rules to
/// say, save where there is no value without it.
struct RequestReader {
    private let today: LocalDate
    private let label: (String) -> String?
    private var errors: [InputError] = []

    /// - Parameters:
    ///   - today: the day it is at the city hall, which fills in what people leave out of a date.
    ///   - fields: the fields of the form, for their labels.
    init<Field: RawRepresentable<String>>(
        today: LocalDate, labels fields: @escaping (Field) -> String
    ) {
        self.today = today
        label = { Field(rawValue: $0).map(fields) }
    }

    /// A day that has been: `2026-06-28`, `R8.6.28`, `令和8年6月28日`, `６／２８`.
    mutating func day(_ text: String?, _ field: String) -> LocalDate? {
        guard let text else { return nil }
        switch DateReading(text, today: today) {
        case .date(let date): return date
        case .ambiguous(let days): note(field, .ambiguousDay(days))
        case .unreadable(let problem): note(field, .unreadableDay(problem))
        }
        return nil
    }

    /// A day that may lie ahead: without its year, `７／１` may mean two, and is asked back.
    mutating func plannedDay(_ text: String?, _ field: String) -> LocalDate? {
        guard let text, let date = day(text, field) else { return nil }
        let thisYear = FiscalYear(today)
        let readings = [thisYear, FiscalYear(thisYear.year + 1) ?? thisYear].compactMap {
            DateReading(text, today: today, within: $0).date
        }
        if readings == [date, date] { return date }
        note(field, .ambiguousDay(readings.isEmpty ? [date] : readings))
        return nil
    }

    /// A day and perhaps a time behind it: `R8.7.1 13:30`.
    mutating func slot(_ text: String, _ field: String) -> LectureSlot? {
        let words = text.split(whereSeparator: \.isWhitespace)
        if words.count > 1, let last = words.last, let time = TimeOfDay(parsing: last) {
            let date = words.dropLast().joined(separator: " ")
            return plannedDay(date, field).map { LectureSlot(date: $0, start: time) }
        }
        return plannedDay(text, field).map { LectureSlot(date: $0) }
    }

    /// A time of day: `13:30`, `13時30分`.
    mutating func time(_ text: String?, _ field: String) -> TimeOfDay? {
        value(text, field, .notATime) { TimeOfDay(parsing: $0) }
    }

    /// A fiscal year: `R8`, `令和8年度`, `2026`.
    mutating func year(_ text: String?, _ field: String) -> FiscalYear? {
        value(text, field, .notAYear) { FiscalYear(parsing: $0) }
    }

    /// A quarter, 1 to 4.
    mutating func quarter(_ text: String?, _ field: String) -> Quarter? {
        value(text, field, .notInRange(1...4)) { Self.whole($0).flatMap(Quarter.init(rawValue:)) }
    }

    /// A whole number, full width and grouped ones included.
    mutating func whole(_ text: String?, _ field: String) -> Int? {
        value(text, field, .wrongType(.integer), Self.whole)
    }

    /// How many of each age, `40代` and `6`.
    mutating func ages(_ texts: [String: String], _ field: String) -> [String: Int] {
        texts.compactMapValues { whole($0, field) }
    }

    /// A number, exactly as published.
    mutating func number(_ text: String?, _ field: String) -> FigureValue? {
        value(text, field, .notANumber) { FigureValue(parsing: $0) }
    }

    /// A code of the domain, such as `workshop`.
    mutating func code<Code: RawRepresentable<String> & CaseIterable>(
        _ text: String?, _ field: String
    ) -> Code? {
        value(text, field, .notACode(Code.allCases.map(\.rawValue))) { Code(rawValue: $0) }
    }

    /// A value there is nothing to be done without; nil is noted, unless what was given could not
    /// be read, which has been noted already.
    mutating func required<Value>(_ value: Value?, given text: String?, _ field: String) -> Value? {
        if value == nil, text == nil { note(field, .required) }
        return value
    }

    /// Notes a mistake no single field shows.
    mutating func note(_ field: String, _ problem: InputError.Problem) {
        errors.append(InputError(field, problem, label: label(field)))
    }

    /// Whether everything given could be read.
    var isClean: Bool { errors.isEmpty }

    /// All mistakes, for the caller to throw.
    var failure: DeskError { .malformed(errors) }

    private static func whole(_ text: String) -> Int? {
        guard let number = FigureValue(parsing: text), number.denominator == 1 else { return nil }
        return number.numerator
    }

    private mutating func value<Value>(
        _ text: String?, _ field: String, _ problem: InputError.Problem,
        _ read: (String) -> Value?
    ) -> Value? {
        guard let text else { return nil }
        let value = read(text)
        if value == nil { note(field, problem) }
        return value
    }
}
