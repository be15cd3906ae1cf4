import Participation

/// Takes the members of one JSON object of an event apart, one by one (項目の読取り).
///
/// Whatever is left at the end is an error: an event read in part would be folded wrongly for ever.
struct MemberReader {
    private let type: String
    private var rest: Members

    init(_ bytes: [UInt8], of type: String) throws(EventCodingError) {
        let members: [(key: String, value: JSONValue)]?
        do throws(JSONError) {
            members = try JSONValue.members(parsing: bytes)
        } catch {
            throw .notJSON(type: type, error)
        }
        guard let members else { throw .malformed(type: type, key: "{}") }
        self.type = type
        rest = Members(members)
    }

    /// What an event's bytes say, read to the last member.
    static func read<Value>(
        _ bytes: [UInt8], of type: String,
        _ read: (inout MemberReader) throws(EventCodingError) -> Value
    ) throws(EventCodingError) -> Value {
        var members = try MemberReader(bytes, of: type)
        let value = try read(&members)
        try members.finish()
        return value
    }

    private init(_ value: JSONValue, at key: String, of type: String) throws(EventCodingError) {
        guard case .object(let members) = value else { throw .malformed(type: type, key: key) }
        self.type = type
        rest = Members(members.map { ($0.key, $0.value) })
    }

    mutating func optionalText(_ key: String) throws(EventCodingError) -> String? {
        guard let value = rest.take(key) else { return nil }
        guard case .string(let text) = value else { throw malformed(key) }
        return text
    }

    mutating func text(_ key: String) throws(EventCodingError) -> String {
        guard let text = try optionalText(key) else { throw .missing(type: type, key: key) }
        return text
    }

    mutating func texts(_ key: String) throws(EventCodingError) -> [String] {
        guard let texts = try optionalTexts(key) else { throw .missing(type: type, key: key) }
        return texts
    }

