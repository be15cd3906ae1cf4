import Hummingbird

/// A place on this server, as a link names it (リンク先).
struct Address: Sendable, Equatable {
    /// Without percent signs; codes of plans and indicators need none.
    let path: String
    private var query: [(name: String, value: String)] = []

    /// What stands behind the question mark.
    var parameters: [(name: String, value: String)] { query }

    init(_ path: String) { self.path = path }

    /// Where a request went.
    init(of request: Request) {
        path = request.uri.path
        query = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
    }

    /// The same place with one parameter changed, or without it.
    func with(_ name: String, _ value: String?) -> Address {
        var changed = self
        changed.query.removeAll { $0.name == name }
        if let value { changed.query.append((name, value)) }
        return changed
    }

    /// The same place with one parameter more, which may be there already.
    func adding(_ name: String, _ value: String) -> Address {
        var longer = self
        longer.query.append((name, value))
        return longer
    }

    /// Ready for a link; whatever is not plain ASCII is percent-encoded.
    var text: String {
        guard !query.isEmpty else { return path }
        let items = query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }
        return "\(path)?\(items.joined(separator: "&"))"
    }

    static func == (one: Address, other: Address) -> Bool { one.text == other.text }

    /// Percent-encoded, RFC 3986 §2.1.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var encoded = String.UnicodeScalarView()
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            if scalar.isUnreserved {
                encoded.append(scalar)
            } else {
                encoded.append("%")
                encoded.append(digits[Int(byte >> 4)])
                encoded.append(digits[Int(byte & 15)])
            }
        }
        return String(encoded)
    }
}

extension Unicode.Scalar {
    /// RFC 3986 §2.3.
    fileprivate var isUnreserved: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~": true
        default: false
        }
    }
}
