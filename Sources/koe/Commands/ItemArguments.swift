import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation

/// A code of CONTRACT §4 as an argument; a wrong one is a usage error that lists the right ones.
struct Code<Value: RawRepresentable<String> & CaseIterable>: ExpressibleByArgument {
    let value: Value

    init?(argument: String) {
        guard let value = Value(rawValue: argument) else { return nil }
        self.value = value
    }

    init(_ value: Value) { self.value = value }

    var defaultValueDescription: String { value.rawValue }

    static var allValueStrings: [String] { Value.allCases.map(\.rawValue) }
}

/// A day as an argument, `2026-06-28`.
struct Day: ExpressibleByArgument {
    let date: LocalDate

    init?(argument: String) {
        guard let date = LocalDate(iso: argument) else { return nil }
        self.date = date
    }
}

/// A further dimension as an argument, `満足度=5`.
struct Attribute: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else {
            return nil
        }
        name = String(argument[..<sign])
        value = String(argument[argument.index(after: sign)...])
    }
}

/// The option `--command`.
enum CommandIdentity {
    static func read(_ text: String?) throws -> UUID? {
        guard let text else { return nil }
        guard let id = UUID(uuidString: text) else {
            throw CommandError("--command \(text) is no UUID", Failure.usage)
        }
        return id
    }
}

/// The option `--body`.
enum LetterText {
    /// The log's own limit for one event, in bytes (1 MiB).
    private static let limit = 1 << 20

    /// The text itself, or standard input for `-`.
    static func read(_ body: String?) throws -> String? {
        guard body == "-" else { return body }
        let data = FileHandle.standardInput.readData(ofLength: limit + 1)
        guard data.count <= limit else {
            throw CommandError(
                "standard input is over the limit of \(limit) bytes for one letter; "
                    + "shorten the text", Failure.badData)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandError("standard input is not UTF-8 text", Failure.badData)
        }
        return text
    }
}

/// What every command that changes an item takes.
struct ItemChangeOptions: ParsableArguments {
    @OptionGroup var common: CommonOptions
    @Argument(help: "Receipt number or item id.") var receipt: String
    @Option(help: "The command's id (UUID): the same one again records nothing new.")
    var command: String?
    @Option(help: "How the result is printed.") var format: OutputFormat = .table

    /// Has the item handle what is asked, and prints what was recorded.
    func change(_ asked: (Desk) throws -> Participation.ItemCommand) async throws {
        let command = try CommandIdentity.read(command)
        try await change { desk, id in
            try await desk.handle(
                try asked(desk), of: Item.self, stream: id, actor: "cli", command: command)
        }
    }

    /// The same for what is asked of the desk in another way.
    func change(_ handle: (Desk, UUID) async throws -> Handled) async throws {
        try await OpenDesk.with(common.settings()) { opened in
            let id = try await opened.desk.itemID(of: receipt)
            let handled = try await handle(opened.desk, id)
            try? await opened.log.notify()
            try Recorded(id, handled).print(format)
        }
    }
}

/// Who may see sealed text, and why.
struct RevealOptions: ParsableArguments {
    @Flag(help: "Opens the sealed parts: name, gist, text. Needs --reason.") var reveal = false
    @Option(help: "Why the sealed parts are opened (閲覧の理由).") var reason: String?

    func validate() throws {
        guard reveal == (reason != nil) else {
            throw ValidationError("--reveal and --reason TEXT go together")
        }
        if reveal, opening == nil { throw ValidationError("--reason must say something") }
    }

    var opening: Opening? { reason.flatMap { Opening(actor: "cli", reason: $0) } }
}
