import ArgumentParser
import Foundation

/// The program.
@main
struct Koe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "koe",
        abstract: "Koe (声): a city's letters, opinions and participation, on an append-only log.",
        discussion: """
            Examples:
              koe serve --demo                          a demo city on http://127.0.0.1:8080
              koe setup --city 根室市 --code 012238     set up a city
              koe log status                            how far the log has come

            Without KOE_DATABASE_URL Koe runs its own private PostgreSQL in --data-dir (.koe).
            Settings: flags, then KOE_* variables, then the YAML file of --config.
            """,
        version: Version.text,
        subcommands: [
            ServeCommand.self, WorkCommand.self, SetupCommand.self, ItemCommand.self,
            TrayCommand.self, CirculationCommand.self,
            ClaimCommand.self,
            ReleaseCommand.self, AcceptCommand.self, TransferCommand.self, ReturnCommand.self,
            NoteCommand.self, InterimAnswerCommand.self, AnswerCommand.self, ApproveCommand.self,
            SendBackCommand.self, WithdrawDraftCommand.self, CheckEnvelopeCommand.self,
            DispatchCommand.self, CloseCommand.self, ReopenCommand.self, MeasureCommand.self,
            DeadlineCommand.self, PostsCommand.self, ContactCommand.self, ImportCommand.self,
            GatheringCommand.self, LectureCommand.self, ObservationCommand.self, PlanCommand.self,
            OrganisationCommand.self, MasterCommand.self, CalendarCommand.self,
            RulesCommand.self, ClassifierCommand.self,
            FiguresCommand.self, LogCommand.self, ProjectionsCommand.self, QueueCommand.self,
            DatabaseCommand.self, KeyringCommand.self, BackupCommand.self, RestoreCommand.self,
            DoctorCommand.self, UserCommand.self,
            RetentionCommand.self, DisposalCommand.self, PersonCommand.self,
            BenchCommand.self,
        ])

    /// Runs the command; every failure is one line on standard error and its exit code.
    static func main() async {
        Interruption.exitOnSignal()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let failure = Failure(error)
            guard let failure else { endUsage(error) }
            FileHandle.standardError.write(Data("koe: \(failure.line)\n".utf8))
            Foundation.exit(failure.exitCode)
        }
    }

    /// Help goes to standard output; a usage error is one line like every other failure, which
    /// names the --help to read instead of quoting it.
    private static func endUsage(_ error: any Error) -> Never {
        guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
        let lines = fullMessage(for: error).split(separator: "\n")
        let advice = lines.last { $0.hasPrefix("  See ") }?.dropFirst(6) ?? "'koe --help'"
        let what = message(for: error).split(whereSeparator: \.isNewline).joined(separator: " ")
        Terminal.note("\(what); see \(advice)")
        Foundation.exit(Failure.usage)
    }
}

/// The program's version.
enum Version {
    static let text = "0.1.0"
}
