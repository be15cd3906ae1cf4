import Synchronization

/// What was asked over HTTP, counted since the start (HTTP要求の計数).
///
/// A few numbers behind a lock that is held for nanoseconds; an actor would make every request
/// wait for a turn.
final class RequestMetrics: Sendable {
    /// Upper bounds of the histogram, in seconds, as Prometheus' own libraries choose them.
    static let bounds: [Double] = [
        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]
    /// The route of a request for a path that does not exist.
    static let unmatched = "unmatched"

    private struct Request: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Durations {
        /// Requests at or below each bound but above the one before; the last is +Inf.
        var counts = [Int](repeating: 0, count: RequestMetrics.bounds.count + 1)
        var sum: Double = 0

        mutating func add(_ seconds: Double) {
            let bucket = RequestMetrics.bounds.firstIndex { seconds <= $0 }
            counts[bucket ?? RequestMetrics.bounds.count] += 1
            sum += seconds
        }
    }

    private struct Figures {
        var requests: [Request: Int] = [:]
        var durations: [String: Durations] = [:]
    }

    private let figures = Mutex(Figures())

    private static let methods: Set<String> = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
    ]

    /// Counts one request. Whoever calls may invent methods and paths, but no new label.
    func record(method: String, route: String?, status: Int, duration: Duration) {
        let method = Self.methods.contains(method) ? method : "OTHER"
        let route = route ?? Self.unmatched
        let (seconds, attoseconds) = duration.components
        let time = Double(seconds) + Double(attoseconds) * 1e-18
        figures.withLock { figures in
            figures.requests[Request(method: method, route: route, status: status), default: 0] += 1
            figures.durations[route, default: Durations()].add(time)
        }
    }

    /// Writes both families, sorted, so that two scrapes can be compared line by line.
    func write(to exposition: inout Exposition) {
        let figures = figures.withLock { $0 }
        exposition.family(
            "koe_http_requests_total", .counter, "HTTP requests answered, by route and status.")
        let requests = figures.requests.sorted {
            ($0.key.route, $0.key.method, $0.key.status)
                < ($1.key.route, $1.key.method, $1.key.status)
        }
        for (request, count) in requests {
            exposition.sample(
                "koe_http_requests_total",
                [
                    ("method", request.method), ("route", request.route),
                    ("status", String(request.status)),
                ], String(count))
        }
        let name = "koe_http_request_duration_seconds"
        exposition.family(name, .histogram, "Time from a request's head to its answer's head.")
        for (route, durations) in figures.durations.sorted(by: { $0.key < $1.key }) {
            var total = 0
            for (index, count) in durations.counts.enumerated() {
                total += count
                let bound = index < Self.bounds.count ? "\(Self.bounds[index])" : "+Inf"
                exposition.sample(
                    "\(name)_bucket", [("route", route), ("le", bound)], String(total))
            }
            exposition.sample("\(name)_sum", [("route", route)], "\(durations.sum)")
            exposition.sample("\(name)_count", [("route", route)], String(total))
        }
    }
}
