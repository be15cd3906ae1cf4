import Synchronization

/// A value several tasks of a test may change.
final class Shared<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { state = Mutex(value) }

    /// The value as it is now.
    var value: Value { state.withLock { $0 } }

    /// Changes the value.
    func change(_ body: (inout Value) -> Void) {
        state.withLock { value in
            var copy = value
            body(&copy)
            value = copy
        }
    }
}
