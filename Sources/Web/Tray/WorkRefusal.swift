import Desk
import Hummingbird
import Participation

/// What a form about an item is answered with when it cannot be recorded; nothing typed is lost
/// (記録できないときの応答).
struct WorkRefusal: Sendable {
    var errors: [FieldError] = []
    var command: String
    var status = HTTPResponse.Status.unprocessableContent
    /// The version somebody had seen when others were quicker.
    var changedSince: Int32?

    /// - Parameter fields: those on the form; what concerns others is said of the whole.
    /// - Throws: what nobody at the form can mend.
    init(
        _ error: DeskError, _ form: Form, _ seen: Int32, _ fields: [ItemField], _ words: Strings
    ) throws(DeskError) {
        command = form.text(TrayPage.commandField)
        switch error {
        case .changed, .conflict:
            changedSince = seen
            status = .conflict
        case .commandReused:
            command = TrayPage.newCommand()
            errors = [FieldError(field: "", text: words.tray.sentBefore)]
        case .overloaded, .behind, .unavailable, .outcomeUnknown:
            errors = [FieldError(field: "", text: words.tray.notNow)]
            status = .serviceUnavailable
        case .malformed, .refused, .declined, .file, .later, .cityAlreadySetUp, .notEmpty,
            .notFound,
            .cityNotSetUp, .tooLarge, .keyring, .unreadable, .internalFault:
            guard let found = [FieldError](error, words) else { throw error }
            let known = Set(fields.map(\.rawValue))
            errors = found.map {
                known.contains($0.field) ? $0 : FieldError(field: "", text: $0.text)
            }
        }
    }
}
