import Postgres

// Keeping a connection to append on, through restarts and fail-overs of the server.
extension Appender {
    func ensureConnection() async throws(PostgresError) {
        guard !isClosed else {
            throw PostgresError(code: .closed, message: "the log is closed")
        }
        if let connection, await connection.isOpen {
            if isInTurn, head == nil { try await leaveTurn() }
            return
        }
        connection = nil
        head = nil
        isInTurn = false
        versions.removeAll()
        let fresh = try await Self.connect(to: settings, on: reactor)
        guard !isClosed else {
            await fresh.close()
            throw PostgresError(code: .closed, message: "the log is closed")
        }
        connection = fresh
        _ = try await fresh.run([Partition.create], cancellable: false)
    }

    /// Connects in a task of its own: a caller that goes away while it leads (a closed browser)
    /// must not take its neighbours' commit with it.
    private static func connect(
        to settings: ConnectionSettings, on reactor: Reactor
    ) async throws(PostgresError) -> Connection {
        let shielded = Task { () -> Result<Connection, PostgresError> in
            do throws(PostgresError) {
                return .success(try await Connection.connect(to: settings, on: reactor))
            } catch {
                return .failure(error)
            }
        }
        return try await shielded.value.get()
    }

    func leaveTurn() async throws(PostgresError) {
        guard isInTurn else { return }
        isInTurn = false
        guard let connection else { return }
        _ = try await connection.run(["ROLLBACK"], cancellable: false)
    }

    /// Whether an error is worth another attempt, after whatever it takes to make one.
    func canTryAgain(after error: PostgresError) async -> Bool {
        do throws(PostgresError) {
            if let connection, await connection.isOpen { try await leaveTurn() }
        } catch {
            await connection?.close()
        }
        switch error.code {
        case .connectionLost, .connectionFailed, .timedOut:
            return await reconnect()
        case .server:
            head = nil
            switch (error.sqlState, error.constraint) {
            case ("23505", "head_pkey"?), ("23505", "stream_pkey"?), ("23505", "command_pkey"?),
                ("KO001", _), ("KO002", _), ("40001", _), ("40P01", _):
                return true
            case ("23514", nil):  // no partition for the next position yet
                if let connection {
                    _ = try? await connection.run([Partition.create], cancellable: false)
                }
                return true
            case ("57P01", _), ("57P02", _), ("57P03", _), ("25006", _):
                await connection?.close()
                return await reconnect()
            default: return false
            }
        case .invalidConnectionString, .authenticationFailed, .poolExhausted, .cancelled,
            .decoding, .closed, .misuse:
            return false
        }
    }

    /// Waits for a server that restarts or fails over, for a bounded time.
    private func reconnect() async -> Bool {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: AppendLimits.reconnectFor)
        var pause: Duration = .milliseconds(20)
        while clock.now < end {
            do throws(PostgresError) {
                try await ensureConnection()
                return true
            } catch {
                if error.code == .authenticationFailed || isClosed { return false }
                await Task { [pause] in _ = try? await Task.sleep(for: pause) }.value
                pause = min(pause * 2, .milliseconds(500))
            }
        }
        return false
    }
}
