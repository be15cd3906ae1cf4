/// What libpq owes us, as a pure state machine: which answers are still to come, for whom, and
/// what an arriving answer means. It touches no socket, so its tests are traces.
///
/// A *unit* is what the server commits together: some statements and one sync behind them.
struct ConnectionState {
    /// One thing libpq answers with one or more results and then a NULL.
    enum Step: Equatable {
        /// A PREPARE of the statement at this index; its success is worth remembering.
        case prepare(statement: Int)
        /// The statement at this index.
        case execute(statement: Int)
    }

    /// What arrived.
    enum Reply: Equatable {
        case success
        case failure
        /// Skipped by the server because an earlier statement of the unit failed.
        case aborted
        /// libpq's NULL: the step is finished.
        case endOfStep
        case sync
    }

    /// What to do about it.
    enum Effect: Equatable {
        case nothing
        case prepared(unit: UInt64, statement: Int)
        case deliver(unit: UInt64, statement: Int)
        case fail(unit: UInt64, statement: Int)
        case complete(unit: UInt64)
        /// libpq answered something that nobody asked for: the connection is unusable.
        case protocolViolation
    }

    private struct Unit {
        let id: UInt64
        let steps: [Step]
        var cursor = 0
    }

    private var units: [Unit] = []
    /// Index of the oldest unfinished unit; finished ones are dropped in bulk.
    private var first = 0

    /// Nothing is owed.
    var isIdle: Bool { first == units.count }
    /// The number of unfinished units.
    var pending: Int { units.count - first }
    /// The unit whose answers come next.
    var current: UInt64? { isIdle ? nil : units[first].id }

    mutating func submit(unit id: UInt64, steps: [Step]) {
        units.append(Unit(id: id, steps: steps))
    }

    mutating func received(_ reply: Reply) -> Effect {
        guard !isIdle else { return reply == .endOfStep ? .nothing : .protocolViolation }
        let unit = units[first]
        guard unit.cursor < unit.steps.count else {
            switch reply {
            case .sync:
                finishFirst()
                return .complete(unit: unit.id)
            case .endOfStep: return .nothing
            case .success, .failure, .aborted: return .protocolViolation
            }
        }
        let step = unit.steps[unit.cursor]
        switch (reply, step) {
        case (.success, .prepare(let statement)):
            return .prepared(unit: unit.id, statement: statement)
        case (.success, .execute(let statement)):
            return .deliver(unit: unit.id, statement: statement)
        case (.failure, .prepare(let statement)), (.failure, .execute(let statement)):
            return .fail(unit: unit.id, statement: statement)
        case (.aborted, _): return .nothing
        case (.endOfStep, _):
            units[first].cursor += 1
            return .nothing
        case (.sync, _): return .protocolViolation
        }
    }

    /// The connection is gone: everyone still waiting, oldest first.
    mutating func abandon() -> [UInt64] {
        let waiting = units[first...].map(\.id)
        units = []
        first = 0
        return waiting
    }

    private mutating func finishFirst() {
        first += 1
        if first == units.count {
            units.removeAll(keepingCapacity: true)
            first = 0
        } else if first >= 64 {
            units.removeFirst(first)
            first = 0
        }
    }
}
