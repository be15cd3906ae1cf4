import Hummingbird

/// Where browsers find Koe, when a server with TLS stands in front of it (公開アドレス).
public struct PublicAddress: Sendable, Equatable {
    /// `https://koe.city.example.jp`, as browsers write an origin.
    public let origin: String
    /// The host, with a port unless it is 443.
    let authority: String

    /// Reads `https://HOST[:PORT]`; nil for anything else: without TLS passwords would be for all to
    /// read.
    public init?(parsing text: String) {
        let text = text.lowercased()
        guard text.hasPrefix("https://") else { return nil }
        var authority = text.dropFirst("https://".count)
        if authority.last == "/" { authority.removeLast() }
        if authority.hasSuffix(":443") { authority.removeLast(4) }
        let allowed = authority.utf8.allSatisfy { byte in
            ("a"..."z").contains(Character(Unicode.Scalar(byte)))
                || ("0"..."9").contains(Character(Unicode.Scalar(byte)))
                || ".-:[]".utf8.contains(byte)
        }
        guard !authority.isEmpty, allowed else { return nil }
        self.authority = String(authority)
        origin = "https://\(authority)"
    }
}

/// The door requests come in by: which names it is called by, and whether TLS is in front
/// (入口).
///
/// A request must be addressed to the public address, or to this computer by a loopback name on a
/// connection from it: a page in the clerk's browser that calls itself by another name (DNS
/// rebinding) is refused, and so is a password in the clear from elsewhere.
struct Front: Sendable {
    let address: ListenAddress
    let publicAddress: PublicAddress?

    /// By which door a request came.
    enum Door: Sendable {
        case publicAddress(PublicAddress)
        /// With the origin a page of ours has there.
        case thisComputer(origin: String)

        var isSecure: Bool {
            switch self {
            case .publicAddress: true
            case .thisComputer: false
            }
        }

        var origin: String {
            switch self {
            case .publicAddress(let address): address.origin
            case .thisComputer(let origin): origin
            }
        }

        /// `__Host-` binds a cookie to TLS, this host and the whole of it.
        var cookieName: String { isSecure ? "__Host-koe" : "koe" }
    }

    /// The door of a request; nil when it came by none.
    func door(of request: Request, _ context: WebContext) -> Door? {
        let authority = (request.head.authority ?? "").lowercased()
        if let publicAddress, authority == publicAddress.authority {
            return .publicAddress(publicAddress)
        }
        guard isOfThisComputer(request, context) else { return nil }
        return .thisComputer(origin: "http://\(authority)")
    }

    /// Whether a request comes from this computer itself, and was not passed on by a front server.
    func isOfThisComputer(_ request: Request, _ context: WebContext) -> Bool {
        let authority = request.head.authority ?? ""
        let host = ListenAddress(parsing: authority)?.host ?? authority
        return ListenAddress.isLoopback(host: host.trimmingBrackets)
            && context.peer.map { ListenAddress.isLoopback(host: $0) } ?? address.isLoopback
            && !Self.signsOfAFrontServer.contains { request.headers.text($0) != nil }
    }

    /// Where a request came from: what the front server on this computer says, else the connection.
    ///
    /// The last address is the one the front server itself has seen; those before it anybody can
    /// make up.
    func client(of request: Request, _ context: WebContext) -> String {
        let peer = context.peer ?? "127.0.0.1"
        guard publicAddress != nil, ListenAddress.isLoopback(host: peer),
            let passedOn = request.headers.text("X-Forwarded-For")?.split(separator: ",").last
        else { return peer }
        return String(passedOn.filter { $0 != " " }.prefix(Self.longestAddress))
    }

    /// Whether a request that changes something was sent by a page of ours, as the browser says.
    ///
    /// Browsers since 2023 send Sec-Fetch-Site, those before Origin; who sends neither is held
    /// against the token of the form alone.
    func isFromOwnPage(_ request: Request, at door: Door) -> Bool {
        if let site = request.headers.text("Sec-Fetch-Site") { return site == "same-origin" }
        if let origin = request.headers.text("Origin") { return origin == door.origin }
        return true
    }

    private static let signsOfAFrontServer = ["Forwarded", "X-Forwarded-For", "Via"]
    private static let longestAddress = 64
}

extension String {
    /// `[::1]` without a port is an authority too.
    fileprivate var trimmingBrackets: Substring {
        hasPrefix("[") && hasSuffix("]") ? dropFirst().dropLast() : self[...]
    }
}
