import Desk
import Foundation
import Hummingbird
import Participation
import Testing

@testable import Web

/// A browser with a jar for one cookie, which fills in forms as it finds them.
actor Browser {
    private let server: TestServer
    private(set) var cookie: String?
    private(set) var page = Answer.none
    private var extra: [String: String] = [:]

    init(_ server: TestServer) { self.server = server }

    /// Sends these headers with everything from now on.
    func always(_ headers: [String: String]) { extra = headers }

    /// A cookie somebody else put into the jar.
    func plant(_ cookie: String?) { self.cookie = cookie }

    @discardableResult
    func open(_ path: String) async throws -> Answer {
        try await ask(.get, path, [:], nil)
    }

    /// Sends fields to a path, with the hidden fields of the page one is on.
    @discardableResult
    func send(
        _ path: String, _ fields: [(String, String)], withToken: Bool = true,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var all = fields
        if withToken {
            all += page.hiddenFields.filter { hidden in !fields.contains { $0.0 == hidden.0 } }
        }
        let body = all.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
        return try await ask(
            .post, path,
            ["Content-Type": "application/x-www-form-urlencoded"].merging(headers) { $1 },
            Array(body.utf8))
    }

    @discardableResult
    func logIn(_ login: String, _ password: String) async throws -> Answer {
        if !page.body.contains("name=\"password\"") { try await open("/login") }
        return try await send("/login", [("login", login), ("password", password)])
    }

    /// Somebody new with one role, who has logged in.
    static func member(
        _ server: TestServer, _ login: String, _ role: StaffRole, section: String? = nil
    ) async throws -> Browser {
        let desk = server.desk
        _ = try await desk.addStaff(
            login, name: "試験 \(login)",
            roles: [RoleTerm(role, section: section, from: desk.today)], by: nil)
        let first = try await desk.issuePassword(for: login, by: nil)
        let own = "除雪は朝六時までに済ませてほしい"
        let browser = Browser(server)
        try await browser.logIn(login, first)
        try await browser.open("/account/password")
        try await browser.send(
            "/account/password", [("password", first), ("newPassword", own), ("repeated", own)])
        return browser
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String],
        _ body: [UInt8]?
    ) async throws -> Answer {
        var headers = headers.merging(extra) { $1 }
        headers["Accept"] = "text/html"
        headers["Cookie"] = cookie
        page = try await server.ask(method, path, headers, bytes: body, as: nil)
        if let set = page.headers["set-cookie"] {
            let pair = set.prefix { $0 != ";" }
            cookie = pair.hasSuffix("=") ? nil : String(pair)
        }
        return page
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension Answer {
    static let none = Answer(status: 0, headers: [:], body: "")

    init(status: Int, headers: [String: String], body: String) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// What the forms of the page send without being asked.
    var hiddenFields: [(String, String)] {
        body.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/).map {
            (String($0.output.1), String($0.output.2).unescaped)
        }
    }

    var location: String? { headers["location"] }
}

extension String {
    fileprivate var unescaped: String {
        replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
