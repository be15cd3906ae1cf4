import EventLog
public import Participation
public import Postgres
import Synchronization

/// A clock that stands on a day of the demo city's past (見本の時計).
///
/// Only the demo may record something as of an earlier day, so that its as-of control has a past
/// (DECISIONS A5).
public final class DemoClock: Sendable {
    private let time: Mutex<Int64>

    /// A clock that has not been set: it stands at the beginning of 1970.
    public init() { time = Mutex(0) }

    /// The moment it shows; later by a millisecond each time.
    public var now: Instant {
        Instant(
            microseconds: time.withLock { time in
                time += 1_000
                return time
            })
    }

    /// Sets it to half past four in the afternoon of a day in Japan.
    func set(_ day: LocalDate) {
        time.withLock { $0 = (Int64(day.dayNumber) * 86_400 + 7 * 3_600 + 1_800) * 1_000_000 }
    }
}

extension Desk {
    /// Records two years and what has passed of the present one as if they had been taken in month
    /// by month (見本の記録の用意).
    ///
    /// For an empty log of the demo city, before it is set up. Cut short, it goes on from there.
    /// - Throws: ``DeskError/notEmpty`` when somebody's records are there.
    /// - Parameters:
    ///   - end: the last day of the past.
    ///   - clock: the clock of this desk and of its log.
    public func seedDemoHistory(
        through end: LocalDate, clock: DemoClock
    ) async throws(DeskError) {
        let months = DemoHistory(end: end).months
        guard let first = months.first else { return }
        do {
            // Only what an earlier start of the demo has left may be there.
            if let start = try await log.event(at: 1), start.actor != DemoCity.actor {
                throw DeskError.notEmpty
            }
            clock.set(first.recordedOn)
            let (plan, indicators) = try PlanFile.parse(DemoPlan.yaml)
            _ = try await importPlan(
                plan, indicators, author: nil, reason: nil, actor: DemoCity.actor)
            try await seedDemoOffice(from: first.recordedOn, through: end)
            for month in months {
                clock.set(month.recordedOn)
                for (text, mapping) in [
                    (month.items, DemoMapping.items), (month.lectures, DemoMapping.lectures),
                    (month.gatherings, DemoMapping.gatherings),
                    (month.observations, DemoMapping.observations),
                ] {
                    let source = ImportSource(
                        Array(text.utf8), mapping: try ImportMapping(yaml: mapping))
                    let outcome = try await importFile(
                        source, mode: .whole, actor: DemoCity.actor)
                    if let reject = outcome.rejects.first {
                        throw DeskError.internalFault("demo: \(reject.line) \(reject.reason)")
                    }
                }
            }
        } catch {
            throw DeskError(error)
        }
    }
}

/// How the files of the demo city are read (見本のマッピング).
private enum DemoMapping {
    static let items = """
        kind: item
        columns:
          {externalId: 番号, receivedOn: 受付日, scheme: 制度, channel: 経路, category: 分類,
           district: 地区, department: 所管, name: 氏名, summary: 要旨, body: 本文}
        """
    static let lectures = """
        kind: lecture
        columns:
          {externalId: 番号, heldOn: 実施日, title: 講座, department: 担当課, district: 地区,
           headcount: 参加者数}
        """
    static let gatherings = """
        kind: gathering
        columns:
          {externalId: [名称, 開催日], kind: 種類, name: 名称, heldOn: 開催日, headcount: 参加人数}
        """
    static let observations = """
        kind: observation
        columns: {externalId: [指標, 年度], indicator: 指標, year: 年度, value: 値, source: 出典}
        """
}
