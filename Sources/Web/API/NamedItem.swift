import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// The item an address of the API names, by its id or its receipt number (案件の指定).
enum NamedItem {
    /// The item, if this person may come so near to it.
    /// - Parameter roles: those that may act by the route; nil: it is only looked at.
    static func id(
        of request: Request, for person: SignedIn, acting roles: Set<StaffRole>? = nil,
        at desk: Desk
    ) async throws -> UUID {
        let name = request.pathPart(3)
        let id = try await desk.itemID(of: name)
        switch try await desk.reach(of: person, to: id, acting: roles ?? []) {
        case .hidden: throw DeskError.notFound(name)
        case .reading where roles != nil: throw WebError.forbidden
        case .reading, .acting: return id
        }
    }

    /// What was recorded of an item: 201, or 200 when it was so already.
    static func answer(_ handled: Handled, to id: UUID) -> Response {
        Response(
            status: handled.events > 0 ? .created : .ok, type: "application/json",
            bytes: CanonicalJSON.bytes(
                .object([
                    "events": .integer(Int64(handled.events)),
                    "id": .string(id.uuidString.lowercased()),
                    "position": .integer(handled.position),
                    "version": .integer(Int64(handled.version)),
                ])), headers: [.eTag: SeenVersion.tag(handled.version)])
    }
}
