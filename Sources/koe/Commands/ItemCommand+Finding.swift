import ArgumentParser
import Desk
import Foundation
import Participation

extension ItemCommand {
    /// `koe item find`
    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Finds items by words of their text or by their sender (検索).",
            discussion: """
                Examples:
                  koe item find 街灯
                  koe item find '公園 街灯' --from 2026-04-01 --scheme letter-to-mayor
                  koe item find --name さとう --phone 6111

                Words have two characters at least; of several, all must be there. Width, kana,
                old forms of kanji and, in names, Latin letters make no difference: 髙 finds 高,
                sato finds さとう. The newest are listed first; when there are more, --after goes
                on. Restricted items (限定) are never found. The gist is opened to be shown.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Words of gist or text (検索語), blanks between them.")
        var text: [String] = []
        @Option(help: "Sender's name or a part of it (氏名).") var name: String?
        @Option(help: "Beginning of the reading (ふりがな), in kana or Latin letters.")
        var kana: String?
        @Option(help: "Telephone (電話), or its last four digits or more.") var phone: String?
        @Option(help: "E-mail (メール), the whole of it.") var email: String?
        @Option(help: "Part of the address, or the postal code (住所・郵便番号).")
        var address: String?
        @Option(help: "Scheme (受付制度), such as letter-to-mayor.") var scheme: Code<Scheme>?
        @Option(help: "Section in charge (担当).") var department: String?
        @Option(help: "Received on this day or later, such as 2026-04-01.") var from: Day?
        @Option(help: "Received on this day or before.") var through: Day?
        @Option(help: "Why (閲覧の理由); it is written down with every item shown.")
        var reason = "案件の検索"
        @Option(help: "How many at most, up to \(SearchLimits.longestPage).")
        var limit = SearchLimits.page
        @Option(help: "Go on after the place the last page ended with.") var after: String?
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func validate() throws {
            guard (1...SearchLimits.longestPage).contains(limit) else {
                throw ValidationError("--limit is from 1 to \(SearchLimits.longestPage)")
            }
            guard after == nil || after.flatMap(SearchPlace.init) != nil else {
                throw ValidationError("--after takes a place as the last page named it")
            }
        }

        func run() async throws {
            let request = SearchRequest(
                text: text.joined(separator: " "),
                person: PersonClues(
                    name: name, kana: kana, phone: phone, email: email, address: address),
                receivedFrom: from?.date, receivedThrough: through?.date, scheme: scheme?.value,
                department: department, limit: limit, after: after.flatMap(SearchPlace.init))
            let opening = try Reason.opening(reason)
            try await OpenDesk.with(common.settings()) { opened in
                let found = try await opened.desk.findItems(request, for: opening)
                switch format {
                case .json: Terminal.print(json: found.json)
                case .csv:
                    Terminal.print(
                        Terminal.csv(
                            ["receiptNumber", "receivedOn", "scheme", "gist", "matched"],
                            found.items.map {
                                [
                                    $0.receiptNumber.description, $0.receivedOn.description,
                                    $0.scheme.rawValue, $0.gist,
                                    $0.matched.map(\.rawValue).joined(separator: " "),
                                ]
                            }))
                case .table:
                    Terminal.print(
                        Terminal.table(
                            ["受付番号", "受付日", "受付制度", "要旨", "該当項目"],
                            found.items.map(Self.row)))
                }
                if format != .json, let next = found.next {
                    Terminal.note("there may be more: --after \(next)")
                }
            }
        }

        private static func row(_ item: FoundItem) -> [String] {
            [
                item.receiptNumber.description, item.receivedOn.wareki, item.scheme.japanese,
                item.gist.split(whereSeparator: \.isNewline).joined(separator: " "),
                item.matched.map(\.japanese).joined(separator: "・"),
            ]
        }
    }
}
