import Desk
import Participation

/// The page on which a reorganisation is put together (組織改正の準備の画面).
struct ReformView: Sendable {
    let typed: ReformForm
    /// What the steps come to, once they were tried.
    let outcome: ReformOutcome?
    let organisation: OrganisationState
    let today: LocalDate
    /// Items each section has to answer, by its code.
    let open: [String: Int]
    let person: SignedIn

    private var words: Strings { typed.words }
    private var texts: OrganisationStrings { words.organisation }
    private var fields: Fields {
        Fields(form: typed.form, errors: typed.errors, words: words)
    }

    /// 1 April to come, unless another day was typed.
    private var day: LocalDate { typed.day ?? FiscalYear(today).lastDay.next }

    var html: HTML {
        let fields = fields
        return """
            <p class="back"><a href="\(words.address(OrganisationPage.path))">\(texts.back)</a></p>
            \(fields.summary)
            <h1>\(texts.reformTitle)</h1>
            <p>\(texts.reformLead)</p>
            \(result)
            <form class="sheet" method="post" action="\(words.address(ReformPage.path))" novalidate>
            \(HTML.token(of: person))
            \(typed.carried)
            \(fields.day("on", texts.effectiveOn, .init(isRequired: true), today: day))
            \(steps)
            \(further)
            <div class="do"><button name="do" value="preview">\(texts.preview)</button>\(apply)</div>
            </form>
            """
    }

    private var apply: HTML {
        guard let outcome, !outcome.events.isEmpty else { return "" }
        return """
             \(HTML.hidden(ReformPage.seenField, "\(outcome.seen)"))\
            \(HTML.hidden(ReformPage.triedField, day.description))\
            <button name="do" value="apply">\(texts.apply)</button>
            """
    }

    // MARK: The steps so far

    private var steps: HTML {
        guard !typed.steps.isEmpty else { return "<p>\(texts.noSteps)</p>" }
        let rows = typed.steps.enumerated().map { index, step -> HTML in
            """
            <li>\(sentence(step)) <button class="quiet" name="remove" value="\(index)">\
            \(texts.remove)<span class="unseen"> \(index + 1)</span></button></li>
            """
        }
        return """
            <h2>\(texts.stepsTitle)</h2>
            <ol class="steps">
            \(HTML(joining: rows))
            </ol>
            """
    }

    private func sentence(_ step: ReformStep) -> String {
        let unit = name(step.unit)
        return switch step.kind {
        case .establish:
            texts.willBegin(step.name, step.unit, step.parent.isEmpty ? nil : name(step.parent))
        case .rename: texts.willBeCalled(unit, step.name)
        case .move: texts.willStandUnder(unit, step.parent.isEmpty ? nil : name(step.parent))
        case .abolish: texts.willEnd(unit, step.successors.map(name), step.succession)
        case .duty: texts.willDo(unit, step.duty, step.categories)
        }
    }

    private func name(_ code: String) -> String {
        let known = (outcome?.organisation ?? organisation).unit(code, on: day)
        let begun = typed.steps.first { $0.kind == .establish && $0.unit == code }?.name
        let former = LocalDate(dayNumber: day.dayNumber - 1).flatMap {
            organisation.unit(code, on: $0)?.pathNames.joined(separator: " ")
        }
        return former ?? begun ?? known?.pathNames.joined(separator: " ") ?? code
    }

    // MARK: One step more

    private var further: HTML {
        let kinds = ReformStep.Kind.allCases.map { kind -> HTML in
            let isTyped = typed.errors.contains { $0.field.hasPrefix("\(kind.rawValue)-") }
            let open: HTML = isTyped ? " open" : ""
            return """
                <details\(open)>
                <summary>\(texts.kindName(kind))</summary>
                \(step(kind))
                <button class="quiet" name="add" value="\(kind.rawValue)">\(texts.add)\
                <span class="unseen"> \(texts.kindName(kind))</span></button>
                </details>
                """
        }
        return """
            <h2>\(texts.addTitle)</h2>
            \(HTML(joining: kinds))
            """
    }

