import Desk
import Hummingbird
import Logging
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("APIの記述")
struct OpenAPITests {
    private let document: JSONValue

    init() throws {
        document = try JSONValue(parsing: PackageResources.openapi_json)
    }

    @Test("経路と記述は過不足なく一致する")
    func describesEveryRoute() async throws {
        try await TestServer.with { server in
            let web = WebServer(
                desk: server.desk, address: .standard, version: "1.2.3",
                logger: Logger(label: "test"))
            let routes = web.routes(counting: RequestMetrics())
                .filter { Self.isForPrograms($0.path) }
                .map { "\($0.method.rawValue) \($0.path)" }
            let described = operations.map { "\($0.method.uppercased()) \($0.path)" }
            #expect(Set(routes).count == routes.count)
            #expect(routes.sorted() == described.sorted())
        }
    }

    @Test("配られる文書は埋め込んだものと同じで、二度目は304")
    func isServed() async throws {
        try await TestServer.with { server in
            let answer = try await server.ask(.get, "/openapi.json")
            let tag = try #require(answer.headers["etag"])
            answer.expect(
                200,
                ["content-type": "application/json", "cache-control": "no-cache", "etag": tag],
                String(decoding: PackageResources.openapi_json, as: UTF8.self))
            let again = try await server.ask(.get, "/openapi.json", ["If-None-Match": tag])
            again.expect(304, ["cache-control": "no-cache", "etag": tag], "")
            #expect(document["openapi"]?.text == "3.1.0")
        }
    }

    @Test("参照先は全てある")
    func resolvesEveryReference() throws {
        let references = document.all("$ref").compactMap(\.text)
        #expect(references.count > 100)
        for reference in references {
            #expect(target(of: reference) != nil, "\(reference)")
        }
    }

    @Test("部品は全て使われている")
    func usesEveryComponent() throws {
        let used = Set(document.all("$ref").compactMap(\.text))
        for kind in ["schemas", "parameters", "headers", "responses"] {
            for name in document["components"]?[kind]?.members.keys.sorted() ?? [] {
                #expect(used.contains("#/components/\(kind)/\(name)"))
            }
        }
    }

    @Test("符号は業務の定めと同じ")
    func listsEveryCode() {
        check(Scheme.self, "Scheme")
        check(Channel.self, "Channel")
        check(Nature.self, "Nature")
        check(Handling.self, "Handling")
        check(TextKind.self, "TextKind")
        check(ReplyMedium.self, "ReplyMedium")
        check(SenderParty.self, "SenderParty")
        check(SenderKind.self, "SenderKind")
        check(ResponseStage.self, "ResponseStage")
        check(NoAnswerReason.self, "NoAnswerReason")
        check(ItemOutcome.self, "ItemOutcome")
        check(ReopeningCause.self, "ReopeningCause")
        check(StampManner.self, "StampManner")
        check(LinkKind.self, "LinkKind")
        check(HandoverProcedure.self, "HandoverProcedure")
        check(RegisterRow.State.self, "RegisterState")
        check(RegisterFilter.Mark.self, "RegisterMark")
        check(ProgressState.self, "ProgressState")
        check(Lens.View.self, "LensView")
        check(CorrectionReason.self, "CorrectionReason")
        let clearable =
            document["components"]?["schemas"]?["Correction"]?["properties"]?["clear"]?[
                "items"]?["enum"]?.elements ?? []
        #expect(clearable.compactMap(\.text) == CorrectionBody.clearable.map(\.rawValue))
    }

    @Test("上限は業務の定めと同じ")
    func namesTheLimits() {
        let letter = document["components"]?["schemas"]?["Letter"]?["properties"]
        #expect(letter?["summary"]?["maxLength"]?.number == ItemLimits.summary)
        #expect(letter?["body"]?["maxLength"]?.number == ItemLimits.body)
        #expect(letter?["topics"]?["maxItems"]?.number == ItemLimits.topics)
        #expect(letter?["topics"]?["items"]?["maxLength"]?.number == ItemLimits.code)
        #expect(letter?["attributes"]?["maxProperties"]?.number == ItemLimits.attributes)
        #expect(letter?["copies"]?["maximum"]?.number == ItemLimits.copies)
        let sender = document["components"]?["schemas"]?["Sender"]?["properties"]
        #expect(sender?["name"]?["maxLength"]?.number == ItemLimits.name)
        #expect(sender?["address"]?["maxLength"]?.number == ItemLimits.address)
        #expect(sender?["email"]?["maxLength"]?.number == EmailAddress.longest)
        let correction = document["components"]?["schemas"]?["Correction"]?["properties"]
        #expect(correction?["note"]?["maxLength"]?.number == ItemLimits.note)
        #expect(correction?["summary"]?["maxLength"]?.number == ItemLimits.summary)
        #expect(correction?["decision"]?["maxLength"]?.number == RetentionLimits.number)
        let key = document["components"]?["parameters"]?["IdempotencyKey"]?["schema"]
        #expect(key?["maxLength"]?.number == CommandID.longestKey)
        for (path, limit) in [
            ("answers", ResponseLimits.answer), ("notes", ResponseLimits.note),
            ("oral-answers", ResponseLimits.reason), ("measures", ResponseLimits.note),
        ] {
            let body = document["paths"]?["/api/v1/items/{id}/\(path)"]?["post"]?["requestBody"]?[
                "content"]?["application/json"]?["schema"]?["properties"]
            #expect(body?["text"]?["maxLength"]?.number == limit, "\(path)")
        }
    }

