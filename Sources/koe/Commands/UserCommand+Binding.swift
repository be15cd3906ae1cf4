import ArgumentParser
import Desk

extension UserCommand {
    /// `koe user oidc`
    struct Bind: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "oidc",
            abstract: "Lets somebody log in at the city's identity provider (庁内の認証).",
            discussion: """
                Examples:
                  koe user oidc sato --subject 3f6c1b9e
                  koe user oidc sato --unbind

                The subject (sub) is what the provider of KOE_OIDC_ISSUER knows them by; the page of
                a login that is bound to nobody shows it. Their password stays good, too.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Whose account.") var login: String
        @Option(help: "What the provider knows them by (本人の識別子).") var subject: String?
        @Flag(help: "Ends it, and their sessions.") var unbind = false

        func validate() throws {
            guard (subject != nil) != unbind else {
                throw ValidationError("give either --subject SUB or --unbind")
            }
        }

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                guard let subject else {
                    try await opened.desk.unbind(login, by: nil)
                    Terminal.print("\(login): 庁内の認証との結び付きを解除しました")
                    return
                }
                try await opened.desk.bind(login, to: subject, by: nil)
                Terminal.print("\(login): 庁内の認証と結び付けました")
            }
        }
    }
}
