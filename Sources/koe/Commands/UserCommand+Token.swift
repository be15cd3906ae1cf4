import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe user token`: what programs log in with.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens of the API, each for one role (APIトークン).",
        discussion: """
            Example: koe user token make sato --role intake --for 電話受付システム --days 90

            A program sends it as Authorization: Bearer TOKEN.
            """,
        subcommands: [Make.self, List.self, Revoke.self], defaultSubcommand: Make.self)

    /// `koe user token make`
    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a token and prints it, this once.",
            discussion: """
                Example: koe user token make sato --role intake --for 電話受付システム --days 90

                It acts in this one role, and only as long as the account has it.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Whose account.") var login: String
        @Option(help: "In which role it acts (役割).") var role: Code<StaffRole>
        @Option(name: .customLong("for"), help: "What it is for (用途).") var purpose = "API"
        @Option(help: "For how many days it is good.") var days = 90
        @Option(help: "How it is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let (secret, entry) = try await opened.desk.makeToken(
                    for: login, role: role.value, name: purpose, days: days, by: nil)
                switch format {
                case .json:
                    Terminal.print(
                        try Terminal.json([
                            "id": entry.id.uuidString.lowercased(), "token": secret.text,
                        ]))
                case .csv:
                    Terminal.print(
                        Terminal.csv(
                            ["id", "token"], [[entry.id.uuidString.lowercased(), secret.text]]))
                case .table: Terminal.print(secret.text)
                }
            }
        }
    }

    /// `koe user token list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the tokens that are good; never the tokens themselves.",
            discussion: "Example: koe user token list --format json")

        @OptionGroup var common: CommonOptions
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        struct Listed: Encodable {
            var id: String
            var login: String
            var role: String
            var purpose: String
            var endsAt: String
            var usedAt: String?
        }

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let tokens = try await opened.desk.tokens().map { token in
                    Listed(
                        id: token.id.uuidString.lowercased(), login: token.login,
                        role: token.role.rawValue, purpose: token.name, endsAt: token.endsAt.iso,
                        usedAt: token.usedAt?.iso)
                }
                let rows = tokens.map {
                    [$0.id, $0.login, $0.role, $0.purpose, $0.endsAt, $0.usedAt ?? ""]
                }
                switch format {
                case .json: Terminal.print(try Terminal.json(["tokens": tokens]))
                case .csv:
                    Terminal.print(
                        Terminal.csv(["id", "login", "role", "purpose", "endsAt", "usedAt"], rows))
                case .table:
                    Terminal.print(
                        Terminal.table(["番号", "利用者名", "役割", "用途", "有効期限", "最終利用"], rows))
                }
            }
        }
    }

    /// `koe user token revoke`
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a token worthless.",
            discussion: "Example: koe user token revoke 01982c5e-8a7b-7c10-8000-3c5f2b9d0e11")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The token's id, as koe user token list has it.") var id: String

        func run() async throws {
            guard let token = UUID(uuidString: id) else {
                throw CommandError(
                    "\(id) is no token's id; see koe user token list", Failure.usage)
            }
            try await OpenDesk.with(try await common.settings()) { opened in
                try await opened.desk.revokeToken(token, by: nil)
                Terminal.print("\(id): 失効しました")
            }
        }
    }
}
