import Desk
import Foundation
import Participation
import Testing

@testable import Web

/// A city with two sections, posts and letters, for the pages of the trays.
enum TrayCity {
    static let own = "除雪は朝六時までに済ませてほしい"
    private static let posts = """
        職名,職位,所管課,在職者,区分,代決
        土木係長,係長,土木課,kakari,,
        土木課長,課長,土木課,kacho,,土木係長
        市長,市長,,shicho,,副市長
        副市長,,,fuku,,
        """

    /// Somebody at a browser, with one role, logged in.
    static func person(
        _ server: TestServer, _ login: String, _ role: StaffRole, section: String? = nil,
        name: String? = nil
    ) async throws -> Browser {
        let desk = server.desk
        _ = try await desk.addStaff(
            login, name: name ?? "職員 \(login)",
            roles: [RoleTerm(role, section: section, from: desk.today)], by: nil)
        let first = try await desk.issuePassword(for: login, by: nil)
        let browser = Browser(server)
        try await browser.logIn(login, first)
        try await browser.open("/account/password")
        try await browser.send(
            "/account/password", [("password", first), ("newPassword", own), ("repeated", own)])
        return browser
    }

    static func appointPosts(_ server: TestServer) async throws {
        let outcome = try await server.desk.importPosts(
            try TableFile(Array(posts.utf8)),
            effectiveOn: try #require(LocalDate(iso: "2026-04-01")), actor: "test")
        #expect(outcome.problems.isEmpty)
    }

    /// A letter of a sender with a name, and with a section if one is given.
    @discardableResult
    static func letter(
        _ server: TestServer, to section: String? = "土木課", others: [String] = [],
        summary: String = "除雪の時間を早めてほしい", body: String = "朝6時までに\nお願いします",
        handling: Handling = .ordinary, key: String
    ) async throws -> UUID {
        let receipt = try await server.desk.receive(
            ReceiveRequest(
                scheme: "letter-to-mayor", channel: "paper", receivedOn: "2026-06-20",
                sender: .init(
                    name: "見本 太郎", kana: "みほん たろう", postalCode: "087-8711",
                    address: "根室市常盤町2丁目27番地"),
                summary: summary, body: body, wantsReply: true, handling: handling.rawValue),
            actor: "test", command: nil)
        if let section {
            _ = try await server.desk.sort(
                receipt.id, to: section, with: others, actor: "test", command: nil)
        }
        return receipt.id
    }
}
