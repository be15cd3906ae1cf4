import Foundation
import Participation
import Synchronization

/// Limits of logging in, each with its name (ログインの上限).
public enum LogInLimits {
    /// Passwords hashed at the same time, each with 32 MiB.
    static let hashedAtOnce = 2
    /// Passwords that wait to be hashed; whoever comes next is told to try again.
    static let waiting = 64
    /// How long a session lasts without a sign of life: NIST SP 800-63B-4 §2.2.3 asks for a new
    /// login after an hour at most where more than a password is asked (無操作時間).
    public static let idle: Duration = .seconds(3_600)
    /// How long a session lasts at most, a long day at the office; the same source allows 24 hours
    /// (最長時間).
    public static let longest: Duration = .seconds(12 * 3_600)
    /// How long somebody may take to type the one-time code (確認コードの入力時間).
    public static let codeWait: Duration = .seconds(300)
    /// How long a password that was handed out is good for (初回パスワードの有効期間).
    public static let oneTimePassword: Duration = .seconds(14 * 86_400)
    /// Sessions of one account; the oldest ends when there is another (同時ログイン数).
    public static let sessions = 10
    /// Recovery codes handed out together (回復コードの数).
    public static let recoveryCodes = 10
    /// How often the last sign of life is written down.
    static let seenEvery: Duration = .seconds(60)
    /// The same for tokens, which are used thousands of times a minute.
    static let tokenSeenEvery: Duration = .seconds(3_600)
    /// What is kept of what a browser calls itself, in characters.
    static let browser = 200
}

/// Hashes passwords away from the threads that serve requests (パスワードの照合係).
final class PasswordHashing: Sendable {
    private let threads = BlockingThreads(most: LogInLimits.hashedAtOnce, name: "koe-passwords")
    private let inHand = Mutex(0)

    /// A hash of nobody's password: whoever is unknown is kept waiting as long as everybody else.
    private static let nobodys = Argon2id.hash(Array("nobody".utf8))

    /// A password as it is compared: however it was typed, the same characters are the same bytes
    /// (NIST SP 800-63B-4 §3.1.1.2 names NFKC).
    static func normalised(_ password: String) -> String {
        password.precomposedStringWithCompatibilityMapping
    }

    /// The hash of a new password.
    func hash(_ password: String) async throws(DeskError) -> String {
        let bytes = Array(Self.normalised(password).utf8)
        guard let hash = try await run({ Argon2id.hash(bytes) }) else { throw .overloaded }
        return hash
    }

    /// Whether a password is the one; without a hash it takes as long, and is not.
    func isRight(_ password: String, for hash: String?) async throws(DeskError) -> Bool {
        let isTooLong = password.count > PasswordRule.longest
        let bytes = isTooLong ? [] : Array(Self.normalised(password).utf8)
        return try await run {
            guard let hash else {
                if let nobodys = Self.nobodys { _ = Argon2id.isHash(nobodys, of: bytes) }
                return false
            }
            return Argon2id.isHash(hash, of: bytes) && !isTooLong
        }
    }

    private func run<Value: Sendable>(
        _ work: @escaping @Sendable () -> Value
    ) async throws(DeskError) -> Value {
        let mayWait = inHand.withLock { count in
            guard count < LogInLimits.waiting else { return false }
            count += 1
            return true
        }
        guard mayWait else { throw .overloaded }
        let value = await threads.run(work)
        inHand.withLock { $0 -= 1 }
        return value
    }
}
