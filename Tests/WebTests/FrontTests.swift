import Desk
import Hummingbird
import Participation
import Postgres
import TestSupport
import Testing

@testable import Web

@Suite("稼働確認・監視・入口")
struct FrontTests {
    @Test("生存確認")
    func lives() async throws {
        try await TestServer.with { server in
            try await server.ask(.get, "/health/live").expect(
                200, ["content-type": "text/plain; charset=utf-8"], "ok\n")
        }
    }

    @Test("市の設定がなくても受付可、データベースがなければ503")
    func isReady() async throws {
        try await TestServer.with { server in
            try await server.ask(.get, "/health/ready").expect(
                200, ["content-type": "application/json"], #"{"ready":true,"reason":null}"#)
            await server.city.pool.close()
            try await server.ask(.get, "/health/ready").expect(
                503, ["content-type": "application/json"],
                #"{"ready":false,"reason":"the database cannot be reached"}"#)
            // Alive all the same.
            #expect(try await server.ask(.get, "/health/live").status == 200)
            #expect(try await server.ask(.get, "/login").status == 503)
        }
    }

    @Test("ない場所は404")
    func findsNothing() async throws {
        try await TestServer.with { server in
            for path in ["/nothing", "/api/v1/items/1/2/3", "/.env"] {
                try await server.ask(.get, path).expectProblem(
                    404,
                    """
                    {"detail":"この場所には何もありません。","status":404,"title":"見つかりません。",\
                    "type":"urn:koe:problem:not-found"}
                    """)
            }
        }
    }

    @Test("使えない操作は405で、使える操作を示す")
    func refusesMethods() async throws {
        try await TestServer.with { server in
            try await server.ask(.delete, "/api/v1/items").expectProblem(
                405,
                """
                {"detail":"ここで使えるのは GET, HEAD, POST です。","status":405,\
                "title":"この操作はできません。","type":"urn:koe:problem:method-not-allowed"}
                """, ["allow": "GET, HEAD, POST"])
            let answer = try await server.ask(.post, "/health/live")
            #expect(answer.status == 405)
            #expect(answer.headers["allow"] == "GET, HEAD")
            #expect(try await server.ask(.head, "/health/live").status == 200)
        }
    }

    @Test("英語でも答える")
    func speaksEnglish() async throws {
        try await TestServer.with { server in
            let answer = try await server.ask(.get, "/nothing?lang=en")
            #expect(answer.headers["content-language"] == "en")
            #expect(answer.body.contains("There is nothing here."))
            let page = try await server.ask(.get, "/login?lang=en", as: nil)
            #expect(page.body.contains("<html lang=\"en\">"))
            #expect(page.body.contains("No city is set up yet"))
        }
    }

    @Test("市の設定前のログイン画面は、打つべき命令を示す")
    func tellsHowToSetUp() async throws {
        try await TestServer.with { server in
            let page = try await server.ask(.get, "/login", as: nil)
            #expect(page.status == 200)
            #expect(page.headers["content-type"] == "text/html; charset=utf-8")
            #expect(page.body.contains("市の設定がまだです"))
            #expect(page.body.contains("koe setup --city 根室市 --code 012238"))
            #expect(!page.body.contains("<script"))
            #expect(!page.body.contains("style="))
        }
    }

    @Test("稼働状況は市名・位置・根のハッシュを示し、市名の記号を無害にする")
    func showsTheCity() async throws {
        try await TestServer.with { server in
            let code = try #require(LocalGovernmentCode(parsing: "012238"))
            try await server.desk.setUp(city: "<根室>&\"市\"", code: code)
            let page = try await server.ask(.get, "/status")
            #expect(page.body.contains("&lt;根室&gt;&amp;&quot;市&quot;"))
            #expect(page.body.contains("団体コード 012238"))
            let status = try await server.desk.status()
            #expect(page.body.contains("<code>\(status.root)</code>"))
            let style = try await server.ask(.get, "/style.css")
            style.expect(
                200,
                [
                    "content-type": "text/css; charset=utf-8",
                    "cache-control": "public, max-age=3600",
                ], Stylesheet.text)
        }
    }

    @Test("監視指標は Prometheus の書式に従う")
    func exposesMetrics() async throws {
        try await TestServer.with { server in
            _ = try await server.post(letter)
            _ = try await server.ask(.get, "/nothing/\"{}\\n")
            let answer = try await server.ask(.get, "/metrics")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            let lines = answer.body.split(separator: "\n").map(String.init)
            for line in [
                #"koe_build_info{version="1.2.3"} 1"#, "koe_database_up 1", "koe_log_position 1",
                #"koe_http_requests_total{method="POST",route="/api/v1/items",status="201"} 1"#,
                #"koe_http_requests_total{method="GET",route="unmatched",status="404"} 1"#,
                #"koe_http_request_duration_seconds_count{route="/api/v1/items"} 1"#,
                #"koe_http_request_duration_seconds_bucket{route="unmatched",le="+Inf"} 1"#,
            ] { #expect(lines.contains(line)) }
            // Every sample belongs to the family declared last, with HELP and TYPE before it.
            var family = ""
            for line in lines {
                let words = line.split(separator: " ")
                if line.hasPrefix("# HELP ") {
                    family = String(words[2])
                } else if line.hasPrefix("# TYPE ") {
                    #expect(words[2] == family)
                    #expect(["counter", "gauge", "histogram"].contains(words[3]))
                } else {
                    #expect(line.hasPrefix(family))
                    #expect(Double(words.last ?? "") != nil)
                }
            }
        }
    }
}
