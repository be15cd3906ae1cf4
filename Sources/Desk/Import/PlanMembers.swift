import Participation
import Yams

/// Takes the members of one mapping of a plan file apart, key by key (項目の読取り).
///
/// Whatever is left at the end is an error: a misspelt key would silently change a definition.
/// Scalars are read from their text, never as floating point: `24.9` stays 24.9.
struct PlanMembers {
    private let place: Place
    private var rest: [(key: String, line: Int?, node: Node)] = []
    private var known: [String] = []

    /// Where a value stands.
    struct Place {
        var indicator: String?
        var key: String?
        var line: Int?

        func problem(_ reason: PlanFileProblem.Reason) -> PlanFileProblem {
            PlanFileProblem(line: line, indicator: indicator, key: key, reason: reason)
        }

        func inner(_ name: String, line: Int?) -> Place {
            Place(
                indicator: indicator, key: key.map { "\($0).\(name)" } ?? name,
                line: line ?? self.line)
        }
    }

    init(_ node: Node, at place: Place) throws(PlanFileProblem) {
        var place = place
        place.line = node.mark?.line ?? place.line
        guard case .mapping(let mapping) = node else { throw place.problem(.expected(.mapping)) }
        self.place = place
        for (key, value) in mapping {
            guard case .scalar(let name) = key else {
                throw place.inner("?", line: key.mark?.line).problem(.expected(.text))
            }
            rest.append((name.string, key.mark?.line, value))
        }
    }

    // MARK: Members

    /// The value of a key and where it stands; nil when the key is missing, or its value is.
    private mutating func take(_ key: String) -> (place: Place, node: Node)? {
        known.append(key)
        guard let index = rest.firstIndex(where: { $0.key == key }) else { return nil }
        let member = rest.remove(at: index)
        if member.node.isMissing { return nil }
        return (place.inner(key, line: member.node.mark?.line ?? member.line), member.node)
    }

    mutating func optional<Value>(
        _ key: String, _ read: (PlanValue) throws(PlanFileProblem) -> Value
    ) throws(PlanFileProblem) -> Value? {
        guard let (place, node) = take(key) else { return nil }
        return try read(PlanValue(place: place, node: node))
    }

    mutating func required<Value>(
        _ key: String, _ read: (PlanValue) throws(PlanFileProblem) -> Value
    ) throws(PlanFileProblem) -> Value {
        guard let value = try optional(key, read) else {
            throw place.inner(key, line: nil).problem(.required)
        }
        return value
    }

    /// The one key of several that is there, for a choice between forms.
    func only(of keys: [String]) throws(PlanFileProblem) -> String {
        let present = keys.filter { key in rest.contains { $0.key == key } }
        guard present.count == 1, let only = present.first else {
            throw place.problem(.exactlyOne(of: keys))
        }
        return only
    }

    /// What is left, as keys of the city's own choice.
    mutating func takeAll() -> [(key: String, value: PlanValue)] {
        defer { rest = [] }
        return rest.map { member in
            let line = member.node.mark?.line ?? member.line
            return (
                member.key, PlanValue(place: place.inner(member.key, line: line), node: member.node)
            )
        }
    }

    /// Refuses keys that nobody asked for.
    /// - Parameter choices: keys that could have stood here instead of one that does.
    func finish(choices: [String] = []) throws(PlanFileProblem) {
        guard let stray = rest.first else { return }
        let names = known + choices.filter { !known.contains($0) }
        throw place.inner(stray.key, line: stray.line).problem(.unknownKey(known: names))
    }
}

/// A value of a plan file and where it stands (項目の値).
struct PlanValue {
    let place: PlanMembers.Place
    let node: Node

    static func text(_ value: PlanValue) throws(PlanFileProblem) -> String {
        guard case .scalar(let scalar) = value.node, !value.node.isMissing else {
            throw value.place.problem(.expected(.text))
        }
        // A folded text of several lines ends with a line break that nobody meant.
        var text = Substring(scalar.string)
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isWhitespace == true { text.removeFirst() }
        return String(text)
    }

    static func number(_ value: PlanValue) throws(PlanFileProblem) -> FigureValue {
        try value.making(.number) { FigureValue(parsing: $0) }
    }

    static func wholeNumber(_ value: PlanValue) throws(PlanFileProblem) -> Int {
        try value.making(.wholeNumber) { Int($0) }
    }

    static func year(_ value: PlanValue) throws(PlanFileProblem) -> FiscalYear {
        try value.making(.year) { FiscalYear(parsing: $0) }
    }

    static func period(_ value: PlanValue) throws(PlanFileProblem) -> FigurePeriod {
        try value.making(.period) { FigurePeriod(parsing: $0) }
    }

    static func flag(_ value: PlanValue) throws(PlanFileProblem) -> Bool {
        try value.making(.flag) { ["true": true, "false": false][$0] }
    }

    static func onlyTrue(_ value: PlanValue) throws(PlanFileProblem) {
        _ = try value.making(.onlyTrue) { $0 == "true" ? true : nil }
    }

    static func code<Code: RawRepresentable<String> & CaseIterable>(
        _ value: PlanValue
    ) throws(PlanFileProblem) -> Code {
        try value.making(.oneOf(Code.allCases.map(\.rawValue)), Code.init(rawValue:))
    }

    static func list(_ value: PlanValue) throws(PlanFileProblem) -> [PlanValue] {
        guard case .sequence(let nodes) = value.node else {
            throw value.place.problem(.expected(.list))
        }
        return nodes.map { element in
            var place = value.place
            place.line = element.mark?.line ?? place.line
            return PlanValue(place: place, node: element)
        }
    }

    /// A text that must make a value of the domain: a code, a year, a number.
    func making<Value>(
        _ expectation: PlanFileProblem.Expectation, _ make: (String) -> Value?
    ) throws(PlanFileProblem) -> Value {
        guard case .scalar = node, let value = make(try Self.text(self)) else {
            throw place.problem(.expected(expectation))
        }
        return value
    }

    func members() throws(PlanFileProblem) -> PlanMembers {
        try PlanMembers(node, at: place)
    }

    var isMapping: Bool { node.mapping != nil }

    /// The elements of a list, or the value itself as the only one.
    func oneOrMore() -> [PlanValue] {
        (try? Self.list(self)) ?? [self]
    }
}

extension Node {
    /// Whether nothing is given: `key:`, `key: null`, `key: ~`. The quoted word is a text.
    fileprivate var isMissing: Bool {
        guard case .scalar(let scalar) = self, scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }
}
