import Desk
import Participation

/// What a clerk puts right on the page of a record: the values as they stood there, and as they were
/// typed (訂正の入力).
struct CorrectionForm: Sendable {
    /// What can be put right here, in the order of the form.
    static let fields: [ItemField] = [
        .receivedOn, .scheme, .channel, .category, .summary, .mayPublish,
    ]

    /// Before the names of the hidden fields that say what the page showed.
    static let shownBefore = "was."
    static let versionField = "version"
    static let commandField = "command"
    static let decidedOnField = "decidedOn"

    let form: Form
    /// The version the clerk has seen.
    let version: Int32?
    /// What is asked; nil when it cannot be read.
    let command: ItemCommand?
    let errors: [FieldError]

    /// The values of an item as the form has them.
    static func values(of item: ReceivedItem) -> [ItemField: String] {
        [
            .receivedOn: item.plain.receivedOn.wareki, .scheme: item.plain.scheme.rawValue,
            .channel: item.plain.channel.rawValue, .category: item.plain.category ?? "",
            .summary: item.personal.content?.summary ?? "",
            .mayPublish: item.plain.mayPublish.rawValue,
        ]
    }

    /// The same as a person reads them.
    static func shown(_ value: String, of field: ItemField, _ words: Strings) -> String {
        switch field {
        case .scheme: Scheme(rawValue: value)?.japanese ?? value
        case .channel: Channel(rawValue: value)?.japanese ?? value
        case .mayPublish: PublicationConsent(rawValue: value)?.japanese ?? value
        default: value.isEmpty ? words.register.none : value
        }
    }

    init(_ form: Form, today: LocalDate, words: Strings) {
        self.form = form
        version = Int32(form.text(Self.versionField))
        var errors: [FieldError] = []
        func note(_ field: String, _ problem: InputError.Problem, _ label: String? = nil) {
            errors.append(
                FieldError(
                    field: field,
                    text: words.inputError(InputError(field, problem, label: label))))
        }
        var changes = ItemChanges()
        if Self.isChanged(.receivedOn, in: form) {
            switch DateReading(form.given("receivedOn") ?? "", today: today) {
            case .date(let day): changes.receivedOn = day
            case .ambiguous(let days): note("receivedOn", .ambiguousDay(days))
            case .unreadable(let problem): note("receivedOn", .unreadableDay(problem))
            }
        }
        func code<Code: RawRepresentable<String> & CaseIterable>(_ field: ItemField) -> Code? {
            guard Self.isChanged(field, in: form) else { return nil }
            let code = Code(rawValue: form.text(field.rawValue))
            if code == nil { note(field.rawValue, .notACode(Code.allCases.map(\.rawValue))) }
            return code
        }
        changes.scheme = code(.scheme)
        changes.channel = code(.channel)
        changes.mayPublish = code(.mayPublish)
        func text(_ field: ItemField) -> Revision<String>? {
            guard Self.isChanged(field, in: form) else { return nil }
            return form.given(field.rawValue).map(Revision.set) ?? .cleared
        }
        let reason = CorrectionReason(rawValue: form.text("reason"))
        if reason == nil { note("reason", .required, words.records.correctionReason) }
        if !Self.fields.contains(where: { Self.isChanged($0, in: form) }) {
            errors.append(FieldError(field: "", text: words.records.nothingChanged))
        }
        let number = form.given(ItemField.decision.rawValue)
        let decidedOn = form.given(Self.decidedOnField)
        var unread: [InputError] = []
        let day = DecisionDay.read(decidedOn, Self.decidedOnField, today: today, &unread)
        if decidedOn != nil, number == nil {
            unread.append(InputError("decision", .required, label: words.records.decision))
        }
        errors += unread.map { FieldError(field: $0.field, text: words.inputError($0)) }
        self.errors = errors
        guard let reason, errors.isEmpty else {
            command = nil
            return
        }
        let correction = CorrectItem(
            today: today, reason: reason, changes: changes, summary: text(.summary),
            category: text(.category), note: form.given("note"))
        command =
            number.map { number in
                .retain(
                    .correct(correction, by: RightsDecision(number: Wording(number), on: day)),
                    today: today)
            } ?? .correct(correction)
    }

    /// Whether the clerk has typed something else than stood there.
    static func isChanged(_ field: ItemField, in form: Form) -> Bool {
        form.text(field.rawValue).trimmed != form.text(shownBefore + field.rawValue)
    }

    /// The form over the values of now: what the clerk has typed stays, the rest is as it is.
    func rebased(on values: [ItemField: String]) -> Form {
        Form(
            form.fields.filter { field in
                !Self.fields.contains { $0.rawValue == field.name }
            }
                + Self.fields.map { field in
                    let isTyped = Self.isChanged(field, in: form)
                    return (
                        field.rawValue,
                        isTyped ? form.text(field.rawValue) : values[field] ?? ""
                    )
                })
    }
}
