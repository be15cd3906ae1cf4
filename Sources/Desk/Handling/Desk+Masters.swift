import EventLog
public import Participation

/// What became of a master file (マスタの取込み結果).
public struct MasterImport: Sendable, Equatable {
    /// What must be mended first (ファイルの誤り).
    public let problems: [LineProblem]
    /// Rows read (行数).
    public let rows: Int
    /// The days the list is good for (有効期間).
    public let days: ClosedRange<LocalDate>
    /// Events recorded; on trial, those that would be (記録件数).
    public fileprivate(set) var events = 0
    /// The last position written; 0 when nothing was (位置).
    public fileprivate(set) var position: Int64 = 0

    /// Whether something must be mended first: then nothing was recorded (取込み不可).
    public var isRejected: Bool { !problems.isEmpty }
}

extension Desk {
    /// Takes a file as the edition of a master that begins on a day (マスタの取込み).
    ///
    /// The same list for the same days again records nothing; another list for the same first day
    /// takes the place of the one before, which stays known as of then.
    /// - Parameters:
    ///   - through: the last day the list is good for; the end of the fiscal year unless given.
    ///   - source: the name of the file, for those who ask later where it came from.
    ///   - isTrial: only say what would happen.
    /// - Returns: what became of it; with ``MasterImport/isRejected`` nothing was recorded.
    /// - Throws: ``DeskError``. All is recorded or nothing.
    public func importMaster(
        _ kind: MasterKind, _ table: TableFile, effectiveOn: LocalDate,
        through: LocalDate? = nil, source: String? = nil, isTrial: Bool = false, actor: String?
    ) async throws(DeskError) -> MasterImport {
        let list = MasterList(rows: table.rows, of: kind)
        let command = DefineMaster(
            kind: kind, effectiveOn: effectiveOn, through: through, source: source,
            rows: list.rows)
        let read = MasterImport(
            problems: list.problems.map {
                LineProblem(line: table.line(ofRow: $0.row), reason: $0.japanese)
            }, rows: list.rows.count,
            days: effectiveOn...max(effectiveOn, command.through))
        guard !read.isRejected else { return read }
        do {
            var outcome = read
            (_, outcome.events, outcome.position) = try await record(
                Master.self, on: MasterEventCoding.stream(of: kind), isTrial: isTrial, actor: actor
            ) { ((), try Master.decide(.define(command), $0)) }
            return outcome
        } catch {
            throw DeskError(error)
        }
    }

    /// Every edition of a master, as known at a moment (マスタ).
    public func master(
        _ kind: MasterKind, asOf: AsOf = .now
    ) async throws(DeskError) -> Master {
        do {
            let position = try await resolve(asOf).position
            let history = try await log.read(MasterEventCoding.stream(of: kind))
            return try await fold(
                history.filter { $0.position <= position }, as: Master.self)
        } catch {
            throw DeskError(error)
        }
    }
}
