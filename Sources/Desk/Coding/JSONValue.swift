import Participation

/// A JSON document as Koe allows it: whole numbers only (JSONの値).
///
/// There is no floating point anywhere in events (DECISIONS A4): the same number has one spelling,
/// so the same event has one hash. Decimals travel as strings.
public enum JSONValue: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number within ``integers``.
    case integer(Int64)
    /// A string, kept to the code point.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object; no key twice.
    case object([String: JSONValue])

    /// The whole numbers every JSON reader keeps exactly (RFC 7493 §2.2): ±(2⁵³ − 1).
    public static let integers: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991
    /// How deep arrays and objects may lie in one another; deeper input is refused, because the
    /// reader calls itself and the stack has an end.
    public static let deepest = 32

    /// A string, or `nil` to leave the member out of an object.
    static func optional(_ text: String?) -> JSONValue? { text.map(JSONValue.string) }

    /// `true`, or `nil` to leave the member out: a flag that is not set says nothing.
    static func ifTrue(_ flag: Bool) -> JSONValue? { flag ? .bool(true) : nil }

    /// Texts under names of their own, or `nil` when there are none.
    static func unlessEmpty(_ texts: [String: String]) -> JSONValue? {
        texts.isEmpty ? nil : .object(texts.mapValues(JSONValue.string))
    }

    /// What became of a member that may be missing: `null` once taken away, `nil` if untouched.
    static func revision<Value>(
        _ revision: Revision<Value>?, _ spell: (Value) -> JSONValue
    ) -> JSONValue? {
        revision.map { $0.value.map(spell) ?? .null }
    }

    /// The same for a member that is a code.
    static func revision<Code: RawRepresentable<String>>(
        _ revision: Revision<Code>?
    ) -> JSONValue? {
        self.revision(revision) { .string($0.rawValue) }
    }
}

extension JSONValue {
    /// An object of the members that are there (任意項目の省略).
    public static func object(present members: [String: JSONValue?]) -> JSONValue {
        .object(members.compactMapValues(\.self))
    }
}