    @Test("POST には Idempotency-Key、案件の変更には If-Match が要ると書いてある")
    func asksForTheHeaders() {
        let posts = operations.filter { $0.method == "post" }
        #expect(posts.count > 15)
        for post in posts {
            let names = parameters(of: post)
            #expect(names.contains("header Idempotency-Key required"), "\(post.path)")
            let changesAnItem = post.path.hasPrefix("/api/v1/items/{id}/")
            #expect(names.contains("header If-Match required") == changesAnItem, "\(post.path)")
            // What the body may be, and how a caller is told that it is something else.
            #expect(post.value["requestBody"]?["content"]?["application/json"] != nil)
            for status in ["400", "413", "415", "422", "503"] {
                #expect(post.value["responses"]?[status] != nil, "\(post.path) \(status)")
            }
        }
    }

    @Test("経路の変数は全て書いてある")
    func describesPathParameters() {
        for operation in operations {
            let names = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }
                .map { "path \($0.dropFirst().dropLast()) required" }
            let described = parameters(of: operation).filter { $0.hasPrefix("path ") }
            #expect(names == described, "\(operation.path)")
        }
    }
}

// MARK: - Looking into the document

extension OpenAPITests {
    /// One method on one path, and what the document says about it.
    private struct Operation {
        let method: String
        let path: String
        let value: JSONValue
    }

    private static let methods: Set<String> = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ]

    /// All other routes are pages for people.
    private static func isForPrograms(_ path: String) -> Bool {
        path.hasPrefix("/api/") || path.hasPrefix("/health/")
            || ["/metrics", "/openapi.json"].contains(path)
    }

    private var operations: [Operation] {
        (document["paths"]?.members ?? [:]).flatMap { path, item in
            item.members.filter { Self.methods.contains($0.key) }
                .map { Operation(method: $0.key, path: path, value: $0.value) }
        }
    }

    /// Its parameters and those of its path, as `header If-Match required`.
    private func parameters(of operation: Operation) -> [String] {
        let shared = document["paths"]?[operation.path]?["parameters"]?.elements ?? []
        let own = operation.value["parameters"]?.elements ?? []
        return (shared + own).map { parameter in
            let told = parameter["$ref"]?.text.flatMap { target(of: $0) } ?? parameter
            let words = [
                told["in"]?.text, told["name"]?.text,
                told["required"]?.isTrue == true ? "required" : nil,
            ]
            return words.compactMap(\.self).joined(separator: " ")
        }
    }

    private func target(of reference: String) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(document as JSONValue?) {
            $0?[String($1)]
        }
    }

    private func check<Code: RawRepresentable<String> & CaseIterable>(
        _: Code.Type, _ schema: String, at location: SourceLocation = #_sourceLocation
    ) {
        let codes = document["components"]?["schemas"]?[schema]?["enum"]?.elements ?? []
        #expect(
            codes.compactMap(\.text) == Code.allCases.map(\.rawValue), sourceLocation: location)
    }
}

extension JSONValue {
    fileprivate var members: [String: JSONValue] {
        if case .object(let members) = self { members } else { [:] }
    }

    fileprivate var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }

    fileprivate var number: Int? {
        if case .integer(let number) = self { Int(number) } else { nil }
    }

    fileprivate var isTrue: Bool { if case .bool(true) = self { true } else { false } }

    fileprivate subscript(_ name: String) -> JSONValue? { members[name] }

    /// Every value under a name, however deep.
    fileprivate func all(_ name: String) -> [JSONValue] {
        let here = members[name].map { [$0] } ?? []
        return here + (Array(members.values) + elements).flatMap { $0.all(name) }
    }
}
