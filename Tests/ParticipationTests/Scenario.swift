import Participation
import Testing

/// Given these events, when this is asked, then that follows (前提・操作・結果).
///
/// `Scenario<Item>.given(…).when(…).then(…)`; the state is always folded from events, so no test
/// can start from one that cannot be.
struct Scenario<Deciding: Decider> {
    let state: Deciding

    static func given(_ events: Deciding.Event...) -> Scenario {
        Scenario(state: events.reduce(Deciding.initial, Deciding.evolve))
    }

    func when(_ command: Deciding.Command) -> Outcome {
        do throws(Deciding.Refusal) {
            let events = try Deciding.decide(command, state)
            return Outcome(result: .success(events), before: state)
        } catch {
            return Outcome(result: .failure(error), before: state)
        }
    }

    struct Outcome {
        let result: Result<[Deciding.Event], Deciding.Refusal>
        let before: Deciding

        func then(_ expected: Deciding.Event..., at location: SourceLocation = #_sourceLocation) {
            #expect(result == .success(expected), sourceLocation: location)
        }

        func thenNothing(at location: SourceLocation = #_sourceLocation) {
            #expect(result == .success([]), sourceLocation: location)
        }

        func thenRefused(
            _ refusal: Deciding.Refusal, at location: SourceLocation = #_sourceLocation
        ) {
            #expect(result == .failure(refusal), sourceLocation: location)
        }

        func thenAccepted(at location: SourceLocation = #_sourceLocation) {
            #expect(throws: Never.self, sourceLocation: location) { try result.get() }
        }

        /// The only event, for tests that look at a part of it.
        func event(at location: SourceLocation = #_sourceLocation) throws -> Deciding.Event {
            let events = try result.get()
            #expect(events.count == 1, sourceLocation: location)
            return try #require(events.first, sourceLocation: location)
        }
    }
}
