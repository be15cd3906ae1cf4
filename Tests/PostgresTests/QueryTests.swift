import Postgres
import Testing

@Suite("Queries as values")
struct QueryTests {
    @Test("interpolated values leave the text and become parameters")
    func interpolation() {
        let text = "x' OR 'a' = 'a"
        let query: Query = "SELECT \(text), \(Int64(5)) WHERE a = \(nil as String?)"
        #expect(query.sql == "SELECT $1, $2 WHERE a = $3")
        #expect(query.bindings.count == 3)
        #expect(query.bindings.byteCount == text.utf8.count + 8)
        #expect(!query.label.contains("OR"))
    }

    @Test("text goes into the statement only under its label")
    func unsafeText() {
        let query: Query = "SELECT * FROM \(unsafeSQL: quoteIdentifier("a\"b")) WHERE n = \(true)"
        #expect(query.sql == "SELECT * FROM \"a\"\"b\" WHERE n = $1")
    }

    @Test("an array is one parameter")
    func arrays() {
        let query: Query = "SELECT \(array: ["a", "b"], of: .text), \(1 as Int32)"
        #expect(query.sql == "SELECT $1, $2")
        #expect(query.bindings.count == 2)
    }

    @Test("the label is the statement's first words, or the one given")
    func labels() {
        let long: Query = """
            INSERT INTO
                log.event (position, stream) VALUES (\(Int64(1)), \("item-1"))
            """
        #expect(long.label == "INSERT INTO log.event (position,")
        #expect(Query(unsafeSQL: "SELECT 1", label: "heads").label == "heads")
        #expect(("BEGIN" as Query).label == "BEGIN")
        #expect(("" as Query).label.isEmpty)
    }

    @Test("equal parameters are equal bindings")
    func equality() {
        var one = Bindings()
        one.append("声")
        one.append(nil as Int64?)
        var two = Bindings()
        two.append("声")
        two.append(nil as Int64?)
        #expect(one == two)
        two.append("")
        #expect(one != two)
    }
}

extension AgainstServer {
    @Suite("Queries against a server")
    struct QueryServerTests {
        @Test(
            "what looks like SQL stays data",
            arguments: [
                "'; DROP TABLE person; --", "$1", "\\'; DROP TABLE person; --", "' OR ''='",
                "\"; DELETE FROM person; --", "/* */ $$ $koe_sql$",
                "%s %I \u{0}1".filter {
                    $0 != "\u{0}"
                },
            ])
        func injection(text: String) async throws {
            try await Lent.connection { connection in
                _ = try await connection.execute("CREATE TEMP TABLE person (name text)")
                _ = try await connection.execute("INSERT INTO person VALUES (\(text))")
                #expect(try await connection.text("SELECT name FROM person") == text)
                #expect(
                    try await connection.number(
                        "SELECT count(*) FROM person WHERE name = \(text)") == 1)
            }
        }

        @Test(
            "quoted names and literals are the same text for the server",
            arguments: ["plain", "a'b''c", "a\"b", "back\\slash", "\\'", "市 名\n", "E'x'", "$$"])
        func quoting(text: String) async throws {
            try await Lent.connection { connection in
                let literal = quoteLiteral(text)
                #expect(
                    try await connection.text("SELECT \(unsafeSQL: literal)::text") == text)
                for setting in ["on", "off"] {
                    _ = try await connection.execute(
                        Query(unsafeSQL: "SET standard_conforming_strings = \(setting)"))
                    #expect(
                        try await connection.text(
                            "SELECT \(unsafeSQL: literal)::text -- \(unsafeSQL: setting)") == text)
                }
                let rows = try await connection.execute(
                    "SELECT 1 AS \(unsafeSQL: quoteIdentifier(text))")
                #expect(rows.columnNames == [text])
            }
        }
    }
}
