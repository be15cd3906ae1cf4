import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe lecture`: outreach lectures, from the request to the report.
struct LectureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lecture", abstract: "Outreach lectures (出前講座).",
        discussion: """
            Example: koe lecture report --title 根室市の財政 --held-on R8.7.1 --headcount 33

            A lecture is named by the id its request printed. Days are read as people write them:
            2026-07-01, R8.7.1, 令和8年7月1日. Groups, places and what was said are sealed.
            """,
        subcommands: [
            Menu.self, Request.self, Schedule.self, Refuse.self, Report.self, Correct.self,
            Cancel.self,
        ])

    /// `koe lecture request`
    struct Request: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records a group's request and prints the lecture's id (申込み).",
            discussion: """
                Example:
                  koe lecture request --wish 財政の話を聞きたい --choice "R8.7.1 13:30" \\
                    --choice "R8.7.8 13:30" --group 花咲町会 --name 根室太郎 --phone 0153-23-6111

                What fails the city's rules is noted on standard error, and recorded as a warning.
                """)

        @OptionGroup var options: RecordOptions
        @Option(help: "Code in the year's menu (講座番号).") var menu: String?
        @Option(help: "What is wished for beside the menu (メニュー外の希望).") var wish: String?
        @Option(help: "Fiscal year of the menu; that of the first choice if not given (年度).")
        var year: String?
        @Option(help: "Wished day and time (希望日時); up to three, the dearest first.")
        var choice: [String] = []
        @Option(help: "Minutes it should take (時間).") var minutes: String?
        @Option(help: "How many are expected (予定人数).") var expected: String?
        @Option(help: "Place (会場).") var venue: String?
        @Flag(help: "The place lies outside the city (市外の会場).") var outsideCity = false
        @Option(help: "District (地区).") var district: String?
        @Option(help: "Name of the group (団体名).") var group: String?
        @Option(help: "Who speaks for the group (代表者).") var name: String?
        @OptionGroup var person: PersonOptions
        @Flag(help: "It serves politics, religion or profit (政治・宗教・営利目的).")
        var excludedPurpose = false
        @Option(help: "What to take care of (配慮事項).") var considerations: String?
        @Option(help: "Day of the request; today if not given (申込日).") var requestedOn: String?
        @Option(help: "NAME=VALUE: a further property (属性); may be given several times.")
        var attribute: [Attribute] = []

        func run() async throws {
            var application = LectureApplication()
            application.year = year
            application.menuCode = menu
            application.wish = wish
            application.requestedOn = requestedOn
            application.choices = choice
            application.minutes = minutes
            application.expectedHeadcount = expected
            application.venue = venue
            application.isVenueInCity = outsideCity ? false : nil
            application.district = district
            application.group = group
            application.representative = person.details(named: name)
            application.hasExcludedPurpose = excludedPurpose
            application.considerations = considerations
            application.attributes = attribute.byName
            try await options.file { desk, command in
                try await desk.requestLecture(application, actor: "cli", command: command)
            }
        }
    }

    /// `koe lecture schedule`
    struct Schedule: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Settles day and section, or changes them (決定・変更).",
            discussion: """
                Example:
                  koe lecture schedule LECTURE --choice 1 --department 財政課 --title 根室市の財政

                A lecture that was refused or called off is held after all once it has a date.
                """)

        @OptionGroup var options: RecordOptions
        @Argument(help: "The lecture's id.") var lecture: String
        @Option(help: "Which of the wished dates, from 1 (第何希望).") var choice: String?
        @Option(help: "Another day and time (希望以外の日時).") var date: String?
        @Option(help: "Minutes it takes; as asked for if not given (時間).") var minutes: String?
        @Option(help: "Section that gives it; the menu's if not given (担当課).")
        var department: String?
        @Option(help: "Title; the menu's if not given (講座名).") var title: String?
        @Option(help: "Place, where it is another than asked for (会場).") var venue: String?
        @Option(help: "District (地区).") var district: String?
        @Option(help: "What was agreed with the group; sealed (備考).") var note: String?
        @Option(help: "Day of the decision; today if not given (決定日).") var decidedOn: String?

        func run() async throws {
            var appointment = LectureAppointment()
            appointment.decidedOn = decidedOn
            appointment.choice = choice
            appointment.date = date
            appointment.minutes = minutes
            appointment.department = department
            appointment.title = title
            appointment.venue = venue
            appointment.district = district
            appointment.note = note
            try await options.handle(Lecture.self, lecture, appointment.command)
        }
    }

    /// `koe lecture refuse`
    struct Refuse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records the city's no to a request (却下).",
            discussion: "Example: koe lecture refuse LECTURE --reason 議会の会期中のため")

        @OptionGroup var options: RecordOptions
        @Argument(help: "The lecture's id.") var lecture: String
        @Option(help: "Why, in words; sealed (理由).") var reason: String
        @Option(help: "Day of the decision; today if not given (決定日).") var decidedOn: String?

        func run() async throws {
            try await options.handle(
                Lecture.self, lecture,
                LectureRejection(decidedOn: decidedOn, reason: reason).command)
        }
    }

    /// `koe lecture report`
    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reports that a lecture was held; only then it counts (実施報告).",
            discussion: """
                Examples:
                  koe lecture report LECTURE --held-on R8.7.1 --headcount 33
                  koe lecture report --title 根室市の財政 --held-on R8.7.1 --headcount 33

                Without LECTURE a lecture is recorded that nobody asked for here; two alike on one
                day are two. Participants are counted without staff, speakers and escorts.
                """)

        @OptionGroup var options: RecordOptions
        @Argument(help: "The lecture's id; none for one that was not asked for here.")
        var lecture: String?
        @Option(help: "Day it was held (実施日).") var heldOn: String
        @Option(help: "When it began, such as 13:30 (開始時刻).") var start: String?
        @Option(help: "When it ended (終了時刻).") var end: String?
        @Option(help: "How many took part (参加人数).") var headcount: String?
        @Option(help: "BAND=N: how many of an age (年代別人数); may be given several times.")
        var age: [Attribute] = []
        @Option(help: "Place (会場).") var venue: String?
        @Option(help: "Who spoke (講師).") var speakers: String?
        @Option(help: "What was asked and said (主な質問・意見).") var questions: String?
        @Option(help: "NAME=VALUE: a further property (属性); may be given several times.")
        var attribute: [Attribute] = []
        @Option(help: "Without LECTURE: the title (講座名).") var title: String?
        @Option(help: "Without LECTURE: the code in the menu (講座番号).") var menu: String?
        @Option(help: "Without LECTURE: the section that gave it (担当課).")
        var department: String?
        @Option(help: "Without LECTURE: the district (地区).") var district: String?
        @Option(help: "Without LECTURE: the group (団体名).") var group: String?

        func validate() throws {
            guard (lecture == nil) == (title != nil) else {
                throw ValidationError("give either LECTURE or --title TITLE")
            }
            let ofRecords = [menu, department, district, group]
            guard lecture == nil || ofRecords.allSatisfy({ $0 == nil }) else {
                throw ValidationError(
                    "--menu, --department, --district and --group were settled with the request")
            }
        }

        func run() async throws {
            var report = LectureReport()
            report.heldOn = heldOn
            report.startsAt = start
            report.endsAt = end
            report.headcount = headcount
            report.ages = age.byName
            report.venue = venue
            report.speakers = speakers
            report.questions = questions
            report.attributes = attribute.byName
            if let lecture {
                try await options.handle(Lecture.self, lecture, report.command)
                return
            }
            let record = LectureRecord(
                report: report, menuCode: menu, title: title ?? "", department: department,
                district: district, group: group)
            try await options.file { desk, command in
                try await desk.recordLecture(record, actor: "cli", command: command)
            }
        }
    }

    /// `koe lecture correct`
    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Corrects the number of participants; the old one is kept (人数の訂正).",
            discussion: """
                Example: koe lecture correct LECTURE --headcount 31 --reason 職員2人を数えていた

                The right number counts in the quarter in which the lecture was held.
                """)

        @OptionGroup var options: RecordOptions
        @Argument(help: "The lecture's id.") var lecture: String
        @OptionGroup var headcount: HeadcountOptions

        func run() async throws {
            try await options.handle(Lecture.self, lecture) { today in
                .correctHeadcount(try headcount.request.command(today: today))
            }
        }
    }

    /// `koe lecture cancel`
    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Calls a lecture off, or takes back a mistaken report (中止).",
            discussion: "Example: koe lecture cancel LECTURE --cause weather --reason 暴風雪のため")

        @OptionGroup var options: RecordOptions
        @Argument(help: "The lecture's id.") var lecture: String
        @OptionGroup var cancellation: CancellationOptions

        func run() async throws {
            try await options.handle(Lecture.self, lecture, cancellation.request.lecture)
        }
    }
}
