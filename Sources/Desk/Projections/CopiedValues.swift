import Participation
import Postgres

// Values of the domain as columns of a COPY take them.

/// A day for a `date` column (日付の列).
struct PostgresDate: PostgresEncodable {
    static let postgresType: UInt32 = 1082
    /// PostgreSQL counts from 1 January 2000.
    private static let epoch = 10_957

    private let day: LocalDate

    init(_ day: LocalDate) { self.day = day }

    func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(Int32(day.dayNumber - Self.epoch))
    }
}

/// Texts by name for a `jsonb` column (属性の列).
struct PostgresJSON: PostgresEncodable {
    static let postgresType: UInt32 = 3802
    /// The version of the format, before the document.
    private static let version: UInt8 = 1

    private let texts: [String: String]

    /// `nil` when there are none: the column stays NULL.
    init?(texts: [String: String]) {
        guard !texts.isEmpty else { return nil }
        self.texts = texts
    }

    func encode(into bytes: inout [UInt8]) {
        bytes.append(Self.version)
        bytes += CanonicalJSON.bytes(.object(texts.mapValues(JSONValue.string)))
    }
}
