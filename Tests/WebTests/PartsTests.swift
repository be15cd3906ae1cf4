import Crypto
import Hummingbird
import Testing

@testable import Web

@Suite("部品")
struct PartsTests {
    @Test("待受アドレスの読取り")
    func readsAddresses() {
        #expect(ListenAddress(parsing: "127.0.0.1:8080") == .standard)
        #expect(ListenAddress(parsing: "[::1]:80") == ListenAddress(host: "::1", port: 80))
        #expect(ListenAddress(parsing: "[::1]:80")?.description == "[::1]:80")
        #expect(ListenAddress(parsing: "koe.city.example:0")?.port == 0)
        for text in ["", "8080", ":8080", "::1:80", "host:", "host:65536", "host:-1", "host:x"] {
            #expect(ListenAddress(parsing: text) == nil)
        }
    }

    @Test("自分のパソコンだけに開く待受")
    func knowsLoopback() {
        for host in ["127.0.0.1", "127.8.8.8", "localhost", "LocalHost", "::1"] {
            #expect(ListenAddress(host: host, port: 1).isLoopback)
        }
        for host in ["0.0.0.0", "::", "127.0.0.1.evil.example", "127.0.0.256", "192.168.1.5"] {
            #expect(!ListenAddress(host: host, port: 1).isLoopback)
        }
    }

    @Test("経路の照合")
    func matchesRoutes() {
        let routes = [
            Route(.get, "/a/{id}") { _ in Response(status: .ok) },
            Route(.post, "/a/{id}") { _ in Response(status: .ok) },
        ]
        #expect(routes.methods(at: "/a/7") == ["GET", "HEAD", "POST"])
        #expect(routes.methods(at: "/a").isEmpty)
        #expect(routes.pattern(of: "/a/secret") == "/a/{id}")
        #expect(routes.pattern(of: "/b") == nil)
    }

    @Test("見知らぬ方法や場所は、指標の数を増やさない")
    func keepsLabelsFew() {
        let metrics = RequestMetrics()
        for index in 0..<100 {
            metrics.record(
                method: "M\(index)", route: nil, status: 404, duration: .milliseconds(20))
        }
        var exposition = Exposition()
        metrics.write(to: &exposition)
        #expect(
            exposition.text.contains(
                #"koe_http_requests_total{method="OTHER",route="unmatched",status="404"} 100"#))
        #expect(
            exposition.text.contains(
                #"koe_http_request_duration_seconds_bucket{route="unmatched",le="0.01"} 0"#))
        #expect(
            exposition.text.contains(
                #"koe_http_request_duration_seconds_bucket{route="unmatched",le="0.025"} 100"#))
    }

    @Test("ラベルと説明の記号は決まりどおりに逃がす")
    func escapesLabels() {
        var exposition = Exposition()
        exposition.family("koe_x", .gauge, "a\\b\nc\"")
        exposition.sample("koe_x", [("l", "a\\b\n\"")], "1")
        #expect(
            exposition.text == """
                # HELP koe_x a\\\\b\\nc"
                # TYPE koe_x gauge
                koe_x{l="a\\\\b\\n\\""} 1

                """)
    }

    @Test("括弧や空白のある名前でも、/proc を正しく読む")
    func readsProc() throws {
        let fields = (3...30).map(String.init).joined(separator: " ")
        let figures = try #require(
            ProcessFigures(
                statm: "100 25 3 4 0 6 0\n", stat: "7 (a) b) \(fields)",
                system: "cpu 1 2\nbtime 1000\nprocesses 5\n", pageSize: 4_096,
                ticksPerSecond: 100))
        #expect(figures.residentBytes == 102_400)
        #expect(figures.startTime == 1000.22)
        #expect(ProcessFigures.read() != nil)
    }

    @Test("差し込んだ文字は必ず無害になる")
    func escapesText() {
        let evil = "<b>&'\""
        let page: HTML = "<p title=\"\(evil)\">\(HTML(joining: ["<i>", "</i>"]))</p>"
        #expect(page.text == "<p title=\"&lt;b&gt;&amp;&#39;&quot;\"><i>\n</i></p>")
    }

    @Test("スクリプトは、記した出所のものと一字も違わず、長く手元に置ける")
    func script() async throws {
        let digest = SHA256.hash(data: Script.bytes).map { $0 }
        #expect(
            digest.hex == "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de")
        #expect(Script.head.text.contains(Script.path))
        try await TestServer.with { server in
            let answer = try await server.ask(.get, Script.path, as: nil)
            #expect(answer.status == 200)
            #expect(answer.headers["cache-control"] == "public, max-age=31536000, immutable")
        }
    }

    @Test("公開アドレスはTLSのものだけ")
    func publicAddresses() {
        #expect(
            PublicAddress(parsing: "https://koe.city.example.jp/")?.origin
                == "https://koe.city.example.jp")
        #expect(PublicAddress(parsing: "HTTPS://Koe.example:443")?.authority == "koe.example")
        for text in ["http://koe.example", "koe.example", "https://", "https://a/b", "https://a b"]
        {
            #expect(PublicAddress(parsing: text) == nil, "\(text)")
        }
    }
}
