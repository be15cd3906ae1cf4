import ArgumentParser
import Desk

/// `koe work`: everything that runs beside the pages, on a computer of its own.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Runs the workers only: routing, mail, webhooks, timers, projections.",
        discussion: """
            Example: koe work

            Beside koe serve --no-workers, or as one more beside koe serve: several share the work,
            and when one dies the others take over what it had in hand. Mails to sections lead to
            their trays where KOE_PUBLIC_URL says where the pages are.
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        var settings = try await common.settings()
        settings.say = { Terminal.note($0) }
        Interruption.exitWellOnSignal()
        let mail = settings.mail
        let publicAddress = try settings.publicAddress()
        try await OpenDesk.with(settings) { opened in
            Terminal.print("Koe is working  (Ctrl-C stops it)")
            try await opened.run(
                opened.services(working: true, mail: mail, publicAddress: publicAddress),
                logger: OpenDesk.logger)
        }
    }
}
