import FoundationEssentials
import JWTKit

/// How a token may be signed (署名方式).
///
/// Asymmetric alone: with a shared secret whoever knows the public key could sign (RFC 8725 §3.1).
enum SignatureAlgorithm: String, Sendable, CaseIterable {
    case rs256 = "RS256"
    case ps256 = "PS256"
    case es256 = "ES256"
    case eddsa = "EdDSA"
}

/// A key the provider signs with, as RFC 7517 spells it (公開された署名鍵).
///
/// Read member by member: jwt-kit refuses a whole set for one key it does not know, and one without a
/// name.
struct PublishedKey: Sendable, Decodable {
    let kid: String?
    let kty: String
    let use: String?
    let alg: String?
    let crv: String?
    let n: String?
    let e: String?
    let x: String?
    let y: String?

    /// The key for one way of signing; nil when it is not meant for it.
    func verifying(_ algorithm: SignatureAlgorithm) -> JWK? {
        guard use == nil || use == "sig", alg == nil || alg == algorithm.rawValue else {
            return nil
        }
        switch algorithm {
        case .rs256, .ps256:
            guard kty == "RSA" else { return nil }
            let way: JWK.Algorithm = algorithm == .rs256 ? .rs256 : .ps256
            return JWK.rsa(way, identifier: Self.name, modulus: n, exponent: e)
        case .es256:
            guard kty == "EC", crv == "P-256" else { return nil }
            return JWK.ecdsa(.es256, identifier: Self.name, x: x, y: y, curve: .p256)
        case .eddsa:
            guard kty == "OKP", crv == "Ed25519" else { return nil }
            return JWK.octetKeyPair(
                .eddsa, identifier: Self.name, x: x, y: nil, curve: .ed25519)
        }
    }

    /// jwt-kit wants one; which key is meant was settled before.
    private static let name = JWKIdentifier(string: "key")
}

/// All keys of the provider (署名鍵の一覧).
struct PublishedKeys: Sendable {
    private let keys: [PublishedKey]

    init(parsing bytes: [UInt8]) throws(OIDCFault) {
        struct Listed: Decodable { let keys: [Entry] }
        do {
            let listed = try JSONDecoder().decode(Listed.self, from: Data(bytes))
            keys = listed.keys.prefix(OIDCLimits.keys).compactMap(\.key)
        } catch {
            throw .unreadable(.keys)
        }
    }

    /// How many of them sign in a way that is allowed.
    var count: Int {
        keys.count { key in
            SignatureAlgorithm.allCases.contains { key.verifying($0) != nil }
        }
    }

    /// The key a token names. One without a name is good where there is no choice, as OpenID Connect
    /// Core 1.0 §10.1 has it.
    func key(_ kid: String?, _ algorithm: SignatureAlgorithm) -> JWK? {
        let fitting = keys.filter { kid == nil || $0.kid == kid }
            .compactMap { $0.verifying(algorithm) }
        return kid != nil || fitting.count == 1 ? fitting.first : nil
    }

    /// A key, or something else that stands in the list; it spoils the others nothing.
    private struct Entry: Decodable {
        let key: PublishedKey?

        init(from decoder: any Decoder) throws {
            do {
                key = try PublishedKey(from: decoder)
            } catch is DecodingError {
                key = nil
            }
        }
    }
}
