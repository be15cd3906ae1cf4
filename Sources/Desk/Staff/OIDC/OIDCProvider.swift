import FoundationEssentials
import JWTKit
public import Postgres

/// The city's identity provider, asked over HTTPS (庁内の認証サーバー).
///
/// What it says of itself and its keys are kept for a while. One question about them is under way at a
/// time; whoever comes meanwhile waits for the same answer.
public actor OIDCProvider {
    /// Where it is, and what Koe is called there (設定).
    public nonisolated let settings: OIDCSettings
    private let curl: Curl
    private var described: (document: Description, at: Instant)?
    private var published: (keys: PublishedKeys, at: Instant)?
    private var failed: (fault: OIDCFault, at: Instant)?
    private var isAsking = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var exchanges = 0

    /// A provider nobody has asked yet (庁内の認証サーバー).
    public init(_ settings: OIDCSettings) {
        self.settings = settings
        var limits = SendingLimits()
        limits.connecting = OIDCLimits.connecting
        limits.whole = OIDCLimits.answering
        limits.atOnce = OIDCLimits.atOnce
        limits.answer = OIDCLimits.answer
        curl = Curl(limits)
    }

    /// Where browsers are sent, and codes and keys are had.
    struct Description: Sendable {
        let authorization: ProviderURL
        let token: ProviderURL
        let keys: ProviderURL
        /// Whether the secret goes into the form, because the provider takes it nowhere else.
        let takesSecretInForm: Bool
    }

    /// Whether it answers, and with how many keys that are good for anything (応答の確認).
    public func check(at now: Instant) async throws(OIDCFault) -> Int {
        let document = try await description(at: now)
        return try PublishedKeys(parsing: try await get(document.keys, .keys)).count
    }

    /// What it says of itself.
    func description(at now: Instant) async throws(OIDCFault) -> Description {
        if let described, isFresh(described.at, now) { return described.document }
        try await takeTurn()
        defer { passTurn() }
        if let described, isFresh(described.at, now) { return described.document }
        let document = try await asked(at: now) {
            let bytes = try await get(settings.description, .description)
            return try Self.description(bytes, settings.issuer)
        }
        described = (document, now)
        return document
    }

    /// The key that signed a token. One that is not known makes it ask again, but not for ever.
    func key(of token: IDToken, at now: Instant) async throws(OIDCFault) -> JWK {
        let document = try await description(at: now)
        if let published, isFresh(published.at, now),
            let key = published.keys.key(token.kid, token.algorithm)
        {
            return key
        }
        try await takeTurn()
        defer { passTurn() }
        if let published, published.at.advanced(by: OIDCLimits.keysAgain) > now {
            guard let key = published.keys.key(token.kid, token.algorithm) else {
                throw .token(.unknownKey)
            }
            return key
        }
        let keys = try await asked(at: now) {
            try PublishedKeys(parsing: try await get(document.keys, .keys))
        }
        published = (keys, now)
        guard let key = keys.key(token.kid, token.algorithm) else { throw .token(.unknownKey) }
        return key
    }

    /// The ID token for a code, RFC 6749 §4.1.3 with RFC 7636 §4.5.
    func token(
        for code: String, verifier: String, returningTo address: String, at now: Instant
    ) async throws(OIDCFault) -> String {
        let document = try await description(at: now)
        guard exchanges < OIDCLimits.waiting else { throw .overloaded }
        exchanges += 1
        defer { exchanges -= 1 }
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", address),
            ("client_id", settings.clientID), ("code_verifier", verifier),
        ]
        var headers = ["Content-Type: application/x-www-form-urlencoded", Self.accept]
        if let secret = settings.secret {
            if document.takesSecretInForm {
                fields.append(("client_secret", secret))
            } else {
                let pair = [settings.clientID, secret].map { FormText.encoded($0) }
                let basic = Data(pair.joined(separator: ":").utf8).base64EncodedString()
                headers.append("Authorization: Basic \(basic)")
            }
        }
        let body = FormText.of(fields.map { (name: $0.0, value: $0.1) })
        let answer = await ask(document.token, .post(headers: headers), Array(body.utf8))
        if let fault = answer.fault { throw .unreachable(fault) }
        guard !answer.isCutShort else { throw .tooLong }
        switch answer.code {
        case 200...299: return try Self.token(answer.body)
        case 401: throw .clientRefused
        case 400...499: throw Self.refusal(answer.body)
        default: throw .failing(code: answer.code)
        }
    }

    // MARK: Asking

    private static let accept = "Accept: application/json"

    private func get(
        _ address: ProviderURL, _ part: OIDCFault.Part
    ) async throws(OIDCFault) -> [UInt8] {
        let answer = await ask(address, .get(headers: [Self.accept]), [])
        if let fault = answer.fault { throw .unreachable(fault) }
        guard (200...299).contains(answer.code) else { throw .failing(code: answer.code) }
        guard !answer.isCutShort else { throw .tooLong }
        return answer.body
    }

    private func ask(
        _ address: ProviderURL, _ kind: CurlRequest.Kind, _ body: [UInt8]
    ) async -> CurlAnswer {
        await curl.perform(
            CurlRequest(
                url: address.text, scheme: address.scheme, isLocal: address.isLocal, kind: kind,
                body: body, keepsAnswer: true))
    }

    /// An answer; one that has just failed is not asked for again at once, or everybody who waits
    /// would wait for it in vain.
    private func asked<Value: Sendable>(
        at now: Instant, _ question: () async throws -> Value
    ) async throws(OIDCFault) -> Value {
        if let failed, failed.at.advanced(by: OIDCLimits.rest) > now { throw failed.fault }
        do {
            let value = try await question()
            failed = nil
            return value
        } catch {
            let fault = error as? OIDCFault ?? .unreachable(.cancelled)
            failed = (fault, now)
            throw fault
        }
    }

    private func isFresh(_ moment: Instant, _ now: Instant) -> Bool {
        moment.advanced(by: OIDCLimits.kept) > now
    }

    private func takeTurn() async throws(OIDCFault) {
        guard isAsking else {
            isAsking = true
            return
        }
        guard waiting.count < OIDCLimits.waiting else { throw .overloaded }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func passTurn() {
        guard !waiting.isEmpty else {
            isAsking = false
            return
        }
        waiting.removeFirst().resume()
    }

    // MARK: Reading

    /// OpenID Connect Discovery 1.0 §4.3: a document of another issuer is not believed.
    private static func description(
        _ bytes: [UInt8], _ issuer: String
    ) throws(OIDCFault) -> Description {
        struct Document: Decodable {
            let issuer: String
            let authorization: String
            let token: String
            let keys: String
            let methods: [String]?

            enum CodingKeys: String, CodingKey {
                case issuer
                case authorization = "authorization_endpoint"
                case token = "token_endpoint"
                case keys = "jwks_uri"
                case methods = "token_endpoint_auth_methods_supported"
            }
        }
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(bytes))
        } catch {
            throw .unreadable(.description)
        }
        guard document.issuer == issuer else { throw .otherIssuer }
        guard let authorization = ProviderURL(parsing: document.authorization),
            let token = ProviderURL(parsing: document.token),
            let keys = ProviderURL(parsing: document.keys)
        else { throw .unreadable(.description) }
        let methods = document.methods ?? []
        return Description(
            authorization: authorization, token: token, keys: keys,
            takesSecretInForm: methods.contains("client_secret_post")
                && !methods.contains("client_secret_basic"))
    }

    private static func token(_ bytes: [UInt8]) throws(OIDCFault) -> String {
        struct Answer: Decodable {
            let token: String

            enum CodingKeys: String, CodingKey { case token = "id_token" }
        }
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(bytes)).token
        } catch {
            throw .unreadable(.token)
        }
    }

    /// RFC 6749 §5.2.
    private static func refusal(_ bytes: [UInt8]) -> OIDCFault {
        struct Answer: Decodable { let error: String }
        do {
            let answer = try JSONDecoder().decode(Answer.self, from: Data(bytes))
            let isAboutKoe = ["invalid_client", "unauthorized_client"].contains(answer.error)
            return isAboutKoe ? .clientRefused : .codeRefused
        } catch {
            return .codeRefused
        }
    }
}
