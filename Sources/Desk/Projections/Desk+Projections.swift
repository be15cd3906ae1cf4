import EventLog
import Postgres

/// The projections there are (投影の種類).
public enum ProjectionName: String, Sendable, CaseIterable {
    /// What figures are counted from (事実).
    case facts
    /// The list of items (受付簿).
    case register
    /// Where words and senders are found (検索の索引).
    case search
    /// What lies in the tray of each section (担当課トレイ).
    case tray
}

extension Desk {
    /// Brings projections up to the head the log has now (投影の追付き).
    ///
    /// Where another process is at it, such as a server, it is waited for.
    /// - Throws: ``DeskError/behind(_:position:head:)`` when that takes longer than
    ///   ``ProjectionLimits/patience``.
    public func catchUp(
        _ names: [ProjectionName] = ProjectionName.allCases
    ) async throws(DeskError) {
        do {
            if try await log.isReadToTheEnd(by: names.map(\.rawValue)) { return }
            let head = try await log.headPosition()
            for name in names { try await catchUp(name, to: head) }
        } catch {
            throw DeskError(error)
        }
    }

    private func catchUp(_ name: ProjectionName, to head: Int64) async throws {
        let end = ContinuousClock.now.advanced(by: ProjectionLimits.patience)
        var asked = ContinuousClock.now
        while true {
            let position = try await log.checkpoint(name.rawValue)
            if position >= head { return }
            guard ContinuousClock.now < end else {
                throw DeskError.behind(name, position: position, head: head)
            }
            guard try await advance(name) == nil else { continue }
            // Whoever runs it may have fallen asleep at the very moment the tables changed over.
            if ContinuousClock.now - asked > ProjectionLimits.reminder {
                try await log.notify()
                asked = .now
            }
            try await Task.sleep(for: ProjectionLimits.glance)
        }
    }

    /// Folds what is new; `nil` when another process is at it.
    private func advance(_ name: ProjectionName) async throws -> Int64? {
        try await runner(of: name).catchUp().position
    }

    private func runner(of name: ProjectionName) -> any RunsProjection {
        func runner<P: Projection>(
            _ projection: @escaping @Sendable (_ generation: Int32) -> P
        ) -> ProjectionRunner<P> {
            ProjectionRunner(log: log, pool: pool, projection: projection)
        }
        return switch name {
        case .facts: runner(FactsProjection.init)
        case .register: runner(RegisterProjection.init)
        case .search: runner { SearchProjection(generation: $0, keyring: keyring) }
        case .tray: runner(TrayProjection.init)
        }
    }

    /// Makes a projection anew from the first event, while the old tables serve (再構築).
    ///
    /// Interrupted, it goes on where it was at the next call.
    /// - Parameters:
    ///   - fromStart: begin at the first event even so.
    ///   - progress: told the position reached and the goal.
    /// - Returns: the position reached.
    /// - Throws: ``DeskError/conflict`` when another process rebuilds it.
    public func rebuild(
        _ name: ProjectionName, fromStart: Bool = false,
        progress: @escaping @Sendable (_ position: Int64, _ goal: Int64) -> Void = { _, _ in }
    ) async throws(DeskError) -> Int64 {
        do {
            let reached = try await runner(of: name)
                .rebuild(fromStart: fromStart, progress: progress)
            guard let reached else { throw DeskError.conflict }
            return reached
        } catch {
            throw DeskError(error)
        }
    }

    /// Keeps the projections up with the log until the task is cancelled (投影の常駐).
    ///
    /// - Parameter trouble: told when a projection stops, with its name; it is tried again after
    ///   ``ProjectionLimits/standby``, and its lag shows in the log's status until then.
    public func runProjections(
        trouble: @escaping @Sendable (ProjectionName, DeskError) -> Void
    ) async {
        await withTaskGroup(of: Void.self) { group in
            for name in ProjectionName.allCases {
                group.addTask { await keepUp(name, trouble) }
            }
        }
    }

    private func keepUp(
        _ name: ProjectionName, _ trouble: @Sendable (ProjectionName, DeskError) -> Void
    ) async {
        while !Task.isCancelled {
            do {
                try await runner(of: name).follow()
            } catch {
                if Task.isCancelled { return }
                trouble(name, DeskError(error))
            }
            // Another process is at it, or it cannot go on at the moment.
            do { try await Task.sleep(for: ProjectionLimits.standby) } catch { return }
        }
    }
}

extension ProjectionOutcome {
    fileprivate var position: Int64? {
        switch self {
        case .reached(let position): position
        case .busy: nil
        }
    }
}
