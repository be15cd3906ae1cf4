import Desk
import Hummingbird
import Participation

/// `/organisation/reform`: a reorganisation is put together step by step, tried, and recorded
/// (組織改正の準備).
///
/// The steps stand in the form itself until they are recorded: nothing is kept that nobody has
/// decided, and the page works without a script or a mouse that drags (WCAG 2.2, 2.5.7).
struct ReformPage: Sendable {
    static let path = "/organisation/reform"
    /// The version of the organisation, and the day, the steps were tried with.
    static let (seenField, triedField) = ("seen", "tried")

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in
                let form = ReformForm(Form([]), today: desk.today, words: .asked(by: request))
                return try await page(form, nil, visit)
            },
            Route.form(Self.path) { form, request, visit in
                try await take(
                    ReformForm(form, today: desk.today, words: .asked(by: request)), form, visit)
            },
        ]
    }

    private func take(
        _ typed: ReformForm, _ form: Form, _ visit: Visit
    ) async throws -> Response {
        var typed = typed
        if let place = form.given("remove").flatMap({ Int($0) }) {
            typed.remove(place)
            return try await page(typed, nil, visit)
        }
        if let kind = form.given("add").flatMap({ ReformStep.Kind(rawValue: $0) }) {
            typed.add(kind)
            return try await page(typed, nil, visit)
        }
        let isApplying = form.text("do") == "apply"
        guard let day = typed.day else {
            typed.missDay()
            return try await page(typed, nil, visit)
        }
        let texts = typed.words.organisation
        if isApplying, form.text(Self.triedField) != day.description {
            return try await tryAgain(typed, on: day, "on", texts.otherDay, visit)
        }
        let person = try visit.person()
        let outcome: ReformOutcome
        do throws(DeskError) {
            outcome = try await desk.reform(
                typed.steps, on: day, isTrial: !isApplying,
                expecting: Int32(form.text(Self.seenField)) ?? -1, actor: person.login)
        } catch {
            if case .changed = error {
                return try await tryAgain(typed, on: day, "", texts.overtaken, visit)
            }
            return try await refused(typed, error, visit)
        }
        guard isApplying else { return try await page(typed, outcome, visit) }
        return .see(Address(OrganisationPage.path).with("on", day.description), typed.words)
    }

    /// What was tried is not what would be recorded: it is tried anew, for somebody to look at.
    private func tryAgain(
        _ typed: ReformForm, on day: LocalDate, _ field: String, _ reason: String, _ visit: Visit
    ) async throws -> Response {
        var typed = typed
        let outcome: ReformOutcome
        do throws(DeskError) {
            outcome = try await desk.reform(typed.steps, on: day, isTrial: true, actor: nil)
        } catch {
            return try await refused(typed, error, visit)
        }
        typed.errors = [FieldError(field: field, text: reason)]
        return try await page(typed, outcome, visit, status: .conflict)
    }

    private func refused(
        _ typed: ReformForm, _ error: DeskError, _ visit: Visit
    ) async throws -> Response {
        guard let errors = [FieldError](error, typed.words) else { throw error }
        var typed = typed
        // The organisation speaks of the whole, not of a field of the next step.
        typed.errors = errors.map { FieldError(field: "", text: $0.text) }
        return try await page(typed, nil, visit)
    }

    private func page(
        _ typed: ReformForm, _ outcome: ReformOutcome?, _ visit: Visit,
        status: HTTPResponse.Status? = nil
    ) async throws -> Response {
        let words = typed.words
        let view = ReformView(
            typed: typed, outcome: outcome, organisation: try await desk.organisation(),
            today: desk.today, open: try await desk.openItemsBySection(),
            person: try visit.person())
        return Page(
            title: words.organisation.reformTitle, address: Address(Self.path),
            place: .organisation, city: try await desk.city()?.name, visitor: visit.visitor
        ).response(
            words, view.html,
            status: status ?? (typed.errors.isEmpty ? .ok : .unprocessableContent))
    }
}

