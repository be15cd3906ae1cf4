import ArgumentParser
import Desk
import EmbeddedPostgres
import EventLog
import Foundation
import Postgres
import Schema

/// A failure as the person at the terminal sees it: one line, and an exit code of sysexits(3).
struct Failure {
    static let usage: Int32 = 64
    static let badData: Int32 = 65
    static let unavailable: Int32 = 69
    static let internalError: Int32 = 70
    static let conflict: Int32 = 75
    static let notAllowed: Int32 = 77
    static let interrupted: Int32 = 130

    let line: String
    let exitCode: Int32

    /// `nil` for the argument parser's own errors (usage, help), which print themselves.
    init?(_ error: any Error) {
        switch error {
        case let error as CommandError: (line, exitCode) = (error.line, error.exitCode)
        case let error as PostgresError: (line, exitCode) = (error.description, Self.code(error))
        case let error as AppendError: (line, exitCode) = (error.description, Self.code(error))
        case let error as ClusterError: (line, exitCode) = (error.description, error.exitCode)
        case let error as Migrator.Refusal: (line, exitCode) = (error.description, Self.code(error))
        case let error as ProofError: (line, exitCode) = (error.description, Self.badData)
        case let error as KeyringError:
            (line, exitCode) = (error.description, Self.code(error))
        case let error as NoteError:
            (line, exitCode) = ("a signed checkpoint cannot be used: \(error)", Self.badData)
        case let error as DeskError: (line, exitCode) = (error.description, Self.code(error))
        case let error as CheckpointContradiction:
            (line, exitCode) = (error.description, Self.badData)
        case is CancellationError: (line, exitCode) = ("interrupted", Self.interrupted)
        case is ValidationError, is ExitCode, is CleanExit: return nil
        default:
            if String(reflecting: type(of: error)).hasPrefix("ArgumentParser.") { return nil }
            (line, exitCode) = ("unexpected: \(error)", Self.internalError)
        }
    }

    private static func code(_ error: PostgresError) -> Int32 {
        switch error.code {
        case .invalidConnectionString: usage
        case .authenticationFailed: notAllowed
        case .connectionFailed, .connectionLost, .timedOut, .closed: unavailable
        case .poolExhausted: conflict
        case .cancelled: interrupted
        case .decoding, .misuse: internalError
        case .server:
            switch error.sqlState?.prefix(2) {
            case "53", "57", "58", "08": unavailable
            case "28": notAllowed
            case "42" where error.sqlState == "42501": notAllowed
            case "40", "55": conflict
            case "XX": badData  // data or index corrupted, as the server sees it
            default: internalError
            }
        }
    }

    private static func code(_ error: AppendError) -> Int32 {
        switch error {
        case .conflict, .checkpointMoved, .overloaded: conflict
        case .commandReused, .tooLarge, .malformed: badData
        case .unavailable(let error): code(error) == internalError ? unavailable : code(error)
        case .outcomeUnknown: unavailable
        }
    }

    private static func code(_ error: DeskError) -> Int32 {
        switch error {
        case .malformed, .refused, .declined, .file, .tooLarge, .commandReused, .notFound,
            .unreadable:
            badData
        case .cityAlreadySetUp, .notEmpty: notAllowed
        case .cityNotSetUp, .later: unavailable
        case .conflict, .changed, .overloaded, .behind: conflict
        case .unavailable(let error), .outcomeUnknown(let error):
            code(AppendError.unavailable(error))
        case .keyring(let error): code(error)
        case .internalFault: internalError
        }
    }

    private static func code(_ error: Migrator.Refusal) -> Int32 {
        switch error {
        case .history, .newer: internalError
        case .rolesMissing: notAllowed
        case .notMigrated: unavailable
        }
    }

    private static func code(_ error: KeyringError) -> Int32 {
        switch error {
        case .cannotWrite, .cannotRead, .masterAbsent, .masterOutdated: unavailable
        case .destroyed, .cannotOpen, .damagedKeyFile, .damagedKey, .masterForeign, .noMaster,
            .lacksKeys:
            badData
        case .rotationUnderWay: conflict
        }
    }
}

/// A failure the commands themselves find.
struct CommandError: Error {
    let line: String
    let exitCode: Int32

    init(_ line: String, _ exitCode: Int32) {
        self.line = line
        self.exitCode = exitCode
    }
}

/// What Ctrl-C and SIGTERM do to a one-shot command: it ends at once. A private PostgreSQL it
/// started is told by the kernel (parent-death signal) and shuts down cleanly.
enum Interruption {
    static func exitOnSignal() {
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM] { signal(number) { _ in _exit(Failure.interrupted) } }
    }

    /// The same for `serve` until its services take over: stopped before it was ready it ends
    /// well, too.
    static func exitWellOnSignal() {
        for number in [SIGINT, SIGTERM] { signal(number) { _ in _exit(0) } }
    }

    /// Hands the signals to the service group of `serve`, which drains.
    static func leaveToServices() {
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}
