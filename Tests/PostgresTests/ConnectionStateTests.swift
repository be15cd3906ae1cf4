import Testing

@testable import Postgres

@Suite("What libpq owes")
struct ConnectionStateTests {
    private typealias Reply = ConnectionState.Reply
    private typealias Effect = ConnectionState.Effect

    private func trace(_ state: inout ConnectionState, _ replies: [Reply]) -> [Effect] {
        replies.map { state.received($0) }
    }

    @Test("a prepared statement's success is remembered, delivered and completed")
    func success() {
        var state = ConnectionState()
        #expect(state.isIdle)
        #expect(state.current == nil)
        state.submit(unit: 7, steps: [.prepare(statement: 0), .execute(statement: 0)])
        #expect(!state.isIdle)
        #expect(state.pending == 1)
        #expect(state.current == 7)
        let effects = trace(&state, [.success, .endOfStep, .success, .endOfStep, .sync])
        #expect(
            effects == [
                .prepared(unit: 7, statement: 0), .nothing, .deliver(unit: 7, statement: 0),
                .nothing, .complete(unit: 7),
            ])
        #expect(state.isIdle)
        #expect(state.pending == 0)
    }

    @Test("after an error the rest of the unit is skipped up to its sync")
    func errorAbortsUnit() {
        var state = ConnectionState()
        state.submit(
            unit: 1,
            steps: [.execute(statement: 0), .execute(statement: 1), .execute(statement: 2)])
        let effects = trace(
            &state,
            [.success, .endOfStep, .failure, .endOfStep, .aborted, .endOfStep, .sync])
        #expect(
            effects == [
                .deliver(unit: 1, statement: 0), .nothing, .fail(unit: 1, statement: 1), .nothing,
                .nothing, .nothing, .complete(unit: 1),
            ])
    }

    @Test("a failing PREPARE is the statement's failure; its execution is skipped")
    func prepareFails() {
        var state = ConnectionState()
        state.submit(unit: 1, steps: [.prepare(statement: 0), .execute(statement: 0)])
        let effects = trace(&state, [.failure, .endOfStep, .aborted, .endOfStep, .sync])
        #expect(
            effects == [
                .fail(unit: 1, statement: 0), .nothing, .nothing, .nothing, .complete(unit: 1),
            ])
    }

    @Test("units are answered in the order they were submitted; one's failure is not another's")
    func severalInFlight() {
        var state = ConnectionState()
        state.submit(unit: 1, steps: [.execute(statement: 0)])
        state.submit(unit: 2, steps: [.execute(statement: 0)])
        state.submit(unit: 3, steps: [.execute(statement: 0)])
        #expect(state.pending == 3)
        #expect(
            trace(&state, [.success, .endOfStep, .sync])
                == [.deliver(unit: 1, statement: 0), .nothing, .complete(unit: 1)])
        #expect(state.current == 2)
        #expect(
            trace(&state, [.failure, .endOfStep, .sync])
                == [.fail(unit: 2, statement: 0), .nothing, .complete(unit: 2)])
        // One more arrives while another is still owed.
        state.submit(unit: 4, steps: [.execute(statement: 0)])
        #expect(
            trace(&state, [.success, .endOfStep, .sync, .success, .endOfStep, .sync])
                == [
                    .deliver(unit: 3, statement: 0), .nothing, .complete(unit: 3),
                    .deliver(unit: 4, statement: 0), .nothing, .complete(unit: 4),
                ])
        #expect(state.isIdle)
    }

    @Test("a statement may answer more than once before its end")
    func severalResultsPerStep() {
        var state = ConnectionState()
        state.submit(unit: 1, steps: [.execute(statement: 0)])
        #expect(
            trace(&state, [.success, .failure, .endOfStep, .sync])
                == [
                    .deliver(unit: 1, statement: 0), .fail(unit: 1, statement: 0), .nothing,
                    .complete(unit: 1),
                ])
    }

    @Test("a unit without statements is only its sync")
    func emptyUnit() {
        var state = ConnectionState()
        state.submit(unit: 1, steps: [])
        #expect(trace(&state, [.sync]) == [.complete(unit: 1)])
        #expect(state.isIdle)
    }

    @Test("a stray NULL is harmless, between units and before a sync")
    func strayEnds() {
        var state = ConnectionState()
        #expect(state.received(.endOfStep) == .nothing)
        state.submit(unit: 1, steps: [.execute(statement: 0)])
        #expect(
            trace(&state, [.success, .endOfStep, .endOfStep, .sync, .endOfStep])
                == [
                    .deliver(unit: 1, statement: 0), .nothing, .nothing, .complete(unit: 1),
                    .nothing,
                ])
    }

    @Test(
        "an answer nobody asked for is a protocol violation",
        arguments: [Reply.success, .failure, .aborted, .sync])
    private func violationWhenIdle(reply: Reply) {
        var state = ConnectionState()
        #expect(state.received(reply) == .protocolViolation)
    }

    @Test("so is a sync before the statements are done, and an answer after the last of them")
    func violationInsideUnit() {
        var early = ConnectionState()
        early.submit(unit: 1, steps: [.execute(statement: 0)])
        #expect(early.received(.sync) == .protocolViolation)
        for reply in [Reply.success, .failure, .aborted] {
            var late = ConnectionState()
            late.submit(unit: 1, steps: [.execute(statement: 0)])
            _ = trace(&late, [.success, .endOfStep])
            #expect(late.received(reply) == .protocolViolation)
        }
    }

    @Test("a lost connection names everyone still waiting, oldest first, and owes nothing more")
    func abandon() {
        var state = ConnectionState()
        for id in 1...4 { state.submit(unit: UInt64(id), steps: [.execute(statement: 0)]) }
        _ = trace(&state, [.success, .endOfStep, .sync, .success])
        #expect(state.abandon() == [2, 3, 4])
        #expect(state.isIdle)
        #expect(state.abandon() == [])
        state.submit(unit: 9, steps: [.execute(statement: 0)])
        #expect(state.current == 9)
    }

    @Test("a queue that never runs empty keeps its order over many units")
    func longQueue() {
        var state = ConnectionState()
        var next: UInt64 = 0
        for _ in 0..<5 {
            state.submit(unit: next, steps: [.execute(statement: 0)])
            next += 1
        }
        for expected in UInt64(0)..<1000 {
            state.submit(unit: next, steps: [.execute(statement: 0)])
            next += 1
            #expect(state.current == expected)
            #expect(
                trace(&state, [.success, .endOfStep, .sync])
                    == [
                        .deliver(unit: expected, statement: 0), .nothing,
                        .complete(unit: expected),
                    ])
            #expect(state.pending == 5)
        }
        #expect(state.abandon() == Array(UInt64(1000)..<1005))
    }
}
