import EventLog
import Foundation
import Participation
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Desk

// What the desk does to a real database. Everything else is tested without one.

extension Desk {
    /// A desk over a lent city, with ids that count up.
    init(_ city: TestCity) {
        let serial = Mutex<UInt16>(0)
        self.init(
            log: city.log, keyring: city.keyring, pool: city.pool, clock: { city.clock.now },
            newID: {
                let next = serial.withLock { number in
                    number += 1
                    return number
                }
                return UUID(
                    uuid: (
                        1, 0x99, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0,
                        UInt8(next >> 8), UInt8(next & 0xFF)
                    ))
            })
    }
}

@Suite("窓口とデータベース")
struct DeskDatabaseTests {
    private static let command = UUID(
        uuid: (1, 2, 3, 4, 5, 6, 0x47, 8, 0x89, 10, 11, 12, 13, 14, 15, 16))

    @Test("受け付けると、番号・照会番号・位置が返り、台帳に一件記録される")
    func receives() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let receipt = try await desk.receive(.letter(), actor: "test", command: nil)
            #expect(receipt.receiptNumber == "R8-0001")
            #expect(receipt.position == 1)
            #expect(receipt.id.uuid.15 == 1)
            #expect(receipt.enquiryCode.count == 14)

            let stream = StreamName(category: "item", id: receipt.id)
            let events = try await city.log.read(stream)
            #expect(events.map(\.type) == ["ItemReceived"])
            #expect(events.first?.actor == "test")
            guard case .received(let item) = try await desk.fold(events, as: Item.self) else {
                throw Unexpected()
            }
            #expect(item.receipt.personal.content?.sender?.name == "見本 太郎")
            #expect(item.receipt.personal.content?.summary == "除雪の時間を早めてほしい")
            #expect(item.receipt.plain.receiptNumber.description == "R8-0001")
        }
    }

    @Test("封印された部分と公開部分に、個人の文字は現れない")
    func sealsWhatIsPersonal() async throws {
        try await TestCity.with { city in
            let receipt = try await Desk(city).receive(.letter(), actor: nil, command: nil)
            let event = try #require(try await city.log.event(at: receipt.position))
            let stored = event.payload + (event.sealed ?? [])
            for secret in ["見本", "みほん", "朝6時", "早めて"] {
                #expect(!stored.contains(Array(secret.utf8)))
            }
            #expect(event.sealed != nil)
        }
    }

    @Test("同じ指示をもう一度出しても、一件だけ記録され、同じ受付票が返る")
    func repeatsTheReceipt() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let first = try await desk.receive(.letter(), actor: "a", command: Self.command)
            // A day later, by another desk: nothing of this process is needed to recognise it.
            city.clock.advance(by: 86_400_000_000)
            let again = try await Desk(city).receive(.letter(), actor: "b", command: Self.command)
            #expect(again == first)
            #expect(try await city.log.headPosition() == 1)
            // The repetition drew no number.
            let next = try await desk.receive(.letter(), actor: "a", command: nil)
            #expect(next.receiptNumber == "R8-0002")
        }
    }

    @Test("同じ指示番号で内容が違えば断り、何も記録しない")
    func refusesReusedCommands() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            _ = try await desk.receive(.letter(), actor: nil, command: Self.command)
            await #expect {
                try await desk.receive(
                    .letter { $0.summary = "別の要旨" }, actor: nil, command: Self.command)
            } throws: { error in
                if case DeskError.commandReused(Self.command) = error { true } else { false }
            }
            #expect(try await city.log.headPosition() == 1)
        }
    }

    @Test("個人情報を消した後でも、同じ指示には同じ受付票が返る")
    func repeatsAfterErasure() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let first = try await desk.receive(.letter(), actor: nil, command: Self.command)
            let stream = StreamName(category: "item", id: first.id)
            #expect(try await city.keyring.destroy(stream))
            #expect(try await desk.receive(.letter(), actor: nil, command: Self.command) == first)
            let events = try await city.log.read(stream)
            guard case .received(let item) = try await desk.fold(events, as: Item.self)
            else { throw Unexpected() }
            #expect(item.receipt.personal == .erased)
        }
    }

    @Test("同じ指示が同時に届いても、一件だけ記録される")
    func settlesRaces() async throws {
        try await TestCity.with { city in
            let desks = [Desk(city), Desk(city)]
            let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
                for index in 0..<8 {
                    group.addTask {
                        try await desks[index % 2].receive(
                            .letter(), actor: nil, command: Self.command)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(receipts.count == 8)
            #expect(Set(receipts.map(\.receiptNumber)).count == 1)
            #expect(Set(receipts.map(\.position)) == [1])
            #expect(try await city.log.headPosition() == 1)
        }
    }

    @Test("断った手紙は番号を使わない")
    func refusalsLeaveNoGap() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            await #expect {
                try await desk.receive(
                    .letter {
                        $0.summary = " "
                        $0.receivedOn = "2026-06-29"
                    }, actor: nil, command: Self.command)
            } throws: { error in
                guard case DeskError.refused(let refusals) = error else { return false }
                return refusals.map(\.field) == [.receivedOn, .summary]
            }
            let receipt = try await desk.receive(.letter(), actor: nil, command: Self.command)
            #expect(receipt.receiptNumber == "R8-0001")
        }
    }

    @Test("番号は受付日の年度ごとに数える")
    func numbersCountByFiscalYear() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            var numbers: [String] = []
            for day in ["2026-03-31", "2026-04-01", "2019-04-30", "2026-06-28"] {
                let receipt = try await desk.receive(
                    .letter { $0.receivedOn = day }, actor: nil, command: nil)
                numbers.append(receipt.receiptNumber)
            }
            #expect(numbers == ["R7-0001", "R8-0001", "H31-0001", "R8-0002"])
        }
    }

    @Test("市は一度だけ設定でき、同じ設定の繰返しは何も変えない")
    func setsUpOneCity() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            #expect(try await desk.city() == nil)
            let nemuro = try #require(LocalGovernmentCode(parsing: "012238"))
            let set = try await desk.setUp(city: "根室市", code: nemuro, isDemo: false)
            #expect(set.setUpOn.description == "2026-06-28")
            city.clock.advance(by: 86_400_000_000)
            #expect(try await desk.setUp(city: "根室市", code: nemuro, isDemo: false) == set)
            #expect(try await desk.city() == set)
            for (name, isDemo) in [("釧路市", false), ("根室市", true)] {
                await #expect {
                    try await desk.setUp(city: name, code: nemuro, isDemo: isDemo)
                } throws: { error in
                    if case DeskError.cityAlreadySetUp(set) = error { true } else { false }
                }
            }
            await #expect {
                try await desk.setUp(city: "　", code: nemuro, isDemo: false)
            } throws: { error in
                if case DeskError.malformed = error { true } else { false }
            }
        }
    }

    @Test("見本の市は何度用意しても八通のまま")
    func seedsTheDemoOnce() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let receipts = try await desk.seedDemo()
            #expect(receipts.count == 8)
            #expect(receipts.map(\.position) == Array(1...8))
            city.clock.advance(by: 5 * 86_400_000_000)
            #expect(try await Desk(city).seedDemo() == receipts)
            #expect(try await desk.status().position == 8)
            #expect(try await desk.city()?.isDemo == true)
        }
    }

    @Test("台帳の状態は CONTRACT §2 のJSONになる")
    func tellsTheStatus() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let empty = String(decoding: try encoder.encode(try await desk.status()), as: UTF8.self)
            #expect(
                empty == """
                    {"events":0,"position":0,"projections":[],"queue":{"parked":0,"waiting":0},\
                    "root":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
                    """)
            let receipt = try await desk.receive(.letter(), actor: nil, command: nil)
            _ = try await city.pool.execute(
                "INSERT INTO log.checkpoint (name, position) VALUES ('facts', 0)")
            let status = try await desk.status()
            #expect(status.events == 1)
            #expect(status.projections.map(\.lag) == [1])
            // The root of one leaf is the leaf.
            let event = try #require(try await city.log.event(at: receipt.position))
            #expect(status.root == event.leafHash.hex)
        }
    }

    @Test("市の設定がなくても受付可、表がなければ受付不可")
    func tellsReadiness() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            #expect(await desk.readiness() == .ready)
            #expect(try await desk.position() == 0)
            let superuser = try await city.superuser()
            _ = try await superuser.execute("DROP TABLE desk.city")
            await superuser.close()
            #expect(
                await desk.readiness()
                    == .notReady(
                        "the database schema does not fit this program; run: koe database migrate"))
            await city.pool.close()
            #expect(await desk.readiness() == .notReady("the database cannot be reached"))
        }
    }

    private struct Unexpected: Error {}
}

extension [UInt8] {
    /// Whether these bytes stand somewhere in it.
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        guard count >= part.count else { return false }
        return (0...(count - part.count)).contains {
            self[$0..<$0 + part.count].elementsEqual(part)
        }
    }
}
