import Desk
import Foundation
import Hummingbird
import Logging
import Participation
import Testing

@testable import Web

/// What nobody else is named for appears in no answer to them, on whatever route: a new one is asked
/// as soon as it has a row in the table.
@Suite("限定の案件は、指名されていない人のどの画面・一覧・検索・候補・出力にも出ない")
struct RestrictedEverywhereTests {
    /// What would give it away.
    private static let secrets = ["R8-0002", "カワウソ", "河童橋"]

    /// What a route is asked with beside its bare address, to have it list, look for or suggest.
    private static let questions: [String: [String]] = [
        "/register": ["?year=R8", "?q=%E9%99%A4%E9%9B%AA&reason=x", "?mark=urgent"],
        "/register.csv": ["?year=R8"],
        "/api/v1/items": [
            "?reason=x", "?q=%E3%82%AB%E3%83%AF%E3%82%A6%E3%82%BD&reason=x", "?limit=1",
        ],
        "/tray": ["?section=triage", "?section=%E5%9C%9F%E6%9C%A8%E8%AA%B2", "?stage=considering"],
        "/tray/{number}/reply": ["?similar=1"],
        "/figures/{plan}/{code}": ["?year=R8", "?year=R8&quarter=1"],
        "/log": ["?q=R8-0001", "?actor=sato"],
        "/log/openings": ["?actor=sato"],
    ]

    /// Forms that look something up.
    private static let forms: [String: String] = [
        "/register/people": "name=%E8%A6%8B%E6%9C%AC&reason=x",
        "/intake/sender": "name=%E8%A6%8B%E6%9C%AC&find=1",
        "/intake/check":
            "summary=%E9%99%A4%E9%9B%AA&name=%E8%A6%8B%E6%9C%AC",
        "/tray": "section=%E5%9C%9F%E6%9C%A8%E8%AA%B2&command=k",
    ]

    private static func city(_ server: TestServer) async throws -> UUID {
        let desk = server.desk
        try await TrayCity.appointPosts(server)
        let (plan, indicators) = try PlanFile.parse(FigureCity.plan)
        _ = try await desk.importPlan(
            plan, indicators, author: nil, reason: nil, actor: "test")
        let open = try await TrayCity.letter(server, key: "a")
        let hidden = try await TrayCity.letter(
            server, summary: "カワウソ通報", body: "河童橋の除雪", key: "b")
        // In hand, drafted and tied to another one, before somebody saw what it is.
        _ = try await desk.respond(
            ResponseRequest(.claim, [.by: "sato"]), to: hidden, actor: "sato", command: nil)
        _ = try await desk.respond(
            ResponseRequest(.draft, [.by: "sato", .text: "カワウソ"]), to: hidden, actor: "sato",
            command: nil)
        _ = try await desk.link(open, to: hidden, as: .samePurpose, actor: "sato", command: nil)
        _ = try await desk.link(hidden, to: open, as: .samePurpose, actor: "sato", command: nil)
        let triage = try await TrayCity.letter(
            server, to: nil, summary: "除雪の時間", key: "c")
        _ = try await desk.link(triage, to: hidden, as: .samePurpose, actor: "sato", command: nil)
        _ = try await desk.handle(
            .setHandling(.restricted, isUrgent: true), of: Item.self, stream: hidden,
            actor: "test", command: nil)
        return hidden
    }

    private static func path(_ pattern: String, number: String) -> String {
        pattern.replacing("{number}", with: number)
            .replacing("{id}", with: pattern.contains("/items/") ? number : UUID().uuidString)
            .replacing(
                "{code}", with: pattern.contains("/figures/") ? "letters-to-mayor" : "triage"
            )
            .replacing("{plan}", with: "test").replacing("{login}", with: "sato")
    }

    @Test("権限表のすべての経路を、すべての役割で")
    func everyRoute() async throws {
        try await TestServer.with { server in
            let hidden = try await Self.city(server).uuidString.lowercased()
            // Whoever reads through what came in is shown the others.
            _ = try await server.desk.importPosts(
                try TableFile(Array("職名,職位,所管課,在職者\n市長,市長,,x-approver\n".utf8)),
                effectiveOn: try #require(LocalDate(iso: "2026-05-01")), actor: "test")
            var tokens = server.tokens
            for role in StaffRole.allCases {
                tokens["x-\(role.rawValue)"] = try await server.desk.token(
                    of: "x-\(role.rawValue)", role)
            }
            for (login, token) in tokens {
                for row in AccessTable.rows where row.path != "/log/check" {
                    let isAPI = row.path.hasPrefix("/api/")
                    let suffixes =
                        row.method == .get ? [""] + (Self.questions[row.path] ?? []) : [""]
                    for suffix in suffixes {
                        let answer = try await server.ask(
                            row.method, Self.path(row.path, number: "R8-0001") + suffix,
                            Self.headers(token, isAPI: isAPI),
                            row.method == .post
                                ? (isAPI ? "{}" : Self.forms[row.path] ?? "a=b") : nil,
                            as: nil)
                        let told = Self.secrets.filter { answer.body.contains($0) }
                        let isNamed = answer.body.contains(hidden)
                        #expect(
                            told.isEmpty && !isNamed,
                            "\(login): \(row.method) \(row.path)\(suffix) \(told)")
                    }
                }
            }
        }
    }

