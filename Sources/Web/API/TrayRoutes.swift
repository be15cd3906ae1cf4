import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/api/v1/departments/{code}` (担当課トレイのAPI).
struct TrayRoutes: Sendable {
    let desk: Desk

    private static let parameters: Set<String> = ["limit", "after", "lang"]

    var routes: [Route] {
        [
            Route(.get, "/api/v1/departments/{code}/tray") { try await tray($0, $1) },
            Route(.post, "/api/v1/departments/{code}/claims") {
                try await claim($0, by: $1.person())
            },
        ]
    }

    private func tray(_ request: Request, _ visit: Visit) async throws -> Response {
        try await check(visit.person(), request, AccessTable.readers)
        var reader = QueryReader(request, today: desk.today)
        reader.refuseAllBut(Self.parameters)
        let limit = reader.integer("limit", within: 1...TrayLimits.shown) ?? TrayLimits.shown
        let skipped = reader.skipped("after") ?? 0
        try reader.finish()
        let person = try visit.person()
        let tray = try await desk.tray(
            of: Self.department(of: request), for: person.account, skipping: skipped, limit: limit)
        var headers = HTTPFields()
        let isMore = skipped + tray.entries.count < tray.counts.values.reduce(0, +)
        if isMore, !tray.entries.isEmpty {
            let next = TrayCursor.text(skipped + tray.entries.count)
            headers.set(
                "Link", "<\(request.uri.path)?limit=\(limit)&after=\(next)>; rel=\"next\"")
        }
        return Response(
            status: .ok, type: "application/json", bytes: CanonicalJSON.bytes(tray.json),
            headers: headers)
    }

    /// The next item; 204 when there is none.
    private func claim(_ request: Request, by person: SignedIn) async throws -> Response {
        try await check(person, request, AccessTable.sections)
        let command = try IdempotencyKey.command(of: request)
        let members = JSONFields(try await JSONBody.read(request), named: "")
        let errors = members.finish()
        guard errors.isEmpty else { throw WebError.malformed(errors) }
        let claim = try await desk.claimNext(
            in: Self.department(of: request), by: person.login, actor: person.login,
            command: command)
        guard let claim else { return Response(status: .noContent) }
        return Response(
            status: .created, type: "application/json",
            bytes: CanonicalJSON.bytes(
                .object([
                    "id": .string(claim.id.uuidString.lowercased()),
                    "position": .integer(claim.handled.position),
                    "receiptNumber": .string(claim.receiptNumber),
                    "version": .integer(Int64(claim.handled.version)),
                ])), headers: [.eTag: SeenVersion.tag(claim.handled.version)])
    }

    /// Of the sections, only one's own; who has no section in particular sees them all.
    private func check(
        _ person: SignedIn, _ request: Request, _ roles: Set<StaffRole>
    ) async throws {
        let section = try Self.department(of: request)
        guard try await desk.covers(person, roles, section: section) else {
            throw WebError.forbidden
        }
    }

    /// The section the path names; a blank would be the tray of those no section has yet.
    private static func department(of request: Request) throws(DeskError) -> String {
        let name = request.pathPart(3)
        if name.allSatisfy(\.isWhitespace) { throw .notFound(name) }
        return name
    }
}
