import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation

extension LectureCommand {
    /// `koe lecture menu`: what lectures there are in a fiscal year.
    struct Menu: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "menu", abstract: "The lectures offered in a fiscal year (メニュー).",
            discussion: """
                Example: koe lecture menu list --year R8

                Sections register their lectures anew every year: copy the menu of the year before,
                change it, confirm it. Staff may promise a lecture of a draft.
                """,
            subcommands: [
                List.self, Add.self, Change.self, Withdraw.self, Copy.self, Confirm.self,
            ])
    }
}

extension LectureCommand.Menu {
    /// Which lecture is meant.
    struct OfferOptions: ParsableArguments {
        @Argument(help: "Code in the menu (講座番号).") var code: String
        @Option(help: "Fiscal year; the present one if not given (年度).") var year: String?
        @Option(help: "Title (講座名).") var title: String?
        @Option(help: "What it wants to bring about (ねらい).") var aim: String?
        @Option(help: "Minutes it takes (時間).") var minutes: String?
        @Option(help: "Fewest people it is given for; as the rules say if not given (最少人数).")
        var minimum: String?
        @Option(help: "Section in charge (担当課).") var department: String?
        @Option(help: "What it is about (話題); may be given several times.")
        var topic: [String] = []
        @Option(help: "Days of the week on which it can be had, such as 火木; any if not given.")
        var weekdays: String?
        @Option(help: "What the group must have ready, or gets (準備物・配布資料).")
        var materials: String?

        var offer: LectureOffer {
            var offer = LectureOffer(code: code)
            offer.year = year
            offer.title = title
            offer.aim = aim
            offer.minutes = minutes
            offer.minimumPeople = minimum
            offer.department = department
            offer.topics = topic.isEmpty ? nil : topic
            offer.weekdays = weekdays
            offer.materials = materials
            return offer
        }
    }

