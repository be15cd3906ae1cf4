import Desk
import Foundation
import Hummingbird
import Logging
import Participation
import Testing

@testable import Web

@Suite("権限表")
struct AccessTests {
    /// Who is let in (○), must log in first (L), may not (×), owes nothing there (–): nobody, then the
    /// roles in the order of DECISIONS C10.
    private static let expected = """
        GET /health/live                              ○○○○○○○○○
        GET /health/ready                             ○○○○○○○○○
        GET /metrics                                  ○○○○○○○○○
        GET /openapi.json                             ○○○○○○○○○
        GET /style.css                                ○○○○○○○○○
        GET /htmx-2.0.10.min.js                       ○○○○○○○○○
        GET \(PageScript.attendance.path)                  ○○○○○○○○○
        GET \(PageScript.intake.path)                      ○○○○○○○○○
        GET \(PageScript.keys.path)                        ○○○○○○○○○
        GET /                                         ○○○○○○○○○
        GET /login                                    ○○○○○○○○○
        POST /login                                   ○○○○○○○○○
        GET /login/oidc                               ○○○○○○○○○
        GET /login/oidc/return                        ○○○○○○○○○
        GET /login/code                               L––––––––
        POST /login/code                              L––––––––
        GET /account/password                         L○○○○○○○○
        POST /account/password                        L○○○○○○○○
        POST /logout                                  L○○○○○○○○
        GET /account                                  L○○○○○○○○
        POST /account/sessions                        L○○○○○○○○
        POST /account/codes                           L○○○○○○○○
        GET /status                                   L○○○○○○○○
        GET /glossary                                 L○○○○○○○○
        GET /figures                                  L○○○○○○○○
        GET /figures.csv                              L○○○○○○○○
        GET /figures.xlsx                             L○○○○○○○○
        GET /figures/{plan}/{code}                    L○○○○○○○○
        POST /figures/{plan}/{code}                   L××○○×○××
        GET /api/v1/figures                           L○○○○○○○○
        GET /organisation                             L○○○○○○○○
        GET /organisation/reform                      L××○××○×○
        POST /organisation/reform                     L××○××○×○
        GET /year                                     L××○××○×○
        POST /year                                    L××○××○×○
        GET /print/slips                              L×○○○××××
        GET /print/ledger                             L×○○○××××
        GET /intake                                   L×○○×××××
        POST /intake                                  L×○○×××××
        POST /intake/sender                           L×○○×××××
        POST /intake/address                          L×○○×××××
        POST /intake/check                            L×○○×××××
        POST /intake/undo                             L×○○×××××
        POST /intake/draft                            L×○○×××××
        POST /intake/discard                          L×○○×××××
        POST /intake/redo                             L×○○×××××
        POST /intake/part                             L×○○×××××
        POST /intake/scans                            L×○○×××××
        POST /intake/scans/join                       L×○○×××××
        POST /intake/scans/part                       L×○○×××××
        POST /intake/scans/skip                       L×○○×××××
        POST /intake/scans/without                    L×○○×××××
        GET /intake/scans/{scan}/pages/{page}         L×○○×××××
        GET /register                                 L○○○○○○○×
        GET /register.csv                             L○○○○○○○×
        GET /register.xlsx                            L○○○○○○○×
        GET /register/people                          L×○○○○×○×
        POST /register/people                         L×○○○○×○×
        GET /api/v1/items                             L○○○○○○○×
        GET /items/{number}                           L○○○○○○○×
        POST /items/{number}/opening                  L×○○○○×○×
        GET /items/{number}/scans/{file}              L×○○○○×○×
        GET /items/{number}/scans/{file}/pages/{page} L×○○○○×○×
        GET /items/{number}/scans                     L×○○○××××
        POST /items/{number}/scans                    L×○○○××××
        POST /items/{number}/scans/withdrawal         L×○○○××××
        GET /items/{number}/correction                L×○○○××××
        POST /items/{number}/correction               L×○○○××××
        GET /items/{number}/presence                  L○○○○○○○×
        GET /items/{number}/suspension                L××○×××××
        POST /items/{number}/suspension               L××○×××××
        GET /items/{number}/proof                     L○○○○○○○×
        GET /items/{number}/proof.json                L○○○○○○○×
        GET /tray                                     L××○○○×××
        POST /tray                                    L××○○××××
        GET /tray/{number}                            L××○○○×××
        POST /tray/{number}                           L××○○××××
        POST /tray/{number}/sender                    L××○○○×××
        GET /tray/{number}/reply                      L××○○××××
        POST /tray/{number}/reply                     L××○○××××
        GET /tray/{number}/letter                     L××○○××××
        GET /tray/{number}/approval                   L××○○○×××
        POST /tray/{number}/approval                  L××○○○×××
        GET /circulation                              L××××○×××
        GET /circulation/{number}                     L××××××××
        POST /circulation/{number}                    L××××××××
        GET /lectures                                 L○○○○○○○×
        GET /lectures/offers                          L○○○○○○○×
        POST /lectures/offers                         L××○○×○××
        GET /lectures/request                         L××○○×○××
        POST /lectures/request                        L××○○×○××
        GET /lectures/{id}                            L○○○○○○○×
        POST /lectures/{id}                           L××○○×○××
        GET /lectures/{id}/notice                     L○○○○○○○×
        GET /gatherings                               L○○○○○○○×
        GET /gatherings/new                           L××○○×○××
        POST /gatherings/new                          L××○○×○××
        GET /gatherings/{id}                          L○○○○○○○×
        POST /gatherings/{id}                         L××○○×○××
        GET /gatherings/{id}/sheet                    L○○○○○○○×
        GET /gatherings/{id}/attendance               L××○○×○××
        POST /gatherings/{id}/attendance              L××○○×○××
        POST /gatherings/{id}/attendance/entries      L××○○×○××
        POST /api/v1/items                            L×○○×××××
        GET /api/v1/items/{id}                        L○○○○○○○×
        GET /api/v1/items/{id}/history                L○○○○○○○×
        GET /api/v1/departments/{code}/tray           L○○○○○○○×
        POST /api/v1/departments/{code}/claims        L××○○××××
        POST /api/v1/items/{id}/claims                L××○○××××
        POST /api/v1/items/{id}/releases              L××○○××××
        POST /api/v1/items/{id}/acceptances           L××○○××××
        POST /api/v1/items/{id}/transfers             L××○○××××
        POST /api/v1/items/{id}/returns               L××○○××××
        POST /api/v1/items/{id}/notes                 L××○○××××
        POST /api/v1/items/{id}/interim-answers       L××○○××××
        POST /api/v1/items/{id}/oral-answers          L××○○××××
        POST /api/v1/items/{id}/answers               L××○○××××
        POST /api/v1/items/{id}/draft-withdrawals     L××○○××××
        POST /api/v1/items/{id}/envelope-checks       L××○○××××
        POST /api/v1/items/{id}/dispatches            L××○○××××
        POST /api/v1/items/{id}/measures              L××○○××××
        POST /api/v1/items/{id}/measure-checks        L××○○××××
        POST /api/v1/items/{id}/closures              L××○○××××
        POST /api/v1/items/{id}/reopenings            L××○○××××
        POST /api/v1/items/{id}/instruction-answers   L××○○××××
        POST /api/v1/items/{id}/approvals             L××○○○×××
        POST /api/v1/items/{id}/send-backs            L××○○○×××
        POST /api/v1/items/{id}/corrections           L×○○○××××
        POST /api/v1/items/{id}/use-suspensions       L××○×××××
        GET /log                                      L××××××○×
        GET /log/openings                             L××××××○×
        GET /log/keys                                 L××××××○×
        GET /log/check                                L××××××○×
        POST /log/check                               L××××××○×
        GET /admin/users                              L××××××○○
        POST /admin/users                             L×××××××○
        GET /admin/users/{login}                      L××××××○○
        POST /admin/users/{login}                     L×××××××○
        GET /admin/transfers                          L×××××××○
        POST /admin/transfers                         L×××××××○
        """

