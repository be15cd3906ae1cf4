import Desk
import Foundation
import Hummingbird
import Logging
import Participation
import Testing

@testable import Web

@Suite("公開面の分離")
struct FaceTests {
    private static func routes(_ face: Face, _ desk: Desk) -> [Route] {
        WebServer(
            desk: desk, address: .standard, face: face, version: "1",
            logger: Logger(label: "test")
        ).routes(counting: RequestMetrics())
    }

    @Test("市民の面に職員の経路はなく、職員の面に市民の経路はない。稼働状況だけが両方にある")
    func separation() async throws {
        try await TestServer.with { server in
            func names(_ face: Face) -> Set<String> {
                Set(
                    Self.routes(face, server.desk).map { "\($0.method.rawValue) \($0.path)" })
            }
            let (both, staff, citizen) = (names(.both), names(.staff), names(.citizen))
            #expect(staff.union(citizen) == both)
            for path in ["/register", "/login", "/", "/items/{number}", "/api/v1/items"] {
                #expect(staff.contains("GET \(path)"), "\(path)")
                #expect(!citizen.contains("GET \(path)"), "\(path)")
            }
            #expect(!citizen.contains("POST /api/v1/items"))
            let shared = staff.intersection(citizen)
            #expect(shared.contains("GET /health/live") && shared.contains("GET /style.css"))
            for row in AccessTable.rows
            where shared.contains("\(row.method.rawValue) \(row.path)") {
                switch row.access {
                case .anybody, .thisComputer: break
                case .guests, .owesCode, .owesPassword, .roles:
                    Issue.record("\(row.path) is on both faces")
                }
            }
        }
    }

    @Test("職員の面のどのページも、自分のほかへは何も求めない（インターネット不要）")
    func noOtherOrigin() async throws {
        try await TestServer.with { server in
            _ = try await server.post(letter)
            // What a page loads, sends to or leads to, and what a style sheet loads.
            let reference =
                /(?:src|href|action|formaction|hx-get|hx-post|content)="([^"]*)"|url\(([^)]*)\)/
            var tokens: [String] = []
            for role in StaffRole.allCases {
                tokens.append(try await server.desk.token(of: "f-\(role.rawValue)", role))
            }
            var pages = 0
            for route in Self.routes(.staff, server.desk) where route.method == .get {
                let path = route.path.replacing("{number}", with: "R8-0001")
                    .replacing("{login}", with: "f-admin")
                for language in ["", "?lang=en"] {
                    for token in tokens {
                        let answer = try await server.ask(
                            .get, path + language,
                            ["Accept": "text/html", "Authorization": "Bearer \(token)"], as: nil)
                        guard answer.headers["content-type"]?.hasPrefix("text/") == true else {
                            continue
                        }
                        pages += 1
                        for match in answer.body.matches(of: reference) {
                            let target = String(match.output.1 ?? match.output.2 ?? "")
                            #expect(!target.contains("//"), "\(path): \(target)")
                        }
                    }
                }
            }
            #expect(pages > 100)
        }
    }

    @Test("スクリプトは、ほかのサーバーの名を含まない")
    func scripts() {
        let scripts = [
            Script.bytes, PackageResources.intake_js, PackageResources.attendance_js,
            PackageResources.keys_js,
        ].map { String(decoding: $0, as: UTF8.self) }
        for script in scripts {
            let names = script.matches(of: /https?:\/\/[A-Za-z0-9.-]+/).map { String($0.output) }
            // The name of a namespace is an identifier; nothing is fetched from there.
            #expect(names.allSatisfy { $0.hasSuffix("://www.w3.org") }, "\(names)")
        }
        #expect(!Stylesheet.text.contains("//") || !Stylesheet.text.contains("http"))
    }
}
