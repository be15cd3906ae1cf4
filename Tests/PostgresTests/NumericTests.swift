import Postgres
import TestSupport
import Testing

extension AgainstServer {
    @Suite("Decimal numbers into numeric columns")
    struct NumericTests {
        @Test(
            "every digit arrives as it was written",
            arguments: [
                "0", "0.0", "-0", "1", "-1", "12", "1234", "12345", "-99999999", "10000",
                "100000000", "0.5", "0.0001", "0.00001", "-0.00010", "24.9", "1035635.250",
                "123456789012345678.123456789", "000120", "10000.0000",
            ])
        func digits(text: String) async throws {
            let number = try #require(PostgresNumeric(parsing: text))
            try await Lent.connection { connection in
                let rows = try await connection.execute(
                    "SELECT \(number)::text, (\(text)::text::numeric)::text")
                #expect(try rows[0].get(0, as: String.self) == rows[0].get(1, as: String.self))
            }
        }

        @Test(
            "what is no decimal number is none", arguments: ["", "-", ".5", "5.", "1,000", "7/3"])
        func others(text: String) {
            #expect(PostgresNumeric(parsing: text) == nil)
        }
    }
}
