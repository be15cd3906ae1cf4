import Dispatch
import Glibc

/// Where and how to connect. The text is libpq's own (URI or key=value), so everything libpq
/// knows works: several hosts, `target_session_attrs`, `sslmode`, `sslrootcert`, `service` …
public struct ConnectionSettings: Sendable, CustomStringConvertible {
    /// How long connecting may take, in seconds, over all hosts together.
    public static let connectLimit: Duration = .seconds(10)

    /// The connection string as given. May hold a password: never print it.
    public let conninfo: String
    /// Keywords parsed from it.
    let keywords: [String: String]
    /// Server settings sent at connect, such as `synchronous_commit`.
    public var serverSettings: [String: String]
    /// How long connecting may take.
    public var connectLimit: Duration

    /// Reads a libpq connection string.
    /// - Throws: ``PostgresError`` `invalidConnectionString`.
    public init(_ conninfo: String, serverSettings: [String: String] = [:]) throws(PostgresError) {
        self.conninfo = conninfo
        self.keywords = try PGConnection.parse(conninfo)
        self.serverSettings = serverSettings
        self.connectLimit = Self.connectLimit
    }

    /// The database's name, when the string has one.
    public var database: String? { keywords["dbname"] }
    /// The user, when the string has one.
    public var user: String? { keywords["user"] }

    /// The password, when the string has one.
    public var password: String? { keywords["password"] }
    /// The string without its password, for another program's command line, which everybody sees.
    public var withoutPassword: String { Self.join(keywords.filter { $0.key != "password" }) }

    /// The same place, another database.
    public func database(_ name: String) throws(PostgresError) -> ConnectionSettings {
        var changed = keywords
        changed["dbname"] = name
        var place = try ConnectionSettings(Self.join(changed), serverSettings: serverSettings)
        place.connectLimit = connectLimit
        return place
    }

    /// Host, port and database, without user and password: for messages.
    public var description: String {
        let hosts = (keywords["host"] ?? keywords["hostaddr"] ?? "the local socket")
        let port = keywords["port"].map { ":\($0)" } ?? ""
        return "\(hosts)\(port)/\(keywords["dbname"] ?? keywords["user"] ?? "")"
    }

    /// The string to hand to libpq: with server settings, sane defaults for a server program and
    /// host names resolved (libpq's own look-up would block the reactor).
    func resolved() async throws(PostgresError) -> String {
        var all = keywords
        if let hosts = all["host"], all["hostaddr"] == nil {
            try await Self.resolve(hosts: hosts, in: &all)
        }
        all["fallback_application_name"] = all["fallback_application_name"] ?? "koe"
        all["client_encoding"] = "UTF8"
        // A peer that vanished is noticed within about a minute even when nothing is sent.
        all["keepalives_idle"] = all["keepalives_idle"] ?? "20"
        all["keepalives_interval"] = all["keepalives_interval"] ?? "10"
        all["keepalives_count"] = all["keepalives_count"] ?? "3"
        all["tcp_user_timeout"] = all["tcp_user_timeout"] ?? "30000"
        if !serverSettings.isEmpty {
            let flags = serverSettings.sorted { $0.key < $1.key }
                .map { "-c \($0.key)=\(Self.escapedOption($0.value))" }
            all["options"] = ([all["options"] ?? ""] + flags).joined(separator: " ")
        }
        return Self.join(all)
    }

    /// A host name may stand for several addresses: each becomes an entry of its own, so that
    /// libpq tries them all.
    private static func resolve(
        hosts: String, in all: inout [String: String]
    ) async throws(PostgresError) {
        let names = hosts.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let ports = (all["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
            .map(String.init)
        guard names.contains(where: { !$0.isEmpty && !$0.hasPrefix("/") && !$0.hasPrefix("@") })
        else { return }
        var entries: [(host: String, address: String, port: String)] = []
        for (index, name) in names.enumerated() {
            let port = ports.count == 1 ? ports[0] : (index < ports.count ? ports[index] : "")
            if name.isEmpty || name.hasPrefix("/") || name.hasPrefix("@") {
                entries.append((name, "", port))
                continue
            }
            for address in await addresses(of: name) { entries.append((name, address, port)) }
        }
        guard !entries.isEmpty else {
            throw PostgresError(
                code: .connectionFailed, message: "no address is known for host \(hosts)")
        }
        all["host"] = entries.map(\.host).joined(separator: ",")
        all["hostaddr"] = entries.map(\.address).joined(separator: ",")
        all["port"] = entries.map(\.port).joined(separator: ",")
    }

    /// `getaddrinfo` blocks, so it runs on a Dispatch thread.
    private static func addresses(of name: String) async -> [String] {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: lookUp(name)) }
        }
    }

    private static func lookUp(_ name: String) -> [String] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [String] = []
        var next = list
        while let entry = next {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            if getnameinfo(
                entry.pointee.ai_addr, entry.pointee.ai_addrlen, &text, socklen_t(text.count),
                nil, 0, NI_NUMERICHOST) == 0
            {
                let bytes = text.prefix { $0 != 0 }.map(UInt8.init)
                found.append(String(decoding: bytes, as: UTF8.self))
            }
            next = entry.pointee.ai_next
        }
        return found
    }

    /// The server splits its options at white space; a backslash keeps the next byte.
    private static func escapedOption(_ value: String) -> String {
        var bytes: [UInt8] = []
        for byte in value.utf8 {
            if byte == 0x20 || (0x09...0x0D).contains(byte) || byte == UInt8(ascii: "\\") {
                bytes.append(UInt8(ascii: "\\"))
            }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func join(_ keywords: [String: String]) -> String {
        keywords.sorted { $0.key < $1.key }.map { key, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
            return "\(key)='\(escaped)'"
        }.joined(separator: " ")
    }
}
