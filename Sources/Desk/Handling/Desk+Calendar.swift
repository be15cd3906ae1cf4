import EventLog
public import Participation

/// What became of a calendar file (暦の取込み結果).
public struct CalendarImport: Sendable, Equatable {
    /// What must be mended first (ファイルの誤り).
    public let problems: [LineProblem]
    /// The calendar as read (読み取った暦).
    public let calendar: NamedCalendar
    /// Events recorded; on trial, those that would be (記録件数).
    public fileprivate(set) var events = 0
    /// The last position written; 0 when nothing was (位置).
    public fileprivate(set) var position: Int64 = 0

    /// Whether something must be mended first: then nothing was recorded (取込み不可).
    public var isRejected: Bool { !problems.isEmpty }
}

extension Desk {
    /// Takes a file as the calendar of a name, in place of the one there (暦の取込み).
    ///
    /// The same file again records nothing. Deadlines given out before do not move: they were worked
    /// out by the calendar as it was known at receipt, which ``calendar(asOf:)`` still gives.
    /// - Returns: what became of it; with ``CalendarImport/isRejected`` nothing was recorded.
    /// - Throws: ``DeskError``. All is recorded or nothing.
    public func importCalendar(
        _ table: TableFile, name: String, isTrial: Bool = false, actor: String?
    ) async throws(DeskError) -> CalendarImport {
        let list = CalendarList(rows: table.rows)
        let read = CalendarImport(
            problems: list.problems.map {
                LineProblem(line: table.line(ofRow: $0.row), reason: $0.japanese)
            }, calendar: NamedCalendar(name: name, closures: list.closures))
        guard !read.isRejected else { return read }
        do {
            var outcome = read
            (_, outcome.events, outcome.position) = try await record(
                CityCalendar.self, on: CalendarEventCoding.stream, isTrial: isTrial, actor: actor
            ) { ((), try CityCalendar.decide(.define(read.calendar), $0)) }
            return outcome
        } catch {
            throw DeskError(error)
        }
    }

    /// Takes a calendar away that was taken by mistake (暦の取消し).
    /// - Returns: the position written.
    /// - Throws: ``DeskError/declined(_:)`` when there is none of that name.
    public func withdrawCalendar(
        name: String, actor: String?
    ) async throws(DeskError) -> Int64 {
        do {
            return try await record(
                CityCalendar.self, on: CalendarEventCoding.stream, actor: actor
            ) { state in
                ((), try CityCalendar.decide(.withdraw(name: name), state))
            }.position
        } catch {
            throw DeskError(error)
        }
    }

    /// The calendars of the city as known at a moment; by ``CityCalendar/opening`` deadlines are
    /// counted (市の暦).
    public func calendar(asOf: AsOf = .now) async throws(DeskError) -> CityCalendar {
        do {
            let position = try await resolve(asOf).position
            let history = try await log.read(CalendarEventCoding.stream)
            return try await fold(
                history.filter { $0.position <= position }, as: CityCalendar.self)
        } catch {
            throw DeskError(error)
        }
    }
}
