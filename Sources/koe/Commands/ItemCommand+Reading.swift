import ArgumentParser
import Desk
import Foundation
import Participation

extension ItemCommand {
    /// `koe item show`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows an item as it stands now (案件票).",
            discussion: """
                Example:
                  koe item show R8-0001
                  koe item show R8-0001 --reveal --reason 回答の起案

                What is sealed (name, gist, text) shows as ●●● unless opened with a reason.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Receipt number or item id.") var receipt: String
        @OptionGroup var revealing: RevealOptions
        @Option(help: "How the item is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let id = try await opened.desk.itemID(of: receipt)
                let view = try await opened.desk.item(id, opening: revealing.opening)
                let rows = view.entries.map { [$0.field.japanese, $0.text] }
                switch format {
                case .json: Terminal.print(json: view.json)
                case .csv: Terminal.print(Terminal.csv(["項目", "内容"], rows))
                case .table:
                    Terminal.print(Terminal.table(["項目", "内容"], rows.map(Self.inOneLine)))
                }
            }
        }

        private static func inOneLine(_ row: [String]) -> [String] {
            row.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
        }
    }

    /// `koe item history`
    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tells everything that happened to an item: who, when, old and new (経過).",
            discussion: """
                Example: koe item history R8-0001

                What is sealed shows as ●●● unless opened with --reveal --reason TEXT.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Receipt number or item id.") var receipt: String
        @OptionGroup var revealing: RevealOptions
        @Option(help: "How the history is printed.") var format: OutputFormat = .table

        private static let header = ["版", "日時", "記録者", "出来事", "理由", "項目", "変更前", "変更後"]

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let id = try await opened.desk.itemID(of: receipt)
                let history = try await opened.desk.history(of: id, opening: revealing.opening)
                let rows = history.flatMap(Self.rows)
                switch format {
                case .json: Terminal.print(json: .array(history.map(\.json)))
                case .csv: Terminal.print(Terminal.csv(Self.header, rows))
                case .table: Terminal.print(Terminal.table(Self.header, rows))
                }
            }
        }

        /// One row per change, at least one per event.
        private static func rows(_ entry: ItemHistoryEntry) -> [[String]] {
            let event = [
                String(entry.version), entry.recordedAtInJapan, entry.actor ?? "", entry.title,
                entry.reason ?? "",
            ]
            if entry.changes.isEmpty { return [event + ["", "", ""]] }
            return entry.changes.map { change in
                event
                    + [change.field.japanese, change.old ?? "", change.new ?? ""].map {
                        $0.split(whereSeparator: \.isNewline).joined(separator: " ")
                    }
            }
        }
    }
}

extension Terminal {
    /// Prints a JSON value in one line, keys sorted.
    static func print(json value: JSONValue) {
        print(String(decoding: CanonicalJSON.bytes(value), as: UTF8.self))
    }
}
