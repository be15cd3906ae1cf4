import EventLog
public import FoundationEssentials
public import Participation

extension Desk {
    /// What the sender of an earlier letter gave of themselves, to be taken over (差出人の引用).
    ///
    /// Restricted and erased letters have nobody to give, nor have those that may not be used any
    /// more: as if they were not there.
    /// - Parameter opening: who takes it, and what for; written down before it is given.
    /// - Throws: ``DeskError``; `notFound` when there is no such letter, or it says nobody.
    public func sender(
        of id: UUID, for opening: Opening
    ) async throws(DeskError) -> SenderDetails {
        let stream = StreamName(category: Item.streamCategory, id: id)
        do {
            let history = try await log.read(stream)
            let keys = try await ItemOpening.keys(to: [history], of: keyring)
            guard let opened = try ItemOpening.item(after: history, with: keys),
                let sender = opened.searchable?.sender, let key = keys[stream]
            else { throw DeskError.notFound(id.uuidString.lowercased()) }
            try await record(opening, of: [(stream, key)], showing: .found)
            return sender
        } catch {
            throw DeskError(error)
        }
    }
}
