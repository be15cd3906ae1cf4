import Desk
import Hummingbird
import Participation

/// `/status`: whether Koe runs, for whom, and how the log stands (稼働状況).
struct StatusPage: Sendable {
    static let path = "/status"

    let desk: Desk
    let version: String

    /// What the page shows.
    struct Model: Sendable {
        var city: City?
        /// nil when the database cannot be reached; then nothing else is known either.
        var log: LogStatus?
        var version: String
    }

    var routes: [Route] {
        [
            // Everybody has a first screen of their own.
            Route(.get, "/") { request, visit in
                let words = Strings.asked(by: request)
                let place = visit.visitor.person.map { FirstScreen.path(for: $0) }
                return .see(Address(place ?? LogInPage.path), words)
            },
            Route(.get, Self.path) { request, visit in
                let model = await model()
                let words = Strings.asked(by: request)
                return Page(
                    title: words.statusTitle, address: Address(of: request), place: .status,
                    city: model.city?.name, visitor: visit.visitor
                ).response(
                    words, Self.content(model, words),
                    status: model.log == nil ? .serviceUnavailable : .ok)
            },
            Route(.get, Stylesheet.path) { _ in
                Response(
                    type: "text/css; charset=utf-8", Stylesheet.text,
                    headers: [.cacheControl: "public, max-age=3600"])
            },
        ]
    }

    private func model() async -> Model {
        do {
            // A database that hangs would keep the page waiting; this gives up in time.
            guard await desk.readiness().isReady else { return Model(version: version) }
            return Model(
                city: try await desk.city(), log: try await desk.status(), version: version)
        } catch {
            return Model(version: version)
        }
    }

    static func content(_ model: Model, _ words: Strings) -> HTML {
        """
        <h1>\(words.statusTitle)</h1>
        \(state(model, words))
        \(cityPart(model, words))
        \(logPart(model, words))
        <h2>\(words.furtherTitle)</h2>
        <ul>
        <li><a href="/health/live">\(words.healthLive)</a></li>
        <li><a href="/health/ready">\(words.healthReady)</a></li>
        <li><a href="/metrics">\(words.metrics)</a></li>
        </ul>
        <p>\(words.version(model.version))</p>
        """
    }

    private static func state(_ model: Model, _ words: Strings) -> HTML {
        model.log == nil
            ? "<p class=\"state stopped\" role=\"status\">\(words.stateUnavailable)</p>"
            : "<p class=\"state running\" role=\"status\">\(words.stateRunning)</p>"
    }

    private static func cityPart(_ model: Model, _ words: Strings) -> HTML {
        if model.log == nil { return "" }
        guard let city = model.city else {
            return """
                <section class="notice" aria-labelledby="city">
                <h2 id="city">\(words.cityMissing)</h2>
                <p>\(words.cityMissingDetail)</p>
                <pre><code>koe setup --city 根室市 --code 012238</code></pre>
                </section>
                """
        }
        let demo: HTML = city.isDemo ? "<p class=\"notice\">\(words.demoNotice)</p>" : ""
        return """
            <section aria-labelledby="city">
            <h2 id="city">\(words.cityTitle)</h2>
            <p class="city">\(city.name)</p>
            <p>\(words.cityCode(city.code.description))</p>
            \(demo)
            </section>
            """
    }

    private static func logPart(_ model: Model, _ words: Strings) -> HTML {
        guard let log = model.log else { return "" }
        return """
            <section aria-labelledby="log">
            <h2 id="log">\(words.logTitle)</h2>
            <dl>
            <dt>\(words.logPosition)</dt>
            <dd class="number">\(log.position)</dd>
            <dt>\(words.logRoot)</dt>
            <dd><code>\(log.root)</code></dd>
            </dl>
            <p>\(words.logExplanation)</p>
            </section>
            """
    }
}
