import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation

// Who deals with an item.

/// `koe claim`
struct ClaimCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Takes an item in hand (着手).",
        discussion: """
            Examples:
              koe claim R8-0001 --by sato            this one
              koe claim R8-0001 --section 公園課     for a further section of the item
              koe claim --next 土木課                the most pressing one nobody has
              koe claim --next triage                one no section has yet (担当未定)

            Of each section one person has an item in hand; a second one is told who and since when.
            Two who ask for the next one at once never get the same. --next in an empty tray prints
            nothing but a note, in JSON null.
            """)

    @OptionGroup var options: RecordOptions
    @Argument(help: "Receipt number or item id.") var receipt: String?
    @Option(help: "The next item of this section's tray (担当課).") var next: String?
    @Option(help: "Section (担当課); the one that answers unless given.") var section: String?
    @Option(help: "Account of the person who does it (担当者); yours unless given.")
    var by: String?

    func validate() throws {
        guard (receipt == nil) != (next == nil) else {
            throw ValidationError("give either RECEIPT or --next DEPARTMENT")
        }
        guard next == nil || section == nil else {
            throw ValidationError("--section goes with RECEIPT; --next names the section itself")
        }
    }

    func run() async throws {
        let command = try CommandIdentity.read(options.command)
        let person = Account.name(by)
        try await OpenDesk.with(options.common.settings()) { opened in
            if let next {
                // Nobody may be keeping the trays up with the log.
                try await opened.desk.catchUp([.tray])
                let claim = try await opened.desk.claimNext(
                    in: next, by: person, actor: "cli", command: command)
                try? await opened.log.notify()
                try Claimed.print(claim, options.format)
            } else if let receipt {
                let id = try await opened.desk.itemID(of: receipt)
                let handled = try await opened.desk.respond(
                    ResponseRequest(.claim, [.section: section, .by: person]), to: id,
                    actor: "cli", command: command)
                try? await opened.log.notify()
                try Recorded(id, handled).print(options.format)
            }
        }
    }
}

/// The item `koe claim --next` took.
private struct Claimed: Encodable {
    let id: String
    let receiptNumber: String
    let version: Int32
    let position: Int64

    static func print(_ claim: NextClaim?, _ format: OutputFormat) throws {
        let claimed = claim.map { claim in
            Claimed(
                id: claim.id.uuidString.lowercased(), receiptNumber: claim.receiptNumber,
                version: claim.handled.version, position: claim.handled.position)
        }
        let row = claimed.map {
            [$0.receiptNumber, $0.id, String($0.version), String($0.position)]
        }
        let rows = [row].compactMap(\.self)
        switch format {
        case .json: Terminal.print(try Terminal.json(claimed))
        case .csv:
            Terminal.print(Terminal.csv(["receiptNumber", "id", "version", "position"], rows))
        case .table:
            if rows.isEmpty {
                Terminal.note("着手できる案件はありません。")
            } else {
                Terminal.print(Terminal.table(["受付番号", "id", "版", "位置"], rows))
            }
        }
    }
}

/// `koe release`
struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Gives an item up again (着手の取消し).",
        discussion: "Example: koe release R8-0001")

    @OptionGroup var options: ResponseOptions
    @Option(help: "Section (担当課); the one that answers unless given.") var section: String?

    func run() async throws { try await options.ask(.release, [.section: section]) }
}

/// `koe accept`
struct AcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Takes an item as the section's own (受領).",
        discussion: "Example: koe accept R8-0001")

    @OptionGroup var options: ResponseOptions
    @Option(help: "Section (担当課); the one that answers unless given.") var section: String?

    func run() async throws { try await options.ask(.accept, [.section: section]) }
}

/// `koe transfer`
struct TransferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer",
        abstract: "Passes an item on to another section (担当替え・所管外申出).",
        discussion: """
            Example: koe transfer R8-0001 --to 水道課 --reason 配水管の話のため

            How often an item went on is counted and shown.
            """)

    @OptionGroup var options: ResponseOptions
    @Option(help: "Section that gets it (担当替え先).") var to: String
    @Option(help: "Why, in words; sealed (理由).") var reason: String
    @Option(help: "Section that passes it on (担当替え元); the one that answers unless given.")
    var section: String?

    func run() async throws {
        try await options.ask(.transfer, [.to: to, .reason: reason, .section: section])
    }
}

/// `koe return`
struct ReturnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return",
        abstract: "Gives an item back to the hearing section to be sorted anew (担当未定へ).",
        discussion: """
            Example: koe return R8-0001 --reason どの課の仕事か分からないため

            An item that went back to its sender (返戻) is recorded with: koe item return
            """)

    @OptionGroup var options: ResponseOptions
    @Option(help: "Why, in words; sealed (理由).") var reason: String
    @Option(help: "Section that gives it back; the one that answers unless given.")
    var section: String?

    func run() async throws {
        try await options.ask(.returnToTriage, [.reason: reason, .section: section])
    }
}

/// `koe note`
struct NoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Notes something for the house (庁内メモ).",
        discussion: """
            Examples:
              koe note R8-0001 --text 現地を確認した
              koe note R8-0001 --contribution --section 公園課 --text 園路は対象外です
            """)

    @OptionGroup var options: ResponseOptions
    @Option(help: "The note, sealed; - reads standard input (メモ).") var text: String
    @Flag(help: "It is what a further section has to say for the answer (関係課の意見).")
    var contribution = false
    @Option(help: "Section of the writer (担当課).") var section: String?

    func run() async throws {
        try await options.ask(
            .note, [.text: try LetterText.read(text), .section: section],
            flags: contribution ? [.contribution] : [])
    }
}
