import ArgumentParser
import Desk
import Foundation

extension ItemCommand {
    /// `koe item readers`
    struct Readers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says who may see a restricted item (限定), and names or removes somebody.",
            discussion: """
                Examples:
                  koe item readers R8-0001
                  koe item readers R8-0001 --add sato --remove abe

                Whatever their roles, nobody else finds it in the browser or through the API.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Receipt number or item id.") var receipt: String
        @Option(help: "Whose account may see it from now on.") var add: [String] = []
        @Option(help: "Whose account may see it no more.") var remove: [String] = []
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let id = try await opened.desk.itemID(of: receipt)
                for login in add {
                    try await opened.desk.setReader(login, of: id, mayRead: true, by: nil)
                }
                for login in remove {
                    try await opened.desk.setReader(login, of: id, mayRead: false, by: nil)
                }
                let readers = try await opened.desk.readers(of: id).map { ($0.login, $0.name) }
                switch format {
                case .json:
                    Terminal.print(try Terminal.json(["readers": readers.map(\.0)]))
                case .csv:
                    Terminal.print(Terminal.csv(["login", "name"], readers.map { [$0.0, $0.1] }))
                case .table:
                    Terminal.print(
                        Terminal.table(["利用者名", "氏名"], readers.map { [$0.0, $0.1] }))
                }
            }
        }
    }
}
