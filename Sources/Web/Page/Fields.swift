import Desk
import Participation

/// What is wrong with a field, in words (入力欄の誤り).
struct FieldError: Sendable, Equatable {
    /// The field's name; blank for the whole.
    let field: String
    let text: String
}

extension [FieldError] {
    /// What the desk says no with, as far as the person at the form can mend it.
    init?(_ error: DeskError, _ words: Strings) {
        switch error {
        case .malformed(let errors):
            self = errors.map { FieldError(field: $0.field, text: words.inputError($0)) }
        case .declined(let refusals):
            self = refusals.map { FieldError(field: $0.field ?? "", text: $0.japanese) }
        case .refused(let refusals):
            self = refusals.map { Refused($0) }.map {
                FieldError(field: $0.field ?? "", text: $0.japanese)
            }
        case .file(let error): self = [FieldError(field: "", text: error.japanese)]
        case .later(let reason): self = [FieldError(field: "", text: reason)]
        case .cityAlreadySetUp, .notEmpty, .notFound, .cityNotSetUp, .changed, .conflict,
            .commandReused, .tooLarge, .behind, .overloaded, .unavailable, .outcomeUnknown,
            .keyring,
            .unreadable, .internalFault:
            return nil
        }
    }
}

/// The fields of a form: label, 「※必須」 in words, hint, what is wrong, control; as the Digital Agency
/// Design System has them (入力欄).
struct Fields: Sendable {
    /// What was typed before; nothing typed is lost.
    var form = Form([])
    var errors: [FieldError] = []
    let words: Strings
    /// Before the names of the ids, where a page has several forms.
    var prefix = ""

    /// How a field looks and what a browser may fill into it.
    struct Look: Sendable {
        var type = "text"
        var isRequired = false
        var hint: String?
        var autocomplete = "off"
        var length = 100
        var inputMode: String?
        /// Where one begins to type.
        var isFirst = false
        /// What a script finds on the control.
        var marks: HTML = ""
    }

    /// What is wrong, on top of the page, each with a way to its field.
    var summary: HTML {
        guard !errors.isEmpty else { return "" }
        let items = errors.map { error -> HTML in
            error.field.isEmpty
                ? "<li>\(error.text)</li>"
                : "<li><a href=\"#\(prefix)\(error.field)\">\(error.text)</a></li>"
        }
        return """
            <section class="errors" role="alert" aria-labelledby="errors">
            <h2 id="errors">\(words.invalid)</h2>
            <ul>
            \(HTML(joining: items))
            </ul>
            </section>
            """
    }

    /// One line of text.
    func line(_ name: String, _ label: String, _ look: Look = Look(), value: String? = nil) -> HTML
    {
        // A password is never sent back.
        let value = look.type == "password" ? "" : value ?? form.text(name)
        let mode: HTML = look.inputMode.map { " inputmode=\"\($0)\"" } ?? ""
        return field(name, label, look) { attributes in
            """
            <input id="\(prefix)\(name)" name="\(name)" type="\(look.type)" maxlength="\(look.length)" \
            autocomplete="\(look.autocomplete)"\(mode) value="\(value)"\(attributes)>
            """
        }
    }

    /// Several lines of text.
    func lines(_ name: String, _ label: String, _ look: Look, rows: Int) -> HTML {
        field(name, label, look) { attributes in
            """
            <textarea id="\(prefix)\(name)" name="\(name)" rows="\(rows)" autocomplete="off" \
            maxlength="\(look.length)"\(attributes)>
            \(form.text(name))</textarea>
            """
        }
    }

    /// One of several.
    func choice(
        _ name: String, _ label: String, _ look: Look = Look(),
        _ options: [(value: String, text: String)]
    ) -> HTML {
        let chosen = form.text(name)
        let items = options.map { option -> HTML in
            let mark: HTML = option.value == chosen ? " selected" : ""
            return "<option value=\"\(option.value)\"\(mark)>\(option.text)</option>"
        }
        return field(name, label, look) { attributes in
            """
            <select id="\(prefix)\(name)" name="\(name)"\(attributes)>
            \(HTML(joining: items))
            </select>
            """
        }
    }

