/// A NOTIFY that arrived.
public struct Notification: Sendable, Hashable {
    /// The channel it was sent on.
    public let channel: String
    /// Its payload, often empty.
    public let payload: String
    /// The server process that sent it.
    public let backendPID: Int32
}

/// Listens on one channel, on a connection of its own, and reconnects for ever.
///
/// Notifications are hints: after every (re)connection one empty hint is delivered, because
/// something may have been missed; callers must poll as well. Hints that nobody reads in time
/// are merged into one.
public struct Listener: Sendable {
    /// The first pause before reconnecting; it doubles up to ``longestPause``.
    static let firstPause: Duration = .milliseconds(100)
    /// The longest pause between attempts to reconnect.
    static let longestPause: Duration = .seconds(10)

    private let settings: ConnectionSettings
    private let reactor: Reactor
    private let channel: String

    /// A listener for one channel.
    public init(channel: String, at settings: ConnectionSettings, on reactor: Reactor) {
        self.settings = settings
        self.reactor = reactor
        self.channel = channel
    }

    /// Calls the closure for every hint until the task is cancelled.
    public func run(_ hint: @escaping @Sendable (Notification) async -> Void) async {
        var pause = Self.firstPause
        while !Task.isCancelled {
            do {
                try await listen(hint) { pause = Self.firstPause }
            } catch {
                // Lost or refused: the pause below, then a new try. Polling covers the gap.
                pause = min(pause * 2, Self.longestPause)
            }
            if Task.isCancelled { return }
            do { try await Task.sleep(for: pause) } catch { return }
        }
    }

    private func listen(
        _ hint: @Sendable (Notification) async -> Void, connected: () -> Void
    ) async throws {
        let connection = try await Connection.connect(to: settings, on: reactor)
        let (hints, feed) = AsyncStream.makeStream(
            of: Notification.self, bufferingPolicy: .bufferingNewest(1))
        await connection.onNotification { feed.yield($0) }
        await connection.onLoss { feed.finish() }
        do {
            _ = try await connection.execute(
                Query(unsafeSQL: "LISTEN \(quoteIdentifier(channel))"))
            connected()
            feed.yield(Notification(channel: channel, payload: "", backendPID: 0))
            for await note in hints { await hint(note) }
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }
}
