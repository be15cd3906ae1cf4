import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe gathering`: tours, workshops, talks.
struct GatheringCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gathering", abstract: "Tours, workshops, talks (催し).",
        discussion: """
            Example: koe gathering create --kind city-watching --name 市政ウォッチング --held-on R8.7.10

            A gathering is named by the id its creation printed. Days are read as people write
            them: 2026-07-10, R8.7.10, 令和8年7月10日. Who signs up is sealed and never printed.
            """,
        subcommands: [
            Create.self, Change.self, Register.self, Unregister.self, Draw.self, Attend.self,
            Correct.self, Cancel.self,
        ])

    /// `koe gathering create`
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Announces a gathering, or records one of the past (登録).",
            discussion: """
                Examples:
                  koe gathering create --kind city-watching --name 市政ウォッチング \\
                    --held-on R8.7.10 --start 9:00 --capacity 20
                  koe gathering create --kind workshop --name 多世代交流ワークショップ \\
                    --held-on R7.10.4 --headcount 23

                One kind and name is held once at a time: entered again it is the same gathering.
                Of two on one day, give --start.
                """)

        @OptionGroup var options: RecordOptions
        @Option(
            help: """
                Kind (種類): \(GatheringKind.allCases.map(\.rawValue).joined(separator: ", ")).
                """)
        var kind: String
        @Option(help: "Name (名称).") var name: String
        @Option(help: "Day, or the first of several (開催日).") var heldOn: String
        @Option(help: "Last day, where there are several (最終日).") var endsOn: String?
        @Option(help: "When it begins, such as 9:00 (開始時刻).") var start: String?
        @Option(help: "When it ends (終了時刻).") var end: String?
        @Option(help: "Place (場所).") var place: String?
        @Option(help: "How many can come (定員).") var capacity: String?
        @Option(help: "first-come or lottery (参加者の決め方).") var admission: String?
        @Option(help: "District (地区).") var district: String?
        @Option(help: "Section in charge (担当課).") var department: String?
        @Option(help: "NAME=VALUE: a further property (属性); may be given several times.")
        var attribute: [Attribute] = []
        @Option(help: "How many came, for one of the past (参加人数).") var headcount: String?
        @Option(help: "BAND=N: how many of an age (年代別人数); may be given several times.")
        var age: [Attribute] = []

        func run() async throws {
            var notice = GatheringNotice(kind: kind, name: name, heldOn: heldOn)
            notice.endsOn = endsOn
            notice.startsAt = start
            notice.endsAt = end
            notice.place = place
            notice.capacity = capacity
            notice.admission = admission
            notice.district = district
            notice.department = department
            notice.attributes = attribute.byName
            notice.headcount = headcount
            notice.ages = age.byName
            try await options.file { desk, command in
                try await desk.createGathering(notice, actor: "cli", command: command)
            }
        }
    }

    /// `koe gathering register`
    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Signs somebody up and prints the registration's id (参加申込み).",
            discussion: """
                Example:
                  koe gathering register GATHERING --name 根室花子 --phone 0153-23-6111 --party 2

                Name and contact are sealed. With a contact a person signs up once.
                """)

        @OptionGroup var options: RecordOptions
        @Argument(help: "The gathering's id.") var gathering: String
        @Option(help: "Name; none where no list of names is kept (氏名).") var name: String?
        @OptionGroup var person: PersonOptions
        @Option(help: "How many come, the person included; 1 if not given (申込人数).")
        var party: String?
        @Flag(help: "They come for the first time (初参加).") var firstTime = false
        @Option(help: "What to take care of; sealed (配慮事項).") var note: String?
        @Option(help: "Day of the registration; today if not given (申込日).")
        var registeredOn: String?

        func run() async throws {
            let id = try Gathering.id(of: gathering)
            var signUp = GatheringSignUp(person: person.details(named: name))
            signUp.registeredOn = registeredOn
            signUp.partySize = party
            signUp.isFirstTimer = firstTime
            signUp.note = note
            try await options.record { desk, command in
                let signedUp = try await desk.register(
                    signUp, for: id, actor: "cli", command: command)
                return Recorded(signedUp, for: id)
            }
        }
    }

    /// `koe gathering unregister`
    struct Unregister: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a registration back; who waits moves up (申込みの取消し).",
            discussion: "Example: koe gathering unregister GATHERING REGISTRATION --on R8.7.5")

        @OptionGroup var options: RecordOptions
        @Argument(help: "The gathering's id.") var gathering: String
        @Argument(help: "The registration's id.") var registration: String
        @Option(help: "The day; today if not given (取消日).") var on: String?

        func run() async throws {
            try await options.handle(
                Gathering.self, gathering,
                SignUpWithdrawal(registration: registration, on: on).command)
        }
    }

    /// `koe gathering attend`
    struct Attend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records who came: one number, a tick list, or both (出欠).",
            discussion: """
                Examples:
                  koe gathering attend GATHERING --headcount 33
                  koe gathering attend GATHERING --came REGISTRATION --walk-ins 2

                The number stands where it differs from the list. Participants are counted without
                staff, speakers and escorts.
                """)

        @OptionGroup var options: RecordOptions
        @Argument(help: "The gathering's id.") var gathering: String
        @Option(help: "How many came in all (参加人数).") var headcount: String?
        @Option(help: "BAND=N: how many of an age (年代別人数); may be given several times.")
        var age: [Attribute] = []
        @Option(help: "Registration whose people came (出席); may be given several times.")
        var came: [String] = []
        @Option(help: "Registration whose people did not come after all (出席の取消し).")
        var missed: [String] = []
        @Option(
            parsing: .unconditional,
            help: "How many came without a registration; negative takes back (当日参加).")
        var walkIns: String?

        func run() async throws {
            let id = try Gathering.id(of: gathering)
            var notice = AttendanceNotice()
            notice.headcount = headcount
            notice.ages = age.byName
            notice.came = came
            notice.missed = missed
            notice.walkIns = walkIns
            try await options.record { desk, command in
                Recorded(
                    id, try await desk.attend(notice, at: id, actor: "cli", command: command))
            }
        }
    }

    /// `koe gathering correct`
    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Corrects the number of participants; the old one is kept (人数の訂正).",
            discussion: """
                Example: koe gathering correct GATHERING --headcount 31 --reason 職員2人を数えていた

                The right number counts in the quarter in which the gathering was held.
                """)

        @OptionGroup var options: RecordOptions
        @Argument(help: "The gathering's id.") var gathering: String
        @OptionGroup var headcount: HeadcountOptions

        func run() async throws {
            try await options.handle(Gathering.self, gathering) { today in
                .correctHeadcount(try headcount.request.command(today: today))
            }
        }
    }

    /// `koe gathering cancel`
    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Calls a gathering off, or takes back one entered by mistake (中止).",
            discussion: "Example: koe gathering cancel GATHERING --cause too-few --reason 申込み2名")

        @OptionGroup var options: RecordOptions
        @Argument(help: "The gathering's id.") var gathering: String
        @OptionGroup var cancellation: CancellationOptions

        func run() async throws {
            try await options.handle(Gathering.self, gathering, cancellation.request.gathering)
        }
    }
}
