import Dispatch
import EventLog
public import Participation

/// Limits of learning from the log (学習の処理の上限).
public enum LearningLimits {
    /// Items opened together.
    static let batch = 500
    /// Routings looked at, the newest; items routed several times have several.
    static let routings = Int64(ClassifierLimits.items * 2)
}

extension Desk {
    /// Learns from the newest routed items of the log who answers what (学習).
    ///
    /// Learned is the section that deals with an item now, by the organisation of today; items of
    /// units that nobody clearly succeeded are left out, and so are 限定, handed over, withdrawn,
    /// returned and erased ones, and what the classifier routed by itself until the section has
    /// accepted it: it would only agree with itself. Takes some seconds of one processor for ten
    /// thousand items, and holds up nobody else but for that.
    /// - Parameter progress: called with how many items were opened.
    /// - Returns: the classifier, its version being the head of the log; nil while there is not
    ///   enough to tell sections apart.
    /// - Throws: ``DeskError``.
    public func trainClassifier(
        _ progress: (Int) -> Void = { _ in }
    ) async throws(DeskError) -> TextClassifier? {
        do {
            let position = try await log.headPosition()
            let organisation = try await organisation(through: position)
            let streams = try await log.streams(
                withNewest: ItemRoutedCoding.type, through: position,
                limit: LearningLimits.routings
            ).prefix(ClassifierLimits.items)
            var training = ClassifierTraining()
            // The newest are learned last: where there are too many, the oldest are forgotten.
            var rest = Array(streams.reversed())[...]
            var opened = 0
            while !rest.isEmpty {
                let batch = Array(rest.prefix(LearningLimits.batch))
                rest = rest.dropFirst(batch.count)
                let histories = try await log.read(batch, through: position)
                let items = try await ItemOpening.items(
                    after: histories.values, keyring: keyring)
                for opened in items {
                    guard let lesson = lesson(of: opened.item, in: organisation) else { continue }
                    training.learn(lesson.text, belongsTo: lesson.section)
                }
                opened += batch.count
                progress(opened)
                await Task.yield()
            }
            return await learned(training, version: Int(position))
        } catch {
            throw DeskError(error)
        }
    }

    /// What was learned, worked out beside the threads that serve: these seconds are nobody else's.
    private func learned(_ training: ClassifierTraining, version: Int) async -> TextClassifier? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(returning: training.classifier(version: version))
            }
        }
    }

    /// The text of an item and the section that deals with it, by the organisation of today.
    private func lesson(
        of item: ReceivedItem, in organisation: OrganisationState
    ) -> (text: String, section: String)? {
        let subject = RoutingSubject(item)
        guard subject.exemption == nil, let text = subject.text, let routing = item.routing else {
            return nil
        }
        switch routing.by {
        case .classifier:
            guard item.response.accepted.contains(Wording(routing.lead)) else { return nil }
        case .clerk, .rule: break
        }
        if organisation.isEmpty { return (text, routing.lead) }
        let section = organisation.currentSection(
            of: routing.lead, receivedOn: item.plain.receivedOn, category: item.plain.category,
            on: today)
        switch section {
        case .unit(let code): return (text, code)
        case .unallocatable: return nil
        }
    }
}
