import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe circulation`: what the mayor and the deputy read through.
struct CirculationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "circulation",
        abstract: "What the mayor and the deputy mayor read through, and what they say (供覧).",
        discussion: "Example: koe circulation list --by mayor",
        subcommands: [List.self, Read.self, Instruct.self, Answer.self, Senders.self])

    /// `koe circulation list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists what somebody has to read; with --all what they have read, too.",
            discussion: """
                Example: koe circulation list --by mayor --format csv

                Letters of the last 60 days in the order they came in; restricted ones (限定) never.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "Account of who reads (読む人); yours unless given.") var by: String?
        @Flag(help: "Also what was read.") var all = false
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        private struct Listed: Encodable {
            var receiptNumber: String
            var receivedOn: String
            var scheme: String
            var section: String?
            var read: Bool
        }

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let items = try await opened.desk.circulation(for: Account.name(by))
                    .filter { all || !$0.isRead }
                switch format {
                case .json:
                    Terminal.print(
                        try Terminal.json(
                            items.map {
                                Listed(
                                    receiptNumber: $0.receiptNumber.description,
                                    receivedOn: $0.receivedOn.description,
                                    scheme: $0.scheme.rawValue, section: $0.section,
                                    read: $0.isRead)
                            }))
                case .csv:
                    Terminal.print(
                        Terminal.csv(
                            ["receiptNumber", "receivedOn", "scheme", "section", "read"],
                            items.map {
                                [
                                    $0.receiptNumber.description, $0.receivedOn.description,
                                    $0.scheme.rawValue, $0.section ?? "", String($0.isRead),
                                ]
                            }))
                case .table:
                    Terminal.print(
                        Terminal.table(
                            ["受付番号", "受付日", "受付制度", "主担当", "既読"],
                            items.map {
                                [
                                    $0.receiptNumber.description, $0.receivedOn.wareki,
                                    $0.scheme.japanese, $0.section ?? "担当未定",
                                    $0.isRead ? "既読" : "未読",
                                ]
                            }))
                }
            }
        }
    }

    /// `koe circulation read`
    struct Read: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Notes that the mayor or the deputy has read items (既読).",
            discussion: "Example: koe circulation read R8-0001 R8-0002 --by mayor")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Receipt numbers or item ids.") var receipts: [String]
        @Option(help: "Account of who has read (読んだ人); yours unless given.") var by: String?

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                for receipt in receipts {
                    let id = try await opened.desk.itemID(of: receipt)
                    let handled = try await opened.desk.markRead(id, by: Account.name(by))
                    Terminal.print(
                        TableSource.summary(
                            receipt, events: handled.events, position: handled.position))
                }
            }
        }
    }

    /// `koe circulation instruct`
    struct Instruct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Has the mayor or the deputy say what is to be done (指示).",
            discussion: """
                Example: koe circulation instruct R8-0001 --by mayor --text 現地を確認すること

                It lies in the section's tray until it is dealt with: koe circulation answer
                """)

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "Account of who instructs (指示者); yours unless given.") var by: String?
        @Option(help: "What is to be done; sealed; - reads standard input (指示の内容).")
        var text: String

        func run() async throws {
            let command = try CommandIdentity.read(options.command)
            let text = try LetterText.read(text) ?? ""
            try await options.change { desk, id in
                try await desk.instruct(
                    text, about: id, by: Account.name(by), command: command)
            }
        }
    }

    /// `koe circulation answer`
    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what was done about an instruction (指示への対応).",
            discussion: "Example: koe circulation answer R8-0001 --text 道順を見直した")

        @OptionGroup var options: ResponseOptions
        @Option(help: "Number of the instruction; the first that waits unless given (指示の番号).")
        var instruction: Int?
        @Option(help: "What was done; sealed; - reads standard input (対応の内容).") var text: String
        @Option(help: "The day; today if not given (対応日).") var on: String?

        func run() async throws {
            try await options.ask(
                .answerInstruction,
                [
                    .instruction: instruction.map(String.init), .text: try LetterText.read(text),
                    .on: on,
                ])
        }
    }

    /// `koe circulation senders`
    struct Senders: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Whether senders are shown in reading through; masked unless the city says so.",
            discussion: """
                Examples:
                  koe circulation senders
                  koe circulation senders shown
                """)

        enum Choice: String, ExpressibleByArgument, CaseIterable {
            case masked, shown
        }

        @OptionGroup var common: CommonOptions
        @Argument(help: "masked or shown; says what holds unless given.") var choice: Choice?

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                guard let choice else {
                    let isShown = try await opened.desk.circulationShowsSenders()
                    Terminal.print("供覧での差出人: \(isShown ? "表示する" : "伏せる")")
                    return
                }
                let position = try await opened.desk.setCirculationShowsSenders(
                    choice == .shown, actor: "cli")
                Terminal.print(
                    TableSource.summary(
                        "供覧での差出人: \(choice == .shown ? "表示する" : "伏せる")",
                        events: position > 0 ? 1 : 0, position: position))
            }
        }
    }
}