    /// Yes when ticked.
    func tick(_ name: String, _ label: String, _ look: Look = Look()) -> HTML {
        let mark: HTML = form.text(name).isEmpty ? "" : " checked"
        return field(name, label, look) { attributes in
            """
            <input id="\(prefix)\(name)" name="\(name)" type="checkbox" value="1"\(mark)\(attributes)>
            """
        }
    }

    /// A day in three parts: year (令和 or western), month, day.
    func day(_ name: String, _ label: String, _ look: Look = Look(), today: LocalDate? = nil)
        -> HTML
    {
        let texts = words.staff
        let parts = [
            ("year", texts.yearPart, today.map { String($0.year) }, 8),
            ("month", texts.monthPart, today.map { String($0.month) }, 2),
            ("day", texts.dayPart, today.map { String($0.day) }, 2),
        ].map { part, text, standard, length -> HTML in
            let id = "\(prefix)\(name)-\(part)"
            let typed = form.text("\(name)-\(part)")
            let value = form.fields.isEmpty ? standard ?? "" : typed
            return """
                <span class="part"><input id="\(id)" name="\(name)-\(part)" type="text" \
                inputmode="\(part == "year" ? "text" : "numeric")" autocomplete="off" \
                maxlength="\(length)" value="\(value)"> <label for="\(id)">\(text)</label></span>
                """
        }
        let (notes, described) = notes(name, look)
        return """
            <fieldset class="field day" id="\(prefix)\(name)"\(described)>
            <legend>\(label)\(required(look))</legend>
            \(notes)
            <div>\(HTML(joining: parts))</div>
            </fieldset>
            """
    }

    /// The day typed into three parts; nil when all are blank.
    static func day(_ name: String, in form: Form, today: LocalDate) -> DateReading? {
        let parts = ["year", "month", "day"].map { form.given("\(name)-\($0)") }
        let typed = parts.compactMap(\.self)
        guard !typed.isEmpty else { return nil }
        guard typed.count == 3 else { return .unreadable(.notADate) }
        return DateReading(typed.joined(separator: "/"), today: today)
    }

    private func field(
        _ name: String, _ label: String, _ look: Look, _ control: (HTML) -> HTML
    ) -> HTML {
        let (notes, described) = notes(name, look)
        let isWrong = errors.contains { $0.field == name }
        let invalid: HTML = isWrong ? " aria-invalid=\"true\"" : ""
        let needed: HTML = look.isRequired ? " required" : ""
        let first: HTML = look.isFirst ? " autofocus" : ""
        return """
            <div class="field">
            <label for="\(prefix)\(name)">\(label)\(required(look))</label>
            \(notes)
            \(control("\(described)\(invalid)\(needed)\(first)\(look.marks)"))
            </div>
            """
    }

    private func required(_ look: Look) -> HTML {
        look.isRequired ? " <span class=\"required\">\(words.staff.required)</span>" : ""
    }

    /// What stands between label and control: read before one types.
    private func notes(_ name: String, _ look: Look) -> (HTML, HTML) {
        let errors = errors.filter { $0.field == name }
        var notes: [HTML] = []
        var ids: [String] = []
        if let hint = look.hint {
            ids.append("\(prefix)\(name)-hint")
            notes.append("<p class=\"hint\" id=\"\(prefix)\(name)-hint\">\(hint)</p>")
        }
        for (index, error) in errors.enumerated() {
            ids.append("\(prefix)\(name)-error-\(index)")
            notes.append(
                "<p class=\"error\" id=\"\(prefix)\(name)-error-\(index)\">\(error.text)</p>")
        }
        let described: HTML =
            ids.isEmpty ? "" : " aria-describedby=\"\(ids.joined(separator: " "))\""
        return (HTML(joining: notes), described)
    }
}

extension HTML {
    /// A field nobody sees.
    static func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    /// The field that shows that a form was filled in on a page of this session.
    static func token(of person: SignedIn) -> HTML { hidden(Form.tokenField, person.formToken) }
}
