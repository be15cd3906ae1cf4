import Testing

@testable import Postgres

@Suite("Where and how to connect")
struct SettingsTests {
    @Test(
        "a text libpq cannot read is refused, and a password in it is not repeated",
        arguments: [
            "postgresql://koe:geheim@[::1/db", "host='unclosed password=geheim",
            "nonsense=1 password=geheim", "postgresql://koe:geheim@host/db?nonsense=geheim",
            "postgresql://koe:geheim%ZZ@host/db", "geheim",
        ])
    func unreadable(text: String) throws {
        let error = try #require(throws: PostgresError.self) { try ConnectionSettings(text) }
        #expect(error.code == .invalidConnectionString)
        #expect(!error.description.contains("geheim"))
        #expect(!error.isSafeToRetry)
    }

    @Test("both forms are read; the description shows neither user nor password")
    func readable() throws {
        for text in [
            "postgresql://koe_app:geheim@db.example:5433/city",
            "host=db.example port=5433 user=koe_app password='geheim' dbname=city",
        ] {
            let settings = try ConnectionSettings(text)
            #expect(settings.database == "city")
            #expect(settings.user == "koe_app")
            #expect(settings.description == "db.example:5433/city")
        }
        #expect(try ConnectionSettings("").database == nil)
    }

    @Test("the same place with another database keeps everything else")
    func otherDatabase() throws {
        var settings = try ConnectionSettings(
            "host=/run/a user='k o' password='it''s' dbname=one".replacing("''", with: "\\'"),
            serverSettings: ["work_mem": "8MB"])
        settings.connectLimit = .milliseconds(77)
        let other = try settings.database("city 'x' \\")
        #expect(other.database == "city 'x' \\")
        #expect(other.user == "k o")
        #expect(other.keywords["password"] == "it's")
        #expect(other.keywords["host"] == "/run/a")
        #expect(other.serverSettings == ["work_mem": "8MB"])
        #expect(other.connectLimit == .milliseconds(77))
    }

    @Test("names are looked up before libpq sees them; sockets and addresses stay")
    func resolved() async throws {
        let settings = try ConnectionSettings("host=/run/a,127.0.0.1,/run/b port=1,2,3 user=k")
        let text = try await settings.resolved()
        let keywords = try ConnectionSettings(text).keywords
        #expect(keywords["host"] == "/run/a,127.0.0.1,/run/b")
        #expect(keywords["hostaddr"] == ",127.0.0.1,")
        #expect(keywords["port"] == "1,2,3")
        let sockets = try await ConnectionSettings("host=/run/a,/run/b").resolved()
        #expect(try ConnectionSettings(sockets).keywords["hostaddr"] == nil)
    }

    @Test("a peer that vanished is noticed, and text is UTF-8, whatever the string says")
    func defaults() async throws {
        let text = try await ConnectionSettings("host=/run/a keepalives_idle=5").resolved()
        let keywords = try ConnectionSettings(text).keywords
        #expect(keywords["keepalives_idle"] == "5")
        #expect(keywords["tcp_user_timeout"] == "30000")
        #expect(keywords["client_encoding"] == "UTF8")
    }
}
