/// Takes the members of one JSON object of an event apart, one by one (項目の読取り).
///
/// Whatever is left at the end is an error: an event read in part would be folded wrongly for ever.
struct MemberReader {
    private let type: String
    private var rest: [String: JSONValue]

    init(_ bytes: [UInt8], of type: String) throws(EventCodingError) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw .notJSON(type: type, error)
        }
        try self.init(value, at: "{}", of: type)
    }

    private init(_ value: JSONValue, at key: String, of type: String) throws(EventCodingError) {
        guard case .object(let members) = value else { throw .malformed(type: type, key: key) }
        self.type = type
        rest = members
    }

    mutating func optionalText(_ key: String) throws(EventCodingError) -> String? {
        guard let value = rest.removeValue(forKey: key) else { return nil }
        guard case .string(let text) = value else { throw malformed(key) }
        return text
    }

    mutating func text(_ key: String) throws(EventCodingError) -> String {
        guard let text = try optionalText(key) else { throw .missing(type: type, key: key) }
        return text
    }

    mutating func texts(_ key: String) throws(EventCodingError) -> [String] {
        guard let value = rest.removeValue(forKey: key) else {
            throw .missing(type: type, key: key)
        }
        guard case .array(let elements) = value else { throw malformed(key) }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else { throw malformed(key) }
            texts.append(text)
        }
        return texts
    }

    mutating func flag(_ key: String) throws(EventCodingError) -> Bool {
        guard let value = rest.removeValue(forKey: key) else {
            throw .missing(type: type, key: key)
        }
        guard case .bool(let flag) = value else { throw malformed(key) }
        return flag
    }

    mutating func integer(_ key: String) throws(EventCodingError) -> Int {
        guard let value = rest.removeValue(forKey: key) else {
            throw .missing(type: type, key: key)
        }
        guard case .integer(let number) = value else { throw malformed(key) }
        return Int(number)
    }

    mutating func optionalInteger(_ key: String) throws(EventCodingError) -> Int? {
        guard let value = rest.removeValue(forKey: key) else { return nil }
        guard case .integer(let number) = value else { throw malformed(key) }
        return Int(number)
    }

    mutating func optionalFlag(_ key: String) throws(EventCodingError) -> Bool? {
        guard let value = rest.removeValue(forKey: key) else { return nil }
        guard case .bool(let flag) = value else { throw malformed(key) }
        return flag
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

    /// An object inside this one.
    mutating func optionalObject(_ key: String) throws(EventCodingError) -> MemberReader? {
        guard let value = rest.removeValue(forKey: key) else { return nil }
        return try MemberReader(value, at: key, of: type)
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

    /// The objects of an array, each to be read and finished.
    mutating func objects(_ key: String) throws(EventCodingError) -> [MemberReader] {
        guard let value = rest.removeValue(forKey: key) else {
            throw .missing(type: type, key: key)
        }
        guard case .array(let elements) = value else { throw malformed(key) }
        var objects: [MemberReader] = []
        for element in elements {
            objects.append(try MemberReader(element, at: key, of: type))
        }
        return objects
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

    private mutating func valuesByName(
        _ key: String
    ) throws(EventCodingError) -> [String: JSONValue] {
        guard let value = rest.removeValue(forKey: key) else { return [:] }
        guard case .object(let members) = value else { throw malformed(key) }
        return members
    }

    /// Refuses members that nobody asked for.
    func finish() throws(EventCodingError) {
        if let key = rest.keys.min() { throw .unexpected(type: type, key: key) }
    }

    func malformed(_ key: String) -> EventCodingError {
        .malformed(type: type, key: key)
    }
}
