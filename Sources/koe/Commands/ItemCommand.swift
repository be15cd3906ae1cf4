import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation

/// `koe item`: letters, opinions and requests.
struct ItemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "item", abstract: "Letters, opinions and requests (受付案件).",
        discussion: "Example: koe item receive --help",
        subcommands: [
            Receive.self, Show.self, History.self, Find.self, Correct.self, Categorise.self,
            Transcribe.self, Route.self, Link.self, Unlink.self, PassOn.self, Withdraw.self,
            SendBack.self, Reinstate.self, Consent.self, SetHandling.self, Readers.self, Hold.self,
            LiftHold.self, SuspendUse.self, Attach.self, Detach.self, Scan.self,
        ])

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
                --scan takes PDF, JPEG, PNG and TIFF, at most \(ScanLimits.bytes >> 20) MB each.
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
        @Option(help: "Party (差出人の種別): individual, organisation or business.")
        var senderParty: String?
        @Flag(help: "Several people signed it (連名).") var joint = false
        @Flag(help: "Somebody acts or writes for the sender (代理・代筆).") var byProxy = false
        @Option(help: "Member of the assembly who brought it in (議員経由).")
        var introducedBy: String?
        @Option(help: "What it is about, up to 60 characters (要旨).") var summary: String
        @Option(help: "The text (本文); - reads standard input.") var body: String?
        @Option(help: "A scanned file (添付); may be given several times.") var scan: [String] = []
        @Option(help: "Nature (性質), such as request or complaint.") var nature: String?
        @Option(help: "Category code (分類).") var category: String?
        @Option(help: "Topic (話題); may be given several times.") var topic: [String] = []
        @Option(help: "yes or no: a reply is wanted (回答希望).") var wantsReply: Answer?
        @Option(help: "yes or no: it may be published (公表).") var mayPublish: Answer?
        @Option(help: "How to reply (回答方法), such as post, phone, braille or large-print.")
        var replyBy: String?
        @Option(help: "How the text came about (本文の種別), such as transcript or hearing.")
        var textKind: String?
        @Option(help: "District (地区).") var district: String?
        @Option(help: "Section that took it in (受付担当).") var department: String?
        @Option(help: "NAME=VALUE: a further dimension (属性); may be given several times.")
        var attribute: [Attribute] = []
        @Option(help: "Letters in the bundle (通数).") var copies = 1
        @Option(help: "Handling (取扱区分): ordinary, care or restricted.") var handling: String?
        @Flag(help: "It cannot wait (緊急).") var urgent = false
        @Flag(help: "It is an undue demand (不当要求).") var undueDemand = false
        @Flag(help: "Put ■ for 個人番号 in summary and text before they are recorded (黒塗り).")
        var blacken = false
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
            let id = try CommandIdentity.read(command)
            let request = ReceiveRequest(
                scheme: scheme, nature: nature, channel: channel, receivedOn: receivedOn,
                sender: ReceiveRequest.Sender(
                    anonymous: anonymous, unknown: unknown, name: name, kana: kana,
                    postalCode: postalCode,
                    address: address, phone: phone, email: email, party: senderParty,
                    joint: joint, byProxy: byProxy),
                summary: recorded(summary), body: try LetterText.read(body).map(recorded),
                category: category,
                topics: topic,
                wantsReply: wantsReply.map { $0 == .yes },
                mayPublish: mayPublish.map { $0 == .yes }, district: district,
                department: department,
                attributes: Dictionary(attribute.map { ($0.name, $0.value) }) { $1 },
                copies: copies, handling: handling, urgent: urgent, replyBy: replyBy,
                textKind: textKind, undueDemand: undueDemand, introducedBy: introducedBy,
                files: try scan.map(ScanArgument.read))
            try await OpenDesk.with(common.settings()) { opened in
                let receipt = try await opened.desk.receive(request, actor: "cli", command: id)
                // Other processes look by themselves within a second; the hint only hurries them.
                try? await opened.log.notify()
                try print(receipt)
            }
        }

        private func recorded(_ text: String) -> String {
            (blacken ? PersonalMarks.withoutIndividualNumbers(text) : nil) ?? text
        }

        private func print(_ receipt: Receipt) throws {
            if format == .table { for warning in receipt.warnings { Terminal.note(warning.text) } }
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
