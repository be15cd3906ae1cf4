import Desk
import Hummingbird

/// `/api/v1/items` (受付案件のAPI).
struct ItemRoutes: Sendable {
    let desk: Desk
    let gate: LocalGate

    /// Who records what comes in through the API until there are accounts.
    private static let actor = "api"

    var routes: [Route] {
        [Route(.post, "/api/v1/items") { try await receive($0) }]
    }

    private func receive(_ request: Request) async throws -> Response {
        try gate.check(request)
        let command = try IdempotencyKey.command(of: request)
        let body = try await JSONBody.read(request)
        let receipt = try await desk.receive(
            ReceiveRequest(json: body), actor: Self.actor, command: command)
        return Response(
            status: .created, type: "application/json", bytes: CanonicalJSON.bytes(receipt.json))
    }
}
