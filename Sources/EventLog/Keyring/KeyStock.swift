public import Crypto
public import FoundationEssentials

/// A stream that has no events yet, and its key, durable already (新しい対象と鍵).
public struct FreshStream: Sendable {
    /// The id of what the stream is about (番号).
    public let id: UUID
    /// Its name (対象).
    public let stream: StreamName
    /// Its key (鍵).
    public let key: SymmetricKey
}

/// Keys made durable ahead of need, so that who records something new need not wait for one
/// (鍵の作り置き).
///
/// A key must be durable before the event that needs it; the stock keeps that and takes the wait
/// out of the way: of many who come at once, one in a block makes the next block for all. It begins
/// with a single key, so whoever records one letter makes one; a block that did not last doubles.
/// What is left when a process ends has sealed nothing and is swept like any orphan.
public actor KeyStock {
    private struct Made {
        let fresh: FreshStream
        let at: ContinuousClock.Instant
    }

    private let keyring: Keyring
    private let category: StaticString
    private let newID: @Sendable () -> UUID
    private let now: @Sendable () -> ContinuousClock.Instant
    /// Oldest last.
    private var ready: [Made] = []
    private var block = 0
    private var madeAt: ContinuousClock.Instant?
    private var isMaking = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// A stock for streams of one category.
    /// - Parameter newID: makes their ids.
    public init(_ keyring: Keyring, category: StaticString, newID: @escaping @Sendable () -> UUID) {
        self.init(keyring, category: category, newID: newID) { ContinuousClock.now }
    }

    /// The same with another clock, for tests.
    init(
        _ keyring: Keyring, category: StaticString, newID: @escaping @Sendable () -> UUID,
        now: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.keyring = keyring
        self.category = category
        self.newID = newID
        self.now = now
    }

    /// A stream nobody else has, with its key.
    /// - Throws: as ``Keyring/keys(creating:areNew:)``.
    public func take() async throws -> FreshStream {
        while true {
            if let oldest = ready.last, now() - oldest.at > KeyStockLimits.keptFor {
                ready = []
            }
            if ready.count > block / 2 || isMaking, let made = ready.popLast() {
                return made.fresh
            }
            if isMaking {
                await withCheckedContinuation { waiting.append($0) }
            } else {
                try await make()
            }
        }
    }

    private func make() async throws {
        isMaking = true
        defer {
            isMaking = false
            // When this failed, each of them tries it for itself.
            for turn in waiting { turn.resume() }
            waiting = []
        }
        let start = now()
        let lasted = madeAt.map { start - $0 } ?? KeyStockLimits.lasting.upperBound
        if lasted < KeyStockLimits.lasting.lowerBound {
            block = min(block * 2, KeyStockLimits.block)
        } else if lasted >= KeyStockLimits.lasting.upperBound {
            block = max(1, block / 2)
        }
        madeAt = start
        let streams = (0..<block).map { _ in
            let id = newID()
            return (id: id, name: StreamName(category: category, id: id))
        }
        let keys = try await keyring.keys(creating: streams.map(\.name))
        let made = streams.compactMap { id, stream in
            keys[stream].map {
                Made(fresh: FreshStream(id: id, stream: stream, key: $0), at: start)
            }
        }
        ready = made.reversed() + ready
    }
}

/// Limits of the stock, each with its name (作り置きの上限).
enum KeyStockLimits {
    /// Keys made at once; never more than one and a half times as many lie ready.
    static let block = 1024
    /// For so long a block should last: below it is doubled, from here on it is halved.
    static let lasting: Range<Duration> = .seconds(1)..<(.seconds(60))
    /// How long a key that lies ready may be used: well before the sweep takes it for an orphan.
    static let keptFor: Duration = .seconds(3600)
}