    mutating func optionalTexts(_ key: String) throws(EventCodingError) -> [String]? {
        guard let value = rest.take(key) else { return nil }
        guard case .array(let elements) = value else { throw malformed(key) }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else { throw malformed(key) }
            texts.append(text)
        }
        return texts
    }

    /// Texts under names of their own; members of such an object that are not texts are errors.
    mutating func optionalTextsByName(
        _ key: String
    ) throws(EventCodingError) -> [String: String]? {
        guard let value = rest.take(key) else { return nil }
        guard case .object(let members) = value else { throw malformed(key) }
        var texts: [String: String] = [:]
        for (name, member) in members {
            guard case .string(let text) = member else { throw malformed(key) }
            texts[name] = text
        }
        return texts
    }

    mutating func optionalFlag(_ key: String) throws(EventCodingError) -> Bool? {
        guard let value = rest.take(key) else { return nil }
        guard case .bool(let flag) = value else { throw malformed(key) }
        return flag
    }

    mutating func flag(_ key: String) throws(EventCodingError) -> Bool {
        guard let flag = try optionalFlag(key) else { throw .missing(type: type, key: key) }
        return flag
    }

    mutating func optionalInteger(_ key: String) throws(EventCodingError) -> Int? {
        guard let value = rest.take(key) else { return nil }
        guard case .integer(let number) = value else { throw malformed(key) }
        return Int(number)
    }

    mutating func integer(_ key: String) throws(EventCodingError) -> Int {
        guard let number = try optionalInteger(key) else {
            throw .missing(type: type, key: key)
        }
        return number
    }

    /// A text that must make a value of the domain: a code, a date, a number.
    mutating func value<Value>(
        _ key: String, _ make: (String) -> Value?
    ) throws(EventCodingError) -> Value {
        guard let value = make(try text(key)) else { throw malformed(key) }
        return value
    }

    mutating func optionalValue<Value>(
        _ key: String, _ make: (String) -> Value?
    ) throws(EventCodingError) -> Value? {
        guard let text = try optionalText(key) else { return nil }
        guard let value = make(text) else { throw malformed(key) }
        return value
    }

    /// What became of a member that may be missing: a text sets it, `null` takes it away.
    mutating func revision<Value>(
        _ key: String, _ make: (String) -> Value?
    ) throws(EventCodingError) -> Revision<Value>? {
        if takesNull(key) { return .cleared }
        return try optionalValue(key, make).map(Revision.set)
    }

    /// Whether the member is there as `null`; takes it if so.
    mutating func takesNull(_ key: String) -> Bool {
        guard case .null? = rest[key] else { return false }
        _ = rest.take(key)
        return true
    }

    /// An object inside this one.
    mutating func optionalObject(_ key: String) throws(EventCodingError) -> MemberReader? {
        guard let value = rest.take(key) else { return nil }
        return try MemberReader(value, at: key, of: type)
    }

    /// An object that must be inside this one.
    mutating func object(_ key: String) throws(EventCodingError) -> MemberReader {
        guard let object = try optionalObject(key) else {
            throw .missing(type: type, key: key)
        }
        return object
    }

    /// The objects of an array inside this one, each read to its last member.
    mutating func objects<Value>(
        _ key: String, _ read: (inout MemberReader) throws(EventCodingError) -> Value
    ) throws(EventCodingError) -> [Value] {
        guard let value = rest.take(key) else {
            throw .missing(type: type, key: key)
        }
        guard case .array(let elements) = value else { throw malformed(key) }
        var values: [Value] = []
        for element in elements {
            var object = try MemberReader(element, at: key, of: type)
            values.append(try read(&object))
            try object.finish()
        }
        return values
    }

    /// The objects of an array the event leaves out when it is empty.
    mutating func optionalObjects<Value>(
        _ key: String, _ read: (inout MemberReader) throws(EventCodingError) -> Value
    ) throws(EventCodingError) -> [Value] {
        rest[key] == nil ? [] : try objects(key, read)
    }

    /// Texts by name, of an object the event leaves out when it is empty.
    mutating func textsByName(_ key: String) throws(EventCodingError) -> [String: String] {
        var texts: [String: String] = [:]
        for (name, value) in try valuesByName(key) {
            guard case .string(let text) = value else { throw malformed(key) }
            texts[name] = text
        }
        return texts
    }

    /// Whole numbers by name, of an object the event leaves out when it is empty.
    mutating func integersByName(_ key: String) throws(EventCodingError) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for (name, value) in try valuesByName(key) {
            guard case .integer(let number) = value else { throw malformed(key) }
            numbers[name] = Int(number)
        }
        return numbers
    }

    /// Texts that must each make a value of the domain, of an array left out when it is empty.
    mutating func values<Value>(
        _ key: String, _ make: (String) -> Value?
    ) throws(EventCodingError) -> [Value] {
        guard rest[key] != nil else { return [] }
        var values: [Value] = []
        for text in try texts(key) {
            guard let value = make(text) else { throw malformed(key) }
            values.append(value)
        }
        return values
    }

    /// Rows of texts.
    mutating func textRows(_ key: String) throws(EventCodingError) -> [[String]] {
        guard let value = rest.take(key) else {
            throw .missing(type: type, key: key)
        }
        guard case .array(let elements) = value else { throw malformed(key) }
        var rows: [[String]] = []
        rows.reserveCapacity(elements.count)
        for element in elements {
            guard case .array(let cells) = element else { throw malformed(key) }
            var texts: [String] = []
            for cell in cells {
                guard case .string(let text) = cell else { throw malformed(key) }
                texts.append(text)
            }
            rows.append(texts)
        }
        return rows
    }

    private mutating func valuesByName(
        _ key: String
    ) throws(EventCodingError) -> [String: JSONValue] {
        guard let value = rest.take(key) else { return [:] }
        guard case .object(let members) = value else { throw malformed(key) }
        return members
    }

    /// Refuses members that nobody asked for.
    func finish() throws(EventCodingError) {
        if let key = rest.first { throw .unexpected(type: type, key: key) }
    }

    func malformed(_ key: String) -> EventCodingError {
        .malformed(type: type, key: key)
    }
}

/// The members nobody has asked for yet (残りの項目).
///
/// They are few, and mostly asked for in their order: the search begins where the last one ended.
private struct Members {
    private var members: [(key: String, value: JSONValue?)]
    private var next = 0

    init(_ members: [(key: String, value: JSONValue)]) {
        self.members = members.map { ($0.key, $0.value) }
    }

    /// The key that sorts first.
    var first: String? { members.lazy.filter { $0.value != nil }.map(\.key).min() }

    subscript(key: String) -> JSONValue? { place(of: key).flatMap { members[$0].value } }

    mutating func take(_ key: String) -> JSONValue? {
        guard let place = place(of: key) else { return nil }
        next = place + 1
        defer { members[place].value = nil }
        return members[place].value
    }

    private func place(of key: String) -> Int? {
        members[next...].firstIndex { $0.key == key }
            ?? members[..<next].firstIndex { $0.key == key }
    }
}