    private static func routes(_ desk: Desk) -> [Route] {
        WebServer(
            desk: desk, address: .standard, version: "1", logger: Logger(label: "test")
        ).routes(counting: RequestMetrics())
    }

    @Test("どの経路も、どの役割にも、表のとおりに答える")
    func everyRouteAsEveryone() async throws {
        try await TestServer.with { server in
            var tokens: [String?] = [nil]
            for role in StaffRole.allCases {
                tokens.append(try await server.desk.token(of: "x-\(role.rawValue)", role))
            }
            var found: [String] = []
            for route in Self.routes(server.desk) {
                var marks = ""
                for token in tokens {
                    marks += try await Self.mark(route, token, server)
                }
                found.append("\(route.method.rawValue) \(route.path) \(marks)")
            }
            let expected = Self.expected.split(separator: "\n").map {
                $0.split(separator: " ").joined(separator: " ")
            }
            #expect(found.sorted() == expected.sorted())
        }
    }

    private static func mark(
        _ route: Route, _ token: String?, _ server: TestServer
    ) async throws -> String {
        let path = route.path.replacing("{id}", with: "R8-0001").replacing("{code}", with: "x")
            .replacing("{login}", with: "unknown").replacing("{plan}", with: "p")
            .replacing("{number}", with: "R8-0001")
            .replacing("{login}", with: "unknown").replacing("{plan}", with: "p").replacing(
                "{number}", with: "R8-0001"
            )
            .replacing("{scan}", with: "x").replacing("{file}", with: "1")
            .replacing("{page}", with: "1")
        let isAPI = path.hasPrefix("/api/")
        var headers = [
            "Content-Type": isAPI ? "application/json" : "application/x-www-form-urlencoded",
            "Idempotency-Key": "k", "If-Match": "*",
        ]
        headers["Authorization"] = token.map { "Bearer \($0)" }
        let answer = try await server.ask(
            route.method, path, headers, route.method == .post ? (isAPI ? "{}" : "a=b") : nil,
            as: nil)
        if answer.headers["location"]?.hasPrefix("/login?next=") == true { return "L" }
        switch answer.status {
        case 401:
            let isAsked =
                answer.headers["www-authenticate"] != nil || answer.body.contains("carried-path")
            return isAsked ? "L" : "○"
        case 403: return "×"
        case 303 where path == CodePage.path: return "–"
        default: return "○"
        }
    }

