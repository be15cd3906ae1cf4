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
        rest[key] == nil ? nil : try integer(key)
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

    /// An object that must be inside this one.
    mutating func object(_ key: String) throws(EventCodingError) -> MemberReader {
        guard let object = try optionalObject(key) else {
            throw .missing(type: type, key: key)
        }
        return object
    }

    /// A list of objects, read one by one.
    mutating func objects<Value>(
        _ key: String, _ read: (inout MemberReader) throws(EventCodingError) -> Value
    ) throws(EventCodingError) -> [Value] {
        guard let value = rest.removeValue(forKey: key) else {
            throw .missing(type: type, key: key)
        }
        guard case .array(let elements) = value else { throw malformed(key) }
        var values: [Value] = []
        for element in elements {
            var reader = try MemberReader(element, at: key, of: type)
            values.append(try read(&reader))
            try reader.finish()
        }
        return values
    }

    /// Refuses members that nobody asked for.
    func finish() throws(EventCodingError) {
        if let key = rest.keys.min() { throw .unexpected(type: type, key: key) }
    }

    func malformed(_ key: String) -> EventCodingError {
        .malformed(type: type, key: key)
    }
}
