import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation

// What the commands that record something share.

/// What was recorded, as every command prints it.
struct Recorded: Encodable {
    let id: String
    let version: Int32
    let position: Int64
    let events: Int
    /// A registration within it, and how that stands.
    var registration: String?
    var standing: RegistrationStanding?

    init(_ id: UUID, _ handled: Handled) {
        self.id = id.uuidString.lowercased()
        version = handled.version
        position = handled.position
        events = handled.events
    }

    init(_ signedUp: SignedUp, for gathering: UUID) {
        self.init(gathering, signedUp.handled)
        registration = signedUp.registration.uuidString.lowercased()
        standing = signedUp.standing
    }

    private enum CodingKeys: String, CodingKey {
        case id, version, position, events, registration, standing
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(id, forKey: .id)
        try members.encode(version, forKey: .version)
        try members.encode(position, forKey: .position)
        try members.encode(events, forKey: .events)
        try members.encodeIfPresent(registration, forKey: .registration)
        try members.encodeIfPresent(standing?.rawValue, forKey: .standing)
    }

    func print(_ format: OutputFormat) throws {
        var codes = ["id", "version", "position", "events"]
        var words = ["id", "版", "位置", "記録した件数"]
        var row = [id, String(version), String(position), String(events)]
        if let registration, let standing {
            codes += ["registration", "standing"]
            words += ["申込みの番号", "状態"]
            row += [registration, format == .csv ? standing.rawValue : standing.japanese]
        }
        switch format {
        case .json: Terminal.print(try Terminal.json(self))
        case .csv: Terminal.print(Terminal.csv(codes, [row]))
        case .table: Terminal.print(Terminal.table(words, [row]))
        }
    }
}

/// What every command that records something takes.
struct RecordOptions: ParsableArguments {
    @OptionGroup var common: CommonOptions
    @Option(help: "The command's id (UUID): the same one again records nothing new.")
    var command: String?
    @Option(help: "How the result is printed.") var format: OutputFormat = .table

    /// Has the desk do what is asked, and prints what was recorded.
    func record(_ asked: (Desk, UUID?) async throws -> Recorded) async throws {
        let command = try CommandIdentity.read(command)
        try await OpenDesk.with(common.settings()) { opened in
            let recorded = try await asked(opened.desk, command)
            // Other processes look by themselves within a second; the hint only hurries them.
            try? await opened.log.notify()
            try recorded.print(format)
        }
    }

    /// The same for what was filed under an id of its own, with what it was warned of.
    func file(_ asked: (Desk, UUID?) async throws -> Filed) async throws {
        try await record { desk, command in
            let filed = try await asked(desk, command)
            for warning in filed.warnings { Terminal.note("確認: \(warning)") }
            return Recorded(filed.id, filed.handled)
        }
    }

    /// The same for one thing asked of one stream.
    func handle<Deciding: RecordedDecider>(
        _: Deciding.Type, _ text: String, _ asked: (LocalDate) throws -> Deciding.Command
    ) async throws {
        let id = try Deciding.id(of: text)
        try await record { desk, command in
            Recorded(
                id,
                try await desk.handle(
                    try asked(desk.today), of: Deciding.self, stream: id, actor: "cli",
                    command: command))
        }
    }
}

/// Who it is, on the forms that ask for a person.
struct PersonOptions: ParsableArguments {
    @Option(help: "Reading of the name (ふりがな).") var kana: String?
    @Option(help: "Postal code (郵便番号).") var postalCode: String?
    @Option(help: "Address (住所).") var address: String?
    @Option(help: "Telephone (電話).") var phone: String?
    @Option(help: "E-mail (メール).") var email: String?

    /// The person of a name; nil when nothing is known of them.
    func details(named name: String?) -> SenderDetails? {
        guard [name, kana, postalCode, address, phone, email].contains(where: { $0 != nil }) else {
            return nil
        }
        return SenderDetails(
            name: name ?? "", kana: kana, postalCode: postalCode, address: address, phone: phone,
            email: email)
    }
}

extension [Attribute] {
    /// By their names; of two of one name the last counts.
    var byName: [String: String] { Dictionary(map { ($0.name, $0.value) }) { $1 } }
}

/// Why something is called off, as `lecture cancel` and `gathering cancel` take it.
struct CancellationOptions: ParsableArguments {
    @Option(
        help: """
            On whose account (中止の区分): \
            \(CancellationCause.allCases.map(\.rawValue).joined(separator: ", ")). \
            entry-error takes back what was entered by mistake.
            """)
    var cause: String
    @Option(help: "Why, in words; sealed (理由).") var reason: String
    @Option(help: "The day; today if not given (中止日).") var on: String?

    var request: CancellationRequest {
        CancellationRequest(on: on, cause: cause, reason: reason)
    }
}

/// The right number of participants, as `lecture correct` and `gathering correct` take it.
struct HeadcountOptions: ParsableArguments {
    @Option(help: "The right number, without staff, speakers and escorts (参加人数).")
    var headcount: String
    @Option(help: "BAND=N: how many of an age (年代別人数); may be given several times.")
    var age: [Attribute] = []
    @Option(help: "Why, in words; sealed (理由).") var reason: String

    var request: HeadcountRequest {
        HeadcountRequest(headcount: headcount, ages: age.byName, reason: reason)
    }
}
