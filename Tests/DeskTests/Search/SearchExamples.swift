import EventLog
import FoundationEssentials
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

/// A city whose letters are searched.
struct SearchedCity {
    let city: TestCity
    let desk: Desk

    static func with<R>(_ body: (SearchedCity) async throws -> R) async throws -> R {
        try await TestCity.with { city in
            try await body(SearchedCity(city: city, desk: Desk(city)))
        }
    }

    /// Receives a letter.
    @discardableResult
    func letter(
        _ summary: String, body: String? = nil,
        sender: ReceiveRequest.Sender = .init(name: "見本 太郎"),
        _ change: (inout ReceiveRequest) -> Void = { _ in }
    ) async throws -> UUID {
        let request = ReceiveRequest.letter {
            $0.summary = summary
            $0.body = body
            $0.sender = sender
            change(&$0)
        }
        return try await desk.receive(request, actor: "t", command: nil).id
    }

    func handle(_ command: ItemCommand, of item: UUID) async throws {
        _ = try await desk.handle(command, of: Item.self, stream: item, actor: "t", command: nil)
    }

    /// The items found by words.
    func found(_ text: String) async throws -> [UUID] {
        try await desk.findItems(SearchRequest(text: text)).items.map(\.id)
    }

    /// The items found by what is known of the sender.
    func found(_ person: PersonClues) async throws -> [UUID] {
        try await desk.findItems(SearchRequest(person: person)).items.map(\.id)
    }

    /// All rows of the index as text.
    func table() async throws -> String {
        let rows = try await city.pool.execute(
            "SELECT coalesce(string_agg(i::text, ';' ORDER BY id), '') FROM search.item AS i")
        return try rows[0].get(0)
    }

    func rows() async throws -> Int64 {
        try await city.pool.execute("SELECT count(*) FROM search.item")[0].get(0)
    }
}

// Who looks, and what for, is of no matter to most of these tests.
extension Desk {
    func findItems(_ request: SearchRequest) async throws(DeskError) -> FoundItems {
        try await findItems(request, for: .trial)
    }

    func findPerson(_ clues: PersonClues) async throws(DeskError) -> [PersonCandidate] {
        try await findPerson(clues, for: .trial)
    }
}

extension Opening {
    /// An opening of a test.
    static var trial: Opening {
        guard let opening = Opening(actor: "test", reason: "試験") else {
            preconditionFailure("a reason")
        }
        return opening
    }
}

/// What a search is refused for.
func refusal(
    _ body: () async throws(DeskError) -> FoundItems
) async -> [Refused] {
    do throws(DeskError) {
        _ = try await body()
        return []
    } catch {
        if case .declined(let refused) = error { return refused }
        return []
    }
}
