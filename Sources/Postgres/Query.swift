/// A statement with its parameters.
///
/// Interpolated values become binary parameters, never text:
///
///     let query: Query = "SELECT position FROM log.command WHERE id = \(id)"
///
/// Text that is not a literal needs the label `unsafeSQL:`, so that a reviewer finds it.
public struct Query: Sendable, ExpressibleByStringInterpolation {
    /// The text with `$1`, `$2` … in place of the values.
    public let sql: String
    /// The values, in binary format.
    public var bindings: Bindings
    /// A short name for errors and metrics; by default the statement's first words.
    public var label: String { name ?? Self.firstWords(of: sql) }
    private let name: String?

    /// A statement whose text is known and whose parameters were bound by hand.
    public init(unsafeSQL sql: String, bindings: Bindings = Bindings(), label: String? = nil) {
        self.sql = sql
        self.bindings = bindings
        name = label
    }

    /// A statement without parameters.
    public init(stringLiteral value: String) {
        self.init(unsafeSQL: value)
    }

    /// A statement with its interpolated parameters.
    public init(stringInterpolation: Interpolation) {
        self.init(unsafeSQL: stringInterpolation.sql, bindings: stringInterpolation.bindings)
    }

    /// Collects text and parameters.
    public struct Interpolation: StringInterpolationProtocol, Sendable {
        var sql = ""
        var bindings = Bindings()

        /// Called by the compiler.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserveCapacity(literalCapacity + 3 * interpolationCount)
        }

        /// Called by the compiler.
        public mutating func appendLiteral(_ literal: String) { sql += literal }

        /// Binds a value.
        public mutating func appendInterpolation<T: PostgresEncodable>(_ value: T) {
            bindings.append(value)
            sql += "$\(bindings.count)"
        }

        /// Binds a value or NULL.
        public mutating func appendInterpolation<T: PostgresEncodable>(_ value: T?) {
            bindings.append(value)
            sql += "$\(bindings.count)"
        }

        /// Binds an array.
        public mutating func appendInterpolation<T: PostgresEncodable>(
            array values: [T], of type: PostgresType
        ) {
            bindings.appendArray(of: type, count: values.count) { writer in
                for value in values { writer.append(value) }
            }
            sql += "$\(bindings.count)"
        }

        /// Binds an array some of whose elements may be NULL.
        public mutating func appendInterpolation<T: PostgresEncodable>(
            array values: [T?], of type: PostgresType
        ) {
            bindings.appendArray(of: type, count: values.count) { writer in
                for value in values { writer.append(value) }
            }
            sql += "$\(bindings.count)"
        }

        /// Puts text into the statement as it stands. Never with input from outside.
        public mutating func appendInterpolation(unsafeSQL text: String) { sql += text }
    }

    private static func firstWords(of sql: String) -> String {
        sql.prefix(60).split(whereSeparator: \.isWhitespace).prefix(4).joined(separator: " ")
    }
}

/// Quotes an identifier (a role, a database) for a statement that cannot take parameters.
public func quoteIdentifier(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\""
}

/// Quotes a literal for a statement that cannot take parameters (DDL).
public func quoteLiteral(_ text: String) -> String {
    let doubled = text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''")
    let escaped = doubled.split(separator: "\\", omittingEmptySubsequences: false)
    return escaped.count == 1 ? "'\(doubled)'" : " E'\(escaped.joined(separator: "\\\\"))'"
}
