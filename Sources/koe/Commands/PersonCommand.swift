import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation

/// `koe person`: what is held about whom.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "What is held about a person: finding, disclosing, erasing (個人情報).",
        discussion: "Example: koe person find --name 根室 --phone 6111 --reason 開示請求第3号",
        subcommands: [Find.self, Disclose.self, Erase.self, Affected.self])

    /// `koe person find`
    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Finds the letters of a person, lectures asked for and registrations.",
            discussion: """
                Examples:
                  koe person find --name 根室花子 --reason 開示請求第3号
                  koe person find --kana nemuro --phone 6111 --reason 開示請求第3号

                Width, kana, old forms of kanji and Latin letters make no difference. Restricted
                items (限定) are never found. Who looked, and why, is written down.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "Name or a part of it (氏名).") var name: String?
        @Option(help: "Beginning of the reading (ふりがな), in kana or Latin letters.")
        var kana: String?
        @Option(help: "Telephone (電話), or its last four digits or more.") var phone: String?
        @Option(help: "E-mail (メール), the whole of it.") var email: String?
        @Option(help: "Part of the address, or the postal code (住所・郵便番号).")
        var address: String?
        @Option(help: "Why (閲覧の理由).") var reason: String
        @Option(help: "How many at most, up to \(SearchLimits.longestPage).")
        var limit = SearchLimits.page
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func validate() throws {
            guard (1...SearchLimits.longestPage).contains(limit) else {
                throw ValidationError("--limit is from 1 to \(SearchLimits.longestPage)")
            }
        }

        func run() async throws {
            let opening = try Reason.opening(reason)
            let clues = PersonClues(
                name: name, kana: kana, phone: phone, email: email, address: address)
            try await OpenDesk.with(common.settings()) { opened in
                let letters = try await opened.desk.findPerson(clues, limit: limit, for: opening)
                let people = try await opened.desk.findParticipants(
                    clues, limit: limit, for: opening)
                let found = letters.map(Found.init) + people.map(Found.init)
                switch format {
                case .json:
                    Terminal.print(json: .array(letters.map(\.json) + people.map(\.json)))
                case .csv:
                    Terminal.print(
                        Terminal.csv(
                            [
                                "record", "receivedOn", "name", "kana", "postalCode",
                                "address", "phone", "email",
                            ],
                            found.map { $0.row($0.on.description) }))
                case .table:
                    Terminal.print(
                        Terminal.table(
                            ["番号", "受付日", "氏名", "ふりがな", "郵便番号", "住所", "電話番号", "メールアドレス"],
                            found.map { $0.row($0.on.wareki) }))
                }
            }
        }

        /// A line of the list: a letter, a lecture or a registration.
        private struct Found {
            let name: String
            let on: LocalDate
            let group: String?
            let person: SenderDetails?

            init(_ letter: PersonCandidate) {
                name = letter.letter.receiptNumber.description
                on = letter.letter.receivedOn
                group = nil
                person = letter.sender
            }

            init(_ participant: FoundParticipant) {
                name = participant.stream.text
                on = participant.on
                group = participant.group
                person = participant.person
            }

            func row(_ day: String) -> [String] {
                let called = [group, person?.name].compactMap(\.self).joined(separator: " ")
                return [
                    name, day, called, person?.kana ?? "", person?.postalCode ?? "",
                    person?.address ?? "", person?.phone ?? "", person?.email ?? "",
                ].map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
            }
        }
    }

    /// `koe person disclose`
    struct Disclose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints all that is held in these records, others blackened (開示資料).",
            discussion: """
                Example:
                  koe person disclose R8-0001 R8-0007 --reason 開示請求第3号 --mask 佐藤

                E-mail addresses and telephone numbers of others, names before さん, 様 and the like,
                and those given by --mask show as ●●●. Look it through before it leaves the house.
                --scans-to writes the scanned files beside it, as they are: nothing is blackened there.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Receipt numbers or ids, as person find has them.")
        var receipts: [String]
        @Option(help: "Why (閲覧の理由).") var reason: String
        @Option(help: "Name of somebody else to blacken; may be given several times.")
        var mask: [String] = []
        @Option(help: "An existing folder to write the scanned files to (添付の出力先).")
        var scansTo: String?
        @Option(help: "How it is printed; table is the text.") var format: OutputFormat = .table

        func validate() throws {
            if format == .csv { throw ValidationError("--format is table (text) or json") }
        }

        func run() async throws {
            let opening = try Reason.opening(reason, way: format == .json ? .exported : .printed)
            try await OpenDesk.with(common.settings()) { opened in
                var records: [StreamName] = []
                for text in receipts { records.append(try await opened.desk.record(of: text)) }
                let disclosure = try await opened.desk.disclose(
                    records, masking: mask, for: opening)
                switch format {
                case .json: Terminal.print(json: disclosure.json)
                case .csv, .table: Terminal.print(disclosure.text)
                }
                if let scansTo {
                    // Only letters have scans.
                    for record in records where record.category == "item" {
                        guard let item = record.id else { continue }
                        try await writeScans(of: item, to: scansTo, opened.desk)
                    }
                }
                Terminal.note("第三者とみられる記載を\(disclosure.masked)か所伏せました。交付前に確認してください")
            }
        }

        /// Copies that leave the house, and are written down as such.
        private func writeScans(of item: UUID, to folder: String, _ desk: Desk) async throws {
            let received = try await desk.item(item).item
            let opening = try Reason.opening(reason, way: .exported)
            for scan in received.presentScans {
                guard
                    case .readable(let content) = try await desk.scan(
                        scan.number, of: item, opening: opening)
                else { continue }
                let number = "\(received.plain.receiptNumber)-\(scan.number)"
                var name = "\(number)-\(content.safeName)"
                // No longer than a file's name may be (NAME_MAX of limits.h).
                if name.utf8.count > 255 { name = "\(number).\(content.type.fileEnding)" }
                try ScanArgument.write(content.bytes, to: folder + "/" + name)
            }
        }
    }

    /// `koe person affected`
    struct Affected: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists whose data somebody saw, printed or exported (開封の記録).",
            discussion: """
                Example:
                  koe person affected --actor sato --from 2026-06-01 --to 2026-06-30

                Restricted items (限定) are listed without their number.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "The account (開封者); everybody unless given.") var actor: String?
        @Option(help: "First day (始め).") var from: Day
        @Option(help: "Last day (終わり).") var to: Day
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let records = try await opened.desk.openings(
                    by: actor, from: from.date, through: to.date)
                switch format {
                case .json: Terminal.print(json: .array(records.map(\.json)))
                case .csv:
                    Terminal.print(
                        Terminal.csv(
                            ["openedAt", "actor", "record", "part", "way", "reason"],
                            records.map { Self.row($0, $0.part?.rawValue, $0.way?.rawValue) }))
                case .table:
                    Terminal.print(
                        Terminal.table(
                            ["日時", "開封者", "番号", "部分", "方法", "理由"],
                            records.map { Self.row($0, $0.part?.japanese, $0.way?.japanese) }))
                }
                if records.count == OpeningLimits.shown {
                    Terminal.note("\(OpeningLimits.shown)件で打ち切りました。期間を分けてください")
                }
            }
        }

        private static func row(
            _ record: OpeningRecord, _ part: String?, _ way: String?
        ) -> [String] {
            [
                record.openedAtInJapan, record.actor,
                record.record ?? Handling.restricted.japanese, part ?? "―",
                way ?? "―", record.reason.content?.text ?? "(消去済み)",
            ]
        }
    }
}

/// The option `--reason` of what opens sealed text.
enum Reason {
    static func opening(_ text: String, way: OpeningWay = .shown) throws -> Opening {
        guard let opening = Opening(actor: "cli", reason: text, way: way) else {
            throw CommandError("--reason must say something", Failure.usage)
        }
        return opening
    }
}
