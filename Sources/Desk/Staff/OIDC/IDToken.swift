import FoundationEssentials
import JWTKit
import Postgres

/// What the provider signs about somebody, OpenID Connect Core 1.0 §2 (IDトークン).
struct IDToken: Sendable {
    let text: String
    let algorithm: SignatureAlgorithm
    /// The name of the key, where it has one.
    let kid: String?

    /// What it must say.
    struct Expectation: Sendable {
        let issuer: String
        let clientID: String
        let nonce: String
        /// When the login began.
        let beganAt: Instant
        let now: Instant
    }

    /// Reads how it was signed; nothing in it is believed yet.
    ///
    /// jwt-kit takes its first key for a token whose `kid` is missing or unknown, so which key and
    /// which algorithm is settled here.
    init(_ text: String) throws(IDTokenFault) {
        struct Header: Decodable {
            let alg: String
            let kid: String?
            /// Extensions that must be understood, RFC 7515 §4.1.11; none is.
            let crit: [String]?
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Data(base64URL: parts[0]) else { throw .malformed }
        let header: Header
        do {
            header = try JSONDecoder().decode(Header.self, from: bytes)
        } catch {
            throw .malformed
        }
        guard let algorithm = SignatureAlgorithm(rawValue: header.alg), header.crit == nil else {
            throw .algorithm
        }
        self.text = text
        self.algorithm = algorithm
        kid = header.kid
    }

    /// Whom it names, once all of it is right.
    func subject(by key: JWK, _ expected: Expectation) async throws(IDTokenFault) -> String {
        let claims: Claims
        do {
            // One key, with one algorithm: whatever the token says of itself, no other is used.
            let keys = try await JWTKeyCollection().add(jwk: key)
            claims = try await keys.verify(text, as: Claims.self)
        } catch let error as JWTError where error.errorType == .signatureVerificationFailed {
            throw .signature
        } catch {
            throw .malformed
        }
        return try claims.subject(expected)
    }

    private struct Claims: JWTPayload {
        let iss: String
        let sub: String
        let aud: Audience
        let azp: String?
        let exp: Double
        let iat: Double
        let nonce: String?

        /// jwt-kit asks for it; what is checked needs more than it gives.
        func verify(using _: some JWTAlgorithm) async throws {}

        /// The checks of OpenID Connect Core 1.0 §3.1.3.7.
        func subject(_ expected: Expectation) throws(IDTokenFault) -> String {
            guard iss == expected.issuer else { throw .issuer }
            guard aud.names.contains(expected.clientID),
                aud.names.count == 1 || azp != nil,
                azp.map({ $0 == expected.clientID }) ?? true
            else { throw .audience }
            guard exp > seconds(expected.now, .zero - OIDCLimits.leeway) else { throw .expired }
            guard iat >= seconds(expected.beganAt, .zero - OIDCLimits.leeway),
                iat <= seconds(expected.now, OIDCLimits.leeway)
            else { throw .moment }
            guard let nonce, nonce == expected.nonce else { throw .nonce }
            guard let subject = OIDCSubject(sub) else { throw .subject }
            return subject.text
        }

        private func seconds(_ instant: Instant, _ later: Duration) -> Double {
            Double(instant.advanced(by: later).microseconds) / 1_000_000
        }
    }

    /// One name, or several.
    private struct Audience: Codable {
        let names: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                names = [try container.decode(String.self)]
            } catch is DecodingError {
                names = try container.decode([String].self)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(names)
        }
    }
}

/// Somebody as the provider knows them: up to 255 characters of ASCII (本人の識別子).
struct OIDCSubject: Sendable {
    let text: String

    init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard isPlain, (1...OIDCLimits.name).contains(text.utf8.count) else { return nil }
        self.text = text
    }
}

extension Data {
    /// RFC 4648 §5; nil when it is none.
    init?(base64URL text: some StringProtocol) {
        let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        self.init(base64Encoded: plain + padding)
    }
}
