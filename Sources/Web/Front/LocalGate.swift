import Hummingbird

/// Keeps writing to this computer as long as nobody can log in (書込みの制限).
///
/// Until there are accounts, whoever reaches the port could write to the log. So the server must
/// listen on the loopback address alone, and the request must be addressed to it by such a name: a
/// front server that passes the world on, or a page in the clerk's browser that calls itself by
/// another name (DNS rebinding), is refused as well.
struct LocalGate: Sendable {
    let address: ListenAddress

    func check(_ request: Request) throws(WebError) {
        let authority = request.head.authority ?? ""
        let host = ListenAddress(parsing: authority)?.host ?? authority
        guard address.isLoopback, ListenAddress.isLoopback(host: host.trimmingBrackets),
            !Self.signsOfAFrontServer.contains(where: { request.headers.text($0) != nil })
        else { throw .notOpenYet }
    }

    private static let signsOfAFrontServer = ["Forwarded", "X-Forwarded-For", "Via"]
}

extension String {
    /// `[::1]` without a port is an authority too.
    fileprivate var trimmingBrackets: Substring {
        hasPrefix("[") && hasSuffix("]") ? dropFirst().dropLast() : self[...]
    }
}
