import Testing

extension KoeProcessTests {
    @Suite("コマンドの説明")
    struct Help {
        @Test("どのコマンドにも--helpがあり、例が載っている")
        func everyCommand() async throws {
            try await Office.lend { office in
                var waiting: [[String]] = [[]]
                var seen: [String] = []
                while !waiting.isEmpty, seen.count < 200 {
                    let command = waiting.removeFirst()
                    let outcome = try await office.koe(command + ["--help"])
                    let text = try outcome.text()
                    #expect(outcome.errors.isEmpty, "\(outcome)")
                    #expect(text.contains("Example"), "\(outcome)")
                    #expect(text.contains("USAGE: koe"), "\(outcome)")
                    seen.append(command.joined(separator: " "))
                    waiting += Self.subcommands(of: text).map { command + [$0] }
                }
                for name in [
                    "serve", "setup", "item receive", "item show", "item history", "item find",
                    "item correct",
                    "item categorise", "item transcribe", "item route", "item link",
                    "item unlink", "item pass-on", "item withdraw", "item return",
                    "item reinstate", "item consent", "item handling", "gathering create",
                    "gathering change", "gathering draw", "lecture menu list",
                    "lecture menu add", "lecture menu change", "lecture menu withdraw",
                    "lecture menu copy", "lecture menu confirm",
                    "gathering register", "gathering unregister", "gathering attend",
                    "gathering correct", "gathering cancel", "lecture request",
                    "lecture schedule", "lecture refuse", "lecture report", "lecture correct",
                    "lecture cancel", "observation record", "observation correct",
                    "observation withdraw", "log status", "log verify", "log tail",
                    "log export", "log checkpoint", "log prove", "log consistency",
                    "database migrate", "database status", "database url", "bench append",
                    "bench import", "bench replay", "organisation import", "organisation duties",
                    "organisation reroute", "organisation list", "master import", "master list",
                    "master find",
                    "master check", "calendar import", "calendar list", "calendar withdraw",
                    "rules import", "rules apply", "rules list", "rules evaluate",
                    "rules draft", "classifier status", "classifier retrain",
                    "classifier threshold",
                    "tray", "claim", "release", "accept", "transfer", "return", "note",
                    "interim-answer",
                    "answer", "approve", "send-back", "withdraw-draft", "check-envelope",
                    "dispatch",
                    "close", "reopen", "measure", "deadline define", "deadline list",
                    "deadline withdraw", "posts import", "posts list", "contact list",
                    "contact mail",
                    "contact webhook add", "contact webhook remove", "contact webhook list",
                    "contact webhook secret", "item readers", "user add", "user list", "user role",
                    "user password", "user oidc", "user disable", "user enable", "user import",
                    "user token make", "user token list", "user token revoke",
                    "keyring status", "keyring rotate",
                    "doctor", "backup take", "backup list", "backup prune", "restore",
                    "contact webhook secret", "retention define", "retention list",
                    "retention withdraw", "disposal", "person find", "person disclose",
                    "person erase", "person affected", "item hold", "item lift-hold",
                    "item suspend-use", "item attach", "item detach", "item scan",
                ] {
                    #expect(seen.contains(name))
                }
                #expect(!office.exists(office.data), "help makes nothing")
            }
        }

        /// The names below SUBCOMMANDS, which are indented by two blanks; their texts by more.
        private static func subcommands(of help: String) -> [String] {
            let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
            return lines.drop { $0 != "SUBCOMMANDS:" }.dropFirst().prefix { !$0.isEmpty }
                .compactMap { line in
                    guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
                    return line.split(separator: " ").first.map(String.init)
                }
        }
    }
}
