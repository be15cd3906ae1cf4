import Crypto
import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/api/v1/figures` (指標値のAPI).
struct FigureRoutes: Sendable {
    let desk: Desk

    private static let parameters: Set<String> = [
        "year", "quarter", "indicator", "by", "asOf", "lens", "lang",
    ]

    var routes: [Route] {
        [Route(.get, "/api/v1/figures") { try await figures($0) }]
    }

    private func figures(_ request: Request) async throws -> Response {
        var reader = QueryReader(request, today: desk.today)
        reader.refuseAllBut(Self.parameters)
        let wanted = FigureRequest(
            year: reader.year(), quarter: reader.quarter(), indicators: reader.texts("indicator"),
            by: reader.texts("by"), asOf: reader.asOf(), lens: reader.lens())
        try reader.finish()
        guard wanted.by.count <= FigureRequest.mostAxes else {
            throw WebError.badQuery([InputError("by", .notInRange(0...FigureRequest.mostAxes))])
        }
        let figures: Figures
        do {
            figures = try await desk.figures(wanted)
        } catch DeskError.malformed(let errors) {
            throw WebError.badQuery(errors)
        }
        return try Self.response(figures, to: request)
    }

    /// The figures, or 304 to a caller who has them already.
    private static func response(_ figures: Figures, to request: Request) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let bytes = Array(try encoder.encode(figures))
        let tag = EntityTag(of: bytes)
        let headers: HTTPFields = [.eTag: tag.text, .cacheControl: "no-cache, private"]
        return tag.isNamed(in: request.headers[.ifNoneMatch])
            ? Response(status: .notModified, headers: headers)
            : Response(status: .ok, type: "application/json", bytes: bytes, headers: headers)
    }
}

/// Says which of its versions an answer is, RFC 9110 §8.8.3 (版の印).
struct EntityTag {
    let text: String

    init(of bytes: [UInt8]) {
        let digits = Array("0123456789abcdef")
        let hex = SHA256.hash(data: bytes).prefix(16).flatMap {
            [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
        }
        text = "\"\(String(hex))\""
    }

    /// Whether `If-None-Match` names it; a front server that compresses makes it weak.
    func isNamed(in header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            let name = part.filter { $0 != " " }
            return name == "*" || name == text || name == "W/\(text)"
        }
    }
}
