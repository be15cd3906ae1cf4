import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/items/{number}/scans/{file}` and its pages, for whoever has just opened the item for a reason
/// (添付の閲覧).
struct ScanPage: Sendable {
    static let pattern = "/items/{number}/scans/{file}"
    static let picturePattern = "/items/{number}/scans/{file}/pages/{page}"
    /// The parameter that says that it was opened.
    static let leaveName = "leave"

    let desk: Desk

    static func path(_ number: String, _ file: Int) -> String {
        "\(RecordPage.path(number))/scans/\(file)"
    }

    var routes: [Route] {
        [
            Route(.get, Self.pattern) { request, visit in try await save(request, visit) },
            Route(.get, Self.picturePattern) { request, visit in try await show(request, visit) },
        ]
    }

    /// The file as it came, for a folder: that a copy leaves the house is written down.
    private func save(_ request: Request, _ visit: Visit) async throws -> Response {
        let (item, number, opening) = try await asked(request, visit, "添付ファイルの保存", .exported)
        guard case .readable(let scan) = try await desk.scan(number, of: item, opening: opening)
        else { throw DeskError.notFound(request.pathPart(3)) }
        var response = Response(status: .ok, type: scan.type.rawValue, bytes: scan.bytes)
        response.headers.set("Content-Disposition", Self.disposition(scan))
        Self.enclose(&response)
        return response
    }

    private func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let (item, number, opening) = try await asked(request, visit, "添付の閲覧", .shown)
        guard let page = Int(request.pathPart(5)) else {
            throw DeskError.notFound(request.pathPart(5))
        }
        return Self.picture(
            try await desk.picture(of: page, ofScan: number, of: item, opening: opening))
    }

    /// A picture we made: it holds nothing but points.
    static func picture(_ bytes: [UInt8]) -> Response {
        var response = Response(status: .ok, type: "image/jpeg", bytes: bytes)
        enclose(&response)
        return response
    }

    /// What strangers made is no page of ours, whatever a browser takes it for.
    private static func enclose(_ response: inout Response) {
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; sandbox; frame-ancestors 'none'"
        response.headers[.cacheControl] = "no-store"
    }

    /// What is restricted to others, and what was not opened, is as if it were not there.
    private func asked(
        _ request: Request, _ visit: Visit, _ reason: String, _ way: OpeningWay
    ) async throws -> (item: UUID, number: Int, opening: Opening) {
        let person = try visit.person()
        let (id, _) = try await RecordPage.item(of: request, for: person, at: desk)
        let leave = request.uri.queryParameters[Self.leaveName[...]].map { String($0) } ?? ""
        guard desk.isLeave(leave, for: id, to: person.account),
            let number = Int(request.pathPart(3)),
            let opening = Opening(actor: person.login, reason: reason, way: way)
        else { throw DeskError.notFound(request.pathPart(3)) }
        return (id, number, opening)
    }

    /// RFC 6266: a name for old browsers, and the true one for the others.
    private static func disposition(_ scan: ScanContent) -> String {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_".utf8)
        let name = scan.safeName.utf8.map { byte in
            allowed.contains(byte)
                ? String(UnicodeScalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
        return "attachment; filename=\"scan-\(scan.number).\(scan.type.fileEnding)\"; "
            + "filename*=UTF-8''\(name)"
    }
}
