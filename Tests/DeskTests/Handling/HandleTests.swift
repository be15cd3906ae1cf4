import EventLog
import FoundationEssentials
import Participation
import Synchronization
import TestSupport
import Testing

@testable import Desk

@Suite("命令の処理とデータベース")
struct HandleTests {
    private static let command = UUID(
        uuid: (2, 2, 3, 4, 5, 6, 0x47, 8, 0x89, 10, 11, 12, 13, 14, 15, 16))

    private static func correction(
        _ change: (inout CorrectItem) -> Void
    ) -> Participation.ItemCommand {
        var correction = CorrectItem(
            today: LocalDate(iso: "2026-07-10") ?? .latest, reason: .typo)
        change(&correction)
        return .correct(correction)
    }

    private static let summary = correction { $0.summary = .set("除排雪") }

    private func ask(
        _ desk: Desk, _ asked: Participation.ItemCommand, of item: UUID, as command: UUID? = nil
    ) async throws(DeskError) -> Handled {
        try await desk.handle(asked, of: Item.self, stream: item, actor: "test", command: command)
    }

    private func received(_ desk: Desk) async throws -> UUID {
        try await desk.receive(.letter(), actor: "test", command: nil).id
    }

    @Test("訂正は次の版として、封をして記録される")
    func corrects() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await received(desk)
            let handled = try await ask(desk, Self.summary, of: id)
            #expect(handled == Handled(position: 2, version: 2, events: 1))
            let event = try #require(try await city.log.event(at: 2))
            #expect(event.type == "ItemCorrected" && event.actor == "test")
            #expect(String(decoding: event.payload, as: UTF8.self) == #"{"reason":"typo"}"#)
            let sealed = try #require(event.sealed)
            #expect(!String(decoding: sealed, as: UTF8.self).contains("除排雪"))
            let opening = try #require(Opening(actor: "test", reason: "試験"))
            let view = try await desk.item(id, opening: opening)
            #expect(view.item.personal.content?.summary == "除排雪")
            #expect(view.item.receipt.personal.content?.summary == "除雪の時間を早めてほしい")
            #expect(view.version == 2 && view.position == 2)
        }
    }

    @Test("変わらなければ何も記録せず、いまの位置と版を返す")
    func nothingToDo() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await received(desk)
            let handled = try await ask(desk, .changeConsent(.unstated), of: id, as: Self.command)
            #expect(handled == Handled(position: 1, version: 1, events: 0))
            #expect(try await city.log.headPosition() == 1)
        }
    }

    @Test("同じ指示の繰返しは一度だけ記録され、最初の答えが返る。間にほかの変更があっても同じ")
    func repeats() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await received(desk)
            let both = Self.correction {
                $0.summary = .set("除排雪")
                $0.category = .set("12")
            }
            let first = try await ask(desk, both, of: id, as: Self.command)
            #expect(first == Handled(position: 3, version: 3, events: 2))
            _ = try await ask(desk, Self.correction { $0.summary = .set("融雪") }, of: id)
            let again = try await ask(Desk(city), both, of: id, as: Self.command)
            #expect(again == first)
            #expect(try await city.log.headPosition() == 4)
        }
    }

    @Test("同じ指示番号で内容が違えば断る。封をした文字だけの違いも、別の案件も")
    func refusesReuse() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await received(desk)
            let other = try await received(desk)
            _ = try await ask(desk, Self.summary, of: id, as: Self.command)
            let attempts: [(Participation.ItemCommand, UUID)] = [
                (Self.correction { $0.summary = .set("融雪") }, id),
                (.changeConsent(.yes), id), (Self.summary, other),
            ]
            for (asked, item) in attempts {
                await #expect {
                    _ = try await ask(desk, asked, of: item, as: Self.command)
                } throws: { error in
                    if case DeskError.commandReused(Self.command) = error { true } else { false }
                }
            }
            #expect(try await city.log.headPosition() == 3)
        }
    }

    @Test("断りは欄と日本語の理由になり、何も記録しない")
    func refuses() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await received(desk)
            let wrong = Self.correction { $0.changes.copies = 0 }
            await #expect {
                _ = try await ask(desk, wrong, of: id, as: Self.command)
            } throws: { error in
                guard case DeskError.refused(let refusals) = error else { return false }
                return refusals == [.copiesOutOfRange(limit: 99_999)]
            }
            let nobody = UUID(uuid: (9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9))
            await #expect {
                _ = try await ask(desk, Self.summary, of: nobody)
            } throws: { error in
                guard case DeskError.refused(let refusals) = error else { return false }
                return refusals == [.notReceived]
            }
            #expect(try await city.log.headPosition() == 1)
        }
    }

    @Test("同時に届いた訂正は、一つずつ考え直してすべて記録される")
    func settlesRaces() async throws {
        try await TestCity.with { city in
            let desks = [Desk(city), Desk(city)]
            let id = try await received(desks[0])
            let changes: [Participation.ItemCommand] = [
                .changeConsent(.yes), .setHandling(.care, isUrgent: false),
            ]
            let handled = try await withThrowingTaskGroup(of: Handled.self) { group in
                for (desk, change) in zip(desks, changes) {
                    group.addTask { try await ask(desk, change, of: id) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(handled.map(\.version)) == [2, 3])
            let item = try await desks[0].item(id).item
            #expect(item.plain.mayPublish == .yes && item.plain.handling == .care)
        }
    }

    @Test("同じ指示が同時に届いても、一度だけ記録される")
    func settlesRepeatedRaces() async throws {
        try await TestCity.with { city in
            let desks = [Desk(city), Desk(city)]
            let id = try await received(desks[0])
            let handled = try await withThrowingTaskGroup(of: Handled.self) { group in
                for index in 0..<6 {
                    group.addTask {
                        try await ask(desks[index % 2], Self.summary, of: id, as: Self.command)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(handled.map(\.position)) == [2])
            #expect(try await city.log.headPosition() == 2)
        }
    }

    @Test("三度続けて先を越されたら、競合として呼び手に返す")
    func givesUp() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await received(desk)
            let stream = StreamName(category: Item.streamCategory, id: id)
            let rounds = Mutex(0)
            await #expect {
                _ = try await desk.settle(Item.self, on: stream, actor: nil, as: nil) { item in
                    // Somebody else is quicker every time.
                    let round = rounds.withLock { count in
                        count += 1
                        return count
                    }
                    _ = try await ask(
                        desk, .setHandling(.care, isUrgent: !round.isMultiple(of: 2)), of: id)
                    return try Item.decide(.changeConsent(.yes), item)
                }
            } throws: { error in
                guard case AppendError.conflict = error else { return false }
                return true
            }
            #expect(rounds.withLock { $0 } == HandlingLimits.attempts)
        }
    }

    @Test("消去した案件でも公開部分の訂正は続けられ、鍵は作り直されない")
    func continuesAfterErasure() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let id = try await received(desk)
            _ = try await ask(desk, Self.summary, of: id)
            let stream = StreamName(category: Item.streamCategory, id: id)
            #expect(try await city.keyring.destroy(stream))
            let channel = Self.correction { $0.changes.channel = .fax }
            #expect(try await ask(desk, channel, of: id).version == 3)
            await #expect {
                _ = try await ask(desk, Self.correction { $0.summary = .set("融雪") }, of: id)
            } throws: { error in
                guard case DeskError.refused(let refusals) = error else { return false }
                return refusals == [.personalErased]
            }
            let opening = try #require(Opening(actor: "test", reason: "試験"))
            let view = try await desk.item(id, opening: opening)
            #expect(view.item.personal == .erased && view.item.plain.channel == .fax)
            #expect(view.entries.contains(ItemEntry(field: .summary, text: "(消去済み)")))
            let history = try await desk.history(of: id, opening: opening)
            #expect(history[1].changes.map(\.field) == [.sealed])
        }
    }

    @Test("重複の環はできない。取り消せば結べる")
    func linksWithoutCircles() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let first = try await received(desk)
            let second = try await received(desk)
            let link = { (item: UUID, other: UUID) async throws(DeskError) -> Handled in
                try await desk.link(item, to: other, as: .duplicate, actor: nil, command: nil)
            }
            #expect(try await link(second, first).events == 1)
            await #expect {
                _ = try await link(first, second)
            } throws: { error in
                guard case DeskError.refused(let refusals) = error else { return false }
                return refusals == [.targetIsDuplicate]
            }
            #expect(
                try await desk.item(second).related.map(\.receiptNumber) == ["R8-0001"])
            #expect(try await ask(desk, .unlink(from: first), of: second).events == 1)
            #expect(try await link(first, second).events == 1)
            await #expect {
                _ = try await link(first, Self.command)
            } throws: { error in
                if case DeskError.notFound = error { true } else { false }
            }
        }
    }
}
