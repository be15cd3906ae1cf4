/// One kind of thing the city decides about: its state, what may be asked of it, what then happened (意思決定).
///
/// The conforming type *is* the state. `decide` looks at a command and the state and answers with
/// events or refuses; `evolve` folds an event into the state and always succeeds. Neither reads a
/// clock, makes an id or touches the outside: whatever they need arrives in the command.
public protocol Decider: Sendable, Equatable {
    /// What may be asked of it, in the imperative (命令).
    associatedtype Command: Sendable, Equatable
    /// What happened to it, in the past tense (出来事).
    associatedtype Event: Sendable, Equatable
    /// Why the city says no (受付不可の理由).
    associatedtype Refusal: Error, Sendable, Equatable

    /// The state before anything happened (初期状態).
    static var initial: Self { get }

    /// Answers a command with the events that follow from it (判断).
    ///
    /// A command whose effect is already there gives no events.
    /// - Throws: the reason why the city says no.
    static func decide(_ command: Command, _ state: Self) throws(Refusal) -> [Event]

    /// The state after an event (状態の更新).
    static func evolve(_ state: Self, _ event: Event) -> Self
}
