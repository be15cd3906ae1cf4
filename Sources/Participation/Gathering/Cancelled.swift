/// Who calls something off, and why: a lecture, a gathering (中止の内容).
public struct Cancel: Sendable, Equatable {
    /// The day it is at the city hall, from the caller's clock (本日).
    public var today: LocalDate
    /// The day it was called off (中止日).
    public var cancelledOn: LocalDate
    /// On whose account (中止の区分).
    public var cause: CancellationCause
    /// Why (理由).
    public var reason: String

    /// Who calls it off, and why (中止の内容).
    public init(today: LocalDate, cancelledOn: LocalDate, cause: CancellationCause, reason: String)
    {
        self.today = today
        self.cancelledOn = cancelledOn
        self.cause = cause
        self.reason = reason
    }
}

/// Something was called off, or what was reported of it was entered by mistake (中止).
public struct Cancelled: Sendable, Equatable {
    /// The day it was called off (中止日).
    public var cancelledOn: LocalDate
    /// On whose account; `entryError` voids what was reported as held (中止の区分).
    public var cause: CancellationCause
    /// Why (理由).
    public var reason: Sealed<Wording>

    /// Something was called off (中止).
    public init(cancelledOn: LocalDate, cause: CancellationCause, reason: Sealed<Wording>) {
        self.cancelledOn = cancelledOn
        self.cause = cause
        self.reason = reason
    }

    /// What is recorded of a cancellation.
    init(_ command: Cancel) {
        self.init(
            cancelledOn: command.cancelledOn, cause: command.cause,
            reason: .readable(Wording(command.reason)))
    }
}
