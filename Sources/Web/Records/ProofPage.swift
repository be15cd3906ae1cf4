import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/items/{number}/proof`: that the receipt stands in the log as it was recorded (この記録の証明).
struct ProofPage: Sendable {
    static let pattern = "/items/{number}/proof"
    static let filePattern = "/items/{number}/proof.json"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.pattern) { request, visit in try await page(request, visit) },
            Route(.get, Self.filePattern) { request, visit in try await file(request, visit) },
        ]
    }

    private func proof(
        _ request: Request, _ visit: Visit
    ) async throws -> (number: String, proof: RecordProof) {
        let (id, _) = try await RecordPage.item(of: request, for: visit.person(), at: desk)
        let number = try await desk.item(id).item.plain.receiptNumber.description
        let position = try await desk.position(of: id.uuidString)
        return (number, try await desk.proof(of: position))
    }

    private func page(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let texts = words.records
        let (number, proof) = try await proof(request, visit)
        let path = RecordPage.path(number)
        let hashes = proof.path.map { "<li><code>\($0)</code></li>" as HTML }
        let note: HTML =
            proof.checkpoint.map {
                """
                <dt>\(texts.proofNote)</dt>
                <dd><pre><code>\($0)</code></pre></dd>
                """
            } ?? ""
        let content: HTML = """
            <p class="back"><a href="\(words.address(path))">\(texts.backToRecord(number))</a></p>
            <h1>\(texts.proofTitle(number))</h1>
            <p class="state running">\(texts.proofHolds(number, proof.treeSize))</p>
            <p>\(texts.proofMeaning)</p>
            <p><a href="\(path)/proof.json" download="\(number).json">\(texts.proofFile)</a></p>
            <section class="definition" aria-labelledby="proof">
            <h2 id="proof">\(texts.proofDetails)</h2>
            <dl>
            <dt>\(texts.proofPlace)</dt>
            <dd>\(texts.proofPlaceText(proof.leafIndex + 1, proof.treeSize))</dd>
            <dt>\(texts.proofLeaf)</dt>
            <dd><code>\(proof.leafHash)</code></dd>
            <dt>\(texts.proofPath)</dt>
            <dd><ol>\(HTML(joining: hashes))</ol></dd>
            <dt>\(texts.proofRoot)</dt>
            <dd><code>\(proof.root)</code></dd>
            \(note)
            </dl>
            </section>
            """
        return Page(
            title: texts.proofTitle(number), address: Address("\(path)/proof"), place: .register,
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(words, content)
    }

    private func file(_ request: Request, _ visit: Visit) async throws -> Response {
        let (number, proof) = try await proof(request, visit)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        var headers = HTTPFields()
        headers.set("Content-Disposition", "attachment; filename=\"\(number).json\"")
        return Response(
            status: .ok, type: "application/json", bytes: Array(try encoder.encode(proof)),
            headers: headers)
    }
}
