import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

/// A notice board with room for two notices: the smallest decider the desk can serve.
private struct NoticeBoard: RecordedDecider {
    enum Command: Equatable { case pin(String) }
    enum Event: Equatable { case pinned(Int) }
    enum Refusal: String, ExplainedRefusal {
        enum Field: String { case notice }
        case full
        var field: Field? { .notice }
        var japanese: String { "掲示板に空きがありません。" }
    }

    var pins = 0

    static let initial = NoticeBoard()
    static let streamCategory: StaticString = "board"

    static func decide(_ command: Command, _ state: Self) throws(Refusal) -> [Event] {
        switch command {
        case .pin:
            if state.pins == 2 { throw .full }
            return [.pinned(state.pins + 1)]
        }
    }

    static func evolve(_ state: Self, _ event: Event) -> Self {
        switch event {
        case .pinned(let pins): NoticeBoard(pins: pins)
        }
    }

    enum Coding: EventCoding {
        static func encode(_ event: Event) -> CodedEvent {
            switch event {
            case .pinned(let pins):
                CodedEvent("NoticePinned", ["pins": .integer(Int64(pins))])
            }
        }

        static func decode(
            type: String, schemaVersion: Int16, payload: [UInt8], opened: Opened?
        ) throws(EventCodingError) -> Event {
            try MemberReader.read(payload, of: type) { members throws(EventCodingError) in
                .pinned(try members.integer("pins"))
            }
        }
    }
}

@Suite("窓口はどの意思決定も同じに扱う")
struct RecordedDeciderTests {
    private static let board = UUID(uuid: (3, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))
    private static let command = UUID(uuid: (3, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 2))

    private func pin(_ desk: Desk, as command: UUID? = nil) async throws(DeskError) -> Handled {
        try await desk.handle(
            .pin("お知らせ"), of: NoticeBoard.self, stream: Self.board, actor: nil, command: command)
    }

    @Test("対象は種類の名で始まり、封印のない出来事に鍵は作られない")
    func recordsWithoutAKey() async throws {
        try await TestCity.with { city in
            #expect(
                try await pin(Desk(city)) == Handled(position: 1, version: 1, events: 1))
            let event = try #require(try await city.log.event(at: 1))
            #expect(event.stream.category == "board" && event.sealed == nil)
            #expect(try await city.keyring.key(of: event.stream) == nil)
        }
    }

    @Test("断りは、欄の名と日本語の理由で返る")
    func explainsItsRefusals() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            _ = try await pin(desk)
            _ = try await pin(desk)
            await #expect {
                _ = try await pin(desk)
            } throws: { error in
                guard case DeskError.declined(let refusals) = error else { return false }
                return refusals.map(\.field) == ["notice"]
                    && "\(error)" == "notice: 掲示板に空きがありません。"
            }
        }
    }

    @Test("いまなら断られる指示でも、繰返しなら最初の答えが返る")
    func answersRepeatsFromWhereTheyWereDecided() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let first = try await pin(desk, as: Self.command)
            _ = try await pin(desk)
            #expect(try await pin(desk, as: Self.command) == first)
            #expect(try await city.log.headPosition() == 2)
        }
    }
}
