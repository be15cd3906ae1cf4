/// An event of the log cannot be read (読めない出来事).
///
/// Stops the projection that meets it; never skipped. Names keys, never what stood in them.
public enum EventCodingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// This program knows no such event, or not in this version: it is older than the log.
    case unknown(type: String, schemaVersion: Int16)
    /// The bytes are not JSON.
    case notJSON(type: String, JSONError)
    /// A member is missing.
    case missing(type: String, key: String)
    /// A member holds something else than it should.
    case malformed(type: String, key: String)
    /// A member nobody knows.
    case unexpected(type: String, key: String)

    /// One line: what, and what to do.
    public var description: String {
        switch self {
        case .unknown(let type, let version):
            "this program cannot read \(type) version \(version); install a newer one"
        case .notJSON(let type, let error): "\(type): \(error); run: koe log verify"
        case .missing(let type, let key): "\(type): \(key) is missing; run: koe log verify"
        case .malformed(let type, let key): "\(type): \(key) is malformed; run: koe log verify"
        case .unexpected(let type, let key):
            "\(type): \(key) is not known to this program; install a newer one"
        }
    }
}
