import ArgumentParser
import Desk
import EventLog
import Foundation

/// `koe item`: letters, opinions and requests.
struct ItemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "item", abstract: "Letters, opinions and requests (受付案件).",
        discussion: "Example: koe item receive --help",
        subcommands: [Receive.self])

    /// `koe item receive`
    struct Receive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records a submission and prints its receipt number.",
            discussion: """
                Example:
                  koe item receive --scheme letter-to-mayor --channel paper \\
                    --received-on 2026-06-28 --anonymous --summary 公園の街灯が消えている

                Schemes and channels are listed in the README. --body - reads standard input.
                Personal data is sealed under a key of its own before it is recorded.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "Scheme (受付制度), such as letter-to-mayor or opinion.") var scheme: String
        @Option(help: "Channel (経路), such as paper, phone or form.") var channel: String
        @Option(help: "Day of receipt (受付日), such as 2026-06-28.") var receivedOn: String
        @Flag(help: "The sender gave no name (匿名).") var anonymous = false
        @Flag(help: "Who sent it is not known (差出人不明).") var unknown = false
        @Option(help: "Name (氏名).") var name: String?
        @Option(help: "Reading of the name (ふりがな).") var kana: String?
        @Option(help: "Postal code (郵便番号).") var postalCode: String?
        @Option(help: "Address (住所).") var address: String?
        @Option(help: "Telephone (電話).") var phone: String?
        @Option(help: "E-mail (メール).") var email: String?
        @Option(help: "What it is about, up to 60 characters (要旨).") var summary: String
        @Option(help: "The text (本文); - reads standard input.") var body: String?
        @Option(help: "Nature (性質), such as request or complaint.") var nature: String?
        @Option(help: "Category code (分類).") var category: String?
        @Option(help: "Topic (話題); may be given several times.") var topic: [String] = []
        @Option(help: "yes or no: a reply is wanted (回答希望).") var wantsReply: Answer?
        @Option(help: "yes or no: it may be published (公表).") var mayPublish: Answer?
        @Option(help: "The command's id (UUID): the same one again records nothing new.")
        var command: String?
        @Option(help: "How the receipt is printed.") var format: OutputFormat = .table

        enum Answer: String, ExpressibleByArgument, CaseIterable { case yes, no }

        func validate() throws {
            guard [anonymous, unknown, name != nil].count(where: \.self) == 1 else {
                throw ValidationError("give one of --anonymous, --unknown or --name NAME")
            }
        }

        func run() async throws {
            let id = try command.map { text in
                guard let id = UUID(uuidString: text) else {
                    throw CommandError("--command \(text) is no UUID", Failure.usage)
                }
                return id
            }
            let request = ReceiveRequest(
                scheme: scheme, nature: nature, channel: channel, receivedOn: receivedOn,
                sender: ReceiveRequest.Sender(
                    anonymous: anonymous, unknown: unknown, name: name, kana: kana,
                    postalCode: postalCode,
                    address: address, phone: phone, email: email),
                summary: summary, body: try text(), category: category, topics: topic,
                wantsReply: wantsReply.map { $0 == .yes },
                mayPublish: mayPublish.map { $0 == .yes })
            try await OpenDesk.with(common.settings()) { opened in
                let receipt = try await opened.desk.receive(request, actor: "cli", command: id)
                // Other processes look by themselves within a second; the hint only hurries them.
                try? await opened.log.notify()
                try print(receipt)
            }
        }

        /// The log's own limit for one event, in bytes (1 MiB).
        private static let bodyLimit = 1 << 20

        private func text() throws -> String? {
            guard body == "-" else { return body }
            let data = FileHandle.standardInput.readData(ofLength: Self.bodyLimit + 1)
            guard data.count <= Self.bodyLimit else {
                throw CommandError(
                    "standard input is over the limit of \(Self.bodyLimit) bytes for one letter; "
                        + "shorten the text", Failure.badData)
            }
            guard let text = String(data: data, encoding: .utf8) else {
                throw CommandError("standard input is not UTF-8 text", Failure.badData)
            }
            return text
        }

        private func print(_ receipt: Receipt) throws {
            let header = ["receiptNumber", "enquiryCode", "id", "position"]
            let row = [
                receipt.receiptNumber, receipt.enquiryCode, receipt.id.uuidString.lowercased(),
                String(receipt.position),
            ]
            switch format {
            case .json: Terminal.print(try Terminal.json(receipt))
            case .csv: Terminal.print(Terminal.csv(header, [row]))
            case .table: Terminal.print(Terminal.table(["受付番号", "照会番号", "id", "位置"], [row]))
            }
        }
    }
}
