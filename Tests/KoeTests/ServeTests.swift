import Foundation
import Testing

extension KoeProcessTests {
    @Suite("koe serve")
    struct Serve {
        private static let letter = Data(
            """
            {"scheme":"letter-to-mayor","channel":"form","receivedOn":"2026-06-28",\
            "sender":{"name":"𠮷田 葛󠄀子"},"summary":"公園の街灯","wantsReply":true}
            """.utf8)

        @Test("空のフォルダでも用意ができ、市の設定前から健康と計数に答える")
        func readyWithoutCity() async throws {
            try await Office.lend { office in
                try await office.serving { server in
                    #expect(server.program.output.contains("koe setup"))
                    #expect(try await server.http.get("/health/live").status == 200)
                    let ready = try await server.http.get("/health/ready")
                    #expect(ready.status == 200 && ready.text.contains("\"ready\":true"))
                    let metrics = try await server.http.get("/metrics")
                    #expect(metrics.status == 200)
                    #expect(metrics.headers["content-type"]?.hasPrefix("text/plain") == true)
                    let sample = /[a-zA-Z_:][a-zA-Z0-9_:]*(\{[^{}]*\})? [-+0-9.eEINFNa]+/
                    for line in metrics.text.split(separator: "\n") where !line.hasPrefix("#") {
                        #expect(line.wholeMatch(of: sample) != nil, "\(line)")
                    }
                    #expect(metrics.text.contains("koe_build_info{"))
                    #expect(try await server.http.get("/nowhere").status == 404)
                    // Set up while it runs, it needs no restart.
                    try await office.setUp()
                    #expect(try await server.http.get("/health/ready").status == 200)
                }
            }
        }

        @Test("同じ重複防止キーのPOSTは同じ答え、実行中のコマンドは同じクラスタを使う")
        func sharesTheCluster() async throws {
            try await Office.lendSetUp { office in
                try await office.serving { server in
                    let postmaster = try #require(office.postmaster)
                    let key = "slip-0001"
                    let first = try await server.http.post("/api/v1/items", key: key, Self.letter)
                    let second = try await server.http.post("/api/v1/items", key: key, Self.letter)
                    #expect(first.status == 201 && second.status == 201, "\(first.text)")
                    #expect(first.body == second.body)
                    let receipt = try JSONDecoder().decode(Receipt.self, from: first.body)
                    #expect(receipt.position == 1)

                    let tail = try office.start(["log", "tail", "--follow"])
                    #expect(try await eventually { tail.output.hasPrefix("1  ") })
                    let third: Receipt = try await office.koe(
                        "item", "receive", "--scheme", "opinion", "--channel", "phone",
                        "--received-on", "2026-06-28", "--anonymous", "--summary", "除雪",
                        "--format", "json"
                    ).decode()
                    #expect(third.position == 2)
                    #expect(try await eventually { tail.output.contains("item-\(third.id)/1") })
                    tail.signal(SIGINT)
                    #expect(try await tail.end().exitCode == 130)
                    #expect(try await office.status().position == 2)
                    #expect(office.postmaster == postmaster)
                    #expect(await server.isReady, "a command that leaves stops nothing")
                }
            }
        }

        @Test("SIGTERMでもSIGINTでも0で終わり、プロセスもソケットも残らない", arguments: [SIGTERM, SIGINT])
        func stops(_ signal: Int32) async throws {
            try await Office.lendSetUp { office in
                let server = try await office.serve()
                #expect(office.exists(office.socket))
                #expect(!office.processes.isEmpty)
                try await office.stop(server, by: signal)
                #expect(try await office.isQuiet())
                #expect(!office.exists(office.socket))
                #expect(office.postmaster == nil)
                #expect(try await office.status().position == 0)
            }
        }

        @Test("用意ができる前のSIGTERMでも0で終わり、次の起動を妨げない")
        func stopsWhileStarting() async throws {
            try await Office.lend { office in
                let program = try office.start(["serve", "--listen", "127.0.0.1:0"])
                #expect(try await eventually { program.errors.contains("making a PostgreSQL") })
                program.signal(SIGTERM)
                #expect(try await program.end().exitCode == 0)
                #expect(try await office.isQuiet())
                try await office.serving { #expect(await $0.isReady) }
            }
        }

        @Test("ポートが塞がっていれば69と一行、同じデータの別ポートなら二つ目も動く")
        func takenPort() async throws {
            try await Office.lendSetUp { office in
                try await office.serving { server in
                    let address = "127.0.0.1:\(server.http.port)"
                    let second = try await office.koe("serve", "--listen", address)
                    #expect(second.exitCode == 69, "\(second)")
                    #expect(second.errorLines.count == 1, "\(second)")
                    #expect(second.errors.contains(address) && second.output.isEmpty, "\(second)")
                    #expect(await server.isReady)
                }
            }
        }

        @Test("二つのサーバーが一つの台帳に書き込んでも、受付票は一枚ずつ一度だけ")
        func twoServers() async throws {
            try await Office.lendSetUp { office in
                try await office.serving { first in
                    let bag = Mailbag()
                    try await office.serving { second in
                        try await bag.sending(to: [first.http, second.http], senders: 16) {
                            try #require(try await eventually { bag.acknowledged >= 400 })
                        }
                        // Each server knows the other's keys.
                        try await bag.repeatAll(to: second.http)
                    }
                    try await bag.repeatAll(to: first.http)
                    try await bag.checkLog(of: office)
                }
            }
        }
    }
}
