import EventLog
import FoundationEssentials
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

/// A city that keeps items for five years, and whose clock can be set to years later.
struct KeepingCity {
    let city: TestCity
    let desk: Desk

    static func with<R>(_ body: (KeepingCity) async throws -> R) async throws -> R {
        try await TestCity.with { city in
            let desk = Desk(city)
            _ = try await desk.define(
                RetentionTerm(.items, from: .on("2020-04-01"), period: .years(5)), actor: "t")
            return try await body(KeepingCity(city: city, desk: desk))
        }
    }

    static let name = "根室花子"
    static let phone = "0153-23-6111"
    static let phrase = "街灯が消えて怖いと娘が泣きます"

    /// Receives a letter of 28 June 2026, by 根室花子 unless told otherwise.
    @discardableResult
    func letter(
        _ summary: String = "公園の街灯が消えている", name: String = name,
        _ change: (inout ReceiveRequest) -> Void = { _ in }
    ) async throws -> UUID {
        let request = ReceiveRequest.letter {
            $0.summary = summary
            $0.body = Self.phrase
            $0.sender = .init(name: name, phone: Self.phone)
            change(&$0)
        }
        return try await desk.receive(request, actor: "t", command: nil).id
    }

    func handle(_ command: ItemCommand, of item: UUID) async throws {
        _ = try await desk.handle(command, of: Item.self, stream: item, actor: "t", command: nil)
    }

    /// Has an item withdrawn, which completes it.
    func complete(_ item: UUID) async throws {
        try await handle(.withdraw(on: desk.today, today: desk.today), of: item)
    }

    /// So many years later.
    func later(years: Int64) {
        city.clock.advance(by: years * 366 * 86_400_000_000)
    }

    func stream(_ item: UUID) -> StreamName { StreamName(category: "item", id: item) }

    /// Records the erasure, as if killed before anything followed.
    func eraseAndBeKilled(_ item: UUID) async throws {
        let asked = EraseItem(ground: .entryError(.trial), book: .initial)
        try await handle(.retain(.erase(asked), today: desk.today), of: item)
    }
}
