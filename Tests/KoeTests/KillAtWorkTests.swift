import Foundation
import TestSupport
import Testing

extension KoeProcessTests {
    @Suite("振分けと通知の最中の強制終了")
    struct KillAtWork {
        private struct Mail: Decodable {
            let headers: [String: String]
            let text: String
        }
        private struct Message: Decodable {
            struct Event: Decodable { let id: String }
            let body: String
            let headers: [String: String]

            func event() throws -> String {
                try JSONDecoder().decode(Event.self, from: Data(body.utf8)).id
            }
        }
        private struct Status: Decodable {
            struct Queue: Decodable {
                let waiting: Int
                let parked: Int
            }
            let queue: Queue
        }

        private static let letters = 1_000
        private static let rules = """
            effectiveOn: 2026-04-01
            rules:
              - id: A1
                when: {scheme: opinion}
                to: 土木課
                because: 市民の声は土木課へ
            """

        /// What is killed, in an order that follows from the seed.
        private enum Victim: CaseIterable {
            case server, worker, postmaster, backend
        }

        @Test(
            "サーバー・worker・PostgreSQLを次々にkill -9しても、1,000件が一度ずつ振り分けられ、通知は同じ番号で届く",
            arguments: [20_260_401])
        func everythingInTurn(seed: UInt64) async throws {
            try await Office.lendSetUp { office in
                let mail = try await OtherSide("mail", in: office)
                let hook = try await OtherSide("hook", "whsec_a29l", in: office)
                try await prepare(office, hook)
                let bag = Mailbag()
                let house = House(office, mailPort: mail.port)
                let first = try await house.open()
                do {
                    try await bag.sending(to: [first.http], senders: 6) {
                        var numbers = SeededNumbers(seed: seed)
                        while bag.acknowledged < Self.letters {
                            let goal = bag.acknowledged + Int.random(in: 20...160, using: &numbers)
                            try #require(
                                try await eventually(within: .seconds(90)) {
                                    bag.acknowledged >= min(goal, Self.letters)
                                }, "\(bag.acknowledged)件で止まった(seed \(seed))")
                            try await house.strike(
                                Victim.allCases.randomElement(using: &numbers) ?? .server)
                        }
                    }
                    try await bag.repeatAll(to: first.http)
                    try await check(office, bag, mail, hook)
                } catch {
                    try await house.close()
                    throw error
                }
                try await house.close()
                try await mail.end()
                try await hook.end()
            }
        }

        private func prepare(_ office: Office, _ hook: OtherSide) async throws {
            let file = "\(office.folder)/rules.yaml"
            try Data(Self.rules.utf8).write(to: URL(fileURLWithPath: file))
            _ = try await office.koe("rules", "import", file).text()
            _ = try await office.koe("contact", "mail", "土木課", "doboku@city.example.jp").text()
            _ = try await office.koe(
                "contact", "webhook", "add", "http://127.0.0.1:\(hook.port)/koe", "--type",
                "ItemRouted"
            ).text()
        }

        private func check(
            _ office: Office, _ bag: Mailbag, _ mail: OtherSide, _ hook: OtherSide
        ) async throws {
            let place = try await office.superuserPlace()
            func counts() async throws -> [Substring] {
                try await office.psql(
                    place,
                    """
                    SELECT count(*) FILTER (WHERE type = 'ItemReceived'),
                           count(*) FILTER (WHERE type = 'ItemRouted'),
                           count(DISTINCT stream) FILTER (WHERE type = 'ItemRouted')
                      FROM log.event
                    """
                ).text().split(separator: "|")
            }
            let expected = Array(repeating: "\(bag.sent.count)", count: 3)
            _ = try await eventually(within: .seconds(60)) {
                try await counts().map(String.init) == expected
            }
            // Received, routed, and how many different ones were routed.
            #expect(try await counts().map(String.init) == expected)
            // What a dead worker had in hand is taken over, and what failed meanwhile is tried again.
            let isDone = try await eventually(within: .seconds(180)) {
                let status: Status = try await office.koe(
                    "log", "status", "--format", "json"
                ).decode()
                // The next morning's look at the deadlines always waits.
                return status.queue.waiting <= 1 && status.queue.parked == 0
            }
            let queue = try await office.koe("queue", "list")
            #expect(isDone, "\(queue)")

            let messages = try hook.received(Message.self)
            let idsByEvent = try Dictionary(grouping: messages) { try $0.event() }
                .mapValues { Set($0.map { $0.headers["webhook-id"] ?? "" }) }
            #expect(idsByEvent.count == bag.sent.count)
            #expect(idsByEvent.values.allSatisfy { $0.count == 1 }, "同じ出来事に別の番号")
            #expect(Set(idsByEvent.values.flatMap(\.self)).count == bag.sent.count)
            let mails = try mail.received(Mail.self)
            let idsByReceipt = Dictionary(grouping: mails) { $0.headers["subject"] ?? "" }
                .mapValues { Set($0.map { $0.headers["message-id"] ?? "" }) }
            #expect(idsByReceipt.count == bag.sent.count)
            #expect(idsByReceipt.values.allSatisfy { $0.count == 1 }, "同じ案件に別の番号")
            let verified = try await office.verify()
            #expect(verified.ok)
        }

        /// The server and the worker of one office, which may die and are started again.
        private actor House {
            private let office: Office
            private let environment: [String: String]
            private var server: Serving?
            private var worker: RunningProgram?

            init(_ office: Office, mailPort: Int) {
                self.office = office
                environment = [
                    "KOE_SMTP_URL": "smtp://127.0.0.1:\(mailPort)",
                    "KOE_SMTP_FROM": "koe@city.example.jp",
                ]
            }

            func open() async throws -> Serving {
                let server = try await office.serve(environment: environment)
                self.server = server
                try await startWorker()
                return server
            }

            private func startWorker() async throws {
                let worker = try office.start(["work"], environment: environment)
                self.worker = worker
                try #require(
                    try await eventually(within: .seconds(60)) {
                        worker.output.contains("Koe is working") || !worker.isRunning
                    })
                #expect(worker.isRunning, "\(worker.errors)")
            }

            func strike(_ victim: Victim) async throws {
                guard let server, let worker else { return }
                switch victim {
                case .server:
                    server.program.signal(SIGKILL)
                    _ = try await server.program.end()
                    self.server = try await office.serve(
                        port: server.http.port, environment: environment)
                case .worker:
                    worker.signal(SIGKILL)
                    _ = try await worker.end()
                    try await startWorker()
                case .postmaster:
                    let postmaster = try #require(office.postmaster)
                    kill(postmaster, SIGKILL)
                    try await settle(server) { self.office.postmaster != postmaster }
                case .backend:
                    // PostgreSQL restarts all of them when one dies so.
                    let place = try await office.superuserPlace()
                    let killed = try await office.psql(
                        place,
                        """
                        SELECT pid FROM pg_stat_activity
                         WHERE usename = 'koe_app' ORDER BY random() LIMIT 1
                        """
                    ).text()
                    if let backend = pid_t(killed) { kill(backend, SIGKILL) }
                    try await settle(server) { true }
                }
            }

            private func settle(
                _ server: Serving, _ condition: @Sendable () -> Bool
            ) async throws {
                let isBack = try await eventually(within: .seconds(60)) {
                    guard await server.isReady else { return false }
                    return condition()
                }
                #expect(isBack, "\(server.program.errors)")
            }

            func close() async throws {
                if let worker {
                    worker.signal(SIGTERM)
                    #expect(try await worker.end().exitCode == 0)
                }
                if let server { try await office.stop(server) }
            }
        }
    }
}
