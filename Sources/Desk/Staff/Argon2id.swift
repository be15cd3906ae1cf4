import CSodium

/// The hash passwords are kept as, RFC 9106 (パスワードの要約).
///
/// The only file that imports CSodium. Every call takes a tenth of a second and 32 MiB: never on the
/// threads that serve requests, see ``PasswordHashing``.
enum Argon2id {
    /// Passes over the memory. With ``memory`` above what OWASP's cheat sheet asks at least (19 MiB
    /// and 2 passes), and two at a time fit a small server.
    private static let passes: UInt64 = 3
    private static let memory = 32 * 1024 * 1024

    /// libsodium wants to be set up once.
    private static let isReady = sodium_init() >= 0

    /// The hash with its salt and parameters, as text; nil when there is no memory for it.
    static func hash(_ password: [UInt8]) -> String? {
        guard isReady else { return nil }
        var text = [CChar](repeating: 0, count: crypto_pwhash_strbytes())
        let outcome = password.withCharacters { characters, count in
            crypto_pwhash_str_alg(
                &text, characters, count, passes, memory, crypto_pwhash_alg_argon2id13())
        }
        guard outcome == 0 else { return nil }
        return String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether it is the hash of this password.
    static func isHash(_ hash: String, of password: [UInt8]) -> Bool {
        isReady
            && password.withCharacters { characters, count in
                crypto_pwhash_str_verify(hash, characters, count)
            } == 0
    }

    /// Whether it was made with other parameters than these.
    static func isOutdated(_ hash: String) -> Bool {
        crypto_pwhash_str_needs_rehash(hash, passes, memory) != 0
    }
}

extension [UInt8] {
    /// The bytes as C calls them.
    fileprivate func withCharacters<R>(_ body: (UnsafePointer<CChar>, UInt64) -> R) -> R {
        // A C array is passed by its first element, which an empty one has not: one byte more.
        body(map { CChar(bitPattern: $0) } + [0], UInt64(count))
    }
}