    @Test("表の行は経路と一つずつ対応する")
    func rowsAndRoutes() async throws {
        try await TestServer.with { server in
            let routes = Self.routes(server.desk).map { "\($0.method.rawValue) \($0.path)" }
            let rows = AccessTable.rows.map { "\($0.method.rawValue) \($0.path)" }
            #expect(Set(routes).count == routes.count)
            #expect(routes.sorted() == rows.sorted())
        }
    }

    @Test("担当は自分の課の案件だけを処理でき、ほかの課のトレイは見られない")
    func ownSectionOnly() async throws {
        try await TestServer.with { server in
            _ = try await server.post(letter)
            let id = try await server.desk.itemID(of: "R8-0001")
            _ = try await server.desk.handle(
                .route(ItemRouting(lead: "土木課", by: .clerk)), of: Item.self, stream: id,
                actor: "test", command: nil)
            let own = try await server.desk.token(of: "own", .officer, section: "土木課")
            let other = try await server.desk.token(of: "other", .officer, section: "水道課")
            func claim(_ token: String) async throws -> Int {
                let headers = [
                    "Authorization": "Bearer \(token)", "Idempotency-Key": token,
                    "Content-Type": "application/json", "If-Match": "*",
                ]
                let path = "/api/v1/items/\(id.uuidString)/claims"
                let answer = try await server.ask(.post, path, headers, "{}", as: nil)
                return answer.status
            }
            #expect(try await claim(other) == 403)
            #expect(try await claim(own) == 201)
            for (token, status) in [(own, 200), (other, 403)] {
                let tray = try await server.ask(
                    .get, "/api/v1/departments/%E5%9C%9F%E6%9C%A8%E8%AA%B2/tray",
                    ["Authorization": "Bearer \(token)"], as: nil)
                #expect(tray.status == status)
            }
        }
    }

    @Test("限定の案件は、指名された人だけに見え、ほかの人にはないものとして答える")
    func restrictedItems() async throws {
        try await TestServer.with { server in
            _ = try await server.post(letter)
            let id = try await server.desk.itemID(of: "R8-0001")
            _ = try await server.desk.handle(
                .setHandling(.restricted, isUrgent: false), of: Item.self, stream: id,
                actor: "test", command: nil)
            let path = "/api/v1/items/\(id.uuidString.lowercased())"
            #expect(try await server.ask(.get, path).status == 404)
            #expect(try await server.ask(.get, path + "/history").status == 404)
            try await server.desk.setReader("sato", of: id, mayRead: true, by: nil)
            #expect(try await server.ask(.get, path).status == 200)
            #expect(try await server.ask(.get, path, as: "abe").status == 404)
            try await server.desk.setReader("sato", of: id, mayRead: false, by: nil)
            #expect(try await server.ask(.get, path).status == 404)
        }
    }
}
