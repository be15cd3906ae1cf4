import EventLog
import FoundationEssentials
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("送るものの形")
struct OutgoingMailTests {
    private static func text(_ subject: String, _ text: String, at instant: Int64) throws -> String
    {
        let mail = OutgoingMail(
            to: try #require(EmailAddress(parsing: "doboku@city.example.jp")), subject: subject,
            text: text, key: "k", at: Instant(microseconds: instant))
        let sender = try #require(EmailAddress(parsing: "koe@city.example.jp"))
        return String(decoding: mail.message(from: sender), as: UTF8.self)
    }

    @Test("メールは一字一句この形")
    func message() throws {
        #expect(
            try Self.text("期限", "土木課 御中\n以上\n", at: 0).split(
                separator: "\r\n", omittingEmptySubsequences: false) == [
                    "From: koe@city.example.jp", "To: doboku@city.example.jp",
                    "Subject: =?UTF-8?B?5pyf6ZmQ?=", "Date: Thu, 1 Jan 1970 09:00:00 +0900",
                    "Message-ID: <k@city.example.jp>", "Auto-Submitted: auto-generated",
                    "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8",
                    "Content-Transfer-Encoding: base64", "",
                    "5Zyf5pyo6KqyIOW+oeS4rQ0K5Lul5LiKDQo=", "",
                ])
    }

    @Test("件名に行を足して、別の見出しを作ることはできない")
    func noInjection() throws {
        let mail = try Self.text("a\r\nBcc: x@a.jp", "", at: -1)
        #expect(!mail.contains("Bcc") && mail.contains("Date: Thu, 1 Jan 1970 08:59:59 +0900"))
    }

    @Test("番号は、どの文字でも区別がつき、受け手の困る文字を含まない")
    func keys() {
        #expect(SendingKey.safe("0198-ab_C") == "0198-ab_C")
        #expect(SendingKey.safe("mail/12.市") == "mail=2F12=2E=E5=B8=82")
        #expect(SendingKey.safe("=2F") == "=3D2F" && SendingKey.safe("\n") == "=0A")
    }

    @Test("出来事は CloudEvents 1.0 で、封じた部分は出ていかない")
    func cloudEvent() async throws {
        try await TestCity.with { city in
            _ = try await Desk(city).receive(.letter { _ in }, actor: "test", command: nil)
            let head = try await city.log.headPosition()
            let event = try #require(try await city.log.event(at: head))
            let bytes = CloudEvent.bytes(of: event, source: "koe/012238")
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.hasPrefix(#"{"specversion":"1.0","id":""#))
            #expect(text.contains(#""type":"jp.koe.ItemReceived.v1""#))
            #expect(text.contains(#""source":"koe/012238""#))
            #expect(event.sealed != nil && !text.contains("sealed"))
        }
    }

    @Test("再送するかどうかと、日本語の説明")
    func errors() {
        let final: [SendingError] = [
            .refused(code: 550), .redirected(code: 307), .tooLarge(bytes: 2, limit: 1),
        ]
        let passing: [SendingError] = [
            .busy(code: 503, retryAfter: .seconds(7)), .unreachable, .insecure, .timedOut,
            .cancelled, .failed(curl: 2),
        ]
        #expect(final.allSatisfy { !$0.isWorthRepeating && $0.retryAfter == nil })
        #expect(passing.allSatisfy { $0.isWorthRepeating })
        #expect((final + passing).allSatisfy { $0.japanese.hasSuffix("。") })
        #expect(passing.compactMap(\.retryAfter) == [.seconds(7)])
    }
}
