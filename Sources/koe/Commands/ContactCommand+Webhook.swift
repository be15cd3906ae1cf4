import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe contact webhook`: other programs that are told what happens to items.
struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook", abstract: "Programs that are told what happens to items (Webhook).",
        discussion: """
            Example: koe contact webhook add https://hook.city.example.jp/koe --type ItemRouted

            CloudEvents 1.0 as JSON, the open part only, signed as Standard Webhooks has it.
            """,
        subcommands: [Add.self, Remove.self, List.self, Secret.self])

    /// `koe contact webhook add`
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Registers an address and prints its secret; again, it only takes the types.",
            discussion: """
                Examples:
                  koe contact webhook add https://hook.city.example.jp/koe
                  koe contact webhook add http://127.0.0.1:9000/ --type ItemRouted --type ItemClosed

                https; http only to this machine. Without --type it is told of all that happens to
                items. Give the secret to the other program: it checks the signature with it.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Where to send.") var url: String
        @Option(name: .customLong("type"), help: "Type of event, such as ItemRouted.")
        var types: [String] = []
        @Option(help: "How it is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let (webhook, _) = try await opened.desk.addWebhook(
                    url, types: types, actor: "cli")
                let secret = opened.desk.webhookSecret(of: webhook.id)
                try ListedWebhook(webhook, secret: secret.text).print(format)
            }
        }
    }

    /// `koe contact webhook remove`
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tells a program nothing any more.",
            discussion: "Example: koe contact webhook remove 01982c5e-8a7b-7c10-8000-3c5f2b9d0e11")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The webhook's id.") var id: String

        func run() async throws {
            let webhook = try WebhookCommand.id(id)
            try await OpenDesk.with(try await common.settings()) { opened in
                let position = try await opened.desk.removeWebhook(webhook, actor: "cli")
                Terminal.print("\(id): 廃止" + ContactCommand.Mail.outcome(position))
            }
        }
    }

    /// `koe contact webhook list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the webhooks in use.",
            discussion: "Example: koe contact webhook list --format json")

        @OptionGroup var common: CommonOptions
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let webhooks = try await opened.desk.contacts().webhooks.map { ListedWebhook($0) }
                let rows = webhooks.map { [$0.id, $0.url, $0.types.joined(separator: " ")] }
                switch format {
                case .json: Terminal.print(try Terminal.json(["webhooks": webhooks]))
                case .csv: Terminal.print(Terminal.csv(["id", "url", "types"], rows))
                case .table: Terminal.print(Terminal.table(["番号", "送信先", "出来事"], rows))
                }
            }
        }
    }

    /// `koe contact webhook secret`
    struct Secret: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints what a webhook is signed with.",
            discussion: "Example: koe contact webhook secret 01982c5e-8a7b-7c10-8000-3c5f2b9d0e11")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The webhook's id.") var id: String

        func run() async throws {
            let webhook = try WebhookCommand.id(id)
            try await OpenDesk.with(try await common.settings()) { opened in
                guard try await opened.desk.contacts().webhook(webhook) != nil else {
                    throw DeskError.notFound("webhook \(id)")
                }
                Terminal.print(opened.desk.webhookSecret(of: webhook).text)
            }
        }
    }

    fileprivate static func id(_ text: String) throws -> UUID {
        guard let id = UUID(uuidString: text) else {
            throw CommandError(
                "\(text) is no webhook's id; see koe contact webhook list", Failure.usage)
        }
        return id
    }
}
