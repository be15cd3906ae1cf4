import EventLog
public import FoundationEssentials
import Participation

extension Desk {
    /// Who recorded the receipt of an item; nil when nobody is named (受付者).
    /// - Throws: ``DeskError``; `notFound` when nothing was received under this id.
    public func receiver(of id: UUID) async throws(DeskError) -> String? {
        do {
            let history = try await log.read(StreamName(category: Item.streamCategory, id: id))
            guard let first = history.first else {
                throw DeskError.notFound(id.uuidString.lowercased())
            }
            return first.actor
        } catch {
            throw DeskError(error)
        }
    }
}
