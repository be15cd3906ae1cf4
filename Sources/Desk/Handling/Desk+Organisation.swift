import EventLog
public import Participation

/// A list of units and who succeeds whom, as files (組織一覧と後継組織一覧).
public struct OrganisationFiles: Sendable {
    /// The list of all units (組織一覧).
    public var list: TableFile
    /// Who goes on with the work of units that end (後継組織一覧).
    public var successors: TableFile?

    /// The files of one reorganisation (組織改正のファイル).
    public init(list: TableFile, successors: TableFile? = nil) {
        self.list = list
        self.successors = successors
    }
}

/// What an organisation list changes, and what became of it (組織一覧の取込み結果).
public struct OrganisationImport: Sendable, Equatable {
    /// What the list changes (新旧組織の差).
    public let difference: OrganisationDifference
    /// What must be mended in the list first (組織一覧の誤り).
    public let listProblems: [LineProblem]
    /// What must be mended in the successors first (後継組織一覧の誤り).
    public let successorProblems: [LineProblem]
    /// What a person should look at, though it stands in the way of nothing (注意).
    public let warnings: [String]
    /// Events recorded; on trial, those that would be (記録件数).
    public fileprivate(set) var events = 0
    /// The last position written; 0 when nothing was (位置).
    public fileprivate(set) var position: Int64 = 0

    /// Whether something must be mended first: then nothing was recorded (取込み不可).
    public var isRejected: Bool { !listProblems.isEmpty || !successorProblems.isEmpty }
}

/// What became of a table of duties (事務分掌表の取込み結果).
public struct DutyImport: Sendable, Equatable {
    /// What must be mended first (事務分掌表の誤り).
    public let problems: [LineProblem]
    /// Events recorded; on trial, those that would be (記録件数).
    public fileprivate(set) var events = 0
    /// The last position written; 0 when nothing was (位置).
    public fileprivate(set) var position: Int64 = 0

    fileprivate init(problems: [LineProblem]) { self.problems = problems }

    /// Whether something must be mended first: then nothing was recorded (取込み不可).
    public var isRejected: Bool { !problems.isEmpty }
}

extension Desk {
    /// Makes the organisation of a day what a list says (組織一覧の取込み).
    ///
    /// The same list again records nothing. A unit that ends must have a successor, or the
    /// successors file must say that it has none: otherwise its items would be 配分不能 by an oversight.
    /// - Parameters:
    ///   - effectiveOn: the day from which the list holds.
    ///   - isTrial: only say what would happen.
    /// - Returns: what it changes; with ``OrganisationImport/isRejected`` nothing was recorded.
    /// - Throws: ``DeskError``; ``DeskError/declined(_:)`` when it contradicts what is settled for
    ///   other days. All is recorded or nothing.
    public func importOrganisation(
        _ files: OrganisationFiles, effectiveOn: LocalDate, isTrial: Bool = false, actor: String?
    ) async throws(DeskError) -> OrganisationImport {
        let list = OrganisationList(rows: files.list.rows)
        let successors = files.successors.map { SuccessorList(rows: $0.rows) } ?? .none
        do {
            var (outcome, events, position) = try await record(
                OrganisationState.self, on: OrganisationEventCoding.stream, isTrial: isTrial,
                actor: actor
            ) { state in
                let difference = list.difference(
                    to: state, effectiveOn: effectiveOn, successors: successors)
                let outcome = OrganisationImport(difference, of: list, in: files)
                guard !outcome.isRejected else { return (outcome, []) }
                let events = try OrganisationState.decide(
                    .together(difference.commands), state)
                return (outcome, events)
            }
            outcome.events = events
            outcome.position = position
            return outcome
        } catch {
            throw DeskError(error)
        }
    }

    /// Says which unit does what from a day on (事務分掌表の取込み).
    ///
    /// By it, items of a unit that was split are allotted. The same table again records nothing.
    /// - Returns: what it comes to; with ``DutyImport/isRejected`` nothing was recorded.
    /// - Throws: ``DeskError``. All is recorded or nothing.
    public func importDuties(
        _ table: TableFile, effectiveOn: LocalDate, isTrial: Bool = false, actor: String?
    ) async throws(DeskError) -> DutyImport {
        let list = DutyList(rows: table.rows)
        do {
            var (outcome, events, position) = try await record(
                OrganisationState.self, on: OrganisationEventCoding.stream, isTrial: isTrial,
                actor: actor
            ) { state in
                let (commands, problems) = list.commands(in: state, effectiveOn: effectiveOn)
                let outcome = DutyImport(
                    problems: problems.map {
                        LineProblem(line: table.line(ofRow: $0.row), reason: $0.japanese)
                    })
                let events = try OrganisationState.decide(.together(commands), state)
                return (outcome, events)
            }
            outcome.events = events
            outcome.position = position
            return outcome
        } catch {
            throw DeskError(error)
        }
    }

    /// Every unit the city had, has, or is settled to have, as known at a moment (組織).
    public func organisation(asOf: AsOf = .now) async throws(DeskError) -> OrganisationState {
        do {
            if asOf == .now { return try await office.organisation(of: self) }
            return try await organisation(through: try await resolve(asOf).position)
        } catch {
            throw DeskError(error)
        }
    }

    /// The same by position.
    func organisation(through position: Int64) async throws -> OrganisationState {
        let history = try await log.read(OrganisationEventCoding.stream)
        return try await fold(
            history.filter { $0.position <= position }, as: OrganisationState.self)
    }
}

extension OrganisationImport {
    fileprivate init(
        _ difference: OrganisationDifference, of list: OrganisationList,
        in files: OrganisationFiles
    ) {
        self.difference = difference
        var listProblems = difference.listProblems.map {
            LineProblem(line: files.list.line(ofRow: $0.row), reason: $0.japanese)
        }
        // An empty list would abolish the whole city.
        if listProblems.isEmpty, list.units.isEmpty {
            listProblems.append(LineProblem(line: nil, reason: "組織が一つも書かれていません。"))
        }
        self.listProblems = listProblems
        var successorProblems = difference.successorProblems.map {
            LineProblem(
                line: files.successors?.line(ofRow: $0.row) ?? $0.row, reason: $0.japanese)
        }
        // While rows of the list are missing, units only seem to end.
        if listProblems.isEmpty {
            successorProblems += difference.withoutSuccessor.map(Self.missingSuccessor)
        }
        self.successorProblems = successorProblems
        warnings = Self.warnings(difference, list)
    }

    private static func missingSuccessor(of unit: OrganisationUnit) -> LineProblem {
        LineProblem(
            line: nil,
            reason: """
                「\(unit.fullName)」(\(unit.code))は廃止されますが、後継組織が書かれていません。\
                後継がない場合は、区分に廃止と書いてください。
                """)
    }

    private static func warnings(
        _ difference: OrganisationDifference, _ list: OrganisationList
    ) -> [String] {
        var warnings: [String] = []
        if let day = list.applicableOn, day != difference.effectiveOn {
            warnings.append(
                "一覧の適用日は\(day)です。\(difference.effectiveOn)施行として扱います。")
        }
        if !list.repeatedRows.isEmpty {
            warnings.append("同じ内容の行が\(list.repeatedRows.count)行あり、一度だけ読みました。")
        }
        return warnings
    }
}
