import Glibc
import Synchronization

/// An advisory lock on a whole file, held by `flock` (ファイルロック).
///
/// The kernel drops it when the process dies, however it dies, so it can never be stale. It belongs
/// to the open file and not to the process: two locks in one process exclude each other too, which
/// is what makes tests with two clusters in one process true to life.
final class FileLock: Sendable {
    enum Mode {
        case shared
        case exclusive

        fileprivate var operation: Int32 {
            switch self {
            case .shared: LOCK_SH | LOCK_NB
            case .exclusive: LOCK_EX | LOCK_NB
            }
        }
    }

    let path: String
    private let descriptor: Mutex<Int32?>

    /// Opens the file, making it if need be; nothing is locked yet.
    init(path: String) throws(ClusterError) {
        // O_CLOEXEC: a lock inherited by postgres would outlive Koe.
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else { throw .file(path, errno: errno) }
        self.path = path
        self.descriptor = Mutex(opened)
    }

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = Mutex(descriptor)
    }

    deinit { close() }

    /// Whether somebody holds the file exclusively just now. Makes nothing, and says no when the
    /// file is not there or may not be read.
    static func isHeldExclusively(path: String) -> Bool {
        let opened = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard opened >= 0 else { return false }
        // Asking means taking it for a moment; whoever wants it exclusively therefore polls.
        return !FileLock(path: path, descriptor: opened).take(.shared)
    }

    /// Takes the lock if nobody is in the way; never waits.
    ///
    /// Changing the mode is not atomic on Linux: when the exclusive lock is refused, the shared one
    /// is gone as well. Release first, so that this is plain to read.
    func take(_ mode: Mode) -> Bool {
        descriptor.withLock { descriptor in
            guard let descriptor else { return false }
            while flock(descriptor, mode.operation) != 0 {
                guard errno == EINTR else { return false }
            }
            return true
        }
    }

    /// Lets go of the lock but keeps the file open, to take it again.
    func letGo() {
        descriptor.withLock { descriptor in
            if let descriptor { _ = flock(descriptor, LOCK_UN) }
        }
    }

    /// Lets go for good.
    func close() {
        descriptor.withLock { descriptor in
            if let open = descriptor { _ = Glibc.close(open) }
            descriptor = nil
        }
    }
}
