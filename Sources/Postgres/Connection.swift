import Dispatch

/// One connection to PostgreSQL, in pipeline mode.
///
/// Any number of tasks may call it at once: their units travel in one pipeline and are answered
/// in order, each unit being its own transaction. Statements are prepared once per connection.
/// Results are binary. Create connections with ``connect(to:on:)`` or borrow one from a ``Pool``.
public actor Connection {
    /// Statements kept prepared per connection; beyond that they are parsed each time.
    static let preparedLimit = 512
    /// Units that may be in the pipeline before callers are refused.
    static let pipelineLimit = 4096

    /// The thread this connection lives on.
    public nonisolated let reactor: Reactor
    /// The connection's executor is its reactor.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        reactor.asUnownedSerialExecutor()
    }

    var raw: PGConnection?
    private var state = ConnectionState()
    private var waiting: [UInt64: Waiter] = [:]
    private var prepared: [String: Prepared] = [:]
    private var nextUnit: UInt64 = 0
    /// Units whose cancel request is on its way.
    private var cancelling: Set<UInt64> = []
    private var watchedSocket: Int32 = -1
    private var opening: UnsafeContinuation<Void, any Error>?
    var copying: CopyState?
    private(set) var failure: PostgresError?
    private var onNotification: (@Sendable (Notification) -> Void)?
    private var onLoss: (@Sendable () -> Void)?
    private let place: String

    private enum Prepared {
        case preparing(name: String)
        case ready(name: String)
    }

    private struct Waiter {
        var queries: [Query]
        var results: [Rows] = []
        var error: PostgresError?
        /// Answered, but its cancel request is still on its way.
        var isHeld = false
        var continuation: UnsafeContinuation<[Rows], any Error>
    }

    private init(reactor: Reactor, place: String) {
        self.reactor = reactor
        self.place = place
    }

    deinit {
        if watchedSocket >= 0 { reactor.unwatch(watchedSocket) }
    }

    // MARK: Opening and closing

    /// Connects; tries the hosts of the string in turn, as libpq does.
    /// - Throws: ``PostgresError`` `connectionFailed`, `authenticationFailed` or `timedOut`.
    public static func connect(
        to settings: ConnectionSettings, on reactor: Reactor
    ) async throws(PostgresError) -> Connection {
        let conninfo = try await settings.resolved()
        let connection = Connection(reactor: reactor, place: settings.description)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await connection.open(conninfo) }
                group.addTask {
                    try await Task.sleep(for: settings.connectLimit)
                    let late = PostgresError(
                        code: .timedOut,
                        message: "no answer from \(settings) within \(settings.connectLimit)")
                    await connection.fail(late)
                    throw late
                }
                try await group.next()
                group.cancelAll()
                // The sleeper's cancellation is not a failure of ours.
                _ = await group.nextResult()
            }
        } catch let error as PostgresError {
            throw error
        } catch {
            throw PostgresError(code: .cancelled, message: "connecting was cancelled")
        }
        return connection
    }

    private func open(_ conninfo: String) async throws {
        guard let raw = PGConnection(conninfo: conninfo) else {
            throw connectFailure("libpq could not start connecting")
        }
        // A socket folder that is not there fails at once, and libpq says which.
        guard !raw.isBad else { throw connectFailure(raw.message) }
        self.raw = raw
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                opening = continuation
                watch(.write)
            }
        } onCancel: {
            reactor.call { [weak self] in
                self?.assumeIsolated {
                    $0.fail(PostgresError(code: .cancelled, message: "connecting was cancelled"))
                }
            }
        }
    }

    private func continueOpening() {
        guard let raw else { return }
        switch raw.poll() {
        case .reading: watch(.read)
        case .writing: watch(.write)
        case .failed: fail(connectFailure(raw.message))
        case .ready:
            guard raw.setNonBlocking(), raw.enterPipeline() else {
                return fail(connectFailure(raw.message))
            }
            raw.silenceNotices()
            watch(.read)
            opening?.resume()
            opening = nil
        }
    }

    private func connectFailure(_ text: String) -> PostgresError {
        let line = text.split(separator: "\n").map { $0.trimmed }.joined(separator: "; ")
        let refused = ["authentication failed", "role \"", "no password supplied", "pg_hba.conf"]
        let isRefusal = refused.contains { line.contains($0) }
        let missing = line.contains("database \"") && line.contains("does not exist")
        return PostgresError(
            code: isRefusal ? .authenticationFailed : .connectionFailed,
            sqlState: missing ? "3D000" : nil,
            message: line.isEmpty ? "no connection to \(place)" : line)
    }

    /// Closes at once; whoever still waits gets ``PostgresError`` `closed`.
    public func close() {
        fail(PostgresError(code: .closed, message: "the connection to \(place) was closed"))
    }

    /// True until the connection is lost or closed.
    public var isOpen: Bool { failure == nil && raw != nil }
    /// True when nothing is in the pipeline and no COPY is running.
    public var isIdle: Bool { state.isIdle && copying == nil }
    /// True inside an explicit transaction, also one that failed.
    var isInTransaction: Bool { raw?.isInTransaction ?? false }
    /// The server process behind this connection.
    public var backendPID: Int32 { raw?.backendPID ?? 0 }

    /// A server setting reported at connect, such as `server_version`.
    public func parameter(_ name: String) -> String? { raw?.parameter(name) }

    func fail(_ error: PostgresError) {
        guard failure == nil else { return }
        failure = error
        if watchedSocket >= 0 { reactor.unwatch(watchedSocket) }
        watchedSocket = -1
        raw = nil
        opening?.resume(throwing: error)
        opening = nil
        copying?.fail(error)
        copying = nil
        cancelling = []
        for (id, waiter) in waiting where waiter.isHeld { complete(id) }
        for id in state.abandon() {
            guard let waiter = waiting.removeValue(forKey: id) else { continue }
            var error = waiter.error ?? error
            if error.code == .connectionLost || error.code == .closed { error.wasSent = true }
            error.statement = error.statement ?? waiter.queries.first?.label
            waiter.continuation.resume(throwing: error)
        }
        onLoss?()
    }

    // MARK: Statements

    /// Runs one statement in a transaction of its own.
    public func execute(_ query: Query) async throws(PostgresError) -> Rows {
        try await run([query])[0]
    }

    /// Runs statements in one round trip and one transaction: all of them or none.
    ///
    /// Inside an explicit `BEGIN` … `COMMIT` they join that transaction instead.
    /// - Parameter cancellable: when the task is cancelled, asks the server to stop and throws
    ///   `cancelled`. Pass `false` where the outcome must be known.
    /// - Throws: ``PostgresError``; after `connectionLost` with
    ///   ``PostgresError/wasSent`` the outcome is unknown.
    public func run(
        _ queries: [Query], cancellable: Bool = true
    ) async throws(PostgresError) -> [Rows] {
        let id = nextUnit
        nextUnit += 1
        do {
            guard cancellable else { return try await submit(id, queries) }
            try Task.checkCancellation()
            return try await withTaskCancellationHandler {
                try await submit(id, queries)
            } onCancel: {
                reactor.call { [weak self] in self?.assumeIsolated { $0.cancel(unit: id) } }
            }
        } catch let error as PostgresError {
            if error.sqlState == "57014", cancellable, Task.isCancelled {
                throw PostgresError(
                    code: .cancelled, message: "cancelled", statement: error.statement)
            }
            throw error
        } catch {
            throw PostgresError(
                code: .cancelled, message: "cancelled", statement: queries.first?.label)
        }
    }

    private func submit(_ id: UInt64, _ queries: [Query]) async throws -> [Rows] {
        try await withUnsafeThrowingContinuation {
            (continuation: UnsafeContinuation<[Rows], any Error>) in
            if let refusal = refusal() { return continuation.resume(throwing: refusal) }
            var steps: [ConnectionState.Step] = []
            for (index, query) in queries.enumerated() where !send(query, at: index, &steps) {
                let lost = lostError()
                continuation.resume(throwing: lost)
                return fail(lost)
            }
            guard let raw, raw.sync() else {
                let lost = lostError()
                continuation.resume(throwing: lost)
                return fail(lost)
            }
            state.submit(unit: id, steps: steps)
            waiting[id] = Waiter(queries: queries, continuation: continuation)
            flush()
        }
    }

    private func refusal() -> PostgresError? {
        if var failure {
            failure.wasSent = false  // the units before may have been; this one is not
            return failure
        }
        guard raw != nil, opening == nil else {
            return PostgresError(code: .misuse, message: "the connection is not open yet")
        }
        guard copying == nil else {
            return PostgresError(code: .misuse, message: "a COPY is running on this connection")
        }
        guard state.pending < Self.pipelineLimit else {
            return PostgresError(code: .poolExhausted, message: "the pipeline is full")
        }
        return nil
    }

    private func send(
        _ query: Query, at index: Int, _ steps: inout [ConnectionState.Step]
    ) -> Bool {
        guard let raw else { return false }
        let known = prepared[query.sql]
        if let known, case .ready(let name) = known {
            steps.append(.execute(statement: index))
            return raw.sendPrepared(name: name, query.bindings)
        }
        // While another unit's PREPARE is under way it may yet fail: do not depend on it.
        guard known == nil, prepared.count < Self.preparedLimit else {
            steps.append(.execute(statement: index))
            return raw.sendUnnamed(sql: query.sql, query.bindings)
        }
        let name = "k\(prepared.count)"
        prepared[query.sql] = .preparing(name: name)
        steps.append(.prepare(statement: index))
        steps.append(.execute(statement: index))
        return raw.sendPrepare(name: name, sql: query.sql, types: query.bindings.types)
            && raw.sendPrepared(name: name, query.bindings)
    }

    private func cancel(unit id: UInt64) {
        // Only the unit being answered can be stopped; a later one is left to run its turn.
        guard state.current == id, let handle = raw?.cancelHandle() else { return }
        cancelling.insert(id)
        DispatchQueue.global().async { [weak self, reactor] in
            handle.send()
            reactor.call { [weak self] in self?.assumeIsolated { $0.cancelSent(id) } }
        }
    }

    private func cancelSent(_ id: UInt64) {
        cancelling.remove(id)
        if waiting[id]?.isHeld == true { complete(id) }
    }

    // MARK: Socket

    func watch(_ interest: Reactor.Interest) {
        guard let raw else { return }
        let socket = raw.socket
        guard socket >= 0 else { return }
        if socket != watchedSocket {
            if watchedSocket >= 0 { reactor.unwatch(watchedSocket) }
            watchedSocket = socket
            reactor.watch(socket, for: interest) { [weak self] in
                self?.assumeIsolated { $0.socketReady() }
            }
        } else {
            reactor.change(socket, to: interest)
        }
    }

    func flush() {
        guard let raw else { return }
        switch raw.flush() {
        case .done: watch(.read)
        case .wouldBlock: watch([.read, .write])
        case .failed: fail(lostError())
        }
    }

    private func socketReady() {
        guard opening == nil else { return continueOpening() }
        if copying != nil, copying?.waiter == nil {
            // Nobody is ready for more of this COPY: let the socket fill instead of our memory.
            return watch([])
        }
        // Read before write: a server that is not being read stops reading.
        guard let raw, raw.consumeInput() else { return fail(lostError()) }
        while let note = raw.nextNotification() { onNotification?(note) }
        if copying != nil {
            advanceCopy()
        } else {
            readResults(raw)
            if self.raw != nil { flush() }
        }
    }

    private func readResults(_ raw: PGConnection) {
        while !state.isIdle, !raw.isBusy {
            let result = raw.nextResult()
            guard receive(result) else { return }
        }
    }

    private func receive(_ result: PGResult?) -> Bool {
        let reply: ConnectionState.Reply
        switch result?.status {
        case nil: reply = .endOfStep
        case .sync: reply = .sync
        case .aborted: reply = .aborted
        case .error: reply = .failure
        case .command, .tuples, .copyIn, .copyOut, .empty: reply = .success
        }
        switch state.received(reply) {
        case .nothing: break
        case .prepared(let unit, let statement):
            if let sql = waiting[unit]?.queries[statement].sql,
                case .preparing(let name) = prepared[sql]
            {
                prepared[sql] = .ready(name: name)
            }
        case .deliver(let unit, _):
            if let result { waiting[unit]?.results.append(Rows(result)) }
        case .fail(let unit, let statement):
            let label = waiting[unit]?.queries[statement].label
            waiting[unit]?.error = result?.error(statement: label)
        case .complete(let unit): complete(unit)
        case .protocolViolation:
            fail(lostError("an answer arrived that nobody asked for"))
            return false
        }
        return true
    }

    private func complete(_ unit: UInt64) {
        if cancelling.contains(unit) {
            // PostgreSQL signals twice. A caller who went on now could have the second signal
            // hit its next statement.
            waiting[unit]?.isHeld = true
            return
        }
        guard let waiter = waiting.removeValue(forKey: unit) else { return }
        if let error = waiter.error {
            forgetUnprepared(waiter.queries)
            waiter.continuation.resume(throwing: error)
        } else {
            waiter.continuation.resume(returning: waiter.results)
        }
    }

    /// A PREPARE that failed, or was skipped because its unit failed, never happened.
    private func forgetUnprepared(_ queries: [Query]) {
        for query in queries {
            if case .preparing(let name) = prepared[query.sql] {
                // The name stays taken so that another statement cannot get it.
                prepared[query.sql] = nil
                prepared["\u{0}\(name)"] = .ready(name: name)
            }
        }
    }

    func lostError(_ why: String? = nil) -> PostgresError {
        let text = why ?? raw?.message.split(separator: "\n").first.map { $0.trimmed }
        return PostgresError(
            code: .connectionLost, message: "connection to \(place) lost: \(text ?? "closed")",
            wasSent: true)
    }

    // MARK: Notifications

    func onNotification(_ body: @escaping @Sendable (Notification) -> Void) {
        onNotification = body
    }

    func onLoss(_ body: @escaping @Sendable () -> Void) {
        onLoss = body
        if failure != nil { body() }
    }
}

extension Substring {
    var trimmed: String {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
