import EventLog
public import FoundationEssentials
public import Participation
import Postgres

/// Limits of asking the rules again, each with its name (規則の再適用の上限).
public enum ApplyingLimits {
    /// Items opened together; those that find a section are recorded by one append.
    static let batch = 500
}

/// What the rules now in force make of what waits (規則の再適用の結果).
public struct RulesApplication: Sendable, Equatable {
    /// An item that finds its sections (振り分ける案件).
    public struct Entry: Sendable, Equatable {
        /// The item (案件).
        public let id: UUID
        /// The receipt number (受付番号).
        public let receiptNumber: ReceiptNumber
        /// Where it goes and why (振分け先).
        public let sections: RoutedSections
        /// The sections by name, the one that answers first (担当の名称).
        public let names: [String]
    }

    /// What goes where, in the order of the receipts (振り分ける案件の一覧).
    public fileprivate(set) var entries: [Entry] = []
    /// How many go on waiting, by why (担当未定のままの件数).
    public fileprivate(set) var waiting: [String: Int] = [:]
    /// Events recorded; on trial, those that would be (記録件数).
    public fileprivate(set) var events = 0
    /// The last position written; 0 when nothing was (位置).
    public fileprivate(set) var position: Int64 = 0
}

extension Desk {
    /// Asks the rules now in force about every item that waits and was never routed (規則の再適用).
    ///
    /// For after the rules, the organisation or the menus have changed: the follower of the log asks
    /// once, when something comes in. Recorded by the same events, each item at the version that was
    /// read: beside a running follower, and beside clerks, every item is routed once. What a section
    /// gave back is for people and stays.
    /// - Parameter isTrial: only say what would happen.
    /// - Throws: ``DeskError``. What was recorded before it broke off stays and is right.
    public func applyRules(
        isTrial: Bool = false, actor: String?
    ) async throws(DeskError) -> RulesApplication {
        do {
            var application = RulesApplication()
            // What is recorded now follows from the rules as they stand, so they are the cause.
            let rules = try await log.read(RoutingEventCoding.stream)
            guard let cause = rules.last?.position else { return application }
            let (streams, years) = try await itemsWaiting()
            let router = try await router(on: today, receivedIn: years)
            let units = try await organisation()
            var rest = streams[...]
            while !rest.isEmpty {
                let batch = Array(rest.prefix(ApplyingLimits.batch))
                rest = rest.dropFirst(batch.count)
                try await apply(
                    router, to: batch, because: cause, units, &application, isTrial: isTrial,
                    actor)
                await Task.yield()
            }
            return application
        } catch {
            throw DeskError(error)
        }
    }

    private func apply(
        _ router: Router, to streams: [StreamName], because cause: Int64,
        _ units: OrganisationState, _ application: inout RulesApplication, isTrial: Bool,
        _ actor: String?
    ) async throws {
        var last: RoutingBatch?
        let position = try await record(together: streams, isTrial: isTrial, actor: actor) {
            histories in
            let items = histories.map {
                AwaitingItem(stream: $0.key, history: $0.value, cause: cause)
            }
            let batch = try await RoutingBatch(items, router, on: self)
            last = batch
            return batch.writes
        }
        guard let batch = last else { return }
        application.position = max(application.position, position)
        application.events += batch.writes.reduce(0) { $0 + $1.events.count }
        for triage in batch.waiting {
            application.waiting[triage.cause.japanese, default: 0] += 1
        }
        application.entries += batch.routed.map { routed in
            let sections = [routed.sections.lead] + routed.sections.others
            return RulesApplication.Entry(
                id: routed.id, receiptNumber: routed.receiptNumber,
                sections: routed.sections,
                names: sections.map { code in
                    units.unit(code, on: today).map { "\($0.fullName)(\(code))" } ?? code
                })
        }
    }

    /// The items in the hearing section's tray, and the years of their receipt numbers.
    private func itemsWaiting() async throws -> (streams: [StreamName], years: Set<FiscalYear>) {
        try await catchUp([.tray])
        let rows = try await pool.execute(
            """
            SELECT id, fiscal_year FROM tray.item WHERE section = '' AND stage <> 'done'
             ORDER BY fiscal_year, serial, id
            """)
        var streams: [StreamName] = []
        var years: Set<FiscalYear> = []
        for row in rows {
            streams.append(StreamName(category: Item.streamCategory, id: try row.get(0)))
            let year: Int32 = try row.get(1)
            if let year = FiscalYear(Int(year)) { years.insert(year) }
        }
        return (streams, years)
    }
}
