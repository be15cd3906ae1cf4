import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("催しの変更と抽選")
struct GatheringChangesTests {
    private static func tour(
        _ desk: Desk, _ change: (inout GatheringNotice) -> Void = { _ in }
    ) async throws -> UUID {
        var notice = GatheringNotice(kind: "city-watching", name: "市政ウォッチング", heldOn: "R8.7.10")
        notice.capacity = "2"
        notice.place = "市役所前"
        change(&notice)
        return try await desk.createGathering(notice, actor: "test", command: nil).id
    }

    private static func signUp(
        _ desk: Desk, _ gathering: UUID, _ number: Int, first: Bool = false
    ) async throws -> UUID {
        var signUp = GatheringSignUp(
            person: SenderDetails(name: "見本 \(number)", phone: "0153-23-\(6000 + number)"))
        signUp.isFirstTimer = first
        return try await desk.register(signUp, for: gathering, actor: "test", command: nil)
            .registration
    }

    private static func state(_ desk: Desk, _ id: UUID) async throws -> PlannedGathering {
        let name = StreamName(category: Gathering.streamCategory, id: id)
        let state = try await desk.fold(try await desk.log.read(name), as: Gathering.self)
        return try #require(state.announced)
    }

    @Test("日程・場所・定員を理由を付けて変える。待っている人は繰り上がり、理由は封をする")
    func changes() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await Self.tour(desk)
            var registrations: [UUID] = []
            for number in 1...3 {
                registrations.append(try await Self.signUp(desk, id, number))
            }
            var amendment = GatheringAmendment(reason: "荒天が見込まれるため")
            (amendment.heldOn, amendment.place, amendment.capacity) = ("R8.7.17", "", "３")
            let command = UUID()
            let first = try await desk.changeGathering(
                amendment, of: id, actor: "test", command: command)
            #expect(first.events == 1)
            #expect(
                try await desk.changeGathering(amendment, of: id, actor: "test", command: command)
                    == first)
            let changed = try await Self.state(desk, id)
            #expect(changed.plan.heldOn == .on("2026-07-17") && changed.plan.place == nil)
            #expect(changed.plan.capacity == 3 && changed.plan.name == "市政ウォッチング")
            #expect(changed.registrations(.accepted) == registrations)
            let event = try #require(try await city.log.event(at: first.position))
            #expect(!(event.payload + (event.sealed ?? [])).contains(Array("荒天".utf8)))
            #expect(event.sealed != nil)
            let fields: [WritableKeyPath<GatheringAmendment, String?>] = [
                \.heldOn, \.capacity, \.startsAt,
            ]
            for field in fields {
                var changing = GatheringAmendment(reason: "x")
                changing[keyPath: field] = "いつか"
                let wrong = changing
                await #expect(throws: DeskError.self) {
                    _ = try await desk.changeGathering(
                        wrong, of: id, actor: "test", command: nil)
                }
            }
            await #expect(throws: DeskError.self) {
                _ = try await desk.changeGathering(
                    GatheringAmendment(reason: "　"), of: id, actor: "test", command: nil)
            }
            await #expect(throws: DeskError.self) {
                _ = try await desk.changeGathering(
                    GatheringAmendment(reason: "x"), of: UUID(), actor: "test", command: nil)
            }
        }
    }

    @Test("抽選は一度だけ。種から誰でも同じ順を得られ、初参加の人が先になる")
    func draws() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await Self.tour(desk) { $0.admission = "lottery" }
            var others: [UUID] = []
            for number in 1...4 { others.append(try await Self.signUp(desk, id, number)) }
            let newcomer = try await Self.signUp(desk, id, 5, first: true)
            await #expect(throws: DeskError.self) {
                _ = try await desk.drawLots(seed: "七", for: id, actor: "test", command: nil)
            }
            let drawn = try await desk.drawLots(for: id, actor: "test", command: UUID())
            let order = Lottery.order(firstTimers: [newcomer], others: others, seed: drawn.seed)
            #expect(drawn.accepted + drawn.waiting == order)
            #expect(drawn.accepted.first == newcomer && drawn.accepted.count == 2)
            let again = try await desk.drawLots(for: id, actor: "test", command: nil)
            #expect(again.seed == drawn.seed && again.handled.events == 0)
            #expect(again.accepted == drawn.accepted)
            await #expect(throws: DeskError.self) {
                _ = try await desk.drawLots(
                    seed: "\(drawn.seed &+ 1)", for: id, actor: "test", command: nil)
            }
        }
    }
}
