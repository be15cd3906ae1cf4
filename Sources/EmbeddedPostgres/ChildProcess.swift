import Foundation
import Glibc
import Synchronization

/// What to start (起動するプログラム).
struct Command: Sendable {
    var executable: String
    var arguments: [String]
    /// Nothing is inherited: a PGPORT or PGDATA of the shell would bend the cluster.
    var environment: [String: String] = [
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        // English FATAL lines, which we quote and tell apart.
        "LC_ALL": "C", "TZ": "UTC",
    ]
    /// The file standard output and standard error are appended to.
    var output: String

    /// A Koe killed before setpriv had asked for the signal sends none: one kill in thirty at that
    /// moment left a server behind. Whoever has another parent by then goes no further.
    private static let parentCheck = #"[ "$PPID" = "$0" ] && exec "$@""#

    /// A program run as the cluster's owner, which the kernel signals when Koe dies.
    ///
    /// `env`, `setpriv` and `sh` replace themselves, so the child's number is the program's. The folder
    /// changes first: Koe's own may be closed to the owner, and postgres refuses to start there.
    static func dropping(
        to owner: ClusterOwner, setpriv: String, deathSignal: String, running program: [String],
        output: String
    ) -> Command {
        let user =
            owner.needsDropping
            ? ["--reuid=\(owner.userID)", "--regid=\(owner.groupID)", "--init-groups"] : []
        return Command(
            executable: "/usr/bin/env",
            arguments: ["-C", "/", setpriv, "--pdeathsig", deathSignal] + user
                + ["--", "/bin/sh", "-c", parentCheck, String(getpid())] + program,
            output: output)
    }
}

/// A child with a thread of its own that starts it and then waits for it (子プロセス).
///
/// The kernel sends the parent-death signal when the *thread* that forked ends. Started from the
/// cooperative pool, postgres would be shut down whenever Swift retires that pool thread; hence one
/// thread that lives exactly as long as the child.
final class ChildProcess: Sendable {
    let processID: pid_t
    private let status = Mutex<Int32?>(nil)

    private init(processID: pid_t) { self.processID = processID }

    /// Starts the command in a process group of its own, so that Ctrl-C in the terminal reaches Koe
    /// alone and postgres goes last.
    ///
    /// - Parameter holding: a lock let go when the child has ended and been reaped.
    static func start(
        _ command: Command, holding lock: FileLock? = nil
    ) async throws(ClusterError) -> ChildProcess {
        let outcome: Result<ChildProcess, SpawnFailure> = await withCheckedContinuation {
            continuation in
            let thread = Thread {
                switch spawn(command) {
                case .failure(let error):
                    lock?.close()
                    continuation.resume(returning: .failure(error))
                case .success(let processID):
                    let child = ChildProcess(processID: processID)
                    continuation.resume(returning: .success(child))
                    child.waitForEnd()
                    lock?.close()
                }
            }
            thread.name = "koe-child"
            thread.start()
        }
        switch outcome {
        case .success(let child): return child
        case .failure(let failure):
            throw .startFailed(
                log: command.output,
                reason: "\(command.executable): \(String(cString: strerror(failure.code)))")
        }
    }

    private struct SpawnFailure: Error { let code: Int32 }

    var isRunning: Bool { status.withLock { $0 == nil } }

    /// How it ended, in words; nil while it runs.
    var end: String? {
        status.withLock { status in
            guard let status else { return nil }
            let signal = status & 0x7f
            return signal == 0 ? "exit status \((status >> 8) & 0xff)" : "signal \(signal)"
        }
    }

    /// Whether somebody, perhaps the kernel for want of memory, killed it.
    var wasKilled: Bool { status.withLock { $0.map { $0 & 0x7f == SIGKILL } ?? false } }

    /// Whether it ended by itself with status 0; nil while it runs.
    var succeeded: Bool? { status.withLock { $0.map { $0 == 0 } } }

    /// Sends a signal, unless the child has ended.
    ///
    /// Reaping happens under the same lock, so the number cannot have passed to another process.
    func signal(_ number: Int32) {
        status.withLock { status in
            if status == nil { _ = kill(processID, number) }
        }
    }

    /// Waits until the child has ended, cancelled or not.
    ///
    /// - Returns: false when it still runs after `limit`.
    func ends(within limit: Duration) async -> Bool {
        let deadline = Deadline(after: limit)
        while isRunning {
            if deadline.hasPassed { return false }
            await pauseThroughCancellation(.milliseconds(20))
        }
        return true
    }

    private func waitForEnd() {
        var information = siginfo_t()
        // WNOWAIT leaves the zombie, so that the number stays ours until the lock below is held.
        let flags = WEXITED | WNOWAIT
        while waitid(P_PID, id_t(processID), &information, flags) != 0, errno == EINTR {}
        self.status.withLock { status in
            var raw: Int32 = 0
            while waitpid(processID, &raw, 0) < 0, errno == EINTR {}
            status = raw
        }
    }

    private static func spawn(_ command: Command) -> Result<pid_t, SpawnFailure> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, 1, command.output, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // Sockets of the web server that a library opened without O_CLOEXEC would otherwise stay
        // open in postgres. (Glibc's closefrom action is not in Swift's module map.)
        for descriptor in FolderListing.names(in: "/proc/self/fd").compactMap({ Int32($0) })
        where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        var allSignals = sigset_t()
        sigemptyset(&noSignals)
        sigfillset(&allSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setsigdefault(&attributes, &allSignals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let arguments = [command.executable] + command.arguments
        let environment = command.environment.map { "\($0.key)=\($0.value)" }
        return withCStrings(arguments) { arguments in
            withCStrings(environment) { environment in
                var processID: pid_t = 0
                let code = posix_spawn(
                    &processID, command.executable, &actions, &attributes, arguments, environment)
                return code == 0 ? .success(processID) : .failure(SpawnFailure(code: code))
            }
        }
    }

    /// The strings as the null-terminated array C wants.
    private static func withCStrings<Value>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = strings.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }
}
