import Foundation
import Glibc

/// A program that opens what somebody else made (外部の道具).
///
/// It gets the bytes from memory: no environment, no open file, no right it could gain; and it is held
/// within bounds of memory, time and output. Nothing is ever written to disk. Where Koe is root it is
/// `nobody`; else it is Koe's own user, and could read that user's files.
struct ScanTool: Sendable {
    /// Why there is no output (失敗の理由).
    enum Failure: Error {
        /// The program is not installed.
        case missing(String)
        /// It could not be started.
        case notStarted
        /// It found the bytes wanting, or went beyond its bounds.
        case refused
    }

    /// Limits of such a program, each with its name (道具の上限).
    enum Limits {
        /// Address space, in bytes (2 GiB).
        static let memory = 2 << 30
        /// Time of a processor, in seconds.
        static let processorSeconds = 20
        /// Time in all.
        static let wait: Duration = .seconds(40)
        /// Its output, in bytes (32 MiB).
        static let output = 32 << 20
        /// Open files.
        static let files = 64
    }

    /// Where Debian puts programs.
    private static let folder = "/usr/bin/"
    /// The account without rights that every Debian has.
    private static let nobody = 65_534
    /// Between two looks whether a program that has said everything has ended, in microseconds.
    private static let pause: UInt32 = 2_000

    let program: String
    let arguments: [String]
    /// Settings of the program itself.
    var environment: [String: String] = [:]

    /// Whether a program is there.
    static func isInstalled(_ program: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: folder + program)
    }

    /// What the program makes of the bytes; blocks, so it runs on a thread of its own.
    func run(on input: [UInt8]) -> Result<[UInt8], Failure> {
        guard Self.isInstalled(program) else { return .failure(.missing(program)) }
        guard let memory = Self.memory(holding: input) else { return .failure(.notStarted) }
        defer { close(memory) }
        var ends: [Int32] = [-1, -1]
        // A pipe that is closed for others from the first moment; Swift does not know pipe2(2).
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return .failure(.notStarted) }
        let child = start(reading: memory, writing: ends[1])
        close(ends[1])
        defer { close(ends[0]) }
        guard let child else { return .failure(.notStarted) }
        let deadline = ContinuousClock.now + Limits.wait
        let output = Self.output(of: ends[0], until: deadline)
        let isWell = Self.ends(child, until: output == nil ? .now : deadline)
        guard isWell, let output, !output.isEmpty else { return .failure(.refused) }
        return .success(output)
    }

    /// Bounds and rights are given up on the way to the program, one step after the other.
    private var command: [String] {
        let user =
            geteuid() == 0
            ? [
                "--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups",
                "--inh-caps=-all", "--bounding-set=-all",
            ] : []
        return [Self.folder + "setpriv", "--no-new-privs", "--pdeathsig", "KILL"] + user
            + [
                "--", Self.folder + "prlimit", "--as=\(Limits.memory)",
                "--cpu=\(Limits.processorSeconds)", "--fsize=0", "--core=0",
                "--nofile=\(Limits.files)", "--", Self.folder + program,
            ] + arguments
    }

    private func start(reading input: Int32, writing output: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // What a library opened without O_CLOEXEC is not for this program.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in names.compactMap({ Int32($0) }) where descriptor > 2 {
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
        var child: pid_t = 0
        let settings = environment.map { "\($0.key)=\($0.value)" } + ["LC_ALL=C"]
        let code = Self.withCStrings(command) { arguments in
            Self.withCStrings(settings) { environment in
                posix_spawn(
                    &child, Self.folder + "setpriv", &actions, &attributes, arguments, environment)
            }
        }
        return code == 0 ? child : nil
    }

    /// A piece of memory that can be read as a file is, without a name by which it could be found.
    private static func memory(holding input: [UInt8]) -> Int32? {
        let name = "/koe-scan-\(UUID().uuidString)"
        let memory = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
        guard memory >= 0 else { return nil }
        shm_unlink(name)
        // The program opens it again, as somebody else.
        guard fchmod(memory, 0o444) == 0, fill(memory, with: input) else {
            close(memory)
            return nil
        }
        return memory
    }

    private static func fill(_ memory: Int32, with input: [UInt8]) -> Bool {
        var written = 0
        while written < input.count {
            let count = input[written...].withUnsafeBytes {
                write(memory, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return false }
            written += count
        }
        return lseek(memory, 0, SEEK_SET) == 0
    }

    /// Everything it says; nil when that is too much, or takes too long.
    private static func output(
        of pipe: Int32, until deadline: ContinuousClock.Instant
    ) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return nil }
            var waiting = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Int32(left / .milliseconds(1)) + 1)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = read(pipe, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return output }
            output.append(contentsOf: buffer[..<count])
            if output.count > Limits.output { return nil }
        }
    }

    /// Whether it ends well by then; it is ended otherwise.
    private static func ends(_ child: pid_t, until deadline: ContinuousClock.Instant) -> Bool {
        var status: Int32 = 0
        while true {
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { return status == 0 }
            if ended < 0, errno != EINTR { return false }
            if ContinuousClock.now >= deadline {
                kill(-child, SIGKILL)
                while waitpid(child, &status, 0) < 0, errno == EINTR {}
                return false
            }
            usleep(pause)
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
