import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// What came of asking the desk what a form says (申出の結果).
struct Asked: Sendable {
    /// What the person at the form can mend; none: it was done.
    let errors: [FieldError]
    let status: HTTPResponse.Status

    /// Whether it was done.
    var isDone: Bool { errors.isEmpty }

    /// The name of the hidden field by which a form sent twice is known.
    static let commandField = "command"

    /// - Parameters:
    ///   - names: fields the desk calls otherwise than the form.
    /// - Throws: what nobody at the form can mend.
    init(
        _ form: Form, _ words: Strings, names: [String: String] = [:],
        _ ask: (UUID) async throws -> Void
    ) async throws {
        // The page makes it; who sends none has not sent the page.
        guard let command = CommandID.from(key: form.text(Self.commandField)) else {
            throw HTTPError(.badRequest)
        }
        do {
            try await ask(command)
            (errors, status) = ([], .ok)
        } catch let error as DeskError {
            switch error {
            case .commandReused:
                errors = [FieldError(field: "", text: words.lectures.sentBefore)]
                status = .unprocessableContent
            case .overloaded, .behind, .unavailable, .outcomeUnknown:
                errors = [FieldError(field: "", text: words.lectures.notNow)]
                status = .serviceUnavailable
            case .malformed, .refused, .declined, .file, .later, .cityAlreadySetUp, .notEmpty,
                .notFound,
                .cityNotSetUp, .changed, .conflict, .tooLarge, .keyring, .unreadable,
                .internalFault:
                guard let refused = [FieldError](error, words) else { throw error }
                let known = Set(form.fields.map(\.name))
                errors = refused.map { error in
                    let name = names[error.field] ?? error.field
                    return FieldError(field: known.contains(name) ? name : "", text: error.text)
                }
                status = .unprocessableContent
            }
        }
    }

    /// One for each form that is handed out: the same one sent twice is done once.
    static var command: HTML {
        .hidden(commandField, UUID().uuidString.lowercased())
    }
}

/// Pairs of a label and what is there, one below the other (項目と内容).
struct Particulars: Sendable {
    private var rows: [HTML] = []

    mutating func add(_ label: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        rows.append("<div><dt>\(label)</dt><dd>\(value)</dd></div>")
    }

    var html: HTML { "<dl class=\"particulars\">\n\(HTML(joining: rows))\n</dl>" }
}
