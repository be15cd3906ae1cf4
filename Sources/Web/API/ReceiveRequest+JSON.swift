import Desk

extension ReceiveRequest {
    /// The letter in the JSON of CONTRACT §3 (受付の申出の読取り).
    ///
    /// Fields nobody knows are errors: a misspelled `wantReply` must not become "did not say".
    /// - Throws: ``WebError/malformed(_:)`` with every field of another kind than it should be.
    init(json: JSONValue) throws(WebError) {
        var fields = JSONFields(json, named: "")
        let sender = fields.object("sender").map { members in
            var members = members
            let sender = Sender(
                anonymous: members.flag("anonymous") ?? false,
                unknown: members.flag("unknown") ?? false, name: members.text("name"),
                kana: members.text("kana"), postalCode: members.text("postalCode"),
                address: members.text("address"), phone: members.text("phone"),
                email: members.text("email"), party: members.text("party"),
                joint: members.flag("joint") ?? false,
                byProxy: members.flag("byProxy") ?? false)
            fields.absorb(members)
            return sender
        }
        self.init(
            scheme: fields.requiredText("scheme"), nature: fields.text("nature"),
            channel: fields.requiredText("channel"),
            receivedOn: fields.requiredText("receivedOn"), sender: sender,
            summary: fields.text("summary"), body: fields.text("body"),
            category: fields.text("category"), topics: fields.texts("topics"),
            wantsReply: fields.flag("wantsReply"), mayPublish: fields.flag("mayPublish"),
            district: fields.text("district"), department: fields.text("department"),
            attributes: fields.textsByName("attributes"), copies: fields.integer("copies") ?? 1,
            handling: fields.text("handling"), urgent: fields.flag("urgent") ?? false,
            replyBy: fields.text("replyBy"), textKind: fields.text("textKind"),
            undueDemand: fields.flag("undueDemand") ?? false,
            introducedBy: fields.text("introducedBy"))
        let errors = fields.finish()
        guard errors.isEmpty else { throw .malformed(errors) }
    }
}

/// Takes the members of an object from outside one by one, and notes what is wrong with each
/// (項目の読取り).
///
/// `null` is the same as not there.
struct JSONFields {
    private var rest: [String: JSONValue] = [:]
    private var errors: [InputError] = []

    init(_ value: JSONValue, named name: String) {
        if case .object(let members) = value {
            rest = members
        } else {
            errors.append(InputError(name.isEmpty ? "body" : name, .wrongType(.object)))
        }
    }

    mutating func text(_ key: String) -> String? {
        switch take(key) {
        case .string(let text)?: return text
        case nil: return nil
        case _?:
            errors.append(InputError(key, .wrongType(.text)))
            return nil
        }
    }

    /// Empty when it is not there, with an error noted.
    mutating func requiredText(_ key: String) -> String {
        let before = errors.count
        if let text = text(key) { return text }
        if errors.count == before { errors.append(InputError(key, .required)) }
        return ""
    }

    mutating func texts(_ key: String) -> [String] {
        guard let value = take(key) else { return [] }
        if case .array(let elements) = value {
            let texts = elements.compactMap { element -> String? in
                if case .string(let text) = element { text } else { nil }
            }
            if texts.count == elements.count { return texts }
        }
        errors.append(InputError(key, .wrongType(.texts)))
        return []
    }

    mutating func flag(_ key: String) -> Bool? {
        switch take(key) {
        case .bool(let flag)?: return flag
        case nil: return nil
        case _?:
            errors.append(InputError(key, .wrongType(.flagOrNull)))
            return nil
        }
    }

    mutating func integer(_ key: String) -> Int? {
        switch take(key) {
        case .integer(let number)?: return Int(number)
        case nil: return nil
        case _?:
            errors.append(InputError(key, .wrongType(.integer)))
            return nil
        }
    }

    mutating func textsByName(_ key: String) -> [String: String] {
        guard let value = take(key) else { return [:] }
        if case .object(let members) = value {
            let texts = members.compactMapValues { member -> String? in
                if case .string(let text) = member { text } else { nil }
            }
            if texts.count == members.count { return texts }
        }
        errors.append(InputError(key, .wrongType(.object)))
        return [:]
    }

    mutating func object(_ key: String) -> JSONFields? {
        take(key).map { JSONFields($0, named: key) }
    }

    /// Takes over what was found wrong in an object inside this one.
    mutating func absorb(_ inner: JSONFields) { errors += inner.finish() }

    /// Everything that is wrong, unknown members included.
    func finish() -> [InputError] {
        errors + rest.keys.sorted().map { InputError($0, .unknownField) }
    }

    private mutating func take(_ key: String) -> JSONValue? {
        guard let value = rest.removeValue(forKey: key) else { return nil }
        if case .null = value { return nil }
        return value
    }
}
