import Desk
import Hummingbird

/// `/metrics` for Prometheus (監視指標).
struct MetricsRoute: Sendable {
    let desk: Desk
    let requests: RequestMetrics
    let version: String

    var routes: [Route] {
        [
            Route(.get, "/metrics") { _ in
                Response(type: Exposition.contentType, await exposition().text)
            }
        ]
    }

    private func exposition() async -> Exposition {
        var exposition = Exposition()
        exposition.family("koe_build_info", .gauge, "Always 1; the version is a label.")
        exposition.sample("koe_build_info", [("version", version)], "1")

        let position: Int64?
        do {
            position = try await desk.position()
        } catch {
            // A scrape must not fail with the database: the missing sample is the message.
            position = nil
        }
        exposition.family("koe_database_up", .gauge, "1 when the log's database answered.")
        exposition.sample("koe_database_up", [], position == nil ? "0" : "1")
        exposition.family("koe_log_position", .gauge, "Position of the last event of the log.")
        if let position { exposition.sample("koe_log_position", [], String(position)) }

        requests.write(to: &exposition)

        if let process = ProcessFigures.read() {
            exposition.family(
                "koe_process_resident_memory_bytes", .gauge, "Memory of this process in RAM.")
            exposition.sample(
                "koe_process_resident_memory_bytes", [], String(process.residentBytes))
            exposition.family(
                "koe_process_start_time_seconds", .gauge,
                "When this process started, in seconds since 1970.")
            exposition.sample("koe_process_start_time_seconds", [], "\(process.startTime)")
        }
        return exposition
    }
}
