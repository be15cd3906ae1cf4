import EventLog
public import FoundationEssentials
import Participation
import Postgres

extension Desk {
    /// The position of the event that received an item (受付の位置).
    /// - Parameter text: a receipt number (`R8-0123`), an item's id, or a position.
    /// - Throws: ``DeskError/notFound(_:)``.
    public func position(of text: String) async throws(DeskError) -> Int64 {
        do {
            if let position = Int64(text), position > 0 { return position }
            if let id = UUID(uuidString: text) {
                let events = try await log.read(StreamName(category: "item", id: id), limit: 1)
                guard let first = events.first else { throw DeskError.notFound(text) }
                return first.position
            }
            guard let number = ReceiptNumber(parsing: text) else { throw DeskError.notFound(text) }
            return try await position(of: number)
        } catch {
            throw DeskError(error)
        }
    }

    /// The id of an item (案件の特定).
    /// - Parameter text: a receipt number (`R8-0123`) or an item's id. A position is refused: `5`
    ///   is more likely meant as the fifth letter of the year.
    /// - Throws: ``DeskError/notFound(_:)``.
    public func itemID(of text: String) async throws(DeskError) -> UUID {
        guard Int64(text) == nil else { throw .notFound(text) }
        let position = try await position(of: text)
        do {
            let event = try await log.event(at: position)
            guard let stream = event?.stream, let id = stream.itemID else {
                throw DeskError.notFound(text)
            }
            return id
        } catch {
            throw DeskError(error)
        }
    }

    /// By the register; what has come in since it was written is searched among the receipts, whose
    /// canonical payload spells the number in one way only.
    private func position(of number: ReceiptNumber) async throws -> Int64 {
        let isComplete = try await log.isReadToTheEnd(by: [ProjectionName.register.rawValue])
        let known = try await pool.execute(
            """
            SELECT received_at FROM register.item
             WHERE fiscal_year = \(Int32(number.fiscalYear.year)) AND serial = \(Int32(number.serial))
            """)
        if let position: Int64 = try known.first?.get(0) { return position }
        if isComplete { throw DeskError.notFound(number.description) }
        let member = Array("\"receiptNumber\":\"\(number)\"".utf8)
        let rows = try await pool.execute(
            """
            SELECT min(position) FROM log.event
             WHERE type = 'ItemReceived' AND position(\(member) IN payload) > 0
            """)
        guard let position: Int64 = try rows.first?.getOptional(0) else {
            throw DeskError.notFound(number.description)
        }
        return position
    }
}

extension StreamName {
    /// The id of the item this is about; `nil` for the stream of something else.
    var itemID: UUID? {
        guard category == "item" else { return nil }
        return UUID(uuidString: String(text.dropFirst(category.utf8.count + 1)))
    }
}
