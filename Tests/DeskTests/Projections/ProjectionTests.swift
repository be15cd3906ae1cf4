import EventLog
import Foundation
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

// Projections follow from the log alone: not from how it is cut, nor from when it was read.
@Suite("投影")
struct ProjectionTests {
    /// What happens in a small city, the same for the same seed: anything to anything.
    private struct Happenings {
        private var random: SeededNumbers
        private var items: [UUID] = []
        private var others: [(category: StaticString, id: UUID)] = []
        private var serial = 0

        init(seed: UInt64) { random = SeededNumbers(seed: seed) }

        private func id() -> UUID {
            UUID(
                uuid: (
                    0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, UInt8(serial >> 8),
                    UInt8(serial & 255)
                ))
        }

        private mutating func pick<T>(_ options: [T]) -> T {
            options[Int.random(in: 0..<options.count, using: &random)]
        }

        private mutating func day() throws -> LocalDate {
            try #require(LocalDate(dayNumber: Int.random(in: 20_000...20_700, using: &random)))
        }

        mutating func next() throws -> Append.Write {
            serial += 1
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<3: return try received()
            case 3..<8 where !items.isEmpty: return try changed(pick(items))
            case 8 where !others.isEmpty: return try went(on: pick(others))
            default: return try began()
            }
        }

        private func write(
            _ category: StaticString, _ id: UUID, _ event: CodedEvent
        ) -> Append.Write {
            Append.Write(
                StreamName(category: category, id: id), expecting: .any,
                [
                    NewEvent(
                        type: event.type, schemaVersion: event.schemaVersion,
                        payload: event.payload,
                        sealed: event.type == "GatheringCancelled" ? [1, 2, 3] : nil)
                ])
        }

        private mutating func received() throws -> Append.Write {
            let id = id()
            items.append(id)
            let day = try day()
            let number = ReceiptNumber(fiscalYear: FiscalYear(day), serial: serial)
            let plain = ItemReceived.Plain(
                receiptNumber: try #require(number), scheme: pick(Scheme.allCases),
                nature: pick([nil, .complaint, .thanks]), channel: pick([.paper, .form]),
                receivedOn: day, senderKind: pick(SenderKind.allCases),
                category: pick([nil, "道路", "公園", "\"'\\"]), topics: [], wantsReply: .yes,
                mayPublish: .yes, hasBody: true, scans: 0, district: pick([nil, "常盤町"]),
                department: pick([nil, nil, "総務課"]), attributes: pick([[:], ["年代": "若者\\n"]]),
                copies: pick([1, 30]))
            return write(
                "item", id,
                ItemEventCoding.encode(
                    .received(ItemReceived(plain: plain, personal: .erased))))
        }

        private mutating func changed(_ id: UUID) throws -> Append.Write {
            var changes = ItemChanges()
            changes.receivedOn = try day()
            changes.district = pick([.set("本町"), .cleared])
            let other = pick(items)
            let event: ItemEvent = pick([
                .routed(ItemRouting(lead: pick(["総務課", "道路課"]), by: .clerk)),
                .categorised(ItemClassification(category: pick(["道路", nil]), reason: .typo)),
                .corrected(ItemCorrected(reason: .typo, changes: changes, personal: .erased)),
                .linked(to: other, as: .duplicate), .unlinked(from: other),
                .linked(to: other, as: .samePurpose), .withdrawn(on: try day()), .reinstated,
                .annulled(.slip),
                .handlingSet(.restricted, isUrgent: false), .consentChanged(.no),
            ])
            return write("item", id, ItemEventCoding.encode(event))
        }

        private mutating func plan() throws -> GatheringPlan {
            GatheringPlan(
                kind: pick(GatheringKind.allCases), name: "集い", heldOn: try day(),
                district: pick([nil, "本町"]))
        }

        private mutating func began() throws -> Append.Write {
            let id = id()
            let category: StaticString = pick(["gathering", "lecture", "observation", "unit"])
            others.append((category, id))
            return try went(on: (category, id))
        }

