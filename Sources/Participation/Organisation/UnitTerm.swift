/// The life of one unit under one code, from establishment to abolition (組織の存続期間).
///
/// A code may be given to another unit after an abolition, even on the same day: Takamatsu's
/// `1010200000` was 男女共同参画・協働推進課 to 2024 and is 秘書課 since. So a code alone does not say
/// which unit is meant; a code and a day do.
struct UnitTerm: Sendable, Equatable {
    let code: String
    /// The first day.
    let from: LocalDate
    var descriptions: Timeline<UnitDescription>
    var parents: Timeline<String?>
    var abolition: UnitAbolition?

    init(_ establishment: UnitEstablishment) {
        code = establishment.code
        from = establishment.from
        descriptions = Timeline(establishment.description, from: from)
        parents = Timeline(establishment.parent, from: from)
    }

    func isInForce(on date: LocalDate) -> Bool {
        from <= date && !isAbolished(by: date)
    }

    func isAbolished(by date: LocalDate) -> Bool {
        abolition.map { $0.on <= date } ?? false
    }

    /// Every day on which something about it changes.
    var changes: [LocalDate] {
        descriptions.changes + parents.changes + (abolition.map { [$0.on] } ?? [])
    }
}

/// A value that holds from a day until the next one takes its place (日付ごとの値).
struct Timeline<Value: Sendable & Equatable>: Sendable, Equatable {
    private struct Entry: Sendable, Equatable {
        let from: LocalDate
        let value: Value
    }

    private let first: Value
    private var entries: [Entry]

    init(_ value: Value, from date: LocalDate) {
        first = value
        entries = [Entry(from: date, value: value)]
    }

    /// The value on a day; before the first day, the first one.
    func value(on date: LocalDate) -> Value {
        entries.last { $0.from <= date }?.value ?? first
    }

    /// Sets the value from a day until the next day on which another was set.
    mutating func set(_ value: Value, from date: LocalDate) {
        let next = entries.firstIndex { $0.from >= date } ?? entries.endIndex
        let isReplaced = entries.indices.contains(next) && entries[next].from == date
        let entry = Entry(from: date, value: value)
        entries.replaceSubrange(next..<(isReplaced ? next + 1 : next), with: [entry])
    }

    var changes: [LocalDate] { entries.map(\.from) }
}
