import Desk
import FoundationEssentials
import Hummingbird

/// `/api/v1/departments/{code}` (担当課トレイのAPI).
struct TrayRoutes: Sendable {
    let desk: Desk
    let gate: LocalGate

    private static let actor = "api"
    private static let parameters: Set<String> = ["limit", "after", "lang"]
    /// As far as a tray can be leafed through.
    private static let farthest = 1_000_000

    var routes: [Route] {
        [
            Route(.get, "/api/v1/departments/{code}/tray") { try await tray($0) },
            Route(.post, "/api/v1/departments/{code}/claims") { try await claim($0) },
        ]
    }

    private func tray(_ request: Request) async throws -> Response {
        try gate.check(request)
        var reader = QueryReader(request, today: desk.today)
        reader.refuseAllBut(Self.parameters)
        let limit = reader.integer("limit", within: 1...TrayLimits.shown) ?? TrayLimits.shown
        let skipped = reader.integer("after", within: 0...Self.farthest) ?? 0
        try reader.finish()
        let tray = try await desk.tray(
            of: Self.department(of: request), skipping: skipped, limit: limit)
        var headers = HTTPFields()
        let isMore = skipped + tray.entries.count < tray.counts.values.reduce(0, +)
        if isMore, !tray.entries.isEmpty {
            let next = skipped + tray.entries.count
            headers.set(
                "Link", "<\(request.uri.path)?limit=\(limit)&after=\(next)>; rel=\"next\"")
        }
        return Response(
            status: .ok, type: "application/json", bytes: CanonicalJSON.bytes(tray.json),
            headers: headers)
    }

    /// The next item; 204 when there is none.
    private func claim(_ request: Request) async throws -> Response {
        try gate.check(request)
        let command = try IdempotencyKey.command(of: request)
        var members = JSONFields(try await JSONBody.read(request), named: "")
        let person = members.requiredText("by")
        let errors = members.finish()
        guard errors.isEmpty else { throw WebError.malformed(errors) }
        let claim = try await desk.claimNext(
            in: Self.department(of: request), by: person, actor: Self.actor, command: command)
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

    /// The section the path names; a blank would be the tray of those no section has yet.
    private static func department(of request: Request) throws(DeskError) -> String {
        let name = request.pathPart(3)
        if name.allSatisfy(\.isWhitespace) { throw .notFound(name) }
        return name
    }
}
