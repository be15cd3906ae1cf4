import Desk
import EventLog
import Foundation
import Hummingbird
import Participation
import Postgres
import TestSupport
import Testing

@testable import Web

@Suite("APIの作法")
struct APIMannersTests {
    private func post(
        _ server: TestServer, _ path: String, _ body: String, seen: String? = "*"
    ) async throws -> Answer {
        var headers = [
            "Idempotency-Key": UUID().uuidString, "Content-Type": "application/json",
        ]
        headers["If-Match"] = seen
        return try await server.ask(.post, "/api/v1/\(path)", headers, body)
    }

    @Test("読むだけの要求が失敗したとき、重複防止キーの話はしない")
    func unavailableWhileReading() throws {
        let error = DeskError.overloaded
        let reading = ErrorMapping.problem(
            for: error, allowed: [], isReading: true, words: .japanese)
        let writing = ErrorMapping.problem(
            for: error, allowed: [], isReading: false, words: .japanese)
        #expect(reading.status == .serviceUnavailable)
        #expect(reading.detail == "しばらくしてから、もう一度お試しください。")
        #expect(writing.detail.contains("Idempotency-Key"))
        #expect(reading.headers[.retryAfter] == "2" && writing.headers[.retryAfter] == "2")
    }

    @Test(
        "すでにそうなっていることでも、本文は確かめる",
        arguments: [
            "claims", "releases", "acceptances", "transfers", "returns", "notes", "interim-answers",
            "oral-answers", "answers", "draft-withdrawals", "approvals", "send-backs",
            "envelope-checks", "dispatches", "measures", "measure-checks", "closures", "reopenings",
        ])
    func everyBodyIsRead(_ path: String) async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            for body in [#"{"unheard":1}"#, "[]", "null", #""text""#] {
                let answer = try await post(server, "items/R8-0001/\(path)", body)
                #expect(answer.status == 422, "\(path) \(body): \(answer.body)")
            }
            for body in ["", "{", "{}{}"] {
                let answer = try await post(server, "items/R8-0001/\(path)", body)
                #expect(answer.status == 400, "\(path) \(body): \(answer.body)")
            }
        }
    }

    @Test("何も起きない要求でも、値の誤りは422")
    func valuesAreChecked() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            let long = String(repeating: "長", count: ItemLimits.code + 1)
            for (path, body) in [
                ("releases", #"{"section":"\#(long)"}"#), ("reopenings", #"{"cause":"further"}"#),
                ("reopenings", #"{"cause":"further","reason":" "}"#),
                ("closures", #"{"noAnswer":"answered-before","on":"2027-01-01"}"#),
            ] {
                let answer = try await post(server, "items/R8-0001/\(path)", body)
                #expect(answer.status == 422, "\(path) \(body): \(answer.body)")
            }
            // Nothing to give up, to take back or to take up again: that is so already.
            for (path, body) in [
                ("releases", "{}"), ("draft-withdrawals", "{}"),
                ("reopenings", #"{"cause":"further","reason":"再度"}"#),
            ] {
                #expect(try await post(server, "items/R8-0001/\(path)", body).status == 200)
            }
        }
    }

    @Test("空のトレイから受け持つときも、本文の誤りは422")
    func emptyTray() async throws {
        try await TestServer.with { server in
            let path = "departments/triage/claims"
            for body in ["[]", "null", #"{"x":1}"#] {
                let refused = try await post(server, path, body, seen: nil)
                #expect(refused.status == 422)
            }
            let broken = try await post(server, path, "{", seen: nil)
            let empty = try await post(server, path, "{}", seen: nil)
            #expect(broken.status == 400 && empty.status == 204)
        }
    }

    @Test("If-Match はいくつ並べてもよく、一つ合えば足りる。弱い印は合わない")
    func severalVersions() async throws {
        try await TestServer.with { server in
            // Received and routed: version 2.
            try await TrayCity.letter(server, key: "a")
            let many = (1...21).map { "\"\($0)\"" }.joined(separator: ",")
            for (seen, status) in [
                (#""1""#, 412), (#""1", "7""#, 412), (#"W/"2""#, 412), (#""x""#, 412),
                (#""99999999999""#, 412), ("2", 400), ("", 400), (many, 400),
                (#""1", "2" , W/"5""#, 201),
            ] {
                let answer = try await post(server, "items/R8-0001/claims", "{}", seen: seen)
                #expect(answer.status == status, "\(seen): \(answer.body)")
            }
        }
    }

    @Test("トレイの続きの位置は Link のとおりにだけ使える")
    func trayPages() async throws {
        try await TestServer.with { server in
            for key in ["a", "b", "c"] { try await TrayCity.letter(server, key: key) }
            let path = "/api/v1/departments/%E5%9C%9F%E6%9C%A8%E8%AA%B2/tray"
            let first = try await server.ask(.get, path + "?limit=2")
            let link = try #require(first.headers["link"])
            let next = try #require(link.split(separator: ">").first?.dropFirst())
            #expect(!next.contains("after=2"))
            let second = try await server.ask(.get, String(next))
            #expect(second.status == 200 && second.headers["link"] == nil)
            let numbers = [first, second].map { answer in
                ["R8-0001", "R8-0002", "R8-0003"].filter { answer.body.contains($0) }
            }
            #expect(numbers == [["R8-0001", "R8-0002"], ["R8-0003"]])
            for wrong in ["2", "x", "dHJheSAt", "dHJheSAw", "dHJheSAy=", "dHJheSArMg"] {
                #expect(
                    try await server.ask(.get, path + "?after=\(wrong)").status == 400, "\(wrong)")
            }
        }
    }

    @Test("知らない指標は、名を短くして答える。知らない分け方は400で、知っている分け方を言う")
    func unknownFigures() async throws {
        try await TestServer.with { server in
            let (plan, indicators) = try PlanFile.parse(FigureCity.plan)
            _ = try await server.desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "test")
            _ = try await server.post(letter)
            let long = String(repeating: "x", count: 5_000)
            let indicator = try await server.ask(.get, "/api/v1/figures?year=R8&indicator=\(long)")
            #expect(indicator.status == 422 && indicator.body.utf8.count < 1_500)
            for by in ["x", "Channel", long] {
                let answer = try await server.ask(.get, "/api/v1/figures?year=R8&by=\(by)")
                #expect(answer.status == 400 && answer.body.contains("channel"), "\(by.prefix(9))")
                #expect(answer.body.utf8.count < 1_500)
            }
            let known = try await server.ask(.get, "/api/v1/figures?year=R8&by=channel")
            #expect(known.status == 200 && known.body.contains("paper"))
        }
    }
}
