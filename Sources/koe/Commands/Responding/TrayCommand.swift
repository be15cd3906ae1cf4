import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe tray`
struct TrayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tray", abstract: "Shows what lies in the tray of a section (担当課トレイ).",
        discussion: """
            Examples:
              koe tray 土木課
              koe tray triage              items no section has yet (担当未定)

            The most pressing first. What is done stays for thirty days. Days left are counted by
            the rule in force at receipt (koe deadline list). Restricted items (限定) are shown to
            those who are named for them: --by (koe item readers).
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Section, by code or name; triage for those without one.")
    var department: String
    @Option(help: "Account that looks (担当者): it sees the restricted items it is named for.")
    var by: String?
    @Option(help: "How many to pass over, to see those after them.") var skip = 0
    @Option(help: "How the tray is printed.") var format: OutputFormat = .table

    private static let codes = [
        "stage", "receiptNumber", "receivedOn", "scheme", "dueOn", "daysLeft", "claimedBy",
        "hops", "lead", "expectedOn", "answeredOn", "handling", "urgent", "id", "version",
    ]
    private static let words = ["処理状況", "受付番号", "受付日", "受付制度", "期限", "残り", "担当者", "担当替え"]

    func validate() throws {
        guard skip >= 0 else { throw ValidationError("--skip must be 0 or more") }
    }

    func run() async throws {
        try await OpenDesk.with(try await common.settings()) { opened in
            let reader: UUID? =
                if let by { try await opened.desk.member(by).id } else { nil }
            let tray = try await opened.desk.tray(
                of: department, for: reader, skipping: skip)
            switch format {
            case .json: Terminal.print(json: tray.json)
            case .csv: Terminal.print(Terminal.csv(Self.codes, tray.entries.map(Self.row)))
            case .table:
                Terminal.print(Terminal.table(Self.words, tray.entries.map(Self.line)))
                let counts = ResponseStage.allCases.map { "\($0.japanese) \(tray.counts[$0] ?? 0)" }
                Terminal.note(counts.joined(separator: "  "))
            }
        }
    }

    private static func row(_ entry: Tray.Entry) -> [String] {
        [
            entry.stage.rawValue, entry.receiptNumber.description, "\(entry.receivedOn)",
            entry.scheme.rawValue, entry.due?.description ?? "",
            entry.daysLeft.map(String.init) ?? "", entry.claimedBy ?? "", String(entry.hops),
            String(entry.isLead), entry.expectedOn?.description ?? "",
            entry.answeredOn?.description ?? "", entry.handling.rawValue,
            String(entry.isUrgent), entry.id.uuidString.lowercased(), String(entry.version),
        ]
    }

    private static func line(_ entry: Tray.Entry) -> [String] {
        let marks = [
            entry.isUrgent ? "緊急" : nil, entry.isLead ? nil : "関係課",
            entry.handling == .ordinary ? nil : entry.handling.japanese,
        ].compactMap(\.self)
        return [
            entry.stage.japanese + (marks.isEmpty ? "" : "(\(marks.joined(separator: "・")))"),
            entry.receiptNumber.description, entry.receivedOn.wareki, entry.scheme.japanese,
            entry.due?.wareki ?? "―", entry.left, entry.claimedBy ?? "―", "\(entry.hops)回",
        ]
    }
}
