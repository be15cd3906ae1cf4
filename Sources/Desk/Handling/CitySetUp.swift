import EventLog
public import Participation
import Postgres

/// The city a database belongs to (市).
public struct City: Sendable, Equatable {
    /// The name as printed (市名).
    public let name: String
    /// The local government code with its check digit (全国地方公共団体コード).
    public let code: LocalGovernmentCode
    /// Whether it is the made-up demo city (見本).
    public let isDemo: Bool
    /// The day it was set up (設定日).
    public let setUpOn: LocalDate
}

extension Desk {
    /// The longest name of a city, in characters.
    public static let longestCityName = 100

    /// The city of this database; `nil` before ``setUp(city:code:isDemo:)`` (市の設定).
    public func city() async throws(DeskError) -> City? {
        do {
            let rows = try await pool.execute(
                "SELECT name, code, is_demo, set_up_at FROM desk.city")
            guard let row = rows.first else { return nil }
            let text: String = try row.get(1)
            guard let code = LocalGovernmentCode(parsing: text) else {
                throw DeskError.internalFault("code in desk.city")
            }
            let setUpAt: Instant = try row.get(3)
            return City(
                name: try row.get(0), code: code, isDemo: try row.get(2),
                setUpOn: LocalDate(microsecondsSince1970: setUpAt.microseconds))
        } catch {
            throw DeskError(error)
        }
    }

    /// Makes this database the city's; the same again changes nothing (市の設定).
    ///
    /// - Returns: the city as it stands.
    /// - Throws: ``DeskError/cityAlreadySetUp(_:)`` when it is another city's already.
    @discardableResult
    public func setUp(
        city name: String, code: LocalGovernmentCode, isDemo: Bool = false
    ) async throws(DeskError) -> City {
        guard !name.allSatisfy(\.isWhitespace) else {
            throw .malformed([InputError("city", .required)])
        }
        guard name.count <= Self.longestCityName else {
            throw .malformed([InputError("city", .tooLong(Self.longestCityName))])
        }
        do {
            // Two first starts at once: one inserts, the other finds what it inserted.
            _ = try await pool.execute(
                """
                INSERT INTO desk.city (code, name, is_demo, set_up_at)
                VALUES (\(code.description), \(name), \(isDemo), \(clock()))
                ON CONFLICT (only_row) DO NOTHING
                """)
        } catch {
            throw DeskError(error)
        }
        guard let city = try await city() else { throw .cityNotSetUp }
        guard city.name.utf8.elementsEqual(name.utf8), city.code == code, city.isDemo == isDemo
        else { throw .cityAlreadySetUp(city) }
        return city
    }
}
