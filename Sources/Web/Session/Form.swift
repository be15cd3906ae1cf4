import Desk
import Hummingbird

/// What a form brings, RFC 1866 §8.2.1 (フォームの内容).
struct Form: Sendable {
    /// The fields in the order they were sent.
    let fields: [(name: String, value: String)]

    /// The field in which every form of a session carries its token.
    static let tokenField = "form-token"
    /// The same for a script.
    static let tokenHeader = "X-Form-Token"
    /// The most fields of one form.
    static let mostFields = 500

    init(_ fields: [(name: String, value: String)]) { self.fields = fields }

    /// What was typed into a field; blank when nothing was.
    func text(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    /// The same without outer blanks; nil when there is nothing.
    func given(_ name: String) -> String? {
        let text = text(name).trimmed
        return text.isEmpty ? nil : text
    }

    /// The same with other values in some fields.
    func with(_ values: [String: String]) -> Form {
        let kept = fields.filter { values[$0.name] == nil }
        return Form(kept + values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }

    /// Reads a body.
    static func read(_ request: Request) async throws -> Form {
        let type = request.headers[.contentType]?.split(separator: ";").first
        guard
            type?.lowercased().filter({ $0 != " " }) == "application/x-www-form-urlencoded"
        else { throw WebError.notAForm }
        let bytes = try await JSONBody.bytes(of: request)
        let parts = bytes.split(separator: UInt8(ascii: "&"))
        guard parts.count <= mostFields else { throw HTTPError(.contentTooLarge) }
        return Form(
            try parts.map { part in
                let sides = part.split(
                    separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                guard let name = decoded(sides[0]),
                    let value = sides.count > 1 ? decoded(sides[1]) : ""
                else { throw HTTPError(.badRequest) }
                return (name, value)
            })
    }

    /// Reads a body and checks that it was filled in on a page of the same session.
    static func read(_ request: Request, of visitor: Visitor) async throws -> Form {
        let form = try await read(request)
        if let person = visitor.person, form.text(tokenField) != person.formToken {
            throw WebError.formTokenMissing
        }
        return form
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard rest.count >= 2,
                    let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                decoded.append(value)
                rest = rest.dropFirst(2)
            default: decoded.append(byte)
            }
        }
        // PostgreSQL keeps no NUL, and nobody types one.
        return decoded.contains(0) ? nil : String(validating: decoded, as: UTF8.self)
    }
}

extension String {
    /// The text without outer blanks, full-width ones included; otherwise as it was typed.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
