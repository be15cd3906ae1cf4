import FoundationEssentials
import Participation
import Postgres
import Testing

@testable import Desk

@Suite("Webhookの送信: 実際の受け手へ")
struct WebhookSenderTests {
    private static let at = Instant(microseconds: 1_785_164_402_900_000)
    private static let secretText = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private static let body = Array(#"{"data":{"lead":"土木課"}}"#.utf8)

    private static func send(
        _ path: String, to server: Receiver, as id: String = "hook-1", body: [UInt8] = body,
        scheme: String = "http", host: String = "127.0.0.1",
        by sender: WebhookSender = WebhookSender()
    ) async throws -> SendingError? {
        let url = try #require(WebhookURL(parsing: "\(scheme)://\(host):\(server.port)\(path)"))
        let secret = try #require(WebhookSecret(parsing: secretText))
        do throws(SendingError) {
            try await sender.send(body: body, to: url, id: id, secret: secret, at: at)
            return nil
        } catch {
            return error
        }
    }

    @Test("署名は Standard Webhooks の例のとおり")
    func signsAsPublished() throws {
        let secret = try #require(WebhookSecret(parsing: Self.secretText))
        #expect(
            secret.signature(
                of: Array(#"{"test": 2432232314}"#.utf8), id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
                at: Instant(microseconds: 1_614_265_330_000_000))
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(secret.text == Self.secretText)
        #expect(WebhookSecret(parsing: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") == nil)
        #expect(WebhookSecret(parsing: "whsec_?") == nil)
    }

    @Test("本文はそのまま届き、受け手が計算した署名と合う。送り直しても同じ番号")
    func arrives() async throws {
        try await Receiver.with("hook", Self.secretText) { server in
            for _ in 1...2 {
                #expect(try await Self.send("/ok?x=1", to: server, as: "hook/1.2") == nil)
                let message: ReceivedMessage = try await server.next()
                #expect(message.path == "/ok?x=1" && message.isGenuine)
                #expect(Array(message.body.utf8) == Self.body)
                #expect(message.headers["webhook-id"] == "hook=2F1=2E2")
                #expect(message.headers["webhook-timestamp"] == "1785164402")
                #expect(message.headers["content-type"] == CloudEvent.contentType)
                #expect(message.headers["expect"] == nil)
            }
        }
    }

    @Test("出直しを求められたら出直し、断られたらそれまで。待つ時間は言われたとおり、ただし一日まで")
    func tellsAnswersApart() async throws {
        try await Receiver.with("hook", Self.secretText) { server in
            for code in [408, 425, 429, 500, 502, 503, 504] {
                let error = try await Self.send("/status/\(code)", to: server)
                #expect(error == .busy(code: code, retryAfter: nil))
                #expect(error?.isWorthRepeating == true)
            }
            for code in [400, 401, 404, 410, 422] {
                let error = try await Self.send("/status/\(code)", to: server)
                #expect(error == .refused(code: code) && error?.isWorthRepeating == false)
            }
            #expect(try await Self.send("/status/201", to: server) == nil)
            let soon = try await Self.send("/status/503/7", to: server)
            #expect(soon?.retryAfter == .seconds(7))
            let never = try await Self.send("/status/429/9999999", to: server)
            #expect(never?.retryAfter == .seconds(86_400))
            let nonsense = try await Self.send("/status/503/soon", to: server)
            #expect(nonsense == .busy(code: 503, retryAfter: nil))
        }
    }

    @Test("転送には従わない。登録された送信先のほかには送らない")
    func followsNobody() async throws {
        try await Receiver.with("hook", Self.secretText) { server in
            let error = try await Self.send("/redirect", to: server)
            #expect(error == .redirected(code: 307) && error?.isWorthRepeating == false)
            #expect(try await Self.send("/last", to: server) == nil)
            let paths = [
                try await server.next(ReceivedMessage.self).path,
                try await server.next(ReceivedMessage.self).path,
            ]
            #expect(paths == ["/redirect", "/last"])
        }
    }

    @Test("黙っている受け手は待たず、長すぎる返事は読まない")
    func hasLimits() async throws {
        try await Receiver.with("hook", Self.secretText) { server in
            var limits = SendingLimits()
            limits.whole = .milliseconds(300)
            limits.message = 1_000
            let hasty = WebhookSender(limits: limits)
            let late = try await Self.send("/hang", to: server, by: hasty)
            #expect(late == .timedOut)
            let unread = try await Self.send("/large", to: server)
            #expect(unread == nil)
            let long = [UInt8](repeating: 0x20, count: 1_001)
            let refused = try await Self.send("/ok", to: server, body: long, by: hasty)
            #expect(refused == .tooLarge(bytes: 1_001, limit: 1_000))
        }
    }

    @Test("黙っている受け手がいくつあっても、ほかの受け手は待たされない")
    func keepsNobodyWaiting() async throws {
        try await Receiver.with("hook", Self.secretText) { server in
            let sender = WebhookSender()
            let error = try await withThrowingTaskGroup(of: SendingError?.self) { group in
                for number in 1...30 {
                    group.addTask {
                        try await Self.send("/hang", to: server, as: "\(number)", by: sender)
                    }
                }
                // All of them wait for their answers.
                for _ in 1...30 { _ = try await server.next(ReceivedMessage.self) }
                let error = try await Self.send("/ok", to: server, by: sender)
                group.cancelAll()
                for try await error in group { #expect(error == .cancelled) }
                return error
            }
            #expect(error == nil)
        }
    }

    @Test("一度に送るのは決まった数まで。多くても全部届く")
    func sendsManyAtOnce() async throws {
        try await Receiver.with("hook", Self.secretText) { server in
            var limits = SendingLimits()
            limits.atOnce = 3
            let sender = WebhookSender(limits: limits)
            try await withThrowingTaskGroup(of: SendingError?.self) { group in
                for number in 1...20 {
                    group.addTask {
                        try await Self.send("/ok", to: server, as: "hook-\(number)", by: sender)
                    }
                }
                for try await error in group { #expect(error == nil) }
            }
            var ids: Set<String> = []
            for _ in 1...20 {
                let message: ReceivedMessage = try await server.next()
                ids.insert(message.headers["webhook-id"] ?? "")
            }
            #expect(ids.count == 20)
        }
    }

    @Test("証明書を確かめられない相手、TLSを話さない相手には送らない")
    func trustsNobody() async throws {
        try await Receiver.with("hook-tls", Self.secretText) { server in
            let unknown = try await Self.send(
                "/ok", to: server, scheme: "https", host: "localhost")
            #expect(unknown == .insecure)
        }
        try await Receiver.with("hook", Self.secretText) { server in
            let plain = try await Self.send("/ok", to: server, scheme: "https")
            #expect(plain == .insecure)
        }
    }

    @Test("だれもいなければ、そう言う")
    func nobody() async throws {
        let port = try await Receiver.silentPort()
        let url = try #require(WebhookURL(parsing: "http://127.0.0.1:\(port)/"))
        let secret = try #require(WebhookSecret(parsing: Self.secretText))
        await #expect(throws: SendingError.unreachable) {
            try await WebhookSender().send(
                body: Self.body, to: url, id: "hook-1", secret: secret, at: Self.at)
        }
    }
}
