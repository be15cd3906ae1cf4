import Desk
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Participation
import TestSupport
import Testing

@testable import Web

/// One answer as text: status, headers in order, body. What a caller sees, all of it.
struct Answer: Sendable {
    let status: Int
    let headers: [String: String]
    let body: String

    init(_ response: TestResponse) {
        status = response.status.code
        headers = Dictionary(
            response.headers.map { ($0.name.canonicalName, $0.value) },
            uniquingKeysWith: { "\($0), \($1)" })
        body = String(buffer: response.body)
    }

    /// The headers every response carries.
    static let secured = [
        "cache-control": "no-store",
        "content-security-policy":
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    ]

    /// Checks the whole answer; `headers` are those besides ``secured``.
    func expect(
        _ status: Int, _ headers: [String: String], _ body: String,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(self.status == status, sourceLocation: location)
        #expect(self.body == body, sourceLocation: location)
        let wanted = Self.secured.merging(headers) { $1 }
        let got = self.headers.filter { !["content-length", "date"].contains($0.key) }
        #expect(got == wanted, sourceLocation: location)
    }

    /// Checks that the answer is this problem, and nothing else.
    func expectProblem(
        _ status: Int, _ body: String, _ headers: [String: String] = [:],
        at location: SourceLocation = #_sourceLocation
    ) {
        let all = headers.merging(
            ["content-type": "application/problem+json", "content-language": "ja"]
        ) { $1 }
        expect(status, all, body, at: location)
    }
}

/// A server over a lent city, asked without a socket, by somebody of the hearing section unless said
/// otherwise.
struct TestServer: Sendable {
    let client: any TestClientProtocol
    let desk: Desk
    let city: TestCity
    /// Tokens by login; `sato` is who asks.
    let tokens: [String: String]

    static func with<R: Sendable>(
        listening address: ListenAddress = ListenAddress(host: "127.0.0.1", port: 0),
        publicAddress: PublicAddress? = nil, oidc: OIDCSettings? = nil,
        _ body: @Sendable (TestServer) async throws -> R
    ) async throws -> R {
        try await TestCity.with { city in
            let desk = Desk(
                log: city.log, keyring: city.keyring, pool: city.pool,
                oidc: oidc.map { OIDCProvider($0) },
                clock: { city.clock.now }, newID: { UUID() })
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let server = WebServer(
                desk: desk, address: address, publicAddress: publicAddress, version: "1.2.3",
                logger: logger)
            var tokens: [String: String] = [:]
            for login in ["sato", "abe"] {
                tokens[login] = try await desk.token(of: login, .hearing)
            }
            return try await server.buildApplication().test(.router) { [tokens] client in
                try await body(
                    TestServer(client: client, desk: desk, city: city, tokens: tokens))
            }
        }
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String] = [:],
        _ body: String? = nil, as login: String? = "sato"
    ) async throws -> Answer {
        try await ask(method, path, headers, bytes: body.map { Array($0.utf8) }, as: login)
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String],
        bytes: [UInt8]?, as login: String?
    ) async throws -> Answer {
        var fields = HTTPFields()
        if let login, let token = tokens[login] { fields[.authorization] = "Bearer \(token)" }
        for (name, value) in headers { fields.set(name, value) }
        return try await client.execute(
            uri: path, method: method, headers: fields, body: bytes.map { ByteBuffer(bytes: $0) }
        ) { Answer($0) }
    }

    /// A POST with everything in order but what the test changes.
    func post(_ body: String, key: String? = "k1", type: String? = "application/json") async throws
        -> Answer
    {
        var headers: [String: String] = [:]
        headers["Idempotency-Key"] = key
        headers["Content-Type"] = type
        return try await ask(.post, "/api/v1/items", headers, body)
    }
}

/// A letter in the JSON of CONTRACT §3.
let letter = """
    {"scheme":"letter-to-mayor","channel":"paper","receivedOn":"2026-06-28",\
    "summary":"除雪の時間を早めてほしい","body":"朝6時までに","sender":{"name":"見本 太郎"},\
    "wantsReply":true,"mayPublish":null,"category":"07","topics":["除雪"]}
    """

extension Desk {
    /// Somebody with one role, and a token for it.
    func token(of login: String, _ role: StaffRole, section: String? = nil) async throws -> String {
        _ = try await addStaff(
            login, name: "広聴 \(login)", roles: [RoleTerm(role, section: section, from: today)],
            by: nil)
        return try await makeToken(for: login, role: role, name: "試験", days: 1, by: nil)
            .secret.text
    }
}