        private mutating func went(
            on other: (category: StaticString, id: UUID)
        ) throws -> Append.Write {
            let event: CodedEvent
            switch other.category.description {
            case "gathering":
                event = GatheringEventCoding.encode(
                    pick([
                        .planned(GatheringPlanned(plan: try plan(), headcount: pick([nil, 9]))),
                        .changed(GatheringChanged(plan: try plan())),
                        .attended(
                            GatheringAttended(headcount: pick([7, 12]), ages: [:], entries: [])),
                        .cancelled(
                            Cancelled(cancelledOn: try day(), cause: .city, reason: .erased)),
                    ]))
            case "lecture":
                event = LectureEventCoding.encode(
                    .held(
                        LectureHeld(
                            plain: LectureHeld.Plain(
                                menuCode: pick([nil, "12"]), title: "防災", department: nil,
                                heldOn: try day(), start: nil, end: nil,
                                headcount: pick([nil, 20]), ages: [:], district: nil,
                                attributes: [:]), personal: .erased)))
            case "observation":
                let value = try #require(FigureValue(parsing: pick(["12.5", "-3", "0.04"])))
                event = ObservationEventCoding.encode(
                    .recorded(
                        ObservedValue(
                            indicator: "plan/rate", year: FiscalYear(try day()), value: value,
                            label: .final)))
            default: event = CodedEvent(type: "Something", payload: Array("{}".utf8))
            }
            return write(other.category, other.id, event)
        }
    }

    private static func append(
        _ count: Int, of happenings: inout Happenings, to log: EventLog
    ) async throws {
        var appends: [Append] = []
        for _ in 0..<count { appends.append(Append([try happenings.next()])) }
        for outcome in await log.append(all: appends) { _ = try outcome.get() }
    }

    private static func runners(
        _ city: TestCity, batch: Int64
    ) -> (ProjectionRunner<FactsProjection>, ProjectionRunner<RegisterProjection>) {
        (
            ProjectionRunner(
                log: city.log, pool: city.pool, projection: FactsProjection.init, batch: batch),
            ProjectionRunner(
                log: city.log, pool: city.pool, projection: RegisterProjection.init, batch: batch)
        )
    }

    /// Everything the tables hold, as text.
    private static func tables(_ city: TestCity) async throws -> [String] {
        let rows = try await city.pool.execute(
            """
            SELECT row_to_json(f)::text FROM facts.fact AS f
             UNION ALL SELECT row_to_json(i)::text FROM register.item AS i ORDER BY 1
            """)
        return try rows.map { try $0.get(0) }
    }

    @Test("どう区切って読んでも、作り直しても、同じ表になる", arguments: [1, 2, 3])
    func anyBatching(seed: UInt64) async throws {
        try await TestCity.with { city in
            var happenings = Happenings(seed: seed)
            var random = SeededNumbers(seed: seed + 100)
            for _ in 0..<12 {
                let count = Int.random(in: 1...60, using: &random)
                try await Self.append(count, of: &happenings, to: city.log)
                let (facts, register) = Self.runners(
                    city, batch: Int64.random(in: 1...20, using: &random))
                _ = try await facts.catchUp()
                _ = try await register.catchUp()
            }
            let head = try await city.log.headPosition()
            let followed = try await Self.tables(city)
            #expect(followed.count > 100)
            for batch in [1, 17, 10_000] as [Int64] {
                let (facts, register) = Self.runners(city, batch: batch)
                #expect(try await facts.rebuild(fromStart: true) { _, _ in } == head)
                #expect(try await register.rebuild(fromStart: true) { _, _ in } == head)
                #expect(try await Self.tables(city) == followed, "batch \(batch)")
            }
        }
    }

    @Test("常駐の投影は、作り直しで表が切り替わっても、止まらずに読み続ける")
    func followsThroughARebuild() async throws {
        try await TestCity.with { city in
            var happenings = Happenings(seed: 6)
            let desk = Desk(city)
            let rebuilt = try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await desk.runProjections { name, error in
                        Issue.record("\(name): \(error)")
                    }
                }
                for _ in 0..<6 {
                    try await Self.append(40, of: &happenings, to: city.log)
                    async let facts = desk.rebuild(.facts, fromStart: true)
                    async let register = desk.rebuild(.register, fromStart: true)
                    try await Self.append(40, of: &happenings, to: city.log)
                    _ = try await (facts, register)
                    try await desk.catchUp([.facts, .register])
                }
                let followed = try await Self.tables(city)
                group.cancelAll()
                return followed
            }
            let (facts, register) = Self.runners(city, batch: 10_000)
            _ = try await facts.rebuild(fromStart: true) { _, _ in }
            _ = try await register.rebuild(fromStart: true) { _, _ in }
            #expect(try await Self.tables(city) == rebuilt)
        }
    }

    @Test("先端まで読んで待っている常駐も、表が手前で切り替われば起こされる")
    func isWokenAfterTheChangeOfTables() async throws {
        try await TestCity.with { city in
            var happenings = Happenings(seed: 7)
            let desk = Desk(city)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await desk.runProjections { name, error in
                        Issue.record("\(name): \(error)")
                    }
                }
                try await Self.append(40, of: &happenings, to: city.log)
                try await desk.catchUp([.register])
                for step: Query in [
                    "SELECT desk.begin_generation('register')",
                    "SELECT log.advance_checkpoint('register@2', 0, 0)",
                    "SELECT desk.go_live('register')",
                ] {
                    _ = try await city.pool.execute(step)
                }
                try await desk.catchUp([.register])
                let rows = try await city.pool.execute("SELECT count(*) FROM register.item")
                #expect(try rows[0].get(0) as Int64 > 0)
                group.cancelAll()
            }
        }
    }

    @Test("どの時点の件数も、そこまでの台帳を初めから読んだ数と同じになる")
    func asOfIsReplay() async throws {
        try await TestCity.with { city in
            var happenings = Happenings(seed: 9)
            try await Self.append(500, of: &happenings, to: city.log)
            let desk = Desk(city)
            try await desk.catchUp()
            var standing: [StreamName: Fact] = [:]
            var events: [RecordedEvent] = []
            try await city.log.forEachPage(after: 0, through: 500) { page, _ in
                events += try page.events()
            }
            for event in events {
                if let fact = try FactFolding.after(event, before: standing[event.stream]) {
                    standing[event.stream] = fact
                }
                guard event.position % 37 == 0 || event.position == 500 else { continue }
                for kind in FactKind.allCases {
                    let query = FactQuery(
                        kind: kind, quarters: 0...Int32.max, by: [.dimension(.scheme), .month],
                        moment: LogMoment(
                            position: event.position, time: nil, isHead: event.position == 500))
                    let counted = try await desk.count([query])[0]
                    let replayed = standing.values.filter { $0.kind == kind && $0.counts }
                    let expected = Dictionary(
                        grouping: replayed,
                        by: { [$0.words[.scheme], String($0.effectiveOn.description.dropLast(3))] })
                    #expect(counted.count == expected.count)
                    for count in counted {
                        #expect(Int(count.facts) == expected[count.words]?.count)
                    }
                }
            }
        }
    }

    @Test("読めない出来事の手前まで書かれ、そこで止まる")
    func stopsBeforeTheUnreadable() async throws {
        try await TestCity.with { city in
            var happenings = Happenings(seed: 4)
            try await Self.append(30, of: &happenings, to: city.log)
            let stream = StreamName(category: "item", id: UUID())
            _ = try await city.log.append(
                Append([
                    Append.Write(
                        stream, expecting: .none,
                        [NewEvent(type: "ItemReceived", payload: Array("{}".utf8))])
                ]))
            try await Self.append(30, of: &happenings, to: city.log)
            let (facts, _) = Self.runners(city, batch: 10)
            await #expect(throws: EventCodingError.self) { try await facts.catchUp() }
            #expect(try await city.log.checkpoint("facts") == 30)
            await #expect(throws: EventCodingError.self) { try await facts.catchUp() }
            #expect(try await city.log.checkpoint("facts") == 30)
        }
    }
}
