import Desk
import Hummingbird

/// What went wrong, as RFC 9457 has it (エラーの説明).
struct Problem: Sendable {
    /// One field, and what is wrong with it.
    struct Field: Sendable {
        let name: String
        let detail: String
    }

    /// A short name, the last part of `type`; stable, so that programs can tell problems apart.
    let kind: String
    let status: HTTPResponse.Status
    let title: String
    let detail: String
    var fields: [Field] = []
    var headers: HTTPFields = [:]
    /// The language of the texts.
    var language = "ja"

    var response: Response {
        var members: [String: JSONValue] = [
            "type": .string("urn:koe:problem:\(kind)"), "title": .string(title),
            "status": .integer(Int64(status.code)), "detail": .string(detail),
        ]
        if let first = fields.first {
            // One field is the usual case; a form shows them all.
            if !first.name.isEmpty { members["field"] = .string(first.name) }
            members["errors"] = .array(
                fields.map {
                    .object(present: [
                        "field": $0.name.isEmpty ? nil : .string($0.name),
                        "detail": .string($0.detail),
                    ])
                })
        }
        var headers = headers
        headers[.contentLanguage] = language
        return Response(
            status: status, type: "application/problem+json",
            bytes: CanonicalJSON.bytes(.object(members)), headers: headers)
    }
}
