import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe contact`: whom the city tells of what happens.
struct ContactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact",
        abstract: "Whom to tell: sections by mail, programs by webhook (通知先).",
        discussion: "Example: koe contact mail 土木課 doboku@city.example.jp",
        subcommands: [List.self, Mail.self, WebhookCommand.self])

    /// `koe contact list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the addresses of sections, and the webhooks.",
            discussion: "Example: koe contact list --as-of 2026-04-01 --format json")

        @OptionGroup var common: CommonOptions
        @Option(help: "Position, day or moment it is asked of; now unless given.")
        var asOf: String?
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        struct Listed: Encodable {
            var sections: [Section]
            var webhooks: [ListedWebhook]

            struct Section: Encodable {
                var section: String
                var addresses: [String]
            }
        }

        func run() async throws {
            let moment = try asOf.map { text in
                guard let moment = AsOf(parsing: text) else {
                    throw CommandError(
                        "--as-of \(text) is no position, day or moment", Failure.usage)
                }
                return moment
            }
            try await OpenDesk.with(try await common.settings()) { opened in
                let book = try await opened.desk.contacts(asOf: moment ?? .now)
                let listed = Listed(
                    sections: book.sections.sorted { $0.key.text < $1.key.text }.map {
                        Listed.Section(section: $0.text, addresses: $1.map(\.text))
                    },
                    webhooks: book.webhooks.map { ListedWebhook($0) })
                let mails = listed.sections.map {
                    ["mail", $0.section, $0.addresses.joined(separator: " "), ""]
                }
                let hooks = listed.webhooks.map {
                    ["webhook", $0.id, $0.url, $0.types.joined(separator: " ")]
                }
                switch format {
                case .json: Terminal.print(try Terminal.json(listed))
                case .csv:
                    Terminal.print(
                        Terminal.csv(["kind", "id", "address", "types"], mails + hooks))
                case .table:
                    Terminal.print(Terminal.table(["種類", "課・番号", "宛先", "出来事"], mails + hooks))
                }
            }
        }
    }

    /// `koe contact mail`
    struct Mail: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says where mail for a section goes; without an address, nowhere.",
            discussion: """
                Examples:
                  koe contact mail 土木課 doboku@city.example.jp
                  koe contact mail triage kocho@city.example.jp     items no section has yet
                  koe contact mail 土木課                           no mail any more

                Addresses of offices, not of persons: they stay in the log.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Section, by code or name; triage for items without one.")
        var section: String
        @Argument(help: "Addresses; they take the place of those before.")
        var addresses: [String] = []

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let (code, position) = try await opened.desk.setContact(
                    of: section, mails: addresses, actor: "cli")
                Terminal.print(
                    "\(code): \(addresses.isEmpty ? "メール通知なし" : addresses.joined(separator: " "))"
                        + Self.outcome(position))
            }
        }

        /// Where it was recorded, or that it was so already.
        static func outcome(_ position: Int64) -> String {
            position == 0 ? "(変更なし)" : "(位置 \(position))"
        }
    }
}

/// A webhook as it is printed.
struct ListedWebhook: Encodable {
    var id: String
    var url: String
    var types: [String]
    /// Only where it is asked for.
    var secret: String?

    init(_ webhook: Webhook, secret: String? = nil) {
        id = webhook.id.uuidString.lowercased()
        url = webhook.url.text
        types = webhook.types.map(\.text)
        self.secret = secret
    }

    func print(_ format: OutputFormat) throws {
        let row = [id, url, types.joined(separator: " "), secret ?? ""]
        switch format {
        case .json: Terminal.print(try Terminal.json(self))
        case .csv: Terminal.print(Terminal.csv(["id", "url", "types", "secret"], [row]))
        case .table: Terminal.print(Terminal.table(["番号", "送信先", "出来事", "署名鍵"], [row]))
        }
    }
}
