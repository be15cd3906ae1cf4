import ArgumentParser
import Desk
import Foundation
import Participation

/// What every command takes by which a section does something about an item.
struct ResponseOptions: ParsableArguments {
    @OptionGroup var item: ItemChangeOptions
    @Option(help: "Account of the person who does it (担当者); yours unless given.")
    var by: String?

    /// Has the section do what is asked, and prints what was recorded.
    func ask(
        _ verb: ResponseVerb, _ fields: [ItemField: String?] = [:],
        flags: Set<ResponseRequest.Flag> = [], route: [String] = []
    ) async throws {
        let command = try CommandIdentity.read(item.command)
        var fields = fields
        fields[.by] = Account.name(by)
        let request = ResponseRequest(verb, fields, flags: flags, route: route)
        try await item.change { desk, id in
            try await desk.respond(request, to: id, actor: "cli", command: command)
        }
    }
}

/// Who sits at the terminal.
enum Account {
    static func name(_ given: String?) -> String { given ?? ProcessInfo.processInfo.userName }
}