    private func step(_ kind: ReformStep.Kind) -> HTML {
        let fields = fields
        let prefix = "\(kind.rawValue)-"
        func units(_ name: String, _ label: String, blank: String) -> HTML {
            fields.choice(prefix + name, label, .init(), [("", blank)] + choices)
        }
        switch kind {
        case .establish:
            let levels = UnitLevel.allCases.map { ($0.rawValue, texts.levelName($0)) }
            return """
                \(fields.line(prefix + "unit", texts.newCode, .init(length: OrganisationLimits.code)))
                \(fields.line(prefix + "name", texts.name, .init(length: OrganisationLimits.name)))
                \(fields.choice(prefix + "level", texts.level, .init(), levels.map { (value: $0.0, text: $0.1) }))
                \(units("parent", texts.parent, blank: texts.atTheTop))
                """
        case .rename:
            return """
                \(units("unit", texts.unit, blank: texts.choose))
                \(fields.line(prefix + "name", texts.newName, .init(length: OrganisationLimits.name)))
                """
        case .move:
            return """
                \(units("unit", texts.unit, blank: texts.choose))
                \(units("parent", texts.parent, blank: texts.atTheTop))
                """
        case .abolish:
            let kinds = SuccessionKind.allCases.map {
                (value: $0.rawValue, text: texts.succession($0))
            }
            let successors = (1...ReformStep.mostSuccessors).map {
                units("successor-\($0)", texts.successor($0), blank: texts.noSuccessor)
            }
            return """
                \(units("unit", texts.endingUnit, blank: texts.choose))
                \(HTML(joining: successors))
                \(fields.choice(prefix + "succession", texts.successionLabel, .init(hint: texts.successionHint), [("", texts.byNumber)] + kinds))
                """
        case .duty:
            return """
                \(units("unit", texts.unit, blank: texts.choose))
                \(fields.line(prefix + "duty", texts.duty, .init(length: OrganisationLimits.duty)))
                \(fields.line(prefix + "categories", texts.categories, .init(hint: texts.categoriesHint, length: OrganisationLimits.duty)))
                """
        }
    }

    /// The units there are before the day, with those this reorganisation brings.
    private var choices: [(value: String, text: String)] {
        let before = LocalDate(dayNumber: day.dayNumber - 1) ?? day
        let standing = organisation.units(on: before).map { unit in
            let waiting = open[unit.code] ?? 0
            let note = waiting > 0 ? texts.waiting(waiting) : ""
            return (
                value: unit.code,
                text: "\(unit.pathNames.joined(separator: " "))（\(unit.code)）\(note)"
            )
        }
        let begun = typed.steps.filter { $0.kind == .establish }.map {
            (value: $0.unit, text: texts.newlyBegun($0.name, $0.unit))
        }
        return standing + begun
    }

    // MARK: What it comes to

    private var result: HTML {
        guard let outcome, let rerouting = outcome.rerouting else { return "" }
        guard !outcome.events.isEmpty else {
            return "<p class=\"notice\" role=\"status\">\(texts.nothingChanges)</p>"
        }
        return """
            <section class="notice" role="status" aria-labelledby="trial">
            <h2 id="trial">\(texts.trialTitle(words.figures.day(day)))</h2>
            <p>\(texts.trialLead(outcome.events.count, rerouting.items))</p>
            \(destinations(rerouting))
            </section>
            """
    }

    /// Where the open items go, by former and new section; what nobody is said to take comes first.
    private func destinations(_ rerouting: Rerouting) -> HTML {
        struct Way: Hashable {
            let from: String
            let to: String?
        }
        var counts: [Way: Int] = [:]
        for entry in rerouting.entries where entry.isLead {
            counts[Way(from: entry.from, to: entry.to), default: 0] += 1
        }
        guard !counts.isEmpty else { return "<p>\(texts.nothingMoves)</p>" }
        let ways = counts.sorted {
            ($0.key.to == nil ? 0 : 1, $0.key.from) < ($1.key.to == nil ? 0 : 1, $1.key.from)
        }
        let rows = ways.map { way, items -> HTML in
            let to: HTML =
                way.to.map { "\($0)" } ?? "<strong>\(texts.unallocatable)</strong>"
            return """
                <tr><th scope="row">\(way.from)</th><td>\(to)</td>\
                <td class="amount">\(items)</td></tr>
                """
        }
        return """
            <table class="plain">
            <thead><tr><th scope="col">\(texts.formerUnit)</th><th scope="col">\(texts.newUnit)</th>\
            <th scope="col" class="amount">\(texts.items)</th></tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            """
    }
}

extension LocalDate {
    /// The day after; the last day there is stays.
    fileprivate var next: LocalDate { LocalDate(dayNumber: dayNumber + 1) ?? self }
}
