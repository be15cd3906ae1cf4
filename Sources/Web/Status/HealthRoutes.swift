import Desk
import Hummingbird

/// `/health/live` and `/health/ready`, for whoever starts and balances servers (稼働確認).
struct HealthRoutes: Sendable {
    let desk: Desk

    var routes: [Route] {
        [
            // Alive means: this process answers. A database that is away is no reason to restart.
            Route(.get, "/health/live") { _ in
                Response(type: "text/plain; charset=utf-8", "ok\n")
            },
            Route(.get, "/health/ready") { _ in
                let readiness = await desk.readiness()
                let body = JSONValue.object([
                    "ready": .bool(readiness.isReady),
                    "reason": readiness.reason.map(JSONValue.string) ?? .null,
                ])
                return Response(
                    status: readiness.isReady ? .ok : .serviceUnavailable,
                    type: "application/json", bytes: CanonicalJSON.bytes(body))
            },
        ]
    }
}