/// What the form of a reorganisation says (組織改正の入力).
struct ReformForm: Sendable {
    private(set) var form: Form
    let words: Strings
    private(set) var steps: [ReformStep]
    private(set) var day: LocalDate?
    var errors: [FieldError] = []
    private let today: LocalDate

    private static let parts = [
        "kind", "unit", "name", "level", "parent", "succession", "duty", "categories",
    ]

    init(_ form: Form, today: LocalDate, words: Strings) {
        self.form = form
        self.words = words
        self.today = today
        steps = (0..<ReformStep.most).compactMap { Self.step("step-\($0)-", in: form) }
        switch Fields.day("on", in: form, today: today) {
        case .date(let date)?: day = date
        case .ambiguous, .unreadable, nil: day = nil
        }
    }

    /// The step whose fields begin with a prefix.
    private static func step(_ prefix: String, in form: Form) -> ReformStep? {
        guard let kind = ReformStep.Kind(rawValue: form.text("\(prefix)kind")) else { return nil }
        var step = ReformStep(kind, unit: form.given("\(prefix)unit") ?? "")
        step.name = form.given("\(prefix)name") ?? ""
        step.level = UnitLevel(rawValue: form.text("\(prefix)level"))
        step.parent = form.text("\(prefix)parent")
        step.succession = SuccessionKind(rawValue: form.text("\(prefix)succession"))
        step.successors = (1...ReformStep.mostSuccessors).compactMap {
            form.given("\(prefix)successor-\($0)")
        }
        step.duty = form.given("\(prefix)duty") ?? ""
        step.categories = form.text("\(prefix)categories")
            .split(whereSeparator: { "、,，\n".contains($0) }).map { String($0).trimmed }
            .filter { !$0.isEmpty }
        return step
    }

    /// The steps so far, for the next page to send back.
    var carried: HTML {
        HTML(
            joining: steps.enumerated().flatMap { index, step -> [HTML] in
                let values = [
                    ("kind", step.kind.rawValue), ("unit", step.unit), ("name", step.name),
                    ("level", step.level?.rawValue ?? ""), ("parent", step.parent),
                    ("succession", step.succession?.rawValue ?? ""), ("duty", step.duty),
                    ("categories", step.categories.joined(separator: "、")),
                ]
                let successors = step.successors.enumerated().map {
                    ("successor-\($0.offset + 1)", $0.element)
                }
                return (values + successors).filter { !$0.1.isEmpty }.map {
                    .hidden("step-\(index)-\($0.0)", $0.1)
                }
            })
    }

    mutating func remove(_ place: Int) {
        guard steps.indices.contains(place) else { return }
        steps.remove(at: place)
    }

    /// Takes the step out of the fields of its kind; what is missing is named beside its field.
    mutating func add(_ kind: ReformStep.Kind) {
        let prefix = "\(kind.rawValue)-"
        let typed = form.with(["\(prefix)kind": kind.rawValue])
        guard let step = Self.step(prefix, in: typed) else { return }
        let texts = words.organisation
        var missing: [(String, String)] = []
        if step.unit.isEmpty { missing.append(("unit", texts.unit)) }
        switch kind {
        case .establish, .rename:
            if step.name.isEmpty { missing.append(("name", texts.name)) }
        case .duty:
            if step.duty.isEmpty { missing.append(("duty", texts.duty)) }
            if step.categories.isEmpty { missing.append(("categories", texts.categories)) }
        case .move, .abolish: break
        }
        errors = missing.map { name, label in
            FieldError(
                field: prefix + name,
                text: words.inputError(InputError(prefix + name, .required, label: label)))
        }
        if steps.count >= ReformStep.most {
            errors.append(FieldError(field: "", text: texts.tooMany(ReformStep.most)))
        }
        guard errors.isEmpty else { return }
        steps.append(step)
        // The fields of the next step are blank again.
        form = Form(form.fields.filter { !$0.name.hasPrefix(prefix) })
    }

    mutating func missDay() {
        let error = InputError("on", .notADate, label: words.organisation.effectiveOn)
        errors = [FieldError(field: "on", text: words.inputError(error))]
    }
}