    /// `koe lecture menu add`
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts a lecture into the menu (講座の追加).",
            discussion: """
                Example:
                  koe lecture menu add 12 --title 根室市の財政 --minutes 60 --department 財政課 \\
                    --minimum 5 --weekdays 火木
                """)

        @OptionGroup var options: RecordOptions
        @OptionGroup var offer: OfferOptions

        func run() async throws {
            try await options.change { desk, command in
                try await desk.addLecture(offer.offer, actor: "cli", command: command)
            }
        }
    }

    /// `koe lecture menu change`
    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Changes a lecture; what is not given stays (講座の変更).",
            discussion: "Example: koe lecture menu change 12 --minutes 90 --weekdays \"\"")

        @OptionGroup var options: RecordOptions
        @OptionGroup var offer: OfferOptions

        func run() async throws {
            try await options.change { desk, command in
                try await desk.changeLecture(offer.offer, actor: "cli", command: command)
            }
        }
    }

    /// `koe lecture menu withdraw`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a lecture out of the menu; what was asked for stays (講座の取下げ).",
            discussion: "Example: koe lecture menu withdraw 12 --year R8")

        @OptionGroup var options: RecordOptions
        @Argument(help: "Code in the menu (講座番号).") var code: String
        @Option(help: "Fiscal year; the present one if not given (年度).") var year: String?

        func run() async throws {
            try await options.change { desk, command in
                try await desk.withdrawLecture(
                    code, from: try desk.menuYear(year), actor: "cli", command: command)
            }
        }
    }

    /// `koe lecture menu copy`
    struct Copy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drafts a year's menu from the year before (前年度の写し).",
            discussion: """
                Example: koe lecture menu copy --year R9

                Lectures the year has already stay as they are.
                """)

        @OptionGroup var options: RecordOptions
        @Option(help: "Fiscal year to be drafted; the present one if not given (年度).")
        var year: String?

        func run() async throws {
            try await options.change { desk, command in
                try await desk.copyMenu(
                    to: try desk.menuYear(year), actor: "cli", command: command)
            }
        }
    }

    /// `koe lecture menu confirm`
    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Confirms a menu: citizens can choose from it (確定).",
            discussion: "Example: koe lecture menu confirm --year R9")

        @OptionGroup var options: RecordOptions
        @Option(help: "Fiscal year; the present one if not given (年度).") var year: String?

        func run() async throws {
            try await options.change { desk, command in
                try await desk.confirmMenu(
                    of: try desk.menuYear(year), actor: "cli", command: command)
            }
        }
    }

    /// `koe lecture menu list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the lectures of a year in the order of the leaflet.",
            discussion: "Example: koe lecture menu list --year R8 --format csv")

        @OptionGroup var common: CommonOptions
        @Option(help: "Fiscal year; the present one if not given (年度).") var year: String?
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let fiscalYear = try opened.desk.menuYear(year)
                let menu = try await opened.desk.lectureMenu(of: fiscalYear).offered
                switch format {
                case .json:
                    Terminal.print(try Terminal.json(ListedMenu(fiscalYear, menu)))
                case .csv:
                    Terminal.print(
                        Terminal.csv(
                            [
                                "code", "title", "aim", "minutes", "minimumPeople", "department",
                                "topics", "weekdays", "materials",
                            ], (menu?.items ?? []).map { Self.row($0, betweenTopics: "、") }))
                case .table:
                    Terminal.note("\(fiscalYear.japanese)のメニュー: \(menu?.stage.japanese ?? "未作成")")
                    Terminal.print(
                        Terminal.table(
                            ["講座番号", "講座名", "時間", "最少人数", "担当課", "実施曜日"],
                            (menu?.items ?? []).map { item in
                                let row = Self.row(item, betweenTopics: "、")
                                return [row[0], row[1], "\(row[3])分", row[4], row[5], row[7]]
                            }))
                }
            }
        }

        private static func row(
            _ item: LectureMenuItem, betweenTopics separator: String
        ) -> [String] {
            [
                item.code.text, item.title.text, item.aim?.text ?? "", String(item.minutes),
                item.minimumPeople.map(String.init) ?? "", item.department.text,
                item.topics.map(\.text).joined(separator: separator), item.weekdayLetters,
                item.materials?.text ?? "",
            ]
        }
    }

    /// A year's menu for programs.
    struct ListedMenu: Encodable {
        struct Item: Encodable {
            let code: String
            let title: String
            let aim: String?
            let minutes: Int
            let minimumPeople: Int?
            let department: String
            let topics: [String]
            let weekdays: [String]
            let materials: String?

            init(_ item: LectureMenuItem) {
                code = item.code.text
                title = item.title.text
                aim = item.aim?.text
                minutes = item.minutes
                minimumPeople = item.minimumPeople
                department = item.department.text
                topics = item.topics.map(\.text)
                weekdays = Weekday.allCases.filter(item.weekdays.contains).map(\.code)
                materials = item.materials?.text
            }
        }

        let year: String
        let stage: String?
        let lectures: [Item]

        init(_ year: FiscalYear, _ menu: LectureMenuOffered?) {
            self.year = year.label
            stage = menu?.stage.rawValue
            lectures = (menu?.items ?? []).map(Item.init)
        }
    }
}

/// What became of a menu, as the commands that change one print it.
private struct ChangedMenu: Encodable {
    let year: String
    let stage: String?
    let lectures: Int
    let position: Int64
    let events: Int
}

extension RecordOptions {
    /// Has the desk change a menu, and prints how it stands then.
    fileprivate func change(_ asked: (Desk, UUID?) async throws -> MenuFiled) async throws {
        let command = try CommandIdentity.read(command)
        try await OpenDesk.with(common.settings()) { opened in
            let filed = try await asked(opened.desk, command)
            try? await opened.log.notify()
            let menu = filed.menu.offered
            let changed = ChangedMenu(
                year: filed.year.label, stage: menu?.stage.rawValue,
                lectures: menu?.items.count ?? 0, position: filed.handled.position,
                events: filed.handled.events)
            let numbers = [changed.lectures, Int(changed.position), changed.events].map(String.init)
            switch format {
            case .json: Terminal.print(try Terminal.json(changed))
            case .csv:
                Terminal.print(
                    Terminal.csv(
                        ["year", "stage", "lectures", "position", "events"],
                        [[changed.year, changed.stage ?? ""] + numbers]))
            case .table:
                Terminal.print(
                    Terminal.table(
                        ["年度", "段階", "講座数", "位置", "記録した件数"],
                        [[filed.year.japanese, menu?.stage.japanese ?? ""] + numbers]))
            }
        }
    }
}
