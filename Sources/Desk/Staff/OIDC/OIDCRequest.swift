import Crypto
import FoundationEssentials
import Postgres

/// A login that has gone to the identity provider and is awaited back (認証の依頼).
///
/// It lives in a cookie of the browser alone, sealed: until somebody comes back the database knows
/// nothing of it, so nobody can fill it by asking. State, nonce and verifier follow from one secret.
struct OIDCRequest: Sendable {
    let secret: [UInt8]
    let beganAt: Instant
    /// What the page that began it wants to know again.
    let carried: String

    static let secretBytes = 32
    private static let headBytes = secretBytes + 8

    init(at now: Instant, carrying carried: String) {
        secret = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        beganAt = now
        self.carried = carried
    }

    /// One that came back; nil when it is not one of ours.
    init?(opening cookie: String, with key: SymmetricKey) {
        guard let sealed = Data(base64URL: cookie),
            let bytes = Self.opened(sealed, key), bytes.count >= Self.headBytes,
            let carried = String(validating: bytes.dropFirst(Self.headBytes), as: UTF8.self)
        else { return nil }
        secret = Array(bytes.prefix(Self.secretBytes))
        let moment = bytes[Self.secretBytes..<Self.headBytes]
        beganAt = Instant(microseconds: moment.reduce(Int64(0)) { $0 << 8 | Int64($1) })
        self.carried = carried
    }

    /// As the cookie has it.
    func sealed(with key: SymmetricKey) throws -> String {
        let moment = withUnsafeBytes(of: beganAt.microseconds.bigEndian) { Array($0) }
        let box = try AES.GCM.seal(
            secret + moment + Array(carried.utf8), using: key, authenticating: Self.purpose)
        // Combined there always is, with a nonce of twelve bytes.
        return (box.combined ?? Data()).base64URL
    }

    /// Ties what comes back to this browser.
    var state: String { derived("state").base64URL }
    /// Ties the ID token to this login.
    var nonce: String { derived("nonce").base64URL }
    /// RFC 7636 §4.1: 43 characters that only Koe knows.
    var verifier: String { derived("verifier").base64URL }
    /// RFC 7636 §4.2, S256.
    var challenge: String { Data(SHA256.hash(data: Array(verifier.utf8))).base64URL }
    /// What is written down once somebody has come back with it.
    var digest: [UInt8] { Array(SHA256.hash(data: secret)) }

    /// Whether it is the state that was sent, in a time that does not tell how much of it.
    func isState(_ text: String) -> Bool {
        let key = SymmetricKey(data: secret)
        let given = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
        return HMAC<SHA256>.isValidAuthenticationCode(
            given, authenticating: Array(state.utf8), using: key)
    }

    func isOver(at now: Instant) -> Bool { beganAt.advanced(by: OIDCLimits.request) < now }

    private static let purpose = Array("koe/oidc".utf8)

    private func derived(_ purpose: String) -> Data {
        Data(
            HMAC<SHA256>.authenticationCode(
                for: Array(purpose.utf8), using: SymmetricKey(data: secret)))
    }

    private static func opened(_ sealed: Data, _ key: SymmetricKey) -> [UInt8]? {
        do {
            return Array(
                try AES.GCM.open(
                    AES.GCM.SealedBox(combined: sealed), using: key, authenticating: purpose))
        } catch {
            return nil
        }
    }
}
