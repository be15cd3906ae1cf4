public import Participation

/// How a file whose sections are known is routed (振分けの評価結果).
public struct RoutingTrial: Sendable, Equatable {
    /// What was decided, right and wrong (評価).
    public internal(set) var evaluation = RoutingEvaluation()
    /// Rows that cannot be read, by line; with any, nothing was evaluated (読めない行).
    public internal(set) var rejects: [ImportReject] = []
    /// Rows without a known section, which nothing can be said of (担当の記載がない行数).
    public internal(set) var unlabelled = 0
}

/// By what the rows of a file are routed when it is evaluated (評価の方法).
public enum RoutingTrialMethod: Sendable, Equatable {
    /// By the rules of the city (規則).
    case rules
    /// By these rules, which are not adopted yet (採用前の規則).
    case draft(RoutingRules)
    /// By a classifier that was trained on the other rows, in so many parts (交差検証).
    case classifier(parts: Int, seed: UInt64)
}

extension Desk {
    /// Routes the rows of a file and compares with the section the file names (振分けの評価).
    ///
    /// Nothing is recorded. Each row is routed by the rules and the organisation of its own day of
    /// receipt, and not told its section. A section that is a unit of that day is compared by its
    /// code, any other as it is written. A file of gatherings or lectures has nothing to be routed
    /// by: for those it is asked which unit the printed contact means, and right is where one is found.
    /// - Throws: ``DeskError``; `file` when it cannot be read at all.
    public func evaluateRouting(
        of source: ImportSource, by method: RoutingTrialMethod
    ) async throws(DeskError) -> RoutingTrial {
        let check: ImportCheck
        do throws(ImportError) {
            check = try ImportFile.check(
                source.bytes, mapping: source.mapping, encoding: source.encoding,
                name: source.name, publishedOn: source.publishedOn, purpose: .evaluation)
        } catch {
            throw .file(error)
        }
        var trial = RoutingTrial()
        trial.rejects = check.rejects
        var rows: [LabelledRow] = []
        for row in check.rows {
            guard let section = row.text(.department), !section.isBlank else {
                trial.unlabelled += 1
                continue
            }
            let day = row.day(.receivedOn) ?? row.day(.heldOn) ?? today
            rows.append(LabelledRow(row, day: day, section: section))
        }
        guard trial.rejects.isEmpty else { return trial }
        var eras = RoutingEras(try await organisation())
        switch (method, source.mapping.kind) {
        case (.classifier(let parts, let seed), _):
            let known = rows.map { row in
                (text: row.subject.text ?? "", section: eras.unit(of: row) ?? row.section)
            }
            trial.evaluation = TextClassifier.crossValidate(known, parts: parts, seed: seed)
        case (.rules, .item):
            try await route(rows, by: try await routingBook(), &eras, &trial)
        case (.draft(let rules), .item):
            let book = RoutingBook.evolve(.initial, .adopted(rules))
            try await route(rows, by: book, &eras, &trial)
        case (.rules, .gathering), (.rules, .lecture), (.rules, .observation),
            (.draft, .gathering), (.draft, .lecture), (.draft, .observation):
            for row in rows {
                let unit = eras.unit(of: row)
                // There is no other answer to compare with than the one that is found.
                trial.evaluation.count(unit, expected: unit ?? row.section)
            }
        }
        return trial
    }

    private func route(
        _ rows: [LabelledRow], by book: RoutingBook, _ eras: inout RoutingEras,
        _ trial: inout RoutingTrial
    ) async throws(DeskError) {
        let menus = try await menus(of: Set(rows.map { FiscalYear($0.day) }), for: book)
        for row in rows {
            let decision = eras.router(on: row.day, book, menus).decide(row.subject)
            trial.evaluation.count(
                decision.routing?.lead, expected: eras.unit(of: row) ?? row.section)
        }
    }
}

/// What was made ready for a day, for all days on which the organisation was the same (時期ごとの準備).
private struct RoutingEras {
    private let organisation: OrganisationState
    private let changes: [LocalDate]
    private var routers: [Int: Router] = [:]
    private var contacts: [Int: ContactDirectory] = [:]

    init(_ organisation: OrganisationState) {
        self.organisation = organisation
        changes = organisation.changeDays
    }

    private func era(of day: LocalDate) -> Int { changes.count { $0 <= day } }

    mutating func router(
        on day: LocalDate, _ book: RoutingBook, _ menus: [LectureMenuOffered]
    ) -> Router {
        if let router = routers[era(of: day)] { return router }
        let router = Router(book, organisation: organisation, menus: menus, on: day)
        routers[era(of: day)] = router
        return router
    }

    /// The code of the unit the known section is; nil where no unit of the day is meant.
    mutating func unit(of row: LabelledRow) -> String? {
        guard !organisation.isEmpty else { return nil }
        if contacts[era(of: row.day)] == nil {
            contacts[era(of: row.day)] = ContactDirectory(organisation, on: row.day)
        }
        return contacts[era(of: row.day)]?.unit(row.section, category: row.subject.category)
    }
}

/// A row of a file whose section is known (担当の分かっている行).
private struct LabelledRow {
    let day: LocalDate
    let section: String
    let subject: RoutingSubject

    init(_ row: ImportRow, day: LocalDate, section: String) {
        self.day = day
        self.section = section
        let texts = [row.text(.summary), row.text(.body)].compactMap(\.self)
        subject = RoutingSubject(
            receivedOn: day, scheme: row.text(.scheme).flatMap(Scheme.init(rawValue:)),
            nature: row.text(.nature).flatMap(Nature.init(rawValue:)),
            channel: row.text(.channel).flatMap(Channel.init(rawValue:)),
            category: row.text(.category), district: row.text(.district),
            topics: row.text(.topics)?.split(separator: "\n").map(String.init) ?? [],
            attributes: row.attributes, text: texts.joined(separator: "\n"))
    }
}
