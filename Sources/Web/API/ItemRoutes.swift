import Desk
import Hummingbird

/// `/api/v1/items` (受付案件のAPI).
struct ItemRoutes: Sendable {
    let desk: Desk

    var routes: [Route] {
        [Route(.post, "/api/v1/items") { try await receive($0, by: $1.person()) }]
    }

    private func receive(_ request: Request, by person: SignedIn) async throws -> Response {
        let command = try IdempotencyKey.command(of: request)
        let body = try await JSONBody.read(request)
        let receipt = try await desk.receive(
            ReceiveRequest(json: body), actor: person.login, command: command)
        return Response(
            status: .created, type: "application/json", bytes: CanonicalJSON.bytes(receipt.json))
    }
}
