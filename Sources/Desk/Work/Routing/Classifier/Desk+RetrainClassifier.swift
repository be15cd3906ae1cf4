import EventLog
import Participation
import Postgres

extension Desk {
    private var classifierStore: ClassifierStore {
        ClassifierStore(pool: pool, keyring: keyring)
    }

    /// Learns anew and lets what was learned serve (再学習).
    ///
    /// The former classifier serves until the new one is written, in one statement; whoever routes
    /// takes it up within ``RoutingRunnerLimits/classifierGlance``. Where there is not enough left to
    /// learn from, as may be after erasures, what was learned before is forgotten.
    /// - Parameter progress: called with how many items were opened.
    /// - Returns: what serves from now on; nil while there is not enough to tell sections apart.
    /// - Throws: ``DeskError``; the former one goes on serving.
    public func retrainClassifier(
        _ progress: (Int) -> Void = { _ in }
    ) async throws(DeskError) -> KeptClassifier? {
        do {
            let head = try await log.headPosition()
            if let classifier = try await trainClassifier(progress) {
                try await classifierStore.write(classifier, at: clock())
            } else {
                try await classifierStore.remove(learnedThrough: head)
            }
            return try await classifierStore.read()
        } catch {
            throw DeskError(error)
        }
    }

    /// The classifier that serves; nil when nothing was learned yet (現用の分類器).
    public func keptClassifier() async throws(DeskError) -> KeptClassifier? {
        do {
            return try await classifierStore.read()
        } catch {
            throw DeskError(error)
        }
    }

    /// The version of the classifier that serves; nil when nothing was learned yet.
    func keptClassifierVersion() async throws -> Int64? { try await classifierStore.version() }

    /// The version of the classifier ``router(on:receivedIn:)`` asks; nil when the city does not let
    /// it route by itself.
    func servingClassifierVersion() async throws -> Int64? {
        try await routingBook().threshold == nil ? nil : try await classifierStore.version()
    }
}
