import ArgumentParser
import Desk
import EventLog
import Foundation
import Logging
import Participation
import Web

/// `koe serve`: the web server and everything that runs beside it.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs Koe: pages, API and the log, until Ctrl-C.",
        discussion: """
            Examples:
              koe serve                          http://127.0.0.1:8080
              koe serve --demo                   with a made-up city to look at
              koe serve --listen 127.0.0.1:9000  another port
              koe serve --face staff             no page for citizens

            Pages and API answer this computer alone, until a web server with TLS on it stands in
            front and --public-url (KOE_PUBLIC_URL) says what browsers call it.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Address and port to listen on; port 0 lets the system choose.")
    var listen: String?
    @Option(help: "What browsers call it, such as https://koe.city.example.jp.")
    var publicURL: String?
    @Option(help: "Which pages: staff, citizen or both; those of the staff need no internet.")
    var face: Code<Face> = Code(.both)
    @Flag(help: "On an empty database, set up a made-up city with a past of two years.")
    var demo = false
    @Flag(help: "Only pages and API; workers run elsewhere (koe work).")
    var noWorkers = false

    func run() async throws {
        var settings = try await common.settings()
        settings.say = { Terminal.note($0) }
        let text = listen ?? settings.listen
        guard let address = ListenAddress(parsing: text) else {
            throw CommandError(
                "--listen \(text) is no address; write HOST:PORT, such as 127.0.0.1:8080",
                Failure.usage)
        }
        let publicAddress = try settings.publicAddress(publicURL)
        Interruption.exitWellOnSignal()
        let mail = settings.mail
        try await OpenDesk.with(settings) { opened in
            if demo { try await seedDemo(opened) }
            try await serve(opened, address, publicAddress, mail)
        }
    }

    private func seedDemo(_ opened: OpenDesk) async throws {
        if let city = try await opened.desk.city() {
            guard city.isDemo else {
                throw CommandError(
                    "\(city.name) is set up here; --demo is for an empty data directory",
                    Failure.notAllowed)
            }
        } else {
            try await opened.seedDemoHistory()
        }
        _ = try await opened.desk.seedDemo()
        _ = try await opened.desk.seedDemoStaff()
    }

    private func serve(
        _ opened: OpenDesk, _ address: ListenAddress, _ publicAddress: PublicAddress?,
        _ mail: MailSettings?
    ) async throws {
        Workbook.removeAbandoned()
        let logger = OpenDesk.logger
        let server = WebServer(
            desk: opened.desk, address: address, publicAddress: publicAddress,
            face: face.value, version: Version.text, logger: logger
        ) { bound in
            // In one piece: whoever waits for the first line finds the others, too.
            Terminal.print(await Self.greeting(bound, publicAddress, opened))
        }
        var services = opened.services(
            working: !noWorkers, mail: mail, publicAddress: publicAddress)
        services.append(server.buildApplication())
        try await Self.explaining(address) {
            try await opened.run(services, logger: logger)
        }
    }

    /// What stands on the terminal once it listens.
    private static func greeting(
        _ bound: ListenAddress, _ publicAddress: PublicAddress?, _ opened: OpenDesk
    ) async -> String {
        var lines = [
            "Koe is ready: http://\(bound)/  (Ctrl-C stops it)",
            "Data: \(opened.site.keyDirectory)",
        ]
        if let publicAddress { lines.append("Public address: \(publicAddress.origin)/") }
        guard let city = try? await opened.desk.city() else {
            return (lines + ["No city yet: koe setup --city NAME --code LGCODE"])
                .joined(separator: "\n")
        }
        lines.append("City: \(city.name) (\(city.code))")
        if city.isDemo, let password = try? await opened.desk.seedDemoStaff() {
            let logins = DemoStaff.people.map { "\($0.login) (\($0.role.japanese))" }
            lines.append("Demo logins, all with the password \(password):")
            lines.append("  " + logins.joined(separator: ", "))
        }
        return lines.joined(separator: "\n")
    }

    /// A taken port is the most frequent reason for a server not to start.
    private static func explaining(
        _ address: ListenAddress, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch {
            let text = "\(error)"
            if text.contains("EADDRINUSE") || text.contains("Address already in use") {
                throw CommandError(
                    "\(address) is taken by another program; choose one with --listen HOST:PORT",
                    Failure.unavailable)
            }
            if text.contains("bind") {
                throw CommandError(
                    "cannot listen on \(address): \(text)", Failure.unavailable)
            }
            throw error
        }
    }
}
