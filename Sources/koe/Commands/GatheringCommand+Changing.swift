import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation

extension GatheringCommand {
    /// `koe gathering change`
    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Announces it otherwise; what is not given stays (変更).",
            discussion: """
                Examples:
                  koe gathering change GATHERING --held-on R8.7.17 --reason 荒天が見込まれるため
                  koe gathering change GATHERING --capacity "" --reason 会場を広げたため

                With more places those who wait move up. One that was called off takes place after all.
                """)

        @OptionGroup var options: RecordOptions
        @Argument(help: "The gathering's id.") var gathering: String
        @Option(help: "Why, in words; sealed (理由).") var reason: String
        @Option(help: "Name (名称).") var name: String?
        @Option(help: "Day, or the first of several (開催日).") var heldOn: String?
        @Option(help: "Last day; \"\" for one day (最終日).") var endsOn: String?
        @Option(help: "When it begins (開始時刻).") var start: String?
        @Option(help: "When it ends (終了時刻).") var end: String?
        @Option(help: "Place (場所).") var place: String?
        @Option(help: "How many can come; \"\" for as many as like (定員).") var capacity: String?
        @Option(help: "first-come or lottery (参加者の決め方).") var admission: String?
        @Option(help: "District (地区).") var district: String?
        @Option(help: "Section in charge (担当課).") var department: String?

        func run() async throws {
            let id = try Gathering.id(of: gathering)
            var amendment = GatheringAmendment(reason: reason)
            amendment.name = name
            amendment.heldOn = heldOn
            amendment.endsOn = endsOn
            amendment.startsAt = start
            amendment.endsAt = end
            amendment.place = place
            amendment.capacity = capacity
            amendment.admission = admission
            amendment.district = district
            amendment.department = department
            try await options.record { [amendment] desk, command in
                Recorded(
                    id,
                    try await desk.changeGathering(
                        amendment, of: id, actor: "cli", command: command))
            }
        }
    }

    /// `koe gathering draw`
    struct Draw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draws lots for the places, first-timers first, and prints the seed (抽選).",
            discussion: """
                Example: koe gathering draw GATHERING

                Lots are drawn once. With the seed and the registrations' ids anybody can draw again
                and get the same order. Asked again, the first result is printed.
                """)

        @OptionGroup var options: RecordOptions
        @Argument(help: "The gathering's id.") var gathering: String
        @Option(help: "Number chosen in public after the last registration; else by chance.")
        var seed: String?

        func run() async throws {
            let id = try Gathering.id(of: gathering)
            let command = try CommandIdentity.read(options.command)
            try await OpenDesk.with(options.common.settings()) { opened in
                let drawn = try await opened.desk.drawLots(
                    seed: seed, for: id, actor: "cli", command: command)
                try? await opened.log.notify()
                try Self.print(drawn, options.format)
            }
        }

        private struct Listed: Encodable {
            /// Beyond 2⁵³ a JSON number is no longer exact.
            let seed: String
            let accepted: [String]
            let waiting: [String]
            let position: Int64
            let events: Int
        }

        private static func print(_ drawn: Drawn, _ format: OutputFormat) throws {
            let ids = (drawn.accepted, drawn.waiting)
            let rows = [(RegistrationStanding.accepted, ids.0), (.waiting, ids.1)]
                .flatMap { standing, ids in ids.map { (standing, $0.uuidString.lowercased()) } }
                .enumerated().map { ("\($0.offset + 1)", $0.element.0, $0.element.1) }
            switch format {
            case .json:
                Terminal.print(
                    try Terminal.json(
                        Listed(
                            seed: "\(drawn.seed)",
                            accepted: ids.0.map { $0.uuidString.lowercased() },
                            waiting: ids.1.map { $0.uuidString.lowercased() },
                            position: drawn.handled.position, events: drawn.handled.events)))
            case .csv:
                Terminal.print(
                    Terminal.csv(
                        ["rank", "registration", "standing", "seed"],
                        rows.map { [$0.0, $0.2, $0.1.rawValue, "\(drawn.seed)"] }))
            case .table:
                Terminal.print("抽選の種: \(drawn.seed)")
                Terminal.print(
                    Terminal.table(
                        ["抽選順", "申込みの番号", "状態"], rows.map { [$0.0, $0.2, $0.1.japanese] }))
            }
        }
    }
}