    @Test("番号で尋ねても、ないものとして答える")
    func asIfItWereNotThere() async throws {
        try await TestServer.with { server in
            _ = try await Self.city(server)
            let token = try #require(server.tokens["sato"])
            let patterns = AccessTable.rows.filter {
                $0.path.contains("{number}") || $0.path.hasPrefix("/api/v1/items/{id}")
            }
            #expect(patterns.count > 20)
            for row in patterns {
                let isAPI = row.path.hasPrefix("/api/")
                var answers: [Answer] = []
                for number in ["R8-0002", "R8-9999"] {
                    answers.append(
                        try await server.ask(
                            row.method, Self.path(row.path, number: number),
                            Self.headers(token, isAPI: isAPI),
                            row.method == .post ? Self.body(row.path, isAPI: isAPI) : nil, as: nil))
                }
                let bodies = answers.map {
                    $0.body.replacing("R8-0002", with: "N").replacing("R8-9999", with: "N")
                }
                #expect(
                    answers[0].status == answers[1].status && bodies[0] == bodies[1],
                    "\(row.method) \(row.path)")
                #expect((400..<500).contains(answers[0].status))
            }
            let open = try await server.ask(.get, "/api/v1/items/R8-0001")
            #expect(open.status == 200)
        }
    }

    @Test("指名されれば、その人の一覧にだけ出る")
    func named() async throws {
        try await TestServer.with { server in
            let hidden = try await Self.city(server)
            try await server.desk.setReader("abe", of: hidden, mayRead: true, by: nil)
            let path = "/api/v1/departments/%E5%9C%9F%E6%9C%A8%E8%AA%B2/tray"
            #expect(try await server.ask(.get, path, as: "abe").body.contains("R8-0002"))
            #expect(try await !server.ask(.get, path, as: "sato").body.contains("R8-0002"))
        }
    }

    @Test("市長の職にあり、指名されていても、供覧には出ない。既読も指示も、ないものとして断る")
    func circulation() async throws {
        try await TestServer.with { server in
            let hidden = try await Self.city(server)
            let desk = server.desk
            _ = try await desk.importPosts(
                try TableFile(Array("職名,職位,所管課,在職者\n市長,市長,,x-mayor\n".utf8)),
                effectiveOn: try #require(LocalDate(iso: "2026-05-01")), actor: "test")
            let token = try await desk.token(of: "x-mayor", .approver)
            try await desk.setReader("x-mayor", of: hidden, mayRead: true, by: nil)
            let headers = Self.headers(token, isAPI: false)
            let list = try await server.ask(.get, "/circulation", headers, as: nil)
            #expect(list.status == 200 && list.body.contains("R8-0001"))
            #expect(Self.secrets.allSatisfy { !list.body.contains($0) })
            #expect(try await desk.circulation(for: "x-mayor").allSatisfy { $0.id != hidden })
            for number in ["R8-0002", "R8-9999"] {
                let path = "/circulation/\(number)"
                #expect(try await server.ask(.get, path, headers, as: nil).status == 404)
                for wish in ["do=read", "do=instruct&text=x"] {
                    let answer = try await server.ask(
                        .post, path, headers, "\(wish)&command=k", as: nil)
                    #expect(answer.status == 404, "\(wish)")
                }
            }
            // As the command line asks.
            await #expect {
                _ = try await desk.markRead(hidden, by: "x-mayor")
            } throws: { error in
                if case DeskError.notFound = error { true } else { false }
            }
            await #expect {
                _ = try await desk.instruct("x", about: hidden, by: "x-mayor", command: nil)
            } throws: { error in
                if case DeskError.notFound = error { true } else { false }
            }
            #expect(try await desk.circulationMarks(of: hidden).isEmpty)
        }
    }

    private static func headers(_ token: String, isAPI: Bool) -> [String: String] {
        [
            "Authorization": "Bearer \(token)", "Idempotency-Key": UUID().uuidString,
            "If-Match": "*",
            "Content-Type": isAPI ? "application/json" : "application/x-www-form-urlencoded",
        ]
    }

    /// Good enough to be looked at, so that what is refused is the item.
    private static func body(_ path: String, isAPI: Bool) -> String {
        isAPI ? "{}" : "command=k&seen=1&version=1&do=note&verb=note&reason=x&text=x&draft=1"
    }
}
