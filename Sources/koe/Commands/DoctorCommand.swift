import ArgumentParser
import Desk
import EmbeddedPostgres
import EventLog
import Foundation
import Postgres

/// `koe doctor`: where everything lies and what is missing.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says where keys, checkpoints and backups lie, and what is missing (点検).",
        discussion: """
            Examples:
              koe doctor
              koe doctor --full --format json

            Exit code 0 when nothing is wrong, 69 when something is missing, 65 when something
            contradicts the log. Changes nothing.
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Hold the keyring against the whole log, not only its newest part.")
    var full = false
    @Option(help: "How the result is printed.") var format: OutputFormat = .table

    private struct Answer: Encodable {
        let ok: Bool
        let checks: [Finding]
    }

    func run() async throws {
        let settings = try await common.settings()
        var findings = FileCheck(folder: settings.dataDirectory).findings()
        if let oidc = settings.oidc { findings.append(await SignOnCheck(settings, oidc).finding()) }
        let cluster = settings.dataDirectory + "/cluster"
        guard !settings.isEmbedded || FileManager.default.fileExists(atPath: cluster) else {
            findings.append(
                Finding("データベース", .missing, "\(cluster) がありません。koe setup を実行してください。"))
            try print(findings)
            throw ExitCode(Failure.unavailable)
        }
        do {
            try await Site.with(settings) { site in
                findings += await SiteCheck(site: site, isFull: full).findings()
            }
        } catch {
            // What cannot be reached is itself what was asked for.
            guard let failure = Failure(error) else { throw error }
            findings.append(Finding("データベース", failure.finding, failure.line))
        }
        try print(findings)
        let code = findings.map(\.state.exitCode).filter { $0 != 0 }.min()
        if let code { throw ExitCode(code) }
    }

    private func print(_ findings: [Finding]) throws {
        let rows = findings.map { [$0.state.japanese, $0.name, $0.text] }
        switch format {
        case .json:
            let isWell = findings.allSatisfy { $0.state.exitCode == 0 }
            Terminal.print(try Terminal.json(Answer(ok: isWell, checks: findings)))
        case .csv:
            Terminal.print(
                Terminal.csv(
                    ["state", "name", "text"],
                    findings.map { [$0.state.rawValue, $0.name, $0.text] }))
        case .table: Terminal.print(Terminal.table(["判定", "項目", "内容"], rows))
        }
    }
}
